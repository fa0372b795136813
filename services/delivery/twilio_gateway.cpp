// Speaks Twilio's API of 2010-04-01 and reads its error codes (https://www.twilio.com/docs/api/errors).
#include "services/delivery/twilio_gateway.h"

#include "services/delivery/gateway_verdict.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>
#include <array>

namespace latchkey {

namespace {

struct CodeRule {
    int code;
    GatewayVerdict verdict;
};

constexpr std::array<CodeRule, 23> codeRules = {{
    {20003, {DeliveryProblem::SignInRefused, false}},                                                          // authenticate
    {20005, {DeliveryProblem::SignInRefused, false}},                                                          // account not active
    {20429, {DeliveryProblem::TryLater, true}},                                                                // too many requests
    {14107, {DeliveryProblem::TryLater, true}},                                                                // send rate exceeded
    {21611, {DeliveryProblem::TryLater, true}},                                                                // the sender's queue is full
    {21211, {DeliveryProblem::RecipientRefused, false}},                                                       // To is no number
    {21217, {DeliveryProblem::RecipientRefused, false}}, {21219, {DeliveryProblem::RecipientRefused, false}},  // To not verified (trial accounts)
    {21610, {DeliveryProblem::RecipientRefused, false}},                                                       // the customer answered STOP
    {21612, {DeliveryProblem::RecipientRefused, false}},                                                       // not reachable by this sender
    {21614, {DeliveryProblem::RecipientRefused, false}},                                                       // not a mobile number
    {21212, {DeliveryProblem::SenderRefused, false}},                                                          // From is no number
    {21603, {DeliveryProblem::SenderRefused, false}},                                                          // From is missing
    {21606, {DeliveryProblem::SenderRefused, false}},                                                          // From cannot send texts
    {21607, {DeliveryProblem::SenderRefused, false}},    {21659, {DeliveryProblem::SenderRefused, false}},     // From is not of this country
    {21660, {DeliveryProblem::SenderRefused, false}},                                                          // From is not of this account
    {21701, {DeliveryProblem::SenderRefused, false}},                                                          // no such messaging service
    {21703, {DeliveryProblem::SenderRefused, false}},                                                          // the messaging service has no number
    {21408, {DeliveryProblem::ContentRefused, false}},                                                         // region not permitted
    {21602, {DeliveryProblem::ContentRefused, false}},                                                         // no text
    {21617, {DeliveryProblem::ContentRefused, false}},                                                         // text too long
    {21619, {DeliveryProblem::ContentRefused, false}},
}};

void appendField(QByteArray &form, const char *name, const QByteArray &value) {
    if (!form.isEmpty()) form += '&';
    form += name;
    form += '=' + value.toPercentEncoding();
}

QByteArray formOf(const Envelope &envelope, const QString &from) {
    QByteArray form;
    appendField(form, "To", envelope.to.toUtf8());
    appendField(form, from.startsWith(QLatin1String("MG")) ? "MessagingServiceSid" : "From", from.toUtf8());
    appendField(form, "Body", envelope.text.reveal());
    return form;
}

GatewayVerdict verdictOf(const HttpAnswer &answer, const QJsonObject &json) {
    if (answer.status >= 200 && answer.status <= 299) {
        // Somebody said yes, but not in Twilio's way: whether a text left is unknown.
        const bool isTwilios = json.value(QLatin1String("sid")).isString();
        return isTwilios ? GatewayVerdict{} : GatewayVerdict{DeliveryProblem::MayHaveArrived, false};
    }
    const int code = json.value(QLatin1String("code")).toInt();
    const auto *rule = std::find_if(codeRules.begin(), codeRules.end(), [code](const CodeRule &of) { return of.code == code; });
    return rule != codeRules.end() ? rule->verdict : verdictOfStatus(answer.status);
}

// "21211 The 'To' number is not a valid phone number." The code is what the operator looks up.
QByteArray wordsOf(const HttpAnswer &answer, const QJsonObject &json) {
    const QString message = json.value(QLatin1String("message")).toString();
    if (message.isEmpty()) return json.isEmpty() ? answer.body : QByteArray();
    const int code = json.value(QLatin1String("code")).toInt();
    return (code > 0 ? QString::number(code) + u' ' + message : message).toUtf8();
}

}  // namespace

TwilioGateway::TwilioGateway(const DeliverySettings &settings) : m_setup(settings.setup.sms), m_secret(settings.smsSecret) {}

SendOutcome TwilioGateway::send(const Envelope &envelope) {
    QString base = m_setup.url.isEmpty() ? QStringLiteral("https://api.twilio.com") : m_setup.url;
    while (base.endsWith(u'/')) base.chop(1);
    const QString account = QString::fromLatin1(m_setup.account.toUtf8().toPercentEncoding());
    HttpPost post;
    post.url = base + QLatin1String("/2010-04-01/Accounts/") + account + QLatin1String("/Messages.json");
    post.headers = {"Content-Type: application/x-www-form-urlencoded", "Accept: application/json"};
    post.body = formOf(envelope, m_setup.from);
    post.user = m_setup.user.isEmpty() ? m_setup.account : m_setup.user;
    post.password = m_secret;
    post.patience = std::chrono::seconds(m_setup.timeoutSeconds);
    post.stop = stopFlag();

    std::vector<MessageText> hidden = envelope.hidden;
    hidden.emplace_back(m_secret.reveal());
    hidden.emplace_back((post.user.toUtf8() + ':' + m_secret.reveal()).toBase64());
    const HttpAnswer answer = sendPost(post);
    if (answer.end != HttpEnd::Answered) return gatewayOutcome(answer, verdictWithoutAnswer(answer), {}, hidden);
    const QJsonObject json = QJsonDocument::fromJson(answer.body).object();
    return gatewayOutcome(answer, verdictOf(answer, json), wordsOf(answer, json), hidden);
}

}  // namespace latchkey
