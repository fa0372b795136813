// Texts through Twilio's API and a webhook, against a scripted HTTP server: every answer is judged, none is asked for twice.
#include "services/delivery/transports.h"
#include "tests/support/minted.h"
#include "tests/support/scripted_http.h"
#include "tests/support/test_authority.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QTest>
#include <QUrlQuery>

using namespace latchkey;

class TestSmsGateways : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void twilioIsAskedInItsWay();
    void aMessagingServiceIsNamedAsOne();
    void twiliosAnswersAreJudged_data();
    void twiliosAnswersAreJudged();
    void theWebhookIsAskedAndSigned();
    void theWebhooksAnswersAreJudged_data();
    void theWebhooksAnswersAreJudged();
    void whatComesInsteadOfAnAnswer_data();
    void whatComesInsteadOfAnAnswer();
    void retryAfterIsHonoured_data();
    void retryAfterIsHonoured();
    void aClosedPortIsUnreachable();
    void encryptionIsNeededElsewhere_data();
    void encryptionIsNeededElsewhere();
    void aStrangersCertificateIsRefused();
    void anEndlessAnswerIsCutOff();
    void theGatewaysWordsHoldNoSecret();

private:
    void compare(const SendOutcome &outcome);
};

namespace {

const QByteArray authToken = "twilio-auth-token-7f3a9c";
const QByteArray created = R"({"sid":"SM0123456789","status":"queued","error_code":null})";

DeliverySettings settingsFor(SmsRoute route, const ScriptedHttp &server) {
    DeliverySettings settings;
    settings.setup.sms.route = route;
    settings.setup.sms.url =
        QStringLiteral("http://127.0.0.1:%1%2").arg(server.port()).arg(route == SmsRoute::Webhook ? QStringLiteral("/texts?shop=acme") : QString());
    settings.setup.sms.account = QStringLiteral("AC0123456789abcdef");
    settings.setup.sms.from = QStringLiteral("+4915112345678");
    settings.setup.sms.timeoutSeconds = 30;
    settings.smsSecret = ShopSecret(authToken);
    return settings;
}

Envelope text() {
    Envelope envelope;
    envelope.to = QStringLiteral("+4915787654321");
    envelope.text = MessageText("Acme: your code is 4827 & it's 10 € ☕\n@acme.example #4827");
    envelope.reference = "m-0192-K7QM2X";
    envelope.date = Instant(1'772'460'130'500);
    envelope.hidden = {MessageText("4827")};
    return envelope;
}

SendOutcome sent(SmsRoute route, const ScriptedHttp &server) { return transportOf(settingsFor(route, server), Channel::Sms)->send(text()); }

QByteArray twilioError(int code, int status, const QByteArray &headers = {}) {
    const QByteArray json =
        R"({"code":)" + QByteArray::number(code) + R"(,"message":"no good","more_info":"https://…","status":)" + QByteArray::number(status) + '}';
    return httpAnswer(status, json, headers);
}

void addColumns() {
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<DeliveryProblem>("problem");
    QTest::addColumn<bool>("again");
    QTest::addColumn<int>("code");
}

}  // namespace

void TestSmsGateways::compare(const SendOutcome &outcome) {
    QFETCH(DeliveryProblem, problem);
    QCOMPARE(toText(outcome.problem), toText(problem));
    QTEST(outcome.again, "again");
    QTEST(outcome.code, "code");
    QVERIFY(!outcome.steps.isEmpty());
    QCOMPARE(outcome.steps.last().done, problem == DeliveryProblem::None);
    QCOMPARE(toText(outcome.steps.last().step), toText(outcome.step));
}

void TestSmsGateways::initTestCase() { noteMinted(authToken); }

