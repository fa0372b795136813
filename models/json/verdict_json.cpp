// The link inspector's verdicts and what it undid, in JSON.
#include "models/json/json.h"
#include "models/json/json_reader.h"

namespace latchkey {

namespace {

void writeUndone(JsonWriter &out, const Undone &undone) {
    out.beginObject().field("kind", toText(undone.kind)).field("detail", undone.detail).field("count", undone.count).endObject();
}

Result<Undone> readUndone(const QJsonObject &object) {
    JsonReader in(object);
    Undone undone;
    undone.kind = in.named(QLatin1String("kind"), undoneKindFromText);
    undone.detail = in.text(QLatin1String("detail"));
    undone.count = in.number(QLatin1String("count"));
    return in.result(std::move(undone));
}

}  // namespace

void writeJson(JsonWriter &out, const LinkVerdict &verdict) {
    out.beginObject().field("code", toText(verdict.code)).key("link");
    if (verdict.link)
        writeJson(out, *verdict.link);
    else
        out.null();
    out.field("customer_name", verdict.customerName).field("damage", toText(verdict.damage)).field("damage_at", verdict.damageAt);
    out.field("host", verdict.host).key("undone").beginArray();
    for (const Undone &undone : verdict.undone) writeUndone(out, undone);
    out.endArray().key("timeline");
    writeJson(out, verdict.timeline);
    out.key("findings");
    writeJson(out, verdict.findings);
    out.endObject();
}

Result<LinkVerdict> readLinkVerdict(const QJsonObject &object) {
    JsonReader in(object);
    LinkVerdict verdict;
    verdict.code = in.named(QLatin1String("code"), verdictCodeFromText);
    if (!in.isNull(QLatin1String("link"))) verdict.link = in.object(QLatin1String("link"), readLoginLink);
    verdict.customerName = in.text(QLatin1String("customer_name"));
    verdict.damage = in.named(QLatin1String("damage"), linkDamageFromText);
    verdict.damageAt = in.number(QLatin1String("damage_at"));
    verdict.host = in.text(QLatin1String("host"));
    verdict.undone = in.list(QLatin1String("undone"), readUndone);
    verdict.timeline = in.list(QLatin1String("timeline"), readTimelineEntry);
    verdict.findings = in.list(QLatin1String("findings"), readFinding);
    return in.result(std::move(verdict));
}

void writeJson(JsonWriter &out, const LinkCheck &check) {
    out.beginObject().key("verdicts");
    writeJson(out, check.verdicts);
    out.field("further", check.further).endObject();
}

Result<LinkCheck> readLinkCheck(const QJsonObject &object) {
    JsonReader in(object);
    LinkCheck check;
    check.verdicts = in.list(QLatin1String("verdicts"), readLinkVerdict);
    in.require(QLatin1String("verdicts"), !check.verdicts.isEmpty());
    check.further = in.number(QLatin1String("further"));
    return in.result(std::move(check));
}

}  // namespace latchkey
