// Customers in JSON.
#include "models/json/json.h"
#include "models/json/json_reader.h"

namespace latchkey {

void writeJson(JsonWriter &out, const Customer &customer) {
    out.beginObject();
    out.field("id", customer.id.value()).field("ref", customer.ref);
    out.field("first_name", customer.firstName).field("last_name", customer.lastName);
    out.field("email", customer.email).field("email_state", toText(customer.emailState)).field("phone", customer.phone);
    out.field("version", customer.version).field("created_at", customer.createdAt);
    out.field("removed_at", customer.removedAt).field("erased_at", customer.erasedAt);
    out.field("last_sign_in_at", customer.lastSignInAt);
    out.endObject();
}

Result<Customer> readCustomer(const QJsonObject &object) {
    JsonReader in(object);
    Customer customer;
    customer.id = in.id<CustomerId>(QLatin1String("id"));
    customer.ref = in.text(QLatin1String("ref"));
    customer.firstName = in.text(QLatin1String("first_name"));
    customer.lastName = in.text(QLatin1String("last_name"));
    customer.email = in.text(QLatin1String("email"));
    customer.emailState = in.named(QLatin1String("email_state"), emailStateFromText);
    customer.phone = in.text(QLatin1String("phone"));
    customer.version = in.integer(QLatin1String("version"));
    customer.createdAt = in.instant(QLatin1String("created_at"));
    customer.removedAt = in.instant(QLatin1String("removed_at"));
    customer.erasedAt = in.instant(QLatin1String("erased_at"));
    customer.lastSignInAt = in.instant(QLatin1String("last_sign_in_at"));
    return in.result(std::move(customer));
}

void writeJson(JsonWriter &out, const CustomerRow &row) {
    out.beginObject();
    out.field("id", row.id.value()).field("name", row.name).field("email", row.email);
    out.field("email_state", toText(row.emailState)).field("phone", row.phone).field("subscriptions", row.subscriptions);
    out.key("status");
    row.status ? out.value(toText(*row.status)) : out.null();
    out.field("removed", row.removed);
    if (row.seenAt.isSet()) out.field("seen_at", row.seenAt);
    out.endObject();
}

Result<CustomerRow> readCustomerRow(const QJsonObject &object) {
    JsonReader in(object);
    CustomerRow row;
    row.id = in.id<CustomerId>(QLatin1String("id"));
    row.name = in.text(QLatin1String("name"));
    row.email = in.text(QLatin1String("email"));
    row.emailState = in.named(QLatin1String("email_state"), emailStateFromText);
    row.phone = in.text(QLatin1String("phone"));
    row.subscriptions = in.number(QLatin1String("subscriptions"));
    if (!in.isNull(QLatin1String("status"))) row.status = subscriptionStatusFromText(in.text(QLatin1String("status")));
    row.removed = in.truth(QLatin1String("removed"));
    if (in.has(QLatin1String("seen_at"))) row.seenAt = in.instant(QLatin1String("seen_at"));
    return in.result(std::move(row));
}

}  // namespace latchkey
