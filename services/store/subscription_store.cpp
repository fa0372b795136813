// The subscriptions table with its products and further lines.
#include "services/store/subscription_store.h"

namespace latchkey {

namespace {

// The first line stands in the row itself; `row` gives title, variant, quantity, price from column `from` on.
SubscriptionLine lineAt(const Statement &row, int from, const QString &currency) {
    SubscriptionLine line;
    line.product = row.text(from);
    line.variant = row.text(from + 1);
    line.quantity = static_cast<int>(row.integer(from + 2));
    line.price = Money{row.integer(from + 3), currency};
    return line;
}

Result<void> readMoreLines(Connection &db, SubscriptionId id, const QString &currency, QList<SubscriptionLine> &lines) {
    auto rows = db.prepare(R"sql(SELECT p.title, p.variant, l.quantity, l.price FROM subscription_lines l JOIN products p ON p.id = l.product
                                 WHERE l.subscription = ? ORDER BY l.line)sql");
    rows.bind(id);
    while (rows.step()) lines.append(lineAt(rows, 0, currency));
    if (rows.error()) return tl::unexpected(*rows.error());
    return {};
}

}  // namespace

Result<Subscription> readSubscription(Connection &db, SubscriptionId id) {
    auto row = db.prepare(R"sql(SELECT s.ref, s.customer, s.status, s.status_text, s.interval_unit, s.interval_count, s.next_order, s.created_at,
                                       s.currency, s.more_lines, p.title, p.variant, s.quantity, s.price, s.seen_at
                                FROM subscriptions s JOIN products p ON p.id = s.product WHERE s.id = ?)sql");
    row.bind(id);
    if (!row.step()) return row.error() ? tl::unexpected(*row.error()) : fail(ErrorCode::NotFound, QString::number(id.value()));
    Subscription s;
    s.id = id;
    s.ref = row.text(0);
    s.customer = row.id<CustomerId>(1);
    s.status = static_cast<SubscriptionStatus>(row.integer(2));
    s.statusText = row.text(3);
    s.interval = Interval{static_cast<IntervalUnit>(row.integer(4)), static_cast<int>(row.integer(5))};
    s.nextOrder = row.instant(6);
    s.createdAt = row.instant(7);
    s.seenAt = row.instant(14);
    const QString currency = row.text(8);
    s.lines.append(lineAt(row, 10, currency));
    if (row.integer(9) > 0) {
        if (auto more = readMoreLines(db, id, currency, s.lines); !more) return tl::unexpected(more.error());
    }
    return s;
}

Result<QList<Subscription>> readSubscriptionsOf(Connection &db, CustomerId id, int limit) {
    std::vector<qint64> ids;
    auto rows = db.prepare("SELECT id FROM subscriptions WHERE customer = ? AND status = ? ORDER BY id LIMIT ?");
    for (const auto status : mostAlarmingFirst) {
        const int room = limit - static_cast<int>(ids.size());
        if (room <= 0) break;
        rows.reset();
        rows.bind(id).bind(static_cast<int>(status)).bind(room);
        while (rows.step()) ids.push_back(rows.integer(0));
        if (rows.error()) return tl::unexpected(*rows.error());
    }
    QList<Subscription> all;
    for (const qint64 one : ids) {
        auto subscription = readSubscription(db, SubscriptionId(one));
        if (!subscription) return tl::unexpected(subscription.error());
        all.append(std::move(*subscription));
    }
    return all;
}

Result<QList<SubscriptionRow>> readSubscriptionRows(Connection &db, const std::vector<qint64> &ids) {
    QList<SubscriptionRow> rows;
    rows.reserve(static_cast<qsizetype>(ids.size()));
    auto name = db.prepare("SELECT first_name, last_name, email_state FROM customers WHERE id = ?");
    for (const qint64 id : ids) {
        auto s = readSubscription(db, SubscriptionId(id));
        if (!s) {
            if (s.error().code == ErrorCode::NotFound) continue;
            return tl::unexpected(s.error());
        }
        SubscriptionRow row;
        row.id = s->id;
        row.ref = s->ref;
        row.customer = s->customer;
        row.title = s->title();
        row.status = s->status;
        row.statusText = s->statusText;
        row.interval = s->interval;
        row.nextOrder = s->nextOrder;
        row.total = s->total();
        row.seenAt = s->seenAt;
        name.reset();
        name.bind(s->customer);
        if (name.step()) {
            row.customerName = (name.text(0) + QLatin1Char(' ') + name.text(1)).trimmed();
            row.customerEmailState = static_cast<EmailState>(name.integer(2));
        } else if (name.error()) {
            return tl::unexpected(*name.error());
        }
        rows.append(row);
    }
    return rows;
}

Result<std::vector<FoundSubscription>> subscriptionsWithRef(Connection &db, const QString &ref) {
    auto rows = db.prepare("SELECT id, customer FROM subscriptions WHERE ref = ?");
    rows.bind(ref);
    std::vector<FoundSubscription> found;
    while (rows.step()) found.push_back({rows.integer(0), rows.integer(1)});
    if (rows.error()) return tl::unexpected(*rows.error());
    return found;
}

}  // namespace latchkey
