// Copies Skio's columns into rows.
#include "services/shops/skio/skio_rows.h"

#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace latchkey {

namespace {

QString at(const QJsonObject &json, const char *key) { return textOf(json.value(QLatin1String(key))); }

// An answer has every field that was asked for, with null where there is nothing.
ShopColumns missingIn(const QJsonObject &json, std::initializer_list<std::pair<const char *, ShopColumn>> columns) {
    ShopColumns missing;
    for (const auto &[name, column] : columns)
        if (!json.contains(QLatin1String(name))) missing |= column;
    return missing;
}

std::optional<int> numberAt(const QJsonObject &json, const char *key) {
    bool isNumber = false;
    const int number = at(json, key).toInt(&isNumber);
    return isNumber ? std::optional<int>(number) : std::nullopt;
}

std::optional<ShopPolicy> policyAt(const QJsonObject &json, const char *key) {
    const QJsonValue value = json.value(QLatin1String(key));
    return value.isObject() ? std::optional<ShopPolicy>(policyFrom(value.toObject())) : std::nullopt;
}

}  // namespace

QString textOf(const QJsonValue &value) {
    if (value.isString()) return value.toString();
    if (!value.isDouble()) return {};
    const double number = value.toDouble();
    // "8.3" and never "8.300000000000001" or "8.3e0".
    if (std::floor(number) == number && std::abs(number) < 9.0e15) return QString::number(static_cast<qint64>(number));
    return QString::number(number, 'f', QLocale::FloatingPointShortest);
}

ShopCustomer customerFrom(const QJsonObject &json) {
    ShopCustomer row;
    row.id = at(json, "id");
    row.platformId = at(json, "platformId");
    row.siteId = at(json, "siteId");
    row.removedAt = at(json, "removedAt");
    row.redactedAt = at(json, "redactedAt");
    row.createdAt = at(json, "createdAt");
    row.updatedAt = at(json, "updatedAt");
    // A shop that has deleted somebody's data may still send some of it.
    if (!row.redactedAt.isEmpty()) return row;
    row.email = at(json, "email");
    row.firstName = at(json, "firstName");
    row.lastName = at(json, "lastName");
    row.phone = at(json, "phoneNumber");
    row.notAsked = missingIn(json, {{"platformId", ShopColumn::PlatformId}, {"firstName", ShopColumn::FirstName},
                                    {"lastName", ShopColumn::LastName}, {"phoneNumber", ShopColumn::Phone}});
    return row;
}

ShopSubscription subscriptionFrom(const QJsonObject &json) {
    ShopSubscription row;
    row.id = at(json, "id");
    row.platformId = at(json, "platformId");
    row.customerId = at(json, "storefrontUserId");
    row.siteId = at(json, "siteId");
    row.status = at(json, "status");
    row.statusContext = at(json, "statusContext");
    row.currency = at(json, "currencyCode");
    row.cyclesCompleted = numberAt(json, "cyclesCompleted");
    row.nextBillingAt = at(json, "nextBillingDate");
    row.lastBillingAt = at(json, "lastBillingAttemptAt");
    row.cancelledAt = at(json, "cancelledAt");
    row.deliveryPrice = at(json, "deliveryPrice");
    row.note = at(json, "note");
    row.billingPolicyId = at(json, "billingPolicyId");
    row.deliveryPolicyId = at(json, "deliveryPolicyId");
    row.shippingAddressId = at(json, "shippingAddressId");
    row.originOrderId = at(json, "originOrderId");
    row.createdAt = at(json, "createdAt");
    row.updatedAt = at(json, "updatedAt");
    row.notAsked = missingIn(json, {{"platformId", ShopColumn::PlatformId}, {"currencyCode", ShopColumn::Currency}, {"nextBillingDate", ShopColumn::NextOrder}});
    return row;
}

