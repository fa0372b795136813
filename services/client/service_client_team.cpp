// The client's verbs of the team: agents and their activity, snippets, the shop's settings, and erasing a customer.
#include "services/client/service_client_inner.h"
#include "services/client/verbs.h"

#include <QNetworkReply>

namespace latchkey {

namespace {

template <class T>
auto itemsOf(Result<T> (*read)(const QJsonObject &)) {
    return [read](const QJsonObject &object) { return readList<T>(object.value(QLatin1String("items")), read); };
}

Result<AgentToken> readToken(const QJsonObject &object) {
    const QString token = object.value(QLatin1String("token")).toString();
    if (token.isEmpty()) return fail(ErrorCode::ServiceAnsweredNonsense, QStringLiteral("token"));
    return AgentToken(token.toLatin1());
}

}  // namespace

Pending ServiceClient::agents(QObject *context, Answer<QList<Agent>> answer) {
    return m_inner->wire.send({"GET", QStringLiteral("/agents")}, context, readWith(std::move(answer), itemsOf(readAgent)));
}

Pending ServiceClient::addAgent(const QString &name, Role role, QObject *context, Answer<AgentToken> answer) {
    JsonWriter out;
    out.beginObject().field("name", QStringView(name)).field("role", QStringView(toText(role))).endObject();
    return m_inner->wire.send({"POST", QStringLiteral("/agents"), {}, bodyOf(out)}, context, readWith(std::move(answer), readToken));
}

Pending ServiceClient::renewAgentToken(AgentId agent, QObject *context, Answer<AgentToken> answer) {
    return m_inner->wire.send({"POST", place("agents", agent, "/token"), {}, emptyBody}, context, readWith(std::move(answer), readToken));
}

Pending ServiceClient::setAgentRole(AgentId agent, Role role, QObject *context, Answer<void> answer) {
    return m_inner->wire.send({"PATCH", place("agents", agent), {}, textBody("role", toText(role))}, context, expectNothing(std::move(answer)));
}

Pending ServiceClient::disableAgent(AgentId agent, QObject *context, Answer<void> answer) {
    JsonWriter out;
    out.beginObject().field("disabled", true).endObject();
    return m_inner->wire.send({"PATCH", place("agents", agent), {}, bodyOf(out)}, context, expectNothing(std::move(answer)));
}

Pending ServiceClient::activity(const ActivityWanted &wanted, QObject *context, Answer<Page<ActivityRow>> answer) {
    Wire::Query pairs;
    if (wanted.customer.isValid()) pairs.emplaceBack(QStringLiteral("customer"), QString::number(wanted.customer.value()));
    if (wanted.agent.isValid()) pairs.emplaceBack(QStringLiteral("agent"), QString::number(wanted.agent.value()));
    if (wanted.kind) pairs.emplaceBack(QStringLiteral("kind"), toText(*wanted.kind));
    if (wanted.from.isSet()) pairs.emplaceBack(QStringLiteral("from"), QString::number(wanted.from.milliseconds()));
    if (wanted.until.isSet()) pairs.emplaceBack(QStringLiteral("until"), QString::number(wanted.until.milliseconds()));
    if (!wanted.after.isEmpty()) pairs.emplaceBack(QStringLiteral("after"), wanted.after);
    pairs.emplaceBack(QStringLiteral("limit"), QString::number(wanted.limit));
    return m_inner->wire.send({"GET", QStringLiteral("/activity"), pairs, {}, Wire::Limit::List}, context,
                              readWith(std::move(answer), pageOf(readActivityRow)));
}

Pending ServiceClient::noteExported(qint64 rows, QObject *context, Answer<void> answer) {
    JsonWriter out;
    out.beginObject().field("rows", rows).endObject();
    return m_inner->wire.send({"POST", QStringLiteral("/activity/exported"), {}, bodyOf(out)}, context, expectNothing(std::move(answer)));
}

Pending ServiceClient::snippets(QObject *context, Answer<QList<Snippet>> answer) {
    return m_inner->wire.send({"GET", QStringLiteral("/snippets")}, context, readWith(std::move(answer), itemsOf(readSnippet)));
}

Pending ServiceClient::saveSnippet(const Snippet &snippet, QObject *context, Answer<Snippet> answer) {
    JsonWriter out;
    out.beginObject().field("use", QStringView(toText(snippet.use))).field("language", QStringView(toText(snippet.language)));
    out.field("title", QStringView(snippet.title)).field("body", QStringView(snippet.body));
    if (snippet.id.isValid()) out.field("version", snippet.version);
    out.endObject();
    const QString path = snippet.id.isValid() ? place("snippets", snippet.id) : QStringLiteral("/snippets");
    return m_inner->wire.send({snippet.id.isValid() ? "PATCH" : "POST", path, {}, bodyOf(out)}, context, readWith(std::move(answer), readSnippet));
}

Pending ServiceClient::deleteSnippet(SnippetId id, QObject *context, Answer<void> answer) {
    return m_inner->wire.send({"DELETE", place("snippets", id)}, context, expectNothing(std::move(answer)));
}

Pending ServiceClient::shopState(QObject *context, Answer<ShopState> answer) {
    return m_inner->wire.send({"GET", QStringLiteral("/shop")}, context, readWith(std::move(answer), readShopState));
}

Pending ServiceClient::syncShop(QObject *context, Answer<void> answer) {
    return m_inner->wire.send({"POST", QStringLiteral("/shop/sync"), {}, emptyBody}, context, expectNothing(std::move(answer)));
}

Pending ServiceClient::cancelShopSync(QObject *context, Answer<void> answer) {
    return m_inner->wire.send({"DELETE", QStringLiteral("/shop/sync")}, context, expectNothing(std::move(answer)));
}

Pending ServiceClient::renameShop(const QString &name, QObject *context, Answer<void> answer) {
    return m_inner->wire.send({"PATCH", QStringLiteral("/shop"), {}, textBody("name", name)}, context, expectNothing(std::move(answer)));
}

Pending ServiceClient::changeShop(const ShopSettings &settings, QObject *context, Answer<void> answer) {
    JsonWriter out;
    out.beginObject().field("reply_guard", QStringView(toText(settings.replyGuard))).field("asks_mail_domains", settings.asksMailDomains).endObject();
    return m_inner->wire.send({"PATCH", QStringLiteral("/shop"), {}, bodyOf(out)}, context, expectNothing(std::move(answer)));
}

Pending ServiceClient::eraseCustomer(CustomerId id, const QString &name, QObject *context, Answer<void> answer) {
    return m_inner->wire.send({"POST", place("customers", id, "/erase"), {}, textBody("name", name)}, context, expectNothing(std::move(answer)));
}

}  // namespace latchkey