void TestSmsGateways::twilioIsAskedInItsWay() {
    ScriptedHttp server({httpAnswer(201, created)});
    const SendOutcome outcome = sent(SmsRoute::Twilio, server);
    QCOMPARE(toText(outcome.problem), toText(DeliveryProblem::None));
    QCOMPARE(outcome.code, 201);
    const HeardRequest request = server.heard().first();
    QCOMPARE(request.line, QByteArray("POST /2010-04-01/Accounts/AC0123456789abcdef/Messages.json HTTP/1.1"));
    QCOMPARE(request.headers.value("authorization"), "Basic " + QByteArray("AC0123456789abcdef:" + authToken).toBase64());
    QCOMPARE(request.headers.value("content-type"), QByteArray("application/x-www-form-urlencoded"));
    const QUrlQuery form(QString::fromLatin1(request.body));
    QCOMPARE(form.queryItemValue(QStringLiteral("To"), QUrl::FullyDecoded), QStringLiteral("+4915787654321"));
    QCOMPARE(form.queryItemValue(QStringLiteral("From"), QUrl::FullyDecoded), QStringLiteral("+4915112345678"));
    QCOMPARE(form.queryItemValue(QStringLiteral("Body"), QUrl::FullyDecoded).toUtf8(), text().text.reveal());
    QCOMPARE(form.queryItems().size(), 3);
}

void TestSmsGateways::aMessagingServiceIsNamedAsOne() {
    ScriptedHttp server({httpAnswer(201, created)});
    DeliverySettings settings = settingsFor(SmsRoute::Twilio, server);
    settings.setup.sms.from = QStringLiteral("MG0123456789");
    settings.setup.sms.user = QStringLiteral("SK0123456789");
    settings.setup.sms.url += QStringLiteral("/");
    QCOMPARE(toText(transportOf(settings, Channel::Sms)->send(text()).problem), toText(DeliveryProblem::None));
    const HeardRequest request = server.heard().first();
    QCOMPARE(request.line, QByteArray("POST /2010-04-01/Accounts/AC0123456789abcdef/Messages.json HTTP/1.1"));
    QCOMPARE(request.headers.value("authorization"), "Basic " + QByteArray("SK0123456789:" + authToken).toBase64());
    QVERIFY(request.body.contains("MessagingServiceSid=MG0123456789&"));
    QVERIFY(!request.body.contains("From="));
}

void TestSmsGateways::twiliosAnswersAreJudged_data() {
    using P = DeliveryProblem;
    addColumns();
    QTest::newRow("created") << httpAnswer(201, created) << P::None << false << 201;
    for (const int code : {21211, 21217, 21219, 21610, 21612, 21614})
        QTest::addRow("recipient %d", code) << twilioError(code, 400) << P::RecipientRefused << false << 400;
    for (const int code : {21212, 21603, 21606, 21607, 21659, 21660, 21701, 21703})
        QTest::addRow("sender %d", code) << twilioError(code, 400) << P::SenderRefused << false << 400;
    for (const int code : {21408, 21602, 21617, 21619})
        QTest::addRow("content %d", code) << twilioError(code, 400) << P::ContentRefused << false << 400;
    QTest::newRow("sign-in 20003") << twilioError(20003, 401) << P::SignInRefused << false << 401;
    QTest::newRow("sign-in 20005") << twilioError(20005, 401) << P::SignInRefused << false << 401;
    QTest::newRow("too many 20429") << twilioError(20429, 429) << P::TryLater << true << 429;
    QTest::newRow("rate 14107") << twilioError(14107, 400) << P::TryLater << true << 400;
    QTest::newRow("queue full 21611") << twilioError(21611, 400) << P::TryLater << true << 400;
    QTest::newRow("an unknown code") << twilioError(29999, 400) << P::NotUnderstood << false << 400;
    QTest::newRow("bare 401") << httpAnswer(401, "") << P::SignInRefused << false << 401;
    QTest::newRow("bare 403") << httpAnswer(403, "<html>") << P::SignInRefused << false << 403;
    QTest::newRow("bare 429") << httpAnswer(429, "slow down") << P::TryLater << true << 429;
    QTest::newRow("500") << httpAnswer(500, "{}") << P::TryLater << true << 500;
    QTest::newRow("502") << httpAnswer(502, "<html>bad gateway") << P::TryLater << true << 502;
    QTest::newRow("503") << httpAnswer(503, "") << P::TryLater << true << 503;
    QTest::newRow("504") << httpAnswer(504, "") << P::MayHaveArrived << false << 504;
    QTest::newRow("200 that is a page") << httpAnswer(200, "<html>welcome to our network") << P::MayHaveArrived << false << 200;
    QTest::newRow("200 that is other JSON") << httpAnswer(200, "[1]") << P::MayHaveArrived << false << 200;
    QTest::newRow("404 that is a page") << httpAnswer(404, "<html>") << P::NotUnderstood << false << 404;
    QTest::newRow("redirect") << httpAnswer(307, "", "Location: http://127.0.0.1:1/\r\n") << P::NotUnderstood << false << 307;
    QTest::newRow("201 cut off") << QByteArray("HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{\"sid\":") << P::MayHaveArrived << false << 201;
}

