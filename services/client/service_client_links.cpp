// The client's verbs of Magic links and of the Portal link: issue, copy, list, read, revoke, check, count.
#include "services/client/service_client_inner.h"
#include "services/client/verbs.h"

#include <QNetworkReply>

namespace latchkey {

namespace {

void writeReply(JsonWriter &out, const QString &replyTo, const QString &reason) {
    if (!replyTo.isEmpty()) out.field("reply_to", QStringView(replyTo));
    if (!reason.isEmpty()) out.field("override_reason", QStringView(reason));
}

void addTime(Wire::Query &pairs, const QString &name, Instant at) {
    if (at.isSet()) pairs.emplaceBack(name, QString::number(at.milliseconds()));
}

Result<int> countIn(const QJsonObject &object) {
    const QJsonValue ended = object.value(QLatin1String("ended"));
    if (!ended.isDouble()) return fail(ErrorCode::ServiceAnsweredNonsense, QStringLiteral("ended"));
    return ended.toInt();
}

}  // namespace

Pending ServiceClient::issueMagicLink(const MagicLinkRequest &request, QObject *context,
                                      std::function<void(tl::expected<IssuedLink, Refusal>)> answer) {
    JsonWriter out;
    out.beginObject();
    if (request.subscription.isValid()) out.field("subscription", request.subscription.value());
    writeReply(out, request.replyTo, request.overrideReason);
    if (!request.emailShown.isEmpty()) out.field("email_shown", QStringView(request.emailShown));
    out.field("reply", request.replyLater ? QStringView(u"later") : QStringView(u"now")).endObject();
    return m_inner->wire.send({"POST", place("customers", request.customer, "/magic-links"), {}, bodyOf(out), m_inner->wire.shopLimit()}, context,
                              refusableWith<IssuedLink>(std::move(answer), readIssuedLink));
}

Pending ServiceClient::revokeLink(LinkId id, QObject *context, Answer<void> answer) {
    return m_inner->wire.send({"POST", place("links", id, "/revoke"), {}, emptyBody}, context, expectNothing(std::move(answer)));
}

Pending ServiceClient::revokeLinksOf(CustomerId customer, QObject *context, Answer<int> answer) {
    return m_inner->wire.send({"POST", place("customers", customer, "/links/revoke"), {}, emptyBody}, context, readWith(std::move(answer), countIn));
}

Pending ServiceClient::noteCopied(LinkId id, const CopiedLink &copied, QObject *context, std::function<void(tl::expected<void, Refusal>)> answer) {
    JsonWriter out;
    out.beginObject().field("as", copied.asReply ? QStringView(u"reply") : QStringView(u"link"));
    writeReply(out, copied.replyTo, copied.overrideReason);
    out.endObject();
    return m_inner->wire.send({"POST", place("links", id, "/copied"), {}, bodyOf(out)}, context,
                              [answer = std::move(answer)](const Wire::Settled &settled) {
                                  if (settled) answer({});
                                  else answer(tl::unexpected<Refusal>(settled.error()));
                              });
}

Pending ServiceClient::link(LinkId id, QObject *context, Answer<LinkDetails> answer) {
    return m_inner->wire.send({"GET", place("links", id)}, context, readWith(std::move(answer), readLinkDetails));
}

Pending ServiceClient::links(const LinksWanted &wanted, QObject *context, Answer<Page<LoginLink>> answer) {
    Wire::Query pairs;
    if (!wanted.search.isEmpty()) pairs.emplaceBack(QStringLiteral("search"), wanted.search);
    if (wanted.customer.isValid()) pairs.emplaceBack(QStringLiteral("customer"), QString::number(wanted.customer.value()));
    if (wanted.agent.isValid()) pairs.emplaceBack(QStringLiteral("agent"), QString::number(wanted.agent.value()));
    if (wanted.state) pairs.emplaceBack(QStringLiteral("state"), toText(*wanted.state));
    addTime(pairs, QStringLiteral("from"), wanted.from);
    addTime(pairs, QStringLiteral("until"), wanted.until);
    if (!wanted.after.isEmpty()) pairs.emplaceBack(QStringLiteral("after"), wanted.after);
    return m_inner->wire.send({"GET", QStringLiteral("/links"), pairs, {}, Wire::Limit::List}, context,
                              readWith(std::move(answer), pageOf(readLoginLink)));
}

Pending ServiceClient::linkStats(int days, QObject *context, Answer<LinkStats> answer) {
    return m_inner->wire.send({"GET", QStringLiteral("/links/stats"), {{QStringLiteral("days"), QString::number(days)}}}, context,
                              readWith(std::move(answer), readLinkStats));
}

Pending ServiceClient::portalLink(CustomerId id, QObject *context, Answer<QString> answer) {
    return m_inner->wire.send({"POST", place("customers", id, "/portal-link"), {}, emptyBody}, context,
                              readWith(std::move(answer), [](const QJsonObject &object) -> Result<QString> {
                                  const QString url = object.value(QLatin1String("url")).toString();
                                  if (url.isEmpty()) return fail(ErrorCode::ServiceAnsweredNonsense, QStringLiteral("url"));
                                  return url;
                              }));
}

Pending ServiceClient::checkLink(const QString &pasted, QObject *context, Answer<LinkCheck> answer) {
    return m_inner->wire.send({"POST", QStringLiteral("/links/check"), {}, textBody("text", pasted)}, context,
                              readWith(std::move(answer), readLinkCheck));
}

}  // namespace latchkey
