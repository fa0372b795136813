// The exact sizes of the lists, kept beside them so that nobody counts a million rows while a person waits.
#pragma once

#include "models/domain/subscription.h"
#include "services/store/connection.h"

#include <map>

namespace latchkey {

// Collects differences of one transaction and writes them at its end.
class CountChanges {
public:
    void customer(EmailState state, qint64 by);
    void subscription(SubscriptionStatus status, qint64 by);
    Result<void> write(Connection &db);

private:
    std::map<EmailState, qint64> m_customers;
    std::map<SubscriptionStatus, qint64> m_subscriptions;
};

QString countPart(CustomerFilter filter);  // "all", "no-email", "invalid-email"
QString countPart(SubscriptionStatus status);

// Zero for a part that has no row yet. `part` may be spelled with `_` or `-`.
Result<qint64> readCount(Connection &db, const QString &list, const QString &part);

}  // namespace latchkey
