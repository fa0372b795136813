// The statements of addresses that a shop elsewhere does not show yet.
#include "services/store/shop_waits.h"

namespace latchkey {

Result<std::optional<EmailWait>> emailWaitOf(Connection &db, CustomerId customer, Instant now) {
    Statement select = db.prepare("SELECT email, shown, since, unsure FROM shop_email_waits WHERE customer = ? AND since > ?");
    select.bind(customer).bind(now - longestEmailWait);
    std::optional<EmailWait> found;
    if (select.step()) found = EmailWait{customer, select.text(0), select.text(1), select.instant(2), select.integer(3) != 0};
    if (select.error()) return tl::unexpected<Error>(*select.error());
    return found;
}

Result<QList<EmailWait>> emailWaitsSince(Connection &db, Instant since) {
    Statement select = db.prepare("SELECT customer, email, shown, since, unsure FROM shop_email_waits WHERE since >= ? ORDER BY customer LIMIT 1000");
    select.bind(since);
    QList<EmailWait> found;
    while (select.step()) found.append({select.id<CustomerId>(0), select.text(1), select.text(2), select.instant(3), select.integer(4) != 0});
    if (select.error()) return tl::unexpected<Error>(*select.error());
    return found;
}

Result<void> keepEmailWait(Connection &db, const EmailWait &wait) {
    Statement insert = db.prepare(R"(
        INSERT INTO shop_email_waits (customer, email, shown, since, unsure) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (customer) DO UPDATE SET email = excluded.email, shown = excluded.shown, since = excluded.since, unsure = excluded.unsure)");
    insert.bind(wait.customer).bind(QStringView(wait.email)).bind(QStringView(wait.shown)).bind(wait.since).bind(wait.unsure);
    const Result<qint64> rows = insert.run();
    if (!rows) return tl::unexpected<Error>(rows.error());
    return {};
}

Result<void> endEmailWait(Connection &db, CustomerId customer) {
    Statement remove = db.prepare("DELETE FROM shop_email_waits WHERE customer = ?");
    remove.bind(customer);
    const Result<qint64> rows = remove.run();
    if (!rows) return tl::unexpected<Error>(rows.error());
    return {};
}

Result<qint64> deleteOldEmailWaits(Connection &db, Instant before) {
    Statement remove = db.prepare("DELETE FROM shop_email_waits WHERE since <= ?");
    remove.bind(before);
    return remove.run();
}

}  // namespace latchkey
