// Reads and writes the counts table.
#include "services/store/count_store.h"

namespace latchkey {

namespace {

const QString customersList = QStringLiteral("customers");
const QString subscriptionsList = QStringLiteral("subscriptions");

Result<void> addTo(Connection &db, const QString &list, const QString &part, qint64 by) {
    if (by == 0) return {};
    auto done = db.prepare(R"sql(INSERT INTO counts (list, part, n) VALUES (?, ?, ?)
                                 ON CONFLICT (list, part) DO UPDATE SET n = counts.n + excluded.n)sql")
                    .bind(list).bind(part).bind(by).run();
    if (!done) return tl::unexpected(done.error());
    return {};
}

}  // namespace

QString countPart(CustomerFilter filter) {
    switch (filter) {
    case CustomerFilter::All: return QStringLiteral("all");
    case CustomerFilter::NoEmail: return QStringLiteral("no-email");
    case CustomerFilter::InvalidEmail: return QStringLiteral("invalid-email");
    case CustomerFilter::LiveLink: break;  // counted by looking, since it changes with the clock
    }
    return QStringLiteral("live-link");
}

QString countPart(SubscriptionStatus status) {
    return toText(status).replace(QLatin1Char('_'), QLatin1Char('-'));
}

void CountChanges::customer(EmailState state, qint64 by) {
    m_customers[state] += by;
}

void CountChanges::subscription(SubscriptionStatus status, qint64 by) {
    m_subscriptions[status] += by;
}

Result<void> CountChanges::write(Connection &db) {
    qint64 customers = 0;
    qint64 subscriptions = 0;
    Result<void> done;
    for (const auto &[state, by] : m_customers) {
        customers += by;
        if (done && state == EmailState::Missing) done = addTo(db, customersList, countPart(CustomerFilter::NoEmail), by);
        if (done && state == EmailState::Malformed) done = addTo(db, customersList, countPart(CustomerFilter::InvalidEmail), by);
    }
    for (const auto &[status, by] : m_subscriptions) {
        subscriptions += by;
        if (done) done = addTo(db, subscriptionsList, countPart(status), by);
    }
    if (done) done = addTo(db, customersList, countPart(CustomerFilter::All), customers);
    if (done) done = addTo(db, subscriptionsList, QStringLiteral("all"), subscriptions);
    m_customers.clear();
    m_subscriptions.clear();
    return done;
}

Result<qint64> readCount(Connection &db, const QString &list, const QString &part) {
    auto rows = db.prepare("SELECT n FROM counts WHERE list = ? AND part = ?");
    rows.bind(list).bind(QString(part).replace(QLatin1Char('_'), QLatin1Char('-')));
    if (rows.step()) return rows.integer(0);
    if (rows.error()) return tl::unexpected(*rows.error());
    return 0;
}

}  // namespace latchkey
