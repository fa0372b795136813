// Subscriptions in JSON.
#include "models/json/json.h"
#include "models/json/json_reader.h"

namespace latchkey {

namespace {

void writeMoney(JsonWriter &out, std::string_view name, const Money &money) {
    out.key(name).beginObject().field("minor", money.minor).field("currency", money.currency).endObject();
}

Result<Money> readMoney(const QJsonObject &object) {
    JsonReader in(object);
    Money money;
    money.minor = in.integer(QLatin1String("minor"));
    money.currency = in.text(QLatin1String("currency"));
    return in.result(std::move(money));
}

void writeInterval(JsonWriter &out, const Interval &interval) {
    out.key("interval").beginObject().field("unit", toText(interval.unit)).field("count", interval.count).endObject();
}

Result<Interval> readInterval(const QJsonObject &object) {
    JsonReader in(object);
    Interval interval;
    interval.unit = in.named(QLatin1String("unit"), intervalUnitFromText);
    interval.count = in.number(QLatin1String("count"));
    return in.result(interval);
}

void writeLine(JsonWriter &out, const SubscriptionLine &line) {
    out.beginObject().field("product", line.product).field("variant", line.variant).field("quantity", line.quantity);
    writeMoney(out, "price", line.price);
    out.endObject();
}

Result<SubscriptionLine> readLine(const QJsonObject &object) {
    JsonReader in(object);
    SubscriptionLine line;
    line.product = in.text(QLatin1String("product"));
    line.variant = in.text(QLatin1String("variant"));
    line.quantity = in.number(QLatin1String("quantity"));
    line.price = in.object(QLatin1String("price"), readMoney);
    return in.result(std::move(line));
}

}  // namespace

void writeJson(JsonWriter &out, const Subscription &subscription) {
    out.beginObject();
    out.field("id", subscription.id.value()).field("ref", subscription.ref).field("customer", subscription.customer.value());
    out.field("status", toText(subscription.status)).field("status_text", subscription.statusText);
    writeInterval(out, subscription.interval);
    out.field("next_order", subscription.nextOrder).field("created_at", subscription.createdAt);
    if (subscription.seenAt.isSet()) out.field("seen_at", subscription.seenAt);
    out.key("lines").beginArray();
    for (const SubscriptionLine &line : subscription.lines) writeLine(out, line);
    out.endArray().endObject();
}

Result<Subscription> readSubscription(const QJsonObject &object) {
    JsonReader in(object);
    Subscription subscription;
    subscription.id = in.id<SubscriptionId>(QLatin1String("id"));
    subscription.ref = in.text(QLatin1String("ref"));
    subscription.customer = in.id<CustomerId>(QLatin1String("customer"));
    subscription.status = subscriptionStatusFromText(in.text(QLatin1String("status")));
    subscription.statusText = in.text(QLatin1String("status_text"));
    subscription.interval = in.object(QLatin1String("interval"), readInterval);
    subscription.nextOrder = in.instant(QLatin1String("next_order"));
    subscription.createdAt = in.instant(QLatin1String("created_at"));
    if (in.has(QLatin1String("seen_at"))) subscription.seenAt = in.instant(QLatin1String("seen_at"));
    subscription.lines = in.list(QLatin1String("lines"), readLine);
    return in.result(std::move(subscription));
}

void writeJson(JsonWriter &out, const SubscriptionRow &row) {
    out.beginObject();
    out.field("id", row.id.value()).field("ref", row.ref).field("customer", row.customer.value());
    out.field("customer_name", row.customerName).field("customer_email_state", toText(row.customerEmailState));
    out.field("title", row.title).field("status", toText(row.status)).field("status_text", row.statusText);
    writeInterval(out, row.interval);
    out.field("next_order", row.nextOrder);
    writeMoney(out, "total", row.total);
    if (row.seenAt.isSet()) out.field("seen_at", row.seenAt);
    out.endObject();
}

Result<SubscriptionRow> readSubscriptionRow(const QJsonObject &object) {
    JsonReader in(object);
    SubscriptionRow row;
    row.id = in.id<SubscriptionId>(QLatin1String("id"));
    row.ref = in.text(QLatin1String("ref"));
    row.customer = in.id<CustomerId>(QLatin1String("customer"));
    row.customerName = in.text(QLatin1String("customer_name"));
    row.customerEmailState = in.named(QLatin1String("customer_email_state"), emailStateFromText);
    row.title = in.text(QLatin1String("title"));
    row.status = subscriptionStatusFromText(in.text(QLatin1String("status")));
    row.statusText = in.text(QLatin1String("status_text"));
    row.interval = in.object(QLatin1String("interval"), readInterval);
    row.nextOrder = in.instant(QLatin1String("next_order"));
    row.total = in.object(QLatin1String("total"), readMoney);
    if (in.has(QLatin1String("seen_at"))) row.seenAt = in.instant(QLatin1String("seen_at"));
    return in.result(std::move(row));
}

}  // namespace latchkey