void TestSmsGateways::twiliosAnswersAreJudged() {
    QFETCH(QByteArray, answer);
    ScriptedHttp server({answer});
    const SendOutcome outcome = sent(SmsRoute::Twilio, server);
    compare(outcome);
    QCOMPARE(server.connections(), 1);
    if (answer.contains("no good")) QVERIFY2(outcome.words.endsWith(QStringLiteral(" no good")), qPrintable(outcome.words));
}

void TestSmsGateways::theWebhookIsAskedAndSigned() {
    ScriptedHttp server({httpAnswer(202, "")});
    const SendOutcome outcome = sent(SmsRoute::Webhook, server);
    QCOMPARE(toText(outcome.problem), toText(DeliveryProblem::None));
    const HeardRequest request = server.heard().first();
    QCOMPARE(request.line, QByteArray("POST /texts?shop=acme HTTP/1.1"));
    QCOMPARE(request.headers.value("content-type"), QByteArray("application/json"));
    QCOMPARE(request.headers.value("idempotency-key"), QByteArray("m-0192-K7QM2X"));
    QCOMPARE(request.headers.value("x-latchkey-timestamp"), QByteArray("1772460130"));
    QVERIFY(!request.headers.contains("authorization"));
    const QByteArray signature = QMessageAuthenticationCode::hash("1772460130." + request.body, authToken, QCryptographicHash::Sha256).toHex();
    QCOMPARE(request.headers.value("x-latchkey-signature"), "v1=" + signature);
    const QJsonObject json = QJsonDocument::fromJson(request.body).object();
    QCOMPARE(json.keys(), (QStringList{QStringLiteral("at"), QStringLiteral("id"), QStringLiteral("text"), QStringLiteral("to")}));
    QCOMPARE(json.value(QLatin1String("id")).toString(), QStringLiteral("m-0192-K7QM2X"));
    QCOMPARE(json.value(QLatin1String("to")).toString(), QStringLiteral("+4915787654321"));
    QCOMPARE(json.value(QLatin1String("text")).toString().toUtf8(), text().text.reveal());
    QCOMPARE(json.value(QLatin1String("at")).toString(), QStringLiteral("2026-03-02T14:02:10.500Z"));
}

void TestSmsGateways::theWebhooksAnswersAreJudged_data() {
    using P = DeliveryProblem;
    addColumns();
    for (const int status : {200, 201, 202, 204, 299}) QTest::addRow("%d", status) << httpAnswer(status, "") << P::None << false << status;
    QTest::newRow("200, cut off") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nfine") << P::None << false << 200;
    for (const int status : {401, 403}) QTest::addRow("%d", status) << httpAnswer(status, "") << P::SignInRefused << false << status;
    QTest::newRow("422") << httpAnswer(422, "no such number") << P::RecipientRefused << false << 422;
    for (const int status : {408, 425, 429, 500, 501, 502, 503, 599})
        QTest::addRow("%d", status) << httpAnswer(status, "") << P::TryLater << true << status;
    QTest::newRow("504") << httpAnswer(504, "") << P::MayHaveArrived << false << 504;
    for (const int status : {300, 301, 302, 307, 308})
        QTest::addRow("%d", status) << httpAnswer(status, "", "Location: http://127.0.0.1:1/\r\n") << P::NotUnderstood << false << status;
    for (const int status : {400, 404, 405, 410, 418}) QTest::addRow("%d", status) << httpAnswer(status, "") << P::NotUnderstood << false << status;
}

