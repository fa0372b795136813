// The desk's verbs, each one request to the API and one reading of its answer.
#include "services/client/service_client.h"

#include "services/client/service_client_inner.h"
#include "services/client/verbs.h"

#include <QNetworkReply>

namespace latchkey {

namespace {

Result<MessageId> messageIn(const QJsonObject &object) {
    const MessageId id(object.value(QLatin1String("message")).toInteger());
    if (!id.isValid()) return fail(ErrorCode::ServiceAnsweredNonsense, QStringLiteral("message"));
    return id;
}

}  // namespace

Pending::Pending(QNetworkReply *reply) : m_reply(reply) {}

void Pending::cancel() {
    if (!m_reply || m_reply->isFinished()) return;
    QNetworkReply *reply = m_reply;
    m_reply.clear();
    QObject::disconnect(reply, &QNetworkReply::finished, nullptr, nullptr);
    reply->abort();
    reply->deleteLater();
}

ServiceClient::ServiceClient(const QUrl &baseUrl, AgentToken token, QObject *parent)
    : QObject(parent), m_inner(std::make_unique<Inner>(baseUrl, std::move(token))) {
    connect(&m_inner->wire, &Wire::reachableChanged, this, &ServiceClient::reachableChanged);
    connect(&m_inner->events, &EventStream::happened, this, &ServiceClient::happened);
    connect(&m_inner->events, &EventStream::changed, this, &ServiceClient::connectionChanged);
    connect(&m_inner->wire, &Wire::reachableChanged, this, &ServiceClient::connectionChanged);
}

ServiceClient::~ServiceClient() = default;

Pending ServiceClient::me(QObject *context, Answer<Me> answer) {
    const QPointer<Wire> wire(&m_inner->wire);
    return m_inner->wire.send({"GET", QStringLiteral("/me")}, context, readWith<Me>([wire, answer = std::move(answer)](Result<Me> me) {
                                  if (wire && me) wire->setShopIsElsewhere(me->shopKind != ShopKind::House);
                                  answer(std::move(me));
                              }, readMe));
}

Pending ServiceClient::customers(const CustomerQuery &query, QObject *context, Answer<Page<CustomerRow>> answer) {
    Wire::Query pairs = listQuery(query);
    if (query.filter != CustomerFilter::All) pairs.emplaceBack(QStringLiteral("filter"), toText(query.filter));
    return m_inner->wire.send({"GET", QStringLiteral("/customers"), pairs, {}, Wire::Limit::List}, context,
                              readWith(std::move(answer), pageOf(readCustomerRow)));
}

Pending ServiceClient::subscriptions(const SubscriptionQuery &query, QObject *context, Answer<Page<SubscriptionRow>> answer) {
    Wire::Query pairs = listQuery(query);
    if (query.status) pairs.emplaceBack(QStringLiteral("status"), toText(*query.status));
    return m_inner->wire.send({"GET", QStringLiteral("/subscriptions"), pairs, {}, Wire::Limit::List}, context,
                              readWith(std::move(answer), pageOf(readSubscriptionRow)));
}

Pending ServiceClient::customer(CustomerId id, QObject *context, Answer<CustomerDetails> answer) {
    return m_inner->wire.send({"GET", place("customers", id)}, context, readWith(std::move(answer), readCustomerDetails));
}

Pending ServiceClient::subscription(SubscriptionId id, QObject *context, Answer<SubscriptionDetails> answer) {
    return m_inner->wire.send({"GET", place("subscriptions", id)}, context, readWith(std::move(answer), readSubscriptionDetails));
}

Pending ServiceClient::changeContact(CustomerId id, const ContactChange &change, QObject *context,
                                     std::function<void(tl::expected<CustomerDetails, Refusal>)> answer) {
    JsonWriter out;
    out.beginObject().field("email", QStringView(change.email)).field("phone", QStringView(change.phone));
    out.field("version", change.version).endObject();
    return m_inner->wire.send({"PATCH", place("customers", id, "/contact"), {}, QByteArray::fromStdString(out.take()), m_inner->wire.shopLimit()}, context,
                              refusableWith<CustomerDetails>(std::move(answer), readCustomerDetails));
}

Pending ServiceClient::locate(const QString &text, QObject *context, Answer<QList<Located>> answer) {
    return m_inner->wire.send({"POST", QStringLiteral("/locate"), {}, textBody("text", text), Wire::Limit::List}, context,
                              [answer = std::move(answer)](const Wire::Settled &settled) {
                                  if (!settled) return answer(tl::unexpected<Error>(settled.error().error));
                                  if (!settled->isArray()) return answer(fail(ErrorCode::ServiceAnsweredNonsense, QStringLiteral("list")));
                                  QList<Located> found;
                                  const QJsonArray items = settled->array();
                                  for (const QJsonValue &item : items)
                                      found.append({CustomerId(item[QLatin1String("customer")].toInteger()),
                                                    SubscriptionId(item[QLatin1String("subscription")].toInteger())});
                                  answer(std::move(found));
                              });
}

Pending ServiceClient::messages(const MessagesWanted &wanted, QObject *context, Answer<Page<Message>> answer) {
    Wire::Query pairs;
    if (wanted.customer.isValid()) pairs.emplaceBack(QStringLiteral("customer"), QString::number(wanted.customer.value()));
    if (wanted.state) pairs.emplaceBack(QStringLiteral("state"), toText(*wanted.state));
    if (!wanted.after.isEmpty()) pairs.emplaceBack(QStringLiteral("after"), wanted.after);
    return m_inner->wire.send({"GET", QStringLiteral("/messages"), pairs, {}, Wire::Limit::List}, context,
                              readWith(std::move(answer), pageOf(readMessage)));
}

Pending ServiceClient::message(MessageId id, QObject *context, Answer<Message> answer) {
    return m_inner->wire.send({"GET", place("messages", id)}, context, readWith(std::move(answer), readMessage));
}

Pending ServiceClient::emailLoginLink(const MagicLinkRequest &request, QObject *context,
                                      std::function<void(tl::expected<MessageId, Refusal>)> answer) {
    JsonWriter out;
    out.beginObject();
    if (request.subscription.isValid()) out.field("subscription", request.subscription.value());
    out.endObject();
    return m_inner->wire.send({"POST", place("customers", request.customer, "/login-letters"), {}, QByteArray::fromStdString(out.take())},
                              context, refusableWith<MessageId>(std::move(answer), messageIn));
}

Pending ServiceClient::sendAgain(MessageId id, QObject *context, Answer<MessageId> answer) {
    return m_inner->wire.send({"POST", place("messages", id, "/send-again"), {}, emptyBody}, context, readWith(std::move(answer), messageIn));
}

Pending ServiceClient::endSessions(CustomerId customer, SessionId session, QObject *context, Answer<int> answer) {
    JsonWriter out;
    out.beginObject();
    if (session.isValid()) out.field("session", session.value());
    out.endObject();
    return m_inner->wire.send({"POST", place("customers", customer, "/sessions/end"), {}, QByteArray::fromStdString(out.take())}, context,
                              readWith(std::move(answer), [](const QJsonObject &object) -> Result<int> {
                                  const QJsonValue ended = object.value(QLatin1String("ended"));
                                  if (!ended.isDouble()) return fail(ErrorCode::ServiceAnsweredNonsense, QStringLiteral("ended"));
                                  return ended.toInt();
                              }));
}

Pending ServiceClient::deliverySetup(QObject *context, Answer<DeliverySetup> answer) {
    return m_inner->wire.send({"GET", QStringLiteral("/delivery")}, context, readWith(std::move(answer), readDeliverySetup));
}

Pending ServiceClient::changeDelivery(const DeliveryChange &change, QObject *context, Answer<DeliverySetup> answer) {
    JsonWriter out;
    out.beginObject().key("setup");
    writeJson(out, change.setup);
    if (change.mailPassword) out.field("mail_password", QStringView(QString::fromUtf8(change.mailPassword->reveal())));
    if (change.smsSecret) out.field("sms_secret", QStringView(QString::fromUtf8(change.smsSecret->reveal())));
    out.endObject();
    return m_inner->wire.send({"PATCH", QStringLiteral("/delivery"), {}, QByteArray::fromStdString(out.take())}, context,
                              readWith(std::move(answer), readDeliverySetup));
}

Pending ServiceClient::tryDelivery(Channel channel, const QString &to, QObject *context, Answer<DeliveryTrial> answer) {
    JsonWriter out;
    out.beginObject().field("channel", QStringView(toText(channel))).field("to", QStringView(to)).endObject();
    return m_inner->wire.send({"POST", QStringLiteral("/delivery/try"), {}, QByteArray::fromStdString(out.take()), Wire::Limit::Trial}, context,
                              readWith(std::move(answer), readDeliveryTrial));
}

void ServiceClient::follow() { m_inner->events.start(); }

void ServiceClient::setTimes(const ClientTimes &times) { m_inner->wire.setTimes(times); }

Duration ServiceClient::clockOffset() const { return m_inner->wire.clockOffset(); }

bool ServiceClient::isReachable() const { return m_inner->wire.isReachable(); }
QUrl ServiceClient::url() const { return m_inner->wire.baseUrl(); }
void ServiceClient::tryNow() { m_inner->events.tryNow(); }
Result<void> ServiceClient::trust(const QString &pemFile) { return m_inner->wire.trust(pemFile); }
Trouble ServiceClient::whyNot(const Error &error) const { return m_inner->wire.whyNot(error); }

ConnectionState ServiceClient::connection() const {
    const Wire &wire = m_inner->wire;
    return {wire.isReachable(), wire.heardAt(), m_inner->events.isTrying(), m_inner->events.untilNextTry(), wire.trouble()};
}

}  // namespace latchkey