ShopLine lineFrom(const QJsonObject &json) {
    ShopLine row;
    row.id = at(json, "id");
    row.platformId = at(json, "platformId");
    row.subscriptionId = at(json, "subscriptionId");
    row.variantId = at(json, "productVariantId");
    row.sellingPlanId = at(json, "sellingPlanId");
    row.quantity = numberAt(json, "quantity").value_or(1);
    row.price = at(json, "priceWithoutDiscount");
    row.titleOverride = at(json, "titleOverride");
    row.isPrepaid = json.value(QLatin1String("isPrepaid")).toBool();
    row.ordersRemaining = numberAt(json, "ordersRemaining");
    row.removedAt = at(json, "removedAt");
    row.createdAt = at(json, "createdAt");
    row.updatedAt = at(json, "updatedAt");
    row.notAsked = missingIn(json, {{"titleOverride", ShopColumn::Title}, {"quantity", ShopColumn::Quantity}, {"priceWithoutDiscount", ShopColumn::Price}});
    return row;
}

ShopVariant variantFrom(const QJsonObject &json) {
    ShopVariant row;
    row.id = at(json, "id");
    row.platformId = at(json, "platformId");
    row.productId = at(json, "productId");
    row.title = at(json, "title");
    row.sku = at(json, "sku");
    row.price = at(json, "price");
    row.deletedAt = at(json, "deletedAt");
    row.createdAt = at(json, "createdAt");
    row.updatedAt = at(json, "updatedAt");
    row.notAsked = missingIn(json, {{"platformId", ShopColumn::PlatformId}, {"productId", ShopColumn::Parent}, {"title", ShopColumn::Title}});
    return row;
}

ShopProduct productFrom(const QJsonObject &json) {
    ShopProduct row;
    row.id = at(json, "id");
    row.platformId = at(json, "platformId");
    row.title = at(json, "title");
    row.slug = at(json, "slug");
    row.status = at(json, "status");
    row.deletedAt = at(json, "deletedAt");
    row.createdAt = at(json, "createdAt");
    row.updatedAt = at(json, "updatedAt");
    row.notAsked = missingIn(json, {{"title", ShopColumn::Title}});
    return row;
}

ShopPolicy policyFrom(const QJsonObject &json) {
    ShopPolicy row;
    row.id = at(json, "id");
    row.interval = at(json, "interval");
    row.intervalCount = numberAt(json, "intervalCount").value_or(0);
    row.minCycles = numberAt(json, "minCycles");
    row.maxCycles = numberAt(json, "maxCycles");
    row.createdAt = at(json, "createdAt");
    row.updatedAt = at(json, "updatedAt");
    row.notAsked = missingIn(json, {{"interval", ShopColumn::Interval}, {"intervalCount", ShopColumn::Interval}});
    return row;
}

ShopSubscriptionRead subscriptionReadFrom(const QJsonObject &json) {
    ShopSubscriptionRead read;
    read.row = subscriptionFrom(json);
    if (const QJsonValue customer = json.value(QLatin1String("StorefrontUser")); customer.isObject()) read.customer = customerFrom(customer.toObject());
    read.billing = policyAt(json, "BillingPolicy");
    read.delivery = policyAt(json, "DeliveryPolicy");
    if (read.billing && read.row.billingPolicyId.isEmpty()) read.row.billingPolicyId = read.billing->id;
    for (const QJsonValue &value : json.value(QLatin1String("SubscriptionLines")).toArray()) {
        const QJsonObject line = value.toObject();
        const QJsonObject variant = line.value(QLatin1String("ProductVariant")).toObject();
        ShopLineRead made{lineFrom(line), variantFrom(variant), at(variant.value(QLatin1String("Product")).toObject(), "title")};
        made.line.subscriptionId = read.row.id;
        made.line.variantId = made.variant.id;
        read.lines.append(made);
    }
    return read;
}

bool isUuid(const QString &text) {
    static const QRegularExpression shape(QStringLiteral("^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\z"));
    return shape.match(text).hasMatch();
}

}  // namespace latchkey