void TestSmsGateways::theWebhooksAnswersAreJudged() {
    QFETCH(QByteArray, answer);
    ScriptedHttp server({answer});
    compare(sent(SmsRoute::Webhook, server));
    QCOMPARE(server.connections(), 1);
}

void TestSmsGateways::whatComesInsteadOfAnAnswer_data() {
    using P = DeliveryProblem;
    using T = HttpScript::Then;
    QTest::addColumn<HttpScript>("script");
    QTest::addColumn<DeliveryProblem>("problem");
    QTest::addColumn<bool>("again");
    QTest::addColumn<int>("code");
    QTest::newRow("nothing") << HttpScript{"", T::Hang} << P::MayHaveArrived << false << 0;
    QTest::newRow("closed after the request") << HttpScript{"", T::Close} << P::MayHaveArrived << false << 0;
    QTest::newRow("half a status") << HttpScript{"HTTP/1.", T::Hang} << P::MayHaveArrived << false << 0;
    QTest::newRow("continue for ever") << HttpScript{"HTTP/1.1 100 Continue\r\n\r\n", T::Hang} << P::MayHaveArrived << false << 0;
    QTest::newRow("another protocol") << HttpScript{"SSH-2.0-OpenSSH_9.2\r\n", T::Hang} << P::NotUnderstood << false << 0;
}

void TestSmsGateways::whatComesInsteadOfAnAnswer() {
    QFETCH(HttpScript, script);
    for (const SmsRoute route : {SmsRoute::Twilio, SmsRoute::Webhook}) {
        ScriptedHttp server(script);
        DeliverySettings settings = settingsFor(route, server);
        settings.setup.sms.timeoutSeconds = 1;
        const SendOutcome outcome = transportOf(settings, Channel::Sms)->send(text());
        compare(outcome);
        QCOMPARE(toText(outcome.step), toText(DeliveryStep::Message));
        QCOMPARE(server.connections(), 1);
    }
}

void TestSmsGateways::retryAfterIsHonoured_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<qint64>("milliseconds");  // -1: none
    QTest::newRow("seconds") << 429 << QByteArray("Retry-After: 17\r\n") << qint64(17'000);
    QTest::newRow("none") << 429 << QByteArray() << qint64(-1);
    QTest::newRow("of a 503") << 503 << QByteArray("Retry-After: 120\r\n") << qint64(120'000);
    QTest::newRow("nonsense") << 429 << QByteArray("Retry-After: soon\r\n") << qint64(-1);
    QTest::newRow("a date gone by") << 429 << QByteArray("Retry-After: Fri, 31 Dec 1999 23:59:59 GMT\r\n") << qint64(-1);
    QTest::newRow("a year") << 429 << QByteArray("Retry-After: 31536000\r\n") << qint64(86'400'000);
    QTest::newRow("where nothing is tried again") << 401 << QByteArray("Retry-After: 17\r\n") << qint64(-1);
}

void TestSmsGateways::retryAfterIsHonoured() {
    QFETCH(int, status);
    QFETCH(QByteArray, header);
    for (const SmsRoute route : {SmsRoute::Twilio, SmsRoute::Webhook}) {
        ScriptedHttp server({httpAnswer(status, "{}", header)});
        const SendOutcome outcome = sent(route, server);
        QTEST(outcome.retryAfter ? qint64(outcome.retryAfter->count()) : qint64(-1), "milliseconds");
    }
}

void TestSmsGateways::aClosedPortIsUnreachable() {
    DeliverySettings settings;
    settings.setup.sms.route = SmsRoute::Webhook;
    settings.setup.sms.url = QStringLiteral("http://localhost:%1/").arg(portWithoutListener());
    const SendOutcome outcome = transportOf(settings, Channel::Sms)->send(text());
    QCOMPARE(toText(outcome.problem), toText(DeliveryProblem::Unreachable));
    QVERIFY(outcome.again);
    QCOMPARE(toText(outcome.step), toText(DeliveryStep::Connect));
    QCOMPARE(outcome.steps.size(), 1);
}

void TestSmsGateways::encryptionIsNeededElsewhere_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<DeliveryProblem>("problem");
    QTest::newRow("http elsewhere") << QStringLiteral("http://texts.example/") << DeliveryProblem::NoEncryption;
    QTest::newRow("looks like this computer") << QStringLiteral("http://127.0.0.1@texts.example/") << DeliveryProblem::NoEncryption;
    QTest::newRow("another scheme") << QStringLiteral("ftp://127.0.0.1/") << DeliveryProblem::NoEncryption;
    QTest::newRow("a file") << QStringLiteral("file:///etc/passwd") << DeliveryProblem::NotSetUp;
    QTest::newRow("nothing") << QString() << DeliveryProblem::NotSetUp;
    QTest::newRow("no URL") << QStringLiteral("http://a b/") << DeliveryProblem::NotSetUp;
}

