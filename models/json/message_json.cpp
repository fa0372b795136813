// Messages and events in JSON.
#include "models/json/json.h"
#include "models/json/json_fields.h"
#include "models/json/json_reader.h"

namespace latchkey {

namespace {

void writeAttempt(JsonWriter &out, const DeliveryAttempt &attempt) {
    out.beginObject().field("at", attempt.at);
    writeDuration(out, "took", attempt.took);
    out.field("problem", toText(attempt.problem)).field("step", toText(attempt.step)).field("code", attempt.code).field("words", attempt.words).endObject();
}

Result<DeliveryAttempt> readAttempt(const QJsonObject &object) {
    JsonReader in(object);
    DeliveryAttempt attempt;
    attempt.at = in.instant(QLatin1String("at"));
    attempt.took = in.duration(QLatin1String("took"));
    attempt.problem = in.named(QLatin1String("problem"), deliveryProblemFromText);
    attempt.step = in.named(QLatin1String("step"), deliveryStepFromText);
    attempt.code = in.number(QLatin1String("code"));
    attempt.words = in.text(QLatin1String("words"));
    return in.result(std::move(attempt));
}

}  // namespace

void writeJson(JsonWriter &out, const Message &message) {
    out.beginObject().field("id", message.id.value());
    writeId(out, "customer", message.customer);
    out.field("customer_name", message.customerName).field("channel", toText(message.channel));
    out.field("kind", toText(message.kind)).field("state", toText(message.state)).field("to", message.to);
    out.field("subject", message.subject).field("body", message.body).field("at", message.at);
    out.field("secrets_shown", message.secretsShown).field("problem", toText(message.problem));
    out.field("settled_at", message.settledAt).field("next_at", message.nextAt).field("agent_name", message.agentName);
    out.field("can_send_again", message.canSendAgain).key("attempts");
    out.beginArray();
    for (const DeliveryAttempt &attempt : message.attempts) writeAttempt(out, attempt);
    out.endArray().endObject();
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
    message.problem = in.named(QLatin1String("problem"), deliveryProblemFromText);
    message.settledAt = in.instant(QLatin1String("settled_at"));
    message.nextAt = in.instant(QLatin1String("next_at"));
    message.agentName = in.text(QLatin1String("agent_name"));
    message.canSendAgain = in.truth(QLatin1String("can_send_again"));
    message.attempts = in.list(QLatin1String("attempts"), readAttempt);
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
