// What hangs on a mirrored shop's subscriptions: lines, variants, products and policies, and how a new name or interval of theirs spreads.
#include "services/store/shop_mirror.h"

#include "models/domain/exact_time.h"

namespace latchkey {

namespace {

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

Result<void> runIt(Statement &statement) {
    const Result<qint64> done = statement.run();
    if (!done) return tl::unexpected<Error>(done.error());
    return {};
}

bool isOlder(const QString &there, const QString &here) {
    const auto mine = microsecondsFromText(here);
    const auto theirs = microsecondsFromText(there);
    return mine && theirs && *theirs < *mine;
}

// What Shopify calls the only variant of a product.
QString shownVariant(const QString &title) {
    return title == QLatin1String("Default Title") || title == QLatin1String("Default") ? QString() : title;
}

Result<std::vector<std::pair<QString, QString>>> pairsOf(Statement &rows) {
    std::vector<std::pair<QString, QString>> pairs;
    while (rows.step()) pairs.emplace_back(rows.text(0), rows.text(1));
    if (rows.error()) return failureOf(rows);
    return pairs;
}

}  // namespace

Result<qint64> MirrorWriter::productOf(const QString &title, const QString &variant) {
    return m_products.idOf(m_db, title.toStdString(), shownVariant(variant).toStdString());
}

Result<Mirrored> MirrorWriter::put(const MirroredLine &given) {
    if (given.ref.isEmpty() || given.subscription.isEmpty()) return Mirrored::Damaged;
    MirroredLine line = given;
    bool known = false;
    bool same = false;
    QString subscription;
    {
        Statement row = m_db.prepare(R"(
            SELECT subscription, variant, title, quantity, price, created_at, removed_at, updated_at FROM shop_lines WHERE ref = ?)");
        row.bind(QStringView(line.ref));
        known = row.step();
        if (row.error()) return failureOf(row);
        if (known) {
            if (isOlder(line.updatedAt, row.text(7))) return Mirrored::Older;
            if (line.updatedAt.isEmpty()) line.updatedAt = row.text(7);
            if (!line.createdAt.isSet()) line.createdAt = row.instant(5);
            if (line.variant.isEmpty()) line.variant = row.text(1);
            if (line.notAsked.testFlag(ShopColumn::Title)) line.title = row.text(2);
            if (line.notAsked.testFlag(ShopColumn::Quantity)) line.quantity = static_cast<int>(row.integer(3));
            if (line.notAsked.testFlag(ShopColumn::Price)) line.price = row.text(4);
            subscription = row.text(0);
            same = subscription == line.subscription && row.text(1) == line.variant && row.text(2) == line.title && row.integer(3) == line.quantity &&
                   row.text(4) == line.price && row.instant(5) == line.createdAt && row.instant(6) == line.removedAt;
        }
    }
    Statement put = m_db.prepare(R"(
        INSERT INTO shop_lines (ref, subscription, variant, title, quantity, price, product, created_at, removed_at, updated_at, seen_at)
        VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)
        ON CONFLICT (ref) DO UPDATE SET subscription = excluded.subscription, variant = excluded.variant, title = excluded.title, quantity = excluded.quantity,
            price = excluded.price, created_at = excluded.created_at, removed_at = excluded.removed_at, updated_at = excluded.updated_at,
            seen_at = excluded.seen_at)");
    put.bind(QStringView(line.ref)).bind(QStringView(line.subscription)).bind(QStringView(line.variant)).bind(QStringView(line.title));
    put.bind(line.quantity).bind(QStringView(line.price)).bind(line.createdAt).bindOrNull(line.removedAt);
    put.bind(QStringView(line.updatedAt)).bind(m_t.now);
    if (Result<void> done = runIt(put); !done) return tl::unexpected<Error>(done.error());
    if (same) return Mirrored::Unchanged;
    m_touched.insert(line.subscription);
    if (known && subscription != line.subscription) m_touched.insert(subscription);
    return known ? Mirrored::Changed : Mirrored::Added;
}

Result<void> MirrorWriter::removeLine(const QString &ref) {
    Statement update = m_db.prepare("UPDATE shop_lines SET removed_at = ? WHERE ref = ? AND removed_at IS NULL RETURNING subscription");
    update.bind(m_t.now).bind(QStringView(ref));
    while (update.step()) m_touched.insert(update.text(0));
    if (update.error()) return failureOf(update);
    return {};
}

