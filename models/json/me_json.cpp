// What the desk learns first, in JSON: the agent, the shop and the policy.
#include "models/json/json.h"
#include "models/json/json_fields.h"
#include "models/json/json_reader.h"

namespace latchkey {

namespace {

void writePolicy(JsonWriter &out, const AccessPolicy &policy) {
    out.beginObject();
    writeDuration(out, "link_life", policy.linkLife);
    writeDuration(out, "redeem_replay", policy.redeemReplay);
    writeDuration(out, "verdicts_kept", policy.verdictsKept);
    out.field("links_per_customer_per_hour", policy.linksPerCustomerPerHour);
    out.field("links_per_agent_per_hour", policy.linksPerAgentPerHour);
    writeDuration(out, "code_life", policy.codeLife);
    out.field("code_digits", policy.codeDigits).field("code_tries", policy.codeTries);
    out.field("tries_per_customer_per_day", policy.triesPerCustomerPerDay);
    out.field("tries_per_address_per_hour", policy.triesPerAddressPerHour);
    writeDuration(out, "resend_after", policy.resendAfter);
    out.field("codes_per_customer_per_hour", policy.codesPerCustomerPerHour);
    writeDuration(out, "session_of_link", policy.sessionOfLink);
    writeDuration(out, "session_of_code", policy.sessionOfCode);
    writeDuration(out, "visits_kept", policy.visitsKept);
    writeDuration(out, "activity_kept", policy.activityKept);
    out.endObject();
}

Result<AccessPolicy> readPolicy(const QJsonObject &object) {
    JsonReader in(object);
    AccessPolicy policy;
    policy.linkLife = in.duration(QLatin1String("link_life"));
    policy.redeemReplay = in.duration(QLatin1String("redeem_replay"));
    policy.verdictsKept = in.duration(QLatin1String("verdicts_kept"));
    policy.linksPerCustomerPerHour = in.number(QLatin1String("links_per_customer_per_hour"));
    policy.linksPerAgentPerHour = in.number(QLatin1String("links_per_agent_per_hour"));
    policy.codeLife = in.duration(QLatin1String("code_life"));
    policy.codeDigits = in.number(QLatin1String("code_digits"));
    policy.codeTries = in.number(QLatin1String("code_tries"));
    policy.triesPerCustomerPerDay = in.number(QLatin1String("tries_per_customer_per_day"));
    policy.triesPerAddressPerHour = in.number(QLatin1String("tries_per_address_per_hour"));
    policy.resendAfter = in.duration(QLatin1String("resend_after"));
    policy.codesPerCustomerPerHour = in.number(QLatin1String("codes_per_customer_per_hour"));
    policy.sessionOfLink = in.duration(QLatin1String("session_of_link"));
    policy.sessionOfCode = in.duration(QLatin1String("session_of_code"));
    policy.visitsKept = in.duration(QLatin1String("visits_kept"));
    policy.activityKept = in.duration(QLatin1String("activity_kept"));
    return in.result(policy);
}

}  // namespace

void writeJson(JsonWriter &out, const Me &me) {
    out.beginObject().key("agent");
    writeJson(out, me.agent);
    out.key("settings");
    writeJson(out, me.settings);
    out.field("shop", toText(me.shopKind));
    out.field("shop_name", me.shopName).field("portal_url", me.portalUrl).field("service_time", me.serviceTime);
    out.key("policy");
    writePolicy(out, me.policy);
    out.field("mail", toText(me.mail)).field("sms", toText(me.sms)).field("customers", me.customers).field("subscriptions", me.subscriptions);
    out.field("live_links", me.liveLinks).field("messages", me.messages).key("to_ask");
    writeJson(out, me.toAsk);
    out.endObject();
}

Result<Me> readMe(const QJsonObject &object) {
    JsonReader in(object);
    Me me;
    me.agent = in.object(QLatin1String("agent"), readAgent);
    me.settings = in.object(QLatin1String("settings"), readShopSettings);
    me.shopKind = in.named(QLatin1String("shop"), shopKindFromText);
    me.shopName = in.text(QLatin1String("shop_name"));
    me.portalUrl = in.text(QLatin1String("portal_url"));
    me.serviceTime = in.instant(QLatin1String("service_time"));
    me.policy = in.object(QLatin1String("policy"), readPolicy);
    me.mail = in.named(QLatin1String("mail"), mailRouteFromText);
    me.sms = in.named(QLatin1String("sms"), smsRouteFromText);
    me.customers = in.integer(QLatin1String("customers"));
    me.subscriptions = in.integer(QLatin1String("subscriptions"));
    me.liveLinks = in.integer(QLatin1String("live_links"));
    me.messages = in.integer(QLatin1String("messages"));
    me.toAsk = in.list(QLatin1String("to_ask"), readColleague);
    return in.result(std::move(me));
}

}  // namespace latchkey
