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
    row.customerId = at(json, "storefrontUserId");
    row.status = at(json, "status");
    row.currency = at(json, "currencyCode");
    row.nextBillingAt = at(json, "nextBillingDate");
    row.cancelledAt = at(json, "cancelledAt");
    row.billingPolicyId = at(json, "billingPolicyId");
    row.createdAt = at(json, "createdAt");
    row.updatedAt = at(json, "updatedAt");
    row.notAsked = missingIn(json, {{"currencyCode", ShopColumn::Currency}, {"nextBillingDate", ShopColumn::NextOrder}});
    return row;
}

ShopLine lineFrom(const QJsonObject &json) {
    ShopLine row;
    row.id = at(json, "id");
    row.subscriptionId = at(json, "subscriptionId");
    row.variantId = at(json, "productVariantId");
    row.quantity = numberAt(json, "quantity").value_or(1);
    row.price = at(json, "priceWithoutDiscount");
    row.titleOverride = at(json, "titleOverride");
    row.removedAt = at(json, "removedAt");
    row.createdAt = at(json, "createdAt");
    row.updatedAt = at(json, "updatedAt");
    row.notAsked = missingIn(json, {{"titleOverride", ShopColumn::Title}, {"quantity", ShopColumn::Quantity}, {"priceWithoutDiscount", ShopColumn::Price}});
    return row;
}

ShopVariant variantFrom(const QJsonObject &json) {
    ShopVariant row;
    row.id = at(json, "id");
    row.productId = at(json, "productId");
    row.title = at(json, "title");
    row.updatedAt = at(json, "updatedAt");
    row.notAsked = missingIn(json, {{"productId", ShopColumn::Parent}, {"title", ShopColumn::Title}});
    return row;
}

ShopProduct productFrom(const QJsonObject &json) {
    ShopProduct row;
    row.id = at(json, "id");
    row.title = at(json, "title");
    row.updatedAt = at(json, "updatedAt");
    row.notAsked = missingIn(json, {{"title", ShopColumn::Title}});
    return row;
}

ShopPolicy policyFrom(const QJsonObject &json) {
    ShopPolicy row;
    row.id = at(json, "id");
    row.interval = at(json, "interval");
    row.intervalCount = numberAt(json, "intervalCount").value_or(0);
    row.updatedAt = at(json, "updatedAt");
    row.notAsked = missingIn(json, {{"interval", ShopColumn::Interval}, {"intervalCount", ShopColumn::Interval}});
    return row;
}

ShopSubscriptionRead subscriptionReadFrom(const QJsonObject &json) {
    ShopSubscriptionRead read;
    read.row = subscriptionFrom(json);
    if (const QJsonValue customer = json.value(QLatin1String("StorefrontUser")); customer.isObject()) read.customer = customerFrom(customer.toObject());
    if (const QJsonValue policy = json.value(QLatin1String("BillingPolicy")); policy.isObject()) read.billing = policyFrom(policy.toObject());
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
