// Reads subscriptions with their lines, and finds them by ref, by customer and by product.
#pragma once

#include "models/domain/subscription.h"
#include "services/store/connection.h"

#include <array>
#include <vector>

namespace latchkey {

// Which status speaks for several subscriptions, and in which order they are shown.
inline constexpr std::array mostAlarmingFirst{SubscriptionStatus::PastDue, SubscriptionStatus::Failed, SubscriptionStatus::Active, SubscriptionStatus::Trialing,
                                              SubscriptionStatus::Paused, SubscriptionStatus::Other, SubscriptionStatus::Cancelled, SubscriptionStatus::Expired};

Result<Subscription> readSubscription(Connection &db, SubscriptionId id);
// Most alarming first, then by id.
Result<QList<Subscription>> readSubscriptionsOf(Connection &db, CustomerId id, int limit);
// In the order of `ids`; an id that is gone is left out.
Result<QList<SubscriptionRow>> readSubscriptionRows(Connection &db, const std::vector<qint64> &ids);

struct FoundSubscription {
    qint64 id = 0;
    qint64 customer = 0;
};
Result<std::vector<FoundSubscription>> subscriptionsWithRef(Connection &db, const QString &ref);

}  // namespace latchkey