void TestSmsGateways::encryptionIsNeededElsewhere() {
    QFETCH(DeliveryProblem, problem);
    QFETCH(QString, url);
    DeliverySettings settings;
    settings.setup.sms.route = SmsRoute::Webhook;
    settings.setup.sms.url = url;
    const SendOutcome outcome = transportOf(settings, Channel::Sms)->send(text());
    QCOMPARE(toText(outcome.problem), toText(problem));
    QVERIFY(!outcome.again);
}

void TestSmsGateways::aStrangersCertificateIsRefused() {
    const TestAuthority authority;
    QVERIFY2(authority.isMade(), qPrintable(authority.error()));
    ScriptedHttp server({httpAnswer(200, ""), HttpScript::Then::Close, authority.certificateFile(), authority.keyFile()});
    DeliverySettings settings = settingsFor(SmsRoute::Webhook, server);
    settings.setup.sms.url.replace(QLatin1String("http:"), QLatin1String("https:"));
    const SendOutcome outcome = transportOf(settings, Channel::Sms)->send(text());
    QCOMPARE(toText(outcome.problem), toText(DeliveryProblem::WrongCertificate));
    QVERIFY(!outcome.again);
    QVERIFY(server.heard().isEmpty());
    // Nothing left the house, so that the same text may be tried again.
    ScriptedHttp hanging({"", HttpScript::Then::HangInHandshake});
    settings.setup.sms.url = QStringLiteral("https://127.0.0.1:%1/").arg(hanging.port());
    settings.setup.sms.timeoutSeconds = 1;
    const SendOutcome late = transportOf(settings, Channel::Sms)->send(text());
    QCOMPARE(toText(late.problem), toText(DeliveryProblem::TimedOut));
    QVERIFY(late.again);
    QCOMPARE(toText(late.step), toText(DeliveryStep::Secure));
}

void TestSmsGateways::anEndlessAnswerIsCutOff() {
    ScriptedHttp server({"HTTP/1.1 503 Scripted\r\n\r\n" + QByteArray(1'000'000, 'x'), HttpScript::Then::Hang});
    const SendOutcome outcome = sent(SmsRoute::Webhook, server);
    QCOMPARE(toText(outcome.problem), toText(DeliveryProblem::TryLater));
    QCOMPARE(outcome.words.size(), 300);
}

void TestSmsGateways::theGatewaysWordsHoldNoSecret() {
    const QByteArray words = "code 4827 with " + authToken;
    ScriptedHttp webhook({httpAnswer(422, words)});
    QCOMPARE(sent(SmsRoute::Webhook, webhook).words, QStringLiteral("code •••• with ••••"));
    ScriptedHttp twilio({httpAnswer(400, R"({"code":21617,"message":")" + words + R"(","status":400})")});
    QCOMPARE(sent(SmsRoute::Twilio, twilio).words, QStringLiteral("21617 code •••• with ••••"));
}

QTEST_GUILESS_MAIN(TestSmsGateways)
#include "tst_sms_gateways.moc"
