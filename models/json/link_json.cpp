// Magic links, their timeline and the inspector's verdicts in JSON.
#include "models/json/json.h"
#include "models/json/json_fields.h"
#include "models/json/json_reader.h"

namespace latchkey {

void writeJson(JsonWriter &out, const TimelineEntry &entry) {
    out.beginObject().field("at", entry.at).field("kind", toText(entry.kind));
    writeId(out, "link", entry.link);
    out.field("public_id", entry.publicId).field("agent_name", entry.agentName).field("door", toText(entry.door));
    out.field("state", toText(entry.state)).field("problem", toText(entry.problem));
    out.field("desk", entry.desk).field("visitor", toText(entry.visitor)).field("pressed", entry.pressed).field("reply", entry.reply);
    out.field("at_shop", entry.atShop);
    out.field("count", entry.count).endObject();
}

Result<TimelineEntry> readTimelineEntry(const QJsonObject &object) {
    JsonReader in(object);
    TimelineEntry entry;
    entry.at = in.instant(QLatin1String("at"));
    entry.kind = in.named(QLatin1String("kind"), timelineKindFromText);
    entry.link = in.id<LinkId>(QLatin1String("link"));
    entry.publicId = in.text(QLatin1String("public_id"));
    entry.agentName = in.text(QLatin1String("agent_name"));
    entry.door = in.named(QLatin1String("door"), linkDoorFromText);
    entry.state = in.named(QLatin1String("state"), linkStateFromText);
    entry.problem = in.named(QLatin1String("problem"), deliveryProblemFromText);
    entry.desk = in.text(QLatin1String("desk"));
    entry.visitor = in.named(QLatin1String("visitor"), visitKindFromText);
    entry.pressed = in.truth(QLatin1String("pressed"));
    entry.reply = in.truth(QLatin1String("reply"));
    entry.atShop = in.truth(QLatin1String("at_shop"));
    entry.count = in.number(QLatin1String("count"));
    return in.result(std::move(entry));
}

void writeJson(JsonWriter &out, const LoginLink &link) {
    out.beginObject().field("id", link.id.value()).field("public_id", link.publicId);
    out.field("customer", link.customer.value());
    writeId(out, "subscription", link.subscription);
    writeId(out, "agent", link.agent);
    out.field("agent_name", link.agentName).field("customer_name", link.customerName).field("door", toText(link.door)).field("destination", link.destination);
    out.field("issued_at", link.issuedAt).field("expires_at", link.expiresAt);
    out.field("end", toText(link.end)).field("ended_at", link.endedAt);
    out.field("visits", link.visits).field("scanner_visits", link.scannerVisits);
    out.field("first_visit_at", link.firstVisitAt).field("last_visit_at", link.lastVisitAt);
    out.field("at_shop", link.atShop).endObject();
}

Result<LoginLink> readLoginLink(const QJsonObject &object) {
    JsonReader in(object);
    LoginLink link;
    link.id = in.id<LinkId>(QLatin1String("id"));
    link.publicId = in.text(QLatin1String("public_id"));
    link.customer = in.id<CustomerId>(QLatin1String("customer"));
    link.subscription = in.id<SubscriptionId>(QLatin1String("subscription"));
    link.agent = in.id<AgentId>(QLatin1String("agent"));
    link.agentName = in.text(QLatin1String("agent_name"));
    link.customerName = in.text(QLatin1String("customer_name"));
    link.door = in.named(QLatin1String("door"), linkDoorFromText);
    link.destination = in.text(QLatin1String("destination"));
    link.issuedAt = in.instant(QLatin1String("issued_at"));
    link.expiresAt = in.instant(QLatin1String("expires_at"));
    link.end = in.named(QLatin1String("end"), linkEndFromText);
    link.endedAt = in.instant(QLatin1String("ended_at"));
    link.visits = in.number(QLatin1String("visits"));
    link.scannerVisits = in.number(QLatin1String("scanner_visits"));
    link.firstVisitAt = in.instant(QLatin1String("first_visit_at"));
    link.lastVisitAt = in.instant(QLatin1String("last_visit_at"));
    link.atShop = in.truth(QLatin1String("at_shop"));
    return in.result(std::move(link));
}

void writeJson(JsonWriter &out, const IssuedLink &link) {
    out.beginObject().field("id", link.id.value()).field("public_id", link.publicId).field("url", link.url);
    out.field("issued_at", link.issuedAt).field("expires_at", link.expiresAt);
    out.field("at_shop", link.atShop).field("life_assumed", link.lifeAssumed).endObject();
}

Result<IssuedLink> readIssuedLink(const QJsonObject &object) {
    JsonReader in(object);
    IssuedLink link;
    link.id = in.id<LinkId>(QLatin1String("id"));
    link.publicId = in.text(QLatin1String("public_id"));
    link.url = in.text(QLatin1String("url"));
    link.issuedAt = in.instant(QLatin1String("issued_at"));
    link.expiresAt = in.instant(QLatin1String("expires_at"));
    link.atShop = in.truth(QLatin1String("at_shop"));
    link.lifeAssumed = in.truth(QLatin1String("life_assumed"));
    return in.result(std::move(link));
}

void writeJson(JsonWriter &out, const LinkDetails &details) {
    out.beginObject().key("link");
    writeJson(out, details.link);
    out.key("timeline");
    writeJson(out, details.timeline);
    out.endObject();
}

Result<LinkDetails> readLinkDetails(const QJsonObject &object) {
    JsonReader in(object);
    LinkDetails details;
    details.link = in.object(QLatin1String("link"), readLoginLink);
    details.timeline = in.list(QLatin1String("timeline"), readTimelineEntry);
    return in.result(std::move(details));
}

}  // namespace latchkey
