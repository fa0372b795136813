// The details of a customer and of a subscription in JSON.
#include "models/json/json.h"
#include "models/json/json_fields.h"
#include "models/json/json_reader.h"

namespace latchkey {

void writeJson(JsonWriter &out, const SessionInfo &session) {
    out.beginObject().field("id", session.id.value()).field("device", session.device).field("born_of_link", session.bornOfLink);
    out.field("created_at", session.createdAt).field("seen_at", session.seenAt).field("expires_at", session.expiresAt).endObject();
}

Result<SessionInfo> readSessionInfo(const QJsonObject &object) {
    JsonReader in(object);
    SessionInfo session;
    session.id = in.id<SessionId>(QLatin1String("id"));
    session.device = in.text(QLatin1String("device"));
    session.bornOfLink = in.truth(QLatin1String("born_of_link"));
    session.createdAt = in.instant(QLatin1String("created_at"));
    session.seenAt = in.instant(QLatin1String("seen_at"));
    session.expiresAt = in.instant(QLatin1String("expires_at"));
    return in.result(std::move(session));
}

void writeJson(JsonWriter &out, const Advice &advice) {
    out.beginObject().field("way", toText(advice.way)).field("reason", toText(advice.reason)).field("count", advice.count);
    writeDuration(out, "usual_delay", advice.usualDelay);
    writeDuration(out, "life", advice.life);
    out.field("domain", advice.domain).endObject();
}

Result<Advice> readAdvice(const QJsonObject &object) {
    JsonReader in(object);
    Advice advice;
    advice.way = in.named(QLatin1String("way"), wayInFromText);
    advice.reason = in.named(QLatin1String("reason"), adviceReasonFromText);
    advice.count = in.number(QLatin1String("count"));
    advice.usualDelay = in.duration(QLatin1String("usual_delay"));
    advice.life = in.duration(QLatin1String("life"));
    advice.domain = in.text(QLatin1String("domain"));
    return in.result(std::move(advice));
}

void writeJson(JsonWriter &out, const CustomerDetails &details) {
    out.beginObject().key("customer");
    writeJson(out, details.customer);
    out.field("phone_state", toText(details.phoneState)).key("subscriptions");
    writeJson(out, details.subscriptions);
    out.field("subscription_count", details.subscriptionCount).key("advice_now");
    writeJson(out, details.adviceNow);
    out.key("advice_later");
    writeJson(out, details.adviceLater);
    out.key("findings");
    writeJson(out, details.findings);
    out.key("timeline");
    writeJson(out, details.timeline);
    out.key("live_links");
    writeJson(out, details.liveLinks);
    out.field("magic_link_possible", details.magicLinkPossible).field("links_this_hour", details.linksThisHour);
    out.field("links_per_hour", details.linksPerHour).field("portal_link", details.portalLink);
    out.field("live_sessions", details.liveSessions).key("sessions");
    writeJson(out, details.sessions);
    out.key("shop");
    writeJson(out, details.shop);
    out.endObject();
}

Result<CustomerDetails> readCustomerDetails(const QJsonObject &object) {
    JsonReader in(object);
    CustomerDetails details;
    details.customer = in.object(QLatin1String("customer"), readCustomer);
    details.phoneState = in.named(QLatin1String("phone_state"), phoneStateFromText);
    details.subscriptions = in.list(QLatin1String("subscriptions"), readSubscription);
    details.subscriptionCount = in.number(QLatin1String("subscription_count"));
    details.adviceNow = in.object(QLatin1String("advice_now"), readAdvice);
    details.adviceLater = in.object(QLatin1String("advice_later"), readAdvice);
    details.findings = in.list(QLatin1String("findings"), readFinding);
    details.timeline = in.list(QLatin1String("timeline"), readTimelineEntry);
    details.liveLinks = in.list(QLatin1String("live_links"), readLoginLink);
    details.magicLinkPossible = in.truth(QLatin1String("magic_link_possible"));
    details.linksThisHour = in.number(QLatin1String("links_this_hour"));
    details.linksPerHour = in.number(QLatin1String("links_per_hour"));
    details.portalLink = in.text(QLatin1String("portal_link"));
    details.liveSessions = in.number(QLatin1String("live_sessions"));
    details.sessions = in.list(QLatin1String("sessions"), readSessionInfo);
    details.shop = in.object(QLatin1String("shop"), readShopFacts);
    return in.result(std::move(details));
}

void writeJson(JsonWriter &out, const SubscriptionDetails &details) {
    out.beginObject().key("subscription");
    writeJson(out, details.subscription);
    out.key("customer");
    writeJson(out, details.customer);
    out.endObject();
}

Result<SubscriptionDetails> readSubscriptionDetails(const QJsonObject &object) {
    JsonReader in(object);
    SubscriptionDetails details;
    details.subscription = in.object(QLatin1String("subscription"), readSubscription);
    details.customer = in.object(QLatin1String("customer"), readCustomerDetails);
    return in.result(std::move(details));
}

}  // namespace latchkey