Result<Mirrored> MirrorWriter::put(const MirroredVariant &given) {
    if (given.ref.isEmpty()) return Mirrored::Damaged;
    MirroredVariant v = given;
    bool known = false;
    bool same = false;
    qint64 shown = 0;
    {
        Statement row = m_db.prepare("SELECT parent, title, product, updated_at FROM shop_variants WHERE ref = ?");
        row.bind(QStringView(v.ref));
        known = row.step();
        if (row.error()) return failureOf(row);
        if (known && isOlder(v.updatedAt, row.text(3))) return Mirrored::Older;
        if (known && v.notAsked.testFlag(ShopColumn::Parent)) v.product = row.text(0);
        if (known && v.notAsked.testFlag(ShopColumn::Title)) v.title = row.text(1);
        same = known && row.text(0) == v.product && row.text(1) == v.title;
        if (known) shown = row.integer(2);
    }
    // The name that a line was read with stands until somebody tells the product.
    if (same && v.product.isEmpty() && v.notAsked.testFlag(ShopColumn::Parent)) return Mirrored::Unchanged;
    QString title;
    {
        Statement product = m_db.prepare("SELECT title FROM shop_products WHERE ref = ?");
        product.bind(QStringView(v.product));
        if (product.step()) title = product.text(0);
        if (product.error()) return failureOf(product);
    }
    const Result<qint64> named = productOf(title, v.title);
    if (!named) return tl::unexpected<Error>(named.error());
    if (same && shown == *named) return Mirrored::Unchanged;
    // Lines that came before their variant show no name yet, so that a new one may be stale as well.
    Statement put = m_db.prepare(R"(
        INSERT INTO shop_variants (ref, parent, title, product, stale, updated_at)
        VALUES (?, ?, ?, ?, CASE WHEN EXISTS (SELECT 1 FROM shop_lines WHERE variant = ?) THEN 1 ELSE 0 END, ?)
        ON CONFLICT (ref) DO UPDATE SET parent = excluded.parent, title = excluded.title, product = excluded.product,
            stale = CASE WHEN excluded.stale = 1 THEN 1 ELSE shop_variants.stale END,
            updated_at = CASE excluded.updated_at WHEN '' THEN shop_variants.updated_at ELSE excluded.updated_at END)");
    put.bind(QStringView(v.ref)).bind(QStringView(v.product)).bind(QStringView(v.title)).bind(*named);
    put.bind(QStringView(v.ref)).bind(QStringView(v.updatedAt));
    if (Result<void> done = runIt(put); !done) return tl::unexpected<Error>(done.error());
    return known ? Mirrored::Changed : Mirrored::Added;
}

Result<void> MirrorWriter::putName(const MirroredVariant &v, const QString &product) {
    const Result<qint64> named = productOf(product, v.title);
    if (!named) return tl::unexpected<Error>(named.error());
    Statement put = m_db.prepare(R"(
        INSERT INTO shop_variants (ref, parent, title, product, stale, updated_at) VALUES (?, ?, ?, ?, 1, '') ON CONFLICT (ref) DO NOTHING)");
    put.bind(QStringView(v.ref)).bind(QStringView(v.product)).bind(QStringView(v.title)).bind(*named);
    return runIt(put);
}

Result<Mirrored> MirrorWriter::put(const MirroredProduct &p) {
    if (p.ref.isEmpty()) return Mirrored::Damaged;
    bool known = false;
    QString title;
    {
        Statement row = m_db.prepare("SELECT title, updated_at FROM shop_products WHERE ref = ?");
        row.bind(QStringView(p.ref));
        known = row.step();
        if (row.error()) return failureOf(row);
        if (known && isOlder(p.updatedAt, row.text(1))) return Mirrored::Older;
        if (known) title = row.text(0);
    }
    if (known && (title == p.title || p.notAsked.testFlag(ShopColumn::Title))) return Mirrored::Unchanged;
    Statement put = m_db.prepare(R"(
        INSERT INTO shop_products (ref, title, updated_at) VALUES (?, ?, ?)
        ON CONFLICT (ref) DO UPDATE SET title = excluded.title,
            updated_at = CASE excluded.updated_at WHEN '' THEN shop_products.updated_at ELSE excluded.updated_at END)");
    put.bind(QStringView(p.ref)).bind(QStringView(p.title)).bind(QStringView(p.updatedAt));
    if (Result<void> done = runIt(put); !done) return tl::unexpected<Error>(done.error());
    if (Result<void> done = renameVariants(p); !done) return tl::unexpected<Error>(done.error());
    return known ? Mirrored::Changed : Mirrored::Added;
}

Result<void> MirrorWriter::renameVariants(const MirroredProduct &product) {
    Statement rows = m_db.prepare("SELECT ref, title FROM shop_variants WHERE parent = ?");
    rows.bind(QStringView(product.ref));
    const auto variants = pairsOf(rows);
    if (!variants) return tl::unexpected<Error>(variants.error());
    for (const auto &[ref, title] : *variants) {
        const Result<qint64> named = productOf(product.title, title);
        if (!named) return tl::unexpected<Error>(named.error());
        Statement update = m_db.prepare("UPDATE shop_variants SET product = ?, stale = 1 WHERE ref = ? AND product <> ?");
        update.bind(*named).bind(QStringView(ref)).bind(*named);
        if (Result<void> done = runIt(update); !done) return done;
    }
    return {};
}

