// The rows of a shop as it sends them: ids, times and amounts stay the text that was received; an empty text stands for null, or for what was not asked.
#pragma once

#include "models/domain/shop_columns.h"

#include <QList>
#include <QString>

#include <optional>

namespace latchkey {

// The store itself; empty what the shop does not tell.
struct ShopSite {
    QString id = {};
    QString timeZone = {};  // "America/New_York"
};

struct ShopCustomer {
    QString id = {};
    QString platformId = {};  // "gid://shopify/Customer/…"; may be missing
    QString email = {};
    QString firstName = {};
    QString lastName = {};
    QString phone = {};
    QString removedAt = {};
    QString redactedAt = {};  // set: a privacy deletion; everything personal is emptied here too
    QString createdAt = {};
    QString updatedAt = {};
    ShopColumns notAsked = {};
};

struct ShopSubscription {
    QString id = {};
    QString customerId = {};
    QString status = {};         // as it comes: "ACTIVE", or what nobody has documented
    QString currency = {};
    QString nextBillingAt = {};
    QString cancelledAt = {};
    QString billingPolicyId = {};
    QString createdAt = {};
    QString updatedAt = {};
    ShopColumns notAsked = {};
};

struct ShopLine {
    QString id = {};
    QString subscriptionId = {};
    QString variantId = {};
    int quantity = 1;
    QString price = {};          // of one, decimal text in the subscription's currency, without discount
    QString titleOverride = {};
    QString removedAt = {};
    QString createdAt = {};
    QString updatedAt = {};
    ShopColumns notAsked = {};
};

struct ShopVariant {
    QString id = {};
    QString productId = {};
    QString title = {};
    QString updatedAt = {};
    ShopColumns notAsked = {};
};

struct ShopProduct {
    QString id = {};
    QString title = {};
    QString updatedAt = {};
    ShopColumns notAsked = {};
};

struct ShopPolicy {
    QString id = {};
    QString interval = {};  // "DAY", "WEEK", "MONTH", "YEAR"; empty where the shop gave none
    int intervalCount = 0;
    QString updatedAt = {};
    ShopColumns notAsked = {};
};

// A line with what it is called; variant and product are empty where they are gone at the shop.
struct ShopLineRead {
    ShopLine line = {};
    ShopVariant variant = {};
    QString productTitle = {};
};

// One subscription with everything that hangs on it, as one read answered.
struct ShopSubscriptionRead {
    ShopSubscription row = {};
    std::optional<ShopCustomer> customer = {};  // without its times
    std::optional<ShopPolicy> billing = {};
    QList<ShopLineRead> lines = {};
};

// One customer with the newest ten subscriptions.
struct ShopCustomerRead {
    ShopCustomer row = {};
    QList<ShopSubscriptionRead> subscriptions = {};
};

enum class ShopCollection { Customers, Subscriptions, Lines, Variants, Products, Policies };

// The rows of one collection; only its own list is filled.
struct ShopRows {
    QList<ShopCustomer> customers = {};
    QList<ShopSubscription> subscriptions = {};
    QList<ShopLine> lines = {};
    QList<ShopVariant> variants = {};
    QList<ShopProduct> products = {};
    QList<ShopPolicy> policies = {};
};

}  // namespace latchkey
