// What a sweep compares with the ids at the shop, and what panels say of a mirrored row.
#include "services/store/shop_mirror.h"

namespace latchkey {

namespace {

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

// Above every id.
const QString lastRef = QStringLiteral(u"\U0010FFFD");

std::string_view selectOf(SweptTable table) {
    switch (table) {
    case SweptTable::Customers:
        return "SELECT ref FROM customers WHERE ref > ? AND ref <= ? AND seen_at < ? AND removed_at IS NULL ORDER BY ref LIMIT ?";
    case SweptTable::Subscriptions:
        return "SELECT ref FROM subscriptions WHERE ref > ? AND ref <= ? AND seen_at < ? AND removed_at IS NULL ORDER BY ref LIMIT ?";
    case SweptTable::Lines:
        return "SELECT ref FROM shop_lines WHERE ref > ? AND ref <= ? AND seen_at < ? AND removed_at IS NULL ORDER BY ref LIMIT ?";
    }
    return {};
}

std::string_view anyOf(SweptTable table) {
    switch (table) {
    case SweptTable::Customers: return "SELECT 1 FROM customers WHERE seen_at IS NOT NULL AND removed_at IS NULL LIMIT 1";
    case SweptTable::Subscriptions: return "SELECT 1 FROM subscriptions WHERE seen_at IS NOT NULL AND removed_at IS NULL LIMIT 1";
    case SweptTable::Lines: return "SELECT 1 FROM shop_lines WHERE removed_at IS NULL LIMIT 1";
    }
    return {};
}

Result<MirrorFacts> factsIn(Statement &row, qint64 id) {
    if (!row.step()) return row.error() ? Result<MirrorFacts>(failureOf(row)) : fail(ErrorCode::NotFound, QString::number(id));
    return MirrorFacts{row.text(0), row.text(1), row.instant(2), row.instant(3)};
}

}  // namespace

Result<QStringList> unseenRefs(Connection &db, SweptTable table, const QString &after, const QString &upTo, Instant before, int limit) {
    Statement rows = db.prepare(selectOf(table));
    rows.bind(QStringView(after)).bind(QStringView(upTo.isEmpty() ? lastRef : upTo)).bind(before).bind(limit);
    QStringList refs;
    while (rows.step()) refs.append(rows.text(0));
    if (rows.error()) return failureOf(rows);
    return refs;
}

Result<bool> hasRefs(Connection &db, SweptTable table) {
    Statement row = db.prepare(anyOf(table));
    const bool any = row.step();
    if (row.error()) return failureOf(row);
    return any;
}

Result<QString> subscriptionOfLine(Connection &db, const QString &line) {
    Statement row = db.prepare("SELECT subscription FROM shop_lines WHERE ref = ?");
    row.bind(QStringView(line));
    QString subscription;
    if (row.step()) subscription = row.text(0);
    if (row.error()) return failureOf(row);
    return subscription;
}

Result<MirrorFacts> mirrorFactsOf(Connection &db, CustomerId customer) {
    Statement row = db.prepare("SELECT ref, platform_id, seen_at, redacted_at FROM customers WHERE id = ?");
    row.bind(customer);
    return factsIn(row, customer.value());
}

Result<MirrorFacts> mirrorFactsOf(Connection &db, SubscriptionId subscription) {
    Statement row = db.prepare("SELECT ref, NULL, seen_at, NULL FROM subscriptions WHERE id = ?");
    row.bind(subscription);
    return factsIn(row, subscription.value());
}

}  // namespace latchkey