Result<Mirrored> MirrorWriter::put(const MirroredPolicy &p) {
    if (p.ref.isEmpty()) return Mirrored::Damaged;
    const Interval interval = p.interval.value_or(Interval{IntervalUnit::Month, 0});
    bool known = false;
    {
        Statement row = m_db.prepare("SELECT interval_unit, interval_count, updated_at FROM shop_policies WHERE ref = ?");
        row.bind(QStringView(p.ref));
        known = row.step();
        if (row.error()) return failureOf(row);
        if (known && isOlder(p.updatedAt, row.text(2))) return Mirrored::Older;
        if (known && p.notAsked.testFlag(ShopColumn::Interval)) return Mirrored::Unchanged;
        if (known && row.integer(0) == static_cast<int>(interval.unit) && row.integer(1) == interval.count) return Mirrored::Unchanged;
    }
    Statement put = m_db.prepare(R"(
        INSERT INTO shop_policies (ref, interval_unit, interval_count, stale, updated_at)
        VALUES (?, ?, ?, CASE WHEN EXISTS (SELECT 1 FROM subscriptions WHERE billing_policy = ?) THEN 1 ELSE 0 END, ?)
        ON CONFLICT (ref) DO UPDATE SET interval_unit = excluded.interval_unit, interval_count = excluded.interval_count, stale = excluded.stale,
            updated_at = excluded.updated_at)");
    put.bind(QStringView(p.ref)).bind(static_cast<int>(interval.unit)).bind(interval.count).bind(QStringView(p.ref)).bind(QStringView(p.updatedAt));
    if (Result<void> done = runIt(put); !done) return tl::unexpected<Error>(done.error());
    return known ? Mirrored::Changed : Mirrored::Added;
}

Result<bool> MirrorWriter::settle(int limit) {
    Result<bool> more = settleNames(limit);
    if (more && !*more) more = settleIntervals(limit);
    return more;
}

// A variant stays stale until none of its lines shows a former name, so that whoever is stopped in between goes on there.
Result<bool> MirrorWriter::settleNames(int &room) {
    while (room > 0) {
        QString ref;
        qint64 product = 0;
        {
            Statement stale = m_db.prepare("SELECT ref, product FROM shop_variants WHERE stale = 1 LIMIT 1");
            if (stale.step()) {
                ref = stale.text(0);
                product = stale.integer(1);
            }
            if (stale.error()) return failureOf(stale);
        }
        if (ref.isEmpty()) return false;
        // Lines of subscriptions that are not here yet, and those with a name of their own, wait for nothing.
        Statement lines = m_db.prepare(R"(
            SELECT l.subscription, l.ref FROM shop_lines l JOIN subscriptions s ON s.ref = l.subscription
            WHERE l.variant = ? AND l.product <> ? AND l.title = '' AND l.removed_at IS NULL LIMIT ?)");
        lines.bind(QStringView(ref)).bind(product).bind(room);
        const auto found = pairsOf(lines);
        if (!found) return tl::unexpected<Error>(found.error());
        for (const auto &[subscription, line] : *found) m_touched.insert(subscription);
        for (const QString &subscription : std::exchange(m_touched, {}))
            if (Result<void> shown = showLines(subscription); !shown) return tl::unexpected<Error>(shown.error());
        const auto taken = static_cast<int>(found->size());
        const bool rest = taken == room;
        room -= taken;
        if (rest) return true;
        Statement settled = m_db.prepare("UPDATE shop_variants SET stale = 0 WHERE ref = ?");
        settled.bind(QStringView(ref));
        if (Result<void> done = runIt(settled); !done) return tl::unexpected<Error>(done.error());
        --room;
    }
    return true;
}

Result<bool> MirrorWriter::settleIntervals(int &room) {
    while (room > 0) {
        QString ref;
        qint64 unit = 0, count = 0;
        {
            Statement stale = m_db.prepare("SELECT ref, interval_unit, interval_count FROM shop_policies WHERE stale = 1 LIMIT 1");
            if (stale.step()) {
                ref = stale.text(0);
                unit = stale.integer(1);
                count = stale.integer(2);
            }
            if (stale.error()) return failureOf(stale);
        }
        if (ref.isEmpty()) return false;
        Statement update = m_db.prepare(R"(
            UPDATE subscriptions SET interval_unit = ?, interval_count = ? WHERE id IN (
                SELECT id FROM subscriptions WHERE billing_policy = ? AND (interval_unit <> ? OR interval_count <> ?) LIMIT ?)
            RETURNING customer)");
        update.bind(unit).bind(count).bind(QStringView(ref)).bind(unit).bind(count).bind(room);
        int taken = 0;
        for (; update.step(); ++taken) m_changed.insert(update.integer(0));
        if (update.error()) return failureOf(update);
        m_listsChanged = m_listsChanged || taken > 0;
        const bool rest = taken == room;
        room -= taken;
        if (rest) return true;
        Statement settled = m_db.prepare("UPDATE shop_policies SET stale = 0 WHERE ref = ?");
        settled.bind(QStringView(ref));
        if (Result<void> done = runIt(settled); !done) return tl::unexpected<Error>(done.error());
        --room;
    }
    return true;
}

}  // namespace latchkey
