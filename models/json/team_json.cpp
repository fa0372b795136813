// Agents, their activity, snippets and the shop's settings in JSON.
#include "models/json/json.h"
#include "models/json/json_fields.h"
#include "models/json/json_reader.h"

namespace latchkey {

void writeJson(JsonWriter &out, const Agent &agent) {
    out.beginObject();
    writeId(out, "id", agent.id);
    out.field("name", agent.name).field("role", toText(agent.role)).field("disabled_at", agent.disabledAt);
    out.field("used_at", agent.usedAt).endObject();
}

Result<Agent> readAgent(const QJsonObject &object) {
    JsonReader in(object);
    Agent agent;
    agent.id = in.id<AgentId>(QLatin1String("id"));
    agent.name = in.text(QLatin1String("name"));
    agent.role = in.named(QLatin1String("role"), roleFromText);
    agent.disabledAt = in.instant(QLatin1String("disabled_at"));
    agent.usedAt = in.instant(QLatin1String("used_at"));
    return in.result(std::move(agent));
}

void writeJson(JsonWriter &out, const Colleague &colleague) {
    out.beginObject().field("name", colleague.name).field("role", toText(colleague.role)).endObject();
}

Result<Colleague> readColleague(const QJsonObject &object) {
    JsonReader in(object);
    Colleague colleague;
    colleague.name = in.text(QLatin1String("name"));
    colleague.role = in.named(QLatin1String("role"), roleFromText);
    return in.result(std::move(colleague));
}

// The role that it takes is said as well, for readers who know nothing of permissions.
void writeJson(JsonWriter &out, const Denial &denial) {
    out.beginObject().field("permission", toText(denial.permission)).field("role", toText(denial.role));
    out.field("needed", toText(leastRoleFor(denial.permission))).key("ask");
    writeJson(out, denial.ask);
    out.endObject();
}

Result<Denial> readDenial(const QJsonObject &object) {
    JsonReader in(object);
    Denial denial;
    denial.permission = in.named(QLatin1String("permission"), permissionFromText);
    denial.role = in.named(QLatin1String("role"), roleFromText);
    denial.ask = in.list(QLatin1String("ask"), readColleague);
    return in.result(std::move(denial));
}

void writeJson(JsonWriter &out, const ActivityRow &row) {
    const Activity &entry = row.entry;
    out.beginObject().field("id", entry.id.value()).field("at", entry.at).field("kind", toText(entry.kind));
    writeId(out, "agent", entry.agent);
    out.field("agent_name", row.agentName);
    writeId(out, "customer", entry.customer);
    out.field("customer_name", row.customerName);
    writeId(out, "link", entry.link);
    out.field("public_id", row.publicId).field("desk", entry.desk).field("note", entry.note).field("words", entry.words).endObject();
}

Result<ActivityRow> readActivityRow(const QJsonObject &object) {
    JsonReader in(object);
    ActivityRow row;
    row.entry.id = in.id<ActivityId>(QLatin1String("id"));
    row.entry.at = in.instant(QLatin1String("at"));
    row.entry.kind = in.named(QLatin1String("kind"), activityKindFromText);
    row.entry.agent = in.id<AgentId>(QLatin1String("agent"));
    row.agentName = in.text(QLatin1String("agent_name"));
    row.entry.customer = in.id<CustomerId>(QLatin1String("customer"));
    row.customerName = in.text(QLatin1String("customer_name"));
    row.entry.link = in.id<LinkId>(QLatin1String("link"));
    row.publicId = in.text(QLatin1String("public_id"));
    row.entry.desk = in.text(QLatin1String("desk"));
    row.entry.note = in.text(QLatin1String("note"));
    row.entry.words = in.text(QLatin1String("words"));
    return in.result(std::move(row));
}

void writeJson(JsonWriter &out, const ShopSettings &settings) {
    out.beginObject().field("reply_guard", toText(settings.replyGuard)).field("asks_mail_domains", settings.asksMailDomains).endObject();
}

Result<ShopSettings> readShopSettings(const QJsonObject &object) {
    JsonReader in(object);
    ShopSettings settings;
    settings.replyGuard = in.named(QLatin1String("reply_guard"), replyGuardFromText);
    settings.asksMailDomains = in.truth(QLatin1String("asks_mail_domains"));
    return in.result(settings);
}

void writeJson(JsonWriter &out, const Snippet &snippet) {
    out.beginObject();
    writeId(out, "id", snippet.id);
    out.field("use", toText(snippet.use)).field("language", toText(snippet.language)).field("title", snippet.title);
    out.field("body", snippet.body).field("version", snippet.version).endObject();
}

Result<Snippet> readSnippet(const QJsonObject &object) {
    JsonReader in(object);
    Snippet snippet;
    snippet.id = in.id<SnippetId>(QLatin1String("id"));
    snippet.use = in.named(QLatin1String("use"), snippetUseFromText);
    snippet.language = in.named(QLatin1String("language"), languageFromText);
    snippet.title = in.text(QLatin1String("title"));
    snippet.body = in.text(QLatin1String("body"));
    snippet.version = in.integer(QLatin1String("version"));
    return in.result(std::move(snippet));
}

}  // namespace latchkey
