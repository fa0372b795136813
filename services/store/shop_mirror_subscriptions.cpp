// Subscriptions of a mirrored shop with the lines that they show.
#include "services/store/shop_mirror.h"

#include "models/domain/exact_time.h"
#include "services/store/shop_sync_store.h"

#include <QDateTime>

namespace latchkey {

namespace {

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

Result<void> runIt(Statement &statement) {
    const Result<qint64> done = statement.run();
    if (!done) return tl::unexpected<Error>(done.error());
    return {};
}

// Amounts may have more decimals than the currency ("8.333"): they are rounded to its own, halves away from zero.
qint64 minorUnits(const QString &amount, const QString &currency) {
    if (const std::optional<qint64> exact = minorUnitsFromText(amount, currency)) return *exact;
    const int decimals = decimalsOf(currency);
    const qsizetype point = amount.indexOf(QLatin1Char('.'));
    if (point < 0) return 0;
    const std::optional<qint64> cut = minorUnitsFromText(QStringView(amount).left(point + (decimals > 0 ? decimals + 1 : 0)), currency);
    const bool up = amount.size() > point + decimals + 1 && amount[point + decimals + 1] >= QLatin1Char('5');
    const qint64 one = amount.startsWith(QLatin1Char('-')) ? -1 : 1;
    return cut ? *cut + (up ? one : 0) : 0;
}

struct StoredSubscription {
    qint64 id = 0;
    qint64 customer = 0;
    SubscriptionStatus status = SubscriptionStatus::Other;
    QString statusText;
    Interval interval;
    Instant nextOrder, createdAt, removedAt;
    QString currency, updatedAt, policy;
};

Result<StoredSubscription> findSubscription(Connection &db, const QString &ref) {
    StoredSubscription s;
    Statement row = db.prepare(R"(
        SELECT id, customer, status, status_text, interval_unit, interval_count, next_order, created_at, currency, shop_updated_at, removed_at,
               billing_policy
        FROM subscriptions WHERE ref = ?)");
    row.bind(QStringView(ref));
    if (row.step()) {
        s.id = row.integer(0);
        s.customer = row.integer(1);
        s.status = static_cast<SubscriptionStatus>(row.integer(2));
        s.statusText = row.text(3);
        s.interval = {static_cast<IntervalUnit>(row.integer(4)), static_cast<int>(row.integer(5))};
        s.nextOrder = row.instant(6);
        s.createdAt = row.instant(7);
        s.currency = row.text(8);
        s.updatedAt = row.text(9);
        s.removedAt = row.instant(10);
        s.policy = row.text(11);
    }
    if (row.error()) return failureOf(row);
    return s;
}

void bindStatus(Statement &statement, SubscriptionStatus status, const QString &text) {
    statement.bind(static_cast<int>(status));
    status == SubscriptionStatus::Other ? statement.bind(QStringView(text)) : statement.bindNull();
}

void bindOrNull(Statement &statement, const QString &text) { text.isEmpty() ? statement.bindNull() : statement.bind(QStringView(text)); }

// What a row without a line of its own shows.
constexpr int noLine = 0;

}  // namespace

Result<qint64> MirrorWriter::ownerOf(const QString &ref) {
    Statement owner = m_db.prepare("SELECT id FROM customers WHERE ref = ?");
    owner.bind(QStringView(ref));
    if (owner.step()) return owner.integer(0);
    return owner.error() ? Result<qint64>(failureOf(owner)) : Result<qint64>(0);
}

Result<std::optional<Interval>> MirrorWriter::intervalOf(const MirroredSubscription &subscription) {
    if (subscription.interval || subscription.policy.isEmpty()) return subscription.interval;
    Statement policy = m_db.prepare("SELECT interval_unit, interval_count FROM shop_policies WHERE ref = ?");
    policy.bind(QStringView(subscription.policy));
    std::optional<Interval> interval;
    if (policy.step()) interval = Interval{static_cast<IntervalUnit>(policy.integer(0)), static_cast<int>(policy.integer(1))};
    if (policy.error()) return failureOf(policy);
    return interval;
}

// Midnight UTC of the day on which it is in the store's own zone: what its agents and customers call that day.
Result<Instant> MirrorWriter::dayOf(Instant at) {
    if (!at.isSet()) return at;
    if (!m_zone) {
        const Result<QTimeZone> zone = mirroredTimeZone(m_db);
        if (!zone) return tl::unexpected<Error>(zone.error());
        m_zone = *zone;
    }
    const QDate day = QDateTime::fromMSecsSinceEpoch(at.milliseconds(), *m_zone).date();
    return Instant(day.startOfDay(Qt::UTC).toMSecsSinceEpoch());
}

Result<Mirrored> MirrorWriter::put(const MirroredSubscription &s) {
    if (s.ref.isEmpty() || s.customer.isEmpty()) return Mirrored::Damaged;
    const Result<StoredSubscription> found = findSubscription(m_db, s.ref);
    if (!found) return tl::unexpected<Error>(found.error());
    const auto here = microsecondsFromText(found->updatedAt);
    const auto there = microsecondsFromText(s.updatedAt);
    if (here && there && *there < *here) return Mirrored::Older;
    const Result<qint64> owner = ownerOf(s.customer);
    if (!owner) return tl::unexpected<Error>(owner.error());
    if (*owner == 0) return Mirrored::NoOwner;
    const auto interval = intervalOf(s);
    if (!interval) return tl::unexpected<Error>(interval.error());
    const Result<Instant> nextOrder = dayOf(s.nextOrder);
    if (!nextOrder) return tl::unexpected<Error>(nextOrder.error());
    if (found->id == 0) {
        const Result<void> inserted = insertSubscription(s, *owner, interval->value_or(Interval{IntervalUnit::Month, 0}), *nextOrder);
        if (!inserted) return tl::unexpected<Error>(inserted.error());
        return Mirrored::Added;
    }
    StoredSubscription now = *found;
    now.customer = *owner;
    now.status = subscriptionStatusFromText(s.status);
    now.statusText = now.status == SubscriptionStatus::Other ? s.status : QString();
    now.interval = interval->value_or(found->interval);
    if (!s.notAsked.testFlag(ShopColumn::NextOrder)) now.nextOrder = *nextOrder;
    if (s.createdAt.isSet()) now.createdAt = s.createdAt;
    if (!s.notAsked.testFlag(ShopColumn::Currency)) now.currency = s.currency;
    if (!s.policy.isEmpty()) now.policy = s.policy;
    if (!s.updatedAt.isEmpty()) now.updatedAt = s.updatedAt;
    const bool same = now.customer == found->customer && now.status == found->status && now.statusText == found->statusText &&
                      now.interval.unit == found->interval.unit && now.interval.count == found->interval.count && now.nextOrder == found->nextOrder &&
                      now.createdAt == found->createdAt && now.currency == found->currency && now.policy == found->policy && !found->removedAt.isSet();
    Statement update = m_db.prepare(R"(
        UPDATE subscriptions SET customer = ?, status = ?, status_text = ?, interval_unit = ?, interval_count = ?, next_order = ?, created_at = ?,
               currency = ?, billing_policy = ?, shop_updated_at = ?, seen_at = ?, removed_at = NULL WHERE id = ?)");
    update.bind(now.customer);
    bindStatus(update, now.status, now.statusText);
    update.bind(static_cast<int>(now.interval.unit)).bind(now.interval.count).bindOrNull(now.nextOrder).bind(now.createdAt);
    update.bind(QStringView(now.currency));
    bindOrNull(update, now.policy);
    update.bind(QStringView(now.updatedAt)).bind(m_t.now).bind(now.id);
    if (Result<void> done = runIt(update); !done) return tl::unexpected<Error>(done.error());
    if (same) return Mirrored::Unchanged;
    m_counts.subscription(found->status, -1);
    m_counts.subscription(now.status, 1);
    if (now.currency != found->currency) m_touched.insert(s.ref);
    m_changed.insert({found->customer, now.customer});
    m_listsChanged = true;
    return Mirrored::Changed;
}

// What its row shows: the oldest line, or that it has none.
Result<MirrorWriter::ShownLine> MirrorWriter::firstOf(const std::vector<ShownLine> &lines) {
    if (!lines.empty()) return lines.front();
    const Result<qint64> unnamed = productOf({}, {});
    if (!unnamed) return tl::unexpected<Error>(unnamed.error());
    return ShownLine{0, *unnamed, 0, noLine, 0};
}

Result<void> MirrorWriter::insertSubscription(const MirroredSubscription &s, qint64 owner, const Interval &interval, Instant nextOrder) {
    const auto lines = linesOf(s.ref, s.currency);
    if (!lines) return tl::unexpected<Error>(lines.error());
    const Result<ShownLine> first = firstOf(*lines);
    if (!first) return tl::unexpected<Error>(first.error());
    const SubscriptionStatus status = subscriptionStatusFromText(s.status);
    Statement insert = m_db.prepare(R"(
        INSERT INTO subscriptions (ref, customer, status, status_text, interval_unit, interval_count, next_order, created_at, product, quantity, price, currency,
                                   billing_policy, shop_updated_at, seen_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id)");
    insert.bind(QStringView(s.ref)).bind(owner);
    bindStatus(insert, status, s.status);
    insert.bind(static_cast<int>(interval.unit)).bind(interval.count).bindOrNull(nextOrder).bind(s.createdAt.isSet() ? s.createdAt : m_t.now);
    insert.bind(first->product).bind(first->quantity).bind(first->price).bind(QStringView(s.currency));
    bindOrNull(insert, s.policy);
    insert.bind(QStringView(s.updatedAt)).bind(m_t.now);
    const Result<qint64> id = insert.insertedId();
    if (!id) return tl::unexpected<Error>(id.error());
    m_counts.subscription(status, 1);
    m_listsChanged = true;
    return writeFurtherLines(*id, *lines);
}

// In the order in which they were made.
Result<std::vector<MirrorWriter::ShownLine>> MirrorWriter::linesOf(const QString &subscription, const QString &currency) {
    struct Named {
        ShownLine line;
        QString title, variant;
    };
    std::vector<Named> renamed;
    std::vector<ShownLine> lines;
    {
        Statement rows = m_db.prepare(R"(
            SELECT l.id, coalesce(v.product, 0), l.product, l.quantity, l.price, l.title, coalesce(v.title, '')
            FROM shop_lines l LEFT JOIN shop_variants v ON v.ref = l.variant
            WHERE l.subscription = ? AND l.removed_at IS NULL ORDER BY l.created_at, l.ref)");
        rows.bind(QStringView(subscription));
        while (rows.step()) {
            lines.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), minorUnits(rows.text(4), currency)});
            const bool ownName = !rows.text(5).isEmpty() || rows.integer(1) == 0;
            if (!ownName) continue;
            lines.back().product = -static_cast<qint64>(renamed.size()) - 1;
            renamed.push_back({lines.back(), rows.text(5), rows.text(6)});
        }
        if (rows.error()) return failureOf(rows);
    }
    for (ShownLine &line : lines) {
        if (line.product >= 0) continue;
        const Named &name = renamed[static_cast<std::size_t>(-line.product - 1)];
        const Result<qint64> product = productOf(name.title, name.variant);
        if (!product) return tl::unexpected<Error>(product.error());
        line.product = *product;
    }
    return lines;
}

