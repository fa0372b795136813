// Messages and events in JSON.
#include "models/json/json.h"
#include "models/json/json_fields.h"
#include "models/json/json_reader.h"

namespace latchkey {

void writeJson(JsonWriter &out, const Message &message) {
    out.beginObject().field("id", message.id.value());
    writeId(out, "customer", message.customer);
    out.field("customer_name", message.customerName).field("channel", toText(message.channel));
    out.field("kind", toText(message.kind)).field("state", toText(message.state)).field("to", message.to);
    out.field("subject", message.subject).field("body", message.body).field("at", message.at);
    out.field("secrets_shown", message.secretsShown).endObject();
}

Result<Message> readMessage(const QJsonObject &object) {
    JsonReader in(object);
    Message message;
    message.id = in.id<MessageId>(QLatin1String("id"));
    message.customer = in.id<CustomerId>(QLatin1String("customer"));
    message.customerName = in.text(QLatin1String("customer_name"));
    message.channel = in.named(QLatin1String("channel"), channelFromText);
    message.kind = in.named(QLatin1String("kind"), messageKindFromText);
    message.state = in.named(QLatin1String("state"), messageStateFromText);
    message.to = in.text(QLatin1String("to"));
    message.subject = in.text(QLatin1String("subject"));
    message.body = in.text(QLatin1String("body"));
    message.at = in.instant(QLatin1String("at"));
    message.secretsShown = in.truth(QLatin1String("secrets_shown"));
    return in.result(std::move(message));
}

void writeJson(JsonWriter &out, const Event &event) {
    out.beginObject().field("kind", toText(event.kind));
    writeId(out, "customer", event.customer);
    writeId(out, "link", event.link);
    out.field("at", event.at).endObject();
}

Result<Event> readEvent(const QJsonObject &object) {
    JsonReader in(object);
    Event event;
    event.kind = in.named(QLatin1String("kind"), eventKindFromText);
    event.customer = in.id<CustomerId>(QLatin1String("customer"));
    event.link = in.id<LinkId>(QLatin1String("link"));
    event.at = in.instant(QLatin1String("at"));
    return in.result(event);
}

}  // namespace latchkey
