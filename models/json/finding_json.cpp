// Findings in JSON; of the facts only those that are set are written.
#include "models/json/json.h"
#include "models/json/json_fields.h"
#include "models/json/json_reader.h"

namespace latchkey {

namespace {

void writeText(JsonWriter &out, std::string_view name, const QString &text) {
    if (!text.isEmpty()) out.field(name, text);
}
void writeCount(JsonWriter &out, std::string_view name, int count) {
    if (count != 0) out.field(name, count);
}
void writeInstant(JsonWriter &out, std::string_view name, Instant at) {
    if (at.isSet()) out.field(name, at);
}

void writeFacts(JsonWriter &out, const FindingFacts &facts) {
    out.beginObject();
    writeText(out, "email", facts.email);
    writeText(out, "suggestion", facts.suggestion);
    writeText(out, "reply_to", facts.replyTo);
    if (facts.reply != ReplyMatch::NotGiven) out.field("reply", toText(facts.reply));
    if (facts.flaw != EmailFlaw::NoAt) out.field("flaw", toText(facts.flaw));
    if (facts.flawAt >= 0) out.field("flaw_at", facts.flawAt);
    writeText(out, "phone", facts.phone);
    if (facts.link.isValid()) out.field("link", facts.link.value());
    writeText(out, "public_id", facts.publicId);
    writeText(out, "agent_name", facts.agentName);
    writeInstant(out, "at", facts.at);
    writeInstant(out, "until", facts.until);
    writeCount(out, "visits", facts.visits);
    writeCount(out, "scanner_visits", facts.scannerVisits);
    writeCount(out, "count", facts.count);
    if (facts.life.count() != 0) writeDuration(out, "life", facts.life);
    if (facts.usualDelay.count() != 0) writeDuration(out, "usual_delay", facts.usualDelay);
    if (facts.other.isValid()) out.field("other", facts.other.value());
    writeText(out, "other_name", facts.otherName);
    if (facts.message.isValid()) out.field("message", facts.message.value());
    if (facts.problem != DeliveryProblem::None) out.field("problem", toText(facts.problem));
    writeText(out, "server_words", facts.serverWords);
    if (facts.denial) {
        out.key("denial");
        writeJson(out, *facts.denial);
    }
    if (facts.shopFault) out.field("shop_fault", toText(*facts.shopFault));
    if (facts.speaker) out.field("speaker", toText(*facts.speaker));
    if (facts.asked != ShopAsked::Reading) out.field("asked", toText(facts.asked));
    writeText(out, "what", facts.what);
    out.endObject();
}

Result<FindingFacts> readFacts(const QJsonObject &object) {
    JsonReader in(object);
    FindingFacts facts;
    const auto text = [&in](QLatin1String name) { return in.has(name) ? in.text(name) : QString(); };
    const auto number = [&in](QLatin1String name, int otherwise) { return in.has(name) ? in.number(name) : otherwise; };
    const auto instant = [&in](QLatin1String name) { return in.has(name) ? in.instant(name) : Instant(); };
    const auto duration = [&in](QLatin1String name) { return in.has(name) ? in.duration(name) : Duration(); };
    facts.email = text(QLatin1String("email"));
    facts.suggestion = text(QLatin1String("suggestion"));
    facts.replyTo = text(QLatin1String("reply_to"));
    if (in.has(QLatin1String("reply"))) facts.reply = in.named(QLatin1String("reply"), replyMatchFromText);
    if (in.has(QLatin1String("flaw"))) facts.flaw = in.named(QLatin1String("flaw"), emailFlawFromText);
    facts.flawAt = number(QLatin1String("flaw_at"), -1);
    facts.phone = text(QLatin1String("phone"));
    if (in.has(QLatin1String("link"))) facts.link = in.id<LinkId>(QLatin1String("link"));
    facts.publicId = text(QLatin1String("public_id"));
    facts.agentName = text(QLatin1String("agent_name"));
    facts.at = instant(QLatin1String("at"));
    facts.until = instant(QLatin1String("until"));
    facts.visits = number(QLatin1String("visits"), 0);
    facts.scannerVisits = number(QLatin1String("scanner_visits"), 0);
    facts.count = number(QLatin1String("count"), 0);
    facts.life = duration(QLatin1String("life"));
    facts.usualDelay = duration(QLatin1String("usual_delay"));
    if (in.has(QLatin1String("other"))) facts.other = in.id<CustomerId>(QLatin1String("other"));
    facts.otherName = text(QLatin1String("other_name"));
    if (in.has(QLatin1String("message"))) facts.message = in.id<MessageId>(QLatin1String("message"));
    if (in.has(QLatin1String("problem"))) facts.problem = in.named(QLatin1String("problem"), deliveryProblemFromText);
    facts.serverWords = text(QLatin1String("server_words"));
    if (in.has(QLatin1String("denial"))) facts.denial = in.object(QLatin1String("denial"), readDenial);
    if (in.has(QLatin1String("shop_fault"))) facts.shopFault = in.named(QLatin1String("shop_fault"), shopFaultFromText);
    if (in.has(QLatin1String("speaker"))) facts.speaker = in.named(QLatin1String("speaker"), shopSpeakerFromText);
    if (in.has(QLatin1String("asked"))) facts.asked = in.named(QLatin1String("asked"), shopAskedFromText);
    facts.what = text(QLatin1String("what"));
    return in.result(std::move(facts));
}

}  // namespace

void writeJson(JsonWriter &out, const Finding &finding) {
    out.beginObject().field("code", toText(finding.code)).field("severity", toText(finding.severity)).key("facts");
    writeFacts(out, finding.facts);
    out.key("remedies").beginArray();
    for (Remedy remedy : finding.remedies) out.value(toText(remedy));
    out.endArray().endObject();
}

Result<Finding> readFinding(const QJsonObject &object) {
    JsonReader in(object);
    Finding finding;
    finding.code = in.named(QLatin1String("code"), findingCodeFromText);
    finding.severity = in.named(QLatin1String("severity"), severityFromText);
    finding.facts = in.object(QLatin1String("facts"), readFacts);
    finding.remedies = in.namedList(QLatin1String("remedies"), remedyFromText);
    return in.result(std::move(finding));
}

}  // namespace latchkey
