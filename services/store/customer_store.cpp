// The customers table, row by row.
#include "services/store/customer_store.h"

#include "services/store/subscription_store.h"

#include <algorithm>
#include <unordered_set>

namespace latchkey {

namespace {

Result<std::vector<qint64>> idsOf(Statement &rows) {
    std::vector<qint64> ids;
    while (rows.step()) ids.push_back(rows.integer(0));
    if (rows.error()) return tl::unexpected(*rows.error());
    return ids;
}

void summarise(Connection &db, CustomerRow &row) {
    auto groups = db.prepare("SELECT status, count(*) FROM subscriptions WHERE customer = ? GROUP BY status");
    groups.bind(row.id);
    while (groups.step()) {
        const auto status = static_cast<SubscriptionStatus>(groups.integer(0));
        row.subscriptions += static_cast<int>(groups.integer(1));
        const auto rank = [](SubscriptionStatus one) { return std::find(mostAlarmingFirst.begin(), mostAlarmingFirst.end(), one); };
        if (!row.status || rank(status) < rank(*row.status)) row.status = status;
    }
}

}  // namespace

Result<Customer> readCustomer(Connection &db, CustomerId id) {
    auto row = db.prepare(R"sql(SELECT ref, first_name, last_name, email, email_state, phone, version, created_at, removed_at, last_sign_in_at, erased_at
                                FROM customers WHERE id = ?)sql");
    row.bind(id);
    if (!row.step()) return row.error() ? tl::unexpected(*row.error()) : fail(ErrorCode::NotFound, QString::number(id.value()));
    Customer c;
    c.id = id;
    c.ref = row.text(0);
    c.firstName = row.text(1);
    c.lastName = row.text(2);
    c.email = row.text(3);
    c.emailState = static_cast<EmailState>(row.integer(4));
    c.phone = row.text(5);
    c.version = row.integer(6);
    c.createdAt = row.instant(7);
    c.removedAt = row.instant(8);
    c.lastSignInAt = row.instant(9);
    c.erasedAt = row.instant(10);
    return c;
}

Result<QList<CustomerRow>> readCustomerRows(Connection &db, const std::vector<qint64> &ids) {
    QList<CustomerRow> rows;
    rows.reserve(static_cast<qsizetype>(ids.size()));
    auto one = db.prepare("SELECT first_name, last_name, email, email_state, phone, removed_at, seen_at FROM customers WHERE id = ?");
    for (const qint64 id : ids) {
        one.reset();
        one.bind(id);
        if (!one.step()) {
            if (one.error()) return tl::unexpected(*one.error());
            continue;
        }
        CustomerRow row;
        row.id = CustomerId(id);
        row.name = (one.text(0) + QLatin1Char(' ') + one.text(1)).trimmed();
        row.email = one.text(2);
        row.emailState = static_cast<EmailState>(one.integer(3));
        row.phone = one.text(4);
        row.removed = !one.isNull(5);
        row.seenAt = one.instant(6);
        summarise(db, row);
        rows.append(row);
    }
    return rows;
}

Result<std::vector<qint64>> customersWithEmail(Connection &db, const QString &key, int limit) {
    auto rows = db.prepare("SELECT id FROM customers WHERE email_key = ? ORDER BY id LIMIT ?");
    rows.bind(key).bind(limit);
    return idsOf(rows);
}

Result<std::vector<qint64>> customersWithPhone(Connection &db, const QString &key, int limit) {
    auto rows = db.prepare("SELECT id FROM customers WHERE phone_key = ? ORDER BY id LIMIT ?");
    rows.bind(key).bind(limit);
    return idsOf(rows);
}

Result<std::vector<qint64>> customersWithRef(Connection &db, const QString &ref) {
    auto rows = db.prepare("SELECT id FROM customers WHERE ref = ?");
    rows.bind(ref);
    return idsOf(rows);
}

Result<std::vector<qint64>> customersWithLiveLinks(Connection &db, Instant now) {
    constexpr Duration longestLife = std::chrono::minutes(60);
    auto rows = db.walk("SELECT customer, issued_at, expires_at, ended FROM links ORDER BY id DESC");
    std::vector<qint64> ids;
    std::unordered_set<qint64> seen;
    while (rows.step()) {
        if (rows.instant(1) < now - longestLife) break;
        if (rows.integer(3) == 0 && rows.instant(2) > now && seen.insert(rows.integer(0)).second) ids.push_back(rows.integer(0));
    }
    if (rows.error()) return tl::unexpected(*rows.error());
    return ids;
}

Result<bool> writeContact(Connection &db, const Customer &customer, qint64 seen) {
    const QString key = emailKey(customer.email);
    const QString digits = phoneKey(customer.phone);
    auto write = db.prepare(R"sql(UPDATE customers SET email = ?, email_key = ?, email_state = ?, phone = ?, phone_key = ?, version = ?
                                  WHERE id = ? AND version = ?)sql");
    write.bind(customer.email);
    key.isEmpty() ? write.bindNull() : write.bind(key);
    write.bind(static_cast<int>(customer.emailState)).bind(customer.phone);
    digits.isEmpty() ? write.bindNull() : write.bind(digits);
    auto changed = write.bind(customer.version).bind(customer.id).bind(seen).run();
    if (!changed) return tl::unexpected(changed.error());
    return *changed == 1;
}

}  // namespace latchkey
