// Reads and writes the counts table.
#include "services/store/count_store.h"

namespace latchkey {

namespace {

const QString customersList = QStringLiteral("customers");
const QString subscriptionsList = QStringLiteral("subscriptions");

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
    m_by[{customersList, countPart(CustomerFilter::All)}] += by;
    if (state == EmailState::Missing) m_by[{customersList, countPart(CustomerFilter::NoEmail)}] += by;
    if (state == EmailState::Malformed) m_by[{customersList, countPart(CustomerFilter::InvalidEmail)}] += by;
}

void CountChanges::subscription(SubscriptionStatus status, qint64 by) {
    m_by[{subscriptionsList, QStringLiteral("all")}] += by;
    m_by[{subscriptionsList, countPart(status)}] += by;
}

Result<void> CountChanges::write(Connection &db) {
    for (const auto &[place, by] : m_by) {
        if (by == 0) continue;
        auto done = db.prepare(R"sql(INSERT INTO counts (list, part, n) VALUES (?, ?, ?)
                                     ON CONFLICT (list, part) DO UPDATE SET n = n + excluded.n)sql")
                        .bind(place.first).bind(place.second).bind(by).run();
        if (!done) return tl::unexpected(done.error());
    }
    m_by.clear();
    return {};
}

Result<qint64> readCount(Connection &db, const QString &list, const QString &part) {
    auto rows = db.prepare("SELECT n FROM counts WHERE list = ? AND part = ?");
    rows.bind(list).bind(QString(part).replace(QLatin1Char('_'), QLatin1Char('-')));
    if (rows.step()) return rows.integer(0);
    if (rows.error()) return tl::unexpected(*rows.error());
    return 0;
}

}  // namespace latchkey
