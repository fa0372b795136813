// Posts {"id","to","text","at"} and signs it: v1=HMAC-SHA-256(secret, timestamp.body) as hex.
#include "services/delivery/webhook_gateway.h"

#include "services/delivery/gateway_verdict.h"
#include "services/runtime/digest.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace latchkey {

namespace {

QByteArray bodyOf(const Envelope &envelope) {
    QJsonObject json;
    json.insert(QLatin1String("id"), QString::fromLatin1(envelope.reference));
    json.insert(QLatin1String("to"), envelope.to);
    json.insert(QLatin1String("text"), QString::fromUtf8(envelope.text.reveal()));
    json.insert(QLatin1String("at"), toRfc3339(envelope.date));
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

GatewayVerdict verdictOf(int status) {
    if (status == 422) return {DeliveryProblem::RecipientRefused, false};
    return verdictOfStatus(status);
}

}  // namespace

WebhookGateway::WebhookGateway(const DeliverySettings &settings) : m_setup(settings.setup.sms), m_secret(settings.smsSecret) {}

SendOutcome WebhookGateway::send(const Envelope &envelope) {
    HttpPost post;
    post.url = m_setup.url;
    post.body = bodyOf(envelope);
    const QByteArray timestamp = QByteArray::number(envelope.date.milliseconds() / 1000);
    const QByteArray signature = hmacSha256(m_secret.reveal(), timestamp + '.' + post.body).toHex();
    post.headers = {"Content-Type: application/json", "Idempotency-Key: " + envelope.reference, "X-Latchkey-Timestamp: " + timestamp,
                    "X-Latchkey-Signature: v1=" + signature};
    post.patience = std::chrono::seconds(m_setup.timeoutSeconds);
    post.stop = stopFlag();

    std::vector<MessageText> hidden = envelope.hidden;
    hidden.emplace_back(m_secret.reveal());
    const HttpAnswer answer = sendPost(post);
    if (answer.end != HttpEnd::Answered) return gatewayOutcome(answer, verdictWithoutAnswer(answer), {}, hidden);
    return gatewayOutcome(answer, verdictOf(answer.status), answer.body, hidden);
}

}  // namespace latchkey
