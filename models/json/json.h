// The nouns' JSON form, written by the service and read by the desk: fields in snake_case, times as milliseconds since 1970,
// enums by their toText(). Reading is tolerant of unknown fields and refuses missing or wrong ones with ServiceAnsweredNonsense.
#pragma once

#include "models/domain/delivery_setup.h"
#include "models/domain/details.h"
#include "models/domain/activity.h"
#include "models/domain/event.h"
#include "models/domain/link_stats.h"
#include "models/domain/link_verdict.h"
#include "models/domain/me.h"
#include "models/domain/message.h"
#include "models/domain/page.h"
#include "models/domain/result.h"
#include "models/domain/shop_state.h"
#include "models/domain/snippet.h"
#include "models/json/json_writer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace latchkey {

void writeJson(JsonWriter &out, const Customer &customer);
void writeJson(JsonWriter &out, const CustomerRow &row);
void writeJson(JsonWriter &out, const Subscription &subscription);
void writeJson(JsonWriter &out, const SubscriptionRow &row);
void writeJson(JsonWriter &out, const Finding &finding);
void writeJson(JsonWriter &out, const TimelineEntry &entry);
void writeJson(JsonWriter &out, const LoginLink &link);
void writeJson(JsonWriter &out, const IssuedLink &link);
void writeJson(JsonWriter &out, const CustomerDetails &details);
void writeJson(JsonWriter &out, const SubscriptionDetails &details);
void writeJson(JsonWriter &out, const LinkVerdict &verdict);
void writeJson(JsonWriter &out, const LinkCheck &check);
void writeJson(JsonWriter &out, const LinkDetails &details);
void writeJson(JsonWriter &out, const LinkStats &stats);
void writeJson(JsonWriter &out, const Advice &advice);
void writeJson(JsonWriter &out, const ActivityRow &row);
void writeJson(JsonWriter &out, const Agent &agent);
void writeJson(JsonWriter &out, const Colleague &colleague);
void writeJson(JsonWriter &out, const Denial &denial);
void writeJson(JsonWriter &out, const ShopSettings &settings);
void writeJson(JsonWriter &out, const Snippet &snippet);
void writeJson(JsonWriter &out, const Me &me);
void writeJson(JsonWriter &out, const Message &message);
void writeJson(JsonWriter &out, const SessionInfo &session);
void writeJson(JsonWriter &out, const Event &event);
void writeJson(JsonWriter &out, const DeliverySetup &setup);
void writeJson(JsonWriter &out, const DeliveryTrial &trial);
void writeJson(JsonWriter &out, const ShopTrouble &trouble);
void writeJson(JsonWriter &out, const AbilityView &ability);
void writeJson(JsonWriter &out, const StandardLogin &login);
void writeJson(JsonWriter &out, const SyncState &sync);
void writeJson(JsonWriter &out, const ShopState &shop);
void writeJson(JsonWriter &out, const ShopFacts &shop);

Result<Customer> readCustomer(const QJsonObject &object);
Result<CustomerRow> readCustomerRow(const QJsonObject &object);
Result<Subscription> readSubscription(const QJsonObject &object);
Result<SubscriptionRow> readSubscriptionRow(const QJsonObject &object);
Result<Finding> readFinding(const QJsonObject &object);
Result<TimelineEntry> readTimelineEntry(const QJsonObject &object);
Result<LoginLink> readLoginLink(const QJsonObject &object);
Result<IssuedLink> readIssuedLink(const QJsonObject &object);
Result<CustomerDetails> readCustomerDetails(const QJsonObject &object);
Result<SubscriptionDetails> readSubscriptionDetails(const QJsonObject &object);
Result<LinkVerdict> readLinkVerdict(const QJsonObject &object);
Result<LinkCheck> readLinkCheck(const QJsonObject &object);
Result<LinkDetails> readLinkDetails(const QJsonObject &object);
Result<LinkStats> readLinkStats(const QJsonObject &object);
Result<Advice> readAdvice(const QJsonObject &object);
Result<ActivityRow> readActivityRow(const QJsonObject &object);
Result<Agent> readAgent(const QJsonObject &object);
Result<Colleague> readColleague(const QJsonObject &object);
Result<Denial> readDenial(const QJsonObject &object);
Result<ShopSettings> readShopSettings(const QJsonObject &object);
Result<Snippet> readSnippet(const QJsonObject &object);
Result<Me> readMe(const QJsonObject &object);
Result<Message> readMessage(const QJsonObject &object);
Result<SessionInfo> readSessionInfo(const QJsonObject &object);
Result<Event> readEvent(const QJsonObject &object);
Result<DeliverySetup> readDeliverySetup(const QJsonObject &object);
Result<DeliveryTrial> readDeliveryTrial(const QJsonObject &object);
Result<ShopTrouble> readShopTrouble(const QJsonObject &object);
Result<AbilityView> readAbilityView(const QJsonObject &object);
Result<StandardLogin> readStandardLogin(const QJsonObject &object);
Result<SyncState> readSyncState(const QJsonObject &object);
Result<ShopState> readShopState(const QJsonObject &object);
Result<ShopFacts> readShopFacts(const QJsonObject &object);

template <class T>
void writeJson(JsonWriter &out, const QList<T> &list) {
    out.beginArray();
    for (const T &item : list) writeJson(out, item);
    out.endArray();
}

template <class T>
void writeJson(JsonWriter &out, const Page<T> &page) {
    out.beginObject();
    out.key("items");
    writeJson(out, page.items);
    out.field("next", QStringView(page.next)).field("first", page.first).field("count", page.count)
        .field("count_is_exact", page.countIsExact).endObject();
}

template <class T>
Result<QList<T>> readList(const QJsonValue &value, Result<T> (*read)(const QJsonObject &)) {
    if (!value.isArray()) return fail(ErrorCode::ServiceAnsweredNonsense, QStringLiteral("list"));
    QList<T> list;
    const QJsonArray array = value.toArray();
    list.reserve(array.size());
    for (const QJsonValue &item : array) {
        Result<T> one = read(item.toObject());
        if (!one) return tl::unexpected<Error>(one.error());
        list.append(std::move(*one));
    }
    return list;
}

template <class T>
Result<Page<T>> readPage(const QJsonObject &object, Result<T> (*read)(const QJsonObject &)) {
    Result<QList<T>> items = readList<T>(object.value(QLatin1String("items")), read);
    if (!items) return tl::unexpected<Error>(items.error());
    Page<T> page;
    page.items = std::move(*items);
    page.next = object.value(QLatin1String("next")).toString();
    page.first = object.value(QLatin1String("first")).toInteger();
    page.count = object.value(QLatin1String("count")).toInteger();
    page.countIsExact = object.value(QLatin1String("count_is_exact")).toBool(true);
    return page;
}

// application/problem+json (RFC 9457): {type, title, status, code, detail, retry_at, denial?, findings?}.
void writeProblem(JsonWriter &out, const Error &error, int status, const QList<Finding> &findings);
struct Problem { Error error; QList<Finding> findings; };
Result<Problem> readProblem(const QJsonObject &object);

}  // namespace latchkey