Result<void> MirrorWriter::showLines(const QString &subscription) {
    const Result<StoredSubscription> found = findSubscription(m_db, subscription);
    if (!found) return tl::unexpected<Error>(found.error());
    if (found->id == 0) return {};
    const auto lines = linesOf(subscription, found->currency);
    if (!lines) return tl::unexpected<Error>(lines.error());
    const Result<ShownLine> first = firstOf(*lines);
    if (!first) return tl::unexpected<Error>(first.error());
    Statement update = m_db.prepare("UPDATE subscriptions SET product = ?, quantity = ?, price = ? WHERE id = ?");
    update.bind(first->product).bind(first->quantity).bind(first->price).bind(found->id);
    if (Result<void> done = runIt(update); !done) return done;
    m_changed.insert(found->customer);
    m_listsChanged = true;
    return writeFurtherLines(found->id, *lines);
}

Result<void> MirrorWriter::writeFurtherLines(qint64 id, const std::vector<ShownLine> &lines) {
    const auto further = static_cast<qint64>(lines.empty() ? 0 : lines.size() - 1);
    for (std::size_t i = 1; i < lines.size(); ++i) {
        Statement put = m_db.prepare(R"(
            INSERT INTO subscription_lines (subscription, line, product, quantity, price) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (subscription, line) DO UPDATE SET product = excluded.product, quantity = excluded.quantity, price = excluded.price)");
        put.bind(id).bind(static_cast<qint64>(i + 1)).bind(lines[i].product).bind(lines[i].quantity).bind(lines[i].price);
        if (Result<void> done = runIt(put); !done) return done;
    }
    Statement count = m_db.prepare("UPDATE subscriptions SET more_lines = ? WHERE id = ? AND more_lines <> ?");
    const Result<qint64> changed = count.bind(further).bind(id).bind(further).run();
    if (!changed) return tl::unexpected<Error>(changed.error());
    if (*changed > 0) {
        Statement drop = m_db.prepare("DELETE FROM subscription_lines WHERE subscription = ? AND line > ?");
        drop.bind(id).bind(further + 1);
        if (Result<void> done = runIt(drop); !done) return done;
    }
    for (const ShownLine &line : lines) {
        if (line.product == line.shownProduct) continue;
        Statement shown = m_db.prepare("UPDATE shop_lines SET product = ? WHERE id = ?");
        shown.bind(line.product).bind(line.id);
        if (Result<void> done = runIt(shown); !done) return done;
    }
    return {};
}

Result<void> MirrorWriter::removeSubscription(const QString &ref) {
    const Result<StoredSubscription> found = findSubscription(m_db, ref);
    if (!found) return tl::unexpected<Error>(found.error());
    if (found->id == 0 || found->removedAt.isSet()) return {};
    // It shows as what it is: no status of the shop's own.
    Statement update = m_db.prepare("UPDATE subscriptions SET removed_at = ?, status = ?, status_text = 'removed', next_order = NULL WHERE id = ?");
    update.bind(m_t.now).bind(static_cast<int>(SubscriptionStatus::Other)).bind(found->id);
    if (Result<void> done = runIt(update); !done) return done;
    m_counts.subscription(found->status, -1);
    m_counts.subscription(SubscriptionStatus::Other, 1);
    m_changed.insert(found->customer);
    m_listsChanged = true;
    return {};
}

}  // namespace latchkey
