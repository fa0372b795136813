// The numbers of the last days' links, in JSON.
#include "models/json/json.h"
#include "models/json/json_fields.h"
#include "models/json/json_reader.h"

namespace latchkey {

namespace {

void writeDay(JsonWriter &out, const LinkDay &day) {
    out.beginObject().field("day", day.day).field("issued", day.issued).field("used", day.used).field("expired_unseen", day.expiredUnseen);
    out.field("expired_opened", day.expiredOpened).field("ended", day.ended).field("refused", day.refused).endObject();
}

Result<LinkDay> readDay(const QJsonObject &object) {
    JsonReader in(object);
    LinkDay day;
    day.day = in.instant(QLatin1String("day"));
    day.issued = in.number(QLatin1String("issued"));
    day.used = in.number(QLatin1String("used"));
    day.expiredUnseen = in.number(QLatin1String("expired_unseen"));
    day.expiredOpened = in.number(QLatin1String("expired_opened"));
    day.ended = in.number(QLatin1String("ended"));
    day.refused = in.number(QLatin1String("refused"));
    return in.result(day);
}

Result<LinkStats::DeadLink> readDeadLink(const QJsonObject &object) {
    JsonReader in(object);
    return in.result(LinkStats::DeadLink{in.named(QLatin1String("why"), linkStateFromText), in.number(QLatin1String("count"))});
}

Result<LinkStats::RefusedIssue> readRefusedIssue(const QJsonObject &object) {
    JsonReader in(object);
    return in.result(LinkStats::RefusedIssue{in.named(QLatin1String("why"), findingCodeFromText), in.number(QLatin1String("count"))});
}

template <class Counted>
void writeCounted(JsonWriter &out, std::string_view name, const QList<Counted> &list) {
    out.key(name).beginArray();
    for (const Counted &one : list) out.beginObject().field("why", toText(one.why)).field("count", one.count).endObject();
    out.endArray();
}

}  // namespace

void writeJson(JsonWriter &out, const LinkStats &stats) {
    out.beginObject().key("days").beginArray();
    for (const LinkDay &day : stats.days) writeDay(out, day);
    out.endArray();
    writeCounted(out, "dead_links", stats.deadLinks);
    writeCounted(out, "refused_issues", stats.refusedIssues);
    writeDuration(out, "median_to_open", stats.medianToOpen);
    out.field("opened", stats.opened).endObject();
}

Result<LinkStats> readLinkStats(const QJsonObject &object) {
    JsonReader in(object);
    LinkStats stats;
    stats.days = in.list(QLatin1String("days"), readDay);
    stats.deadLinks = in.list(QLatin1String("dead_links"), readDeadLink);
    stats.refusedIssues = in.list(QLatin1String("refused_issues"), readRefusedIssue);
    stats.medianToOpen = in.duration(QLatin1String("median_to_open"));
    stats.opened = in.number(QLatin1String("opened"));
    return in.result(std::move(stats));
}

}  // namespace latchkey
