// Reads Skio's rows out of JSON: defensively, since nulls come where the schema promises none.
#pragma once

#include "services/shops/shop_rows.h"

#include <QJsonObject>

namespace latchkey {

// Text as it came; numbers become decimal text, null and what is neither become an empty text.
QString textOf(const QJsonValue &value);

ShopCustomer customerFrom(const QJsonObject &json);  // of a redacted one only ids and times
ShopSubscription subscriptionFrom(const QJsonObject &json);
ShopLine lineFrom(const QJsonObject &json);
ShopVariant variantFrom(const QJsonObject &json);
ShopProduct productFrom(const QJsonObject &json);
ShopPolicy policyFrom(const QJsonObject &json);
// With what hangs on it.
ShopSubscriptionRead subscriptionReadFrom(const QJsonObject &json);

// A uuid as Skio writes it: what is none is never sent.
bool isUuid(const QString &text);

}  // namespace latchkey
