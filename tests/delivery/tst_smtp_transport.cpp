// The SMTP transport against a server that misbehaves at every stage: what it reports, and that nothing is ever sent twice.
#include "services/delivery/smtp_transport.h"
#include "services/delivery/transports.h"
#include "tests/delivery/smtp_faults.h"
#include "tests/support/minted.h"
#include "tests/support/scripted_smtp.h"
#include "tests/support/test_authority.h"

#include <QTest>

using namespace latchkey;

class TestSmtpTransport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyFaultIsNamed_data();
    void everyFaultIsNamed();
    void aClosedPortIsUnreachable();
    void anUnknownHostIsUnreachable();
    void encryptionIsNeverGivenUp();
    void aStrangersCertificateIsRefused_data();
    void aStrangersCertificateIsRefused();
    void aHandshakeThatFailsIsTold_data();
    void aHandshakeThatFailsIsTold();
    void plainSpeechStaysOnThisComputer();
    void whatCannotBeSentIsRefusedBeforehand_data();
    void whatCannotBeSentIsRefusedBeforehand();
    void onlyTheChosenMethodsSignIn();
    void theServersWordsHoldNoSecret();
    void longAndForeignRepliesAreShortened();
    void aKeptConnectionThatWentIsReplacedAtOnce_data();
    void aKeptConnectionThatWentIsReplacedAtOnce();
    void theEndDoesNotWaitForAServerThatHangs();
    void routesHaveTheirTransports();

private:
    // How long an attempt may take: short only where the server hangs.
    DeliverySettings settings(const ScriptedSmtp &server, int seconds = 30) const;
    SmtpScript script(bool starttls) const;

    TestAuthority m_authority;
    TestAuthority m_stranger;
    TestAuthority m_otherHost{QStringLiteral("DNS:mail.example.com")};
};

namespace {

const QByteArray password = "correct-horse-battery";
const QByteArray token = "K7QM2XABCDEFGHJKMNPQRSTVWX23";

Envelope letter() {
    Envelope envelope;
    envelope.to = QStringLiteral("ann@example.com");
    envelope.fromName = QStringLiteral("Acme Coffee");
    envelope.subject = QStringLiteral("Your login code");
    envelope.text = MessageText("https://acme.example/l/" + token + "\n");
    envelope.reference = "m-1";
    envelope.date = Instant(1'772'460'130'000);
    envelope.hidden = {MessageText("4827"), MessageText(token)};
    return envelope;
}

}  // namespace

void TestSmtpTransport::initTestCase() {
    for (const TestAuthority *authority : {&m_authority, &m_stranger, &m_otherHost}) QVERIFY2(authority->isMade(), qPrintable(authority->error()));
    noteMinted(password);
    noteMinted(token);
}

DeliverySettings TestSmtpTransport::settings(const ScriptedSmtp &server, int seconds) const {
    DeliverySettings settings;
    settings.setup.mail.route = MailRoute::Smtp;
    settings.setup.mail.server = QStringLiteral("127.0.0.1");
    settings.setup.mail.port = server.port();
    settings.setup.mail.user = QStringLiteral("shop");
    settings.setup.mail.caFile = m_authority.caFile();
    settings.setup.mail.from = QStringLiteral("hello@acme.example");
    settings.setup.mail.timeoutSeconds = seconds;
    settings.mailPassword = ShopSecret(password);
    return settings;
}

SmtpScript TestSmtpTransport::script(bool starttls) const {
    SmtpScript script;
    script.starttls = starttls;
    script.certificateFile = m_authority.certificateFile();
    script.keyFile = m_authority.keyFile();
    return script;
}

void TestSmtpTransport::everyFaultIsNamed_data() {
    QTest::addColumn<SmtpStage>("stage");
    QTest::addColumn<SmtpFault>("fault");
    QTest::addColumn<DeliveryProblem>("problem");
    QTest::addColumn<bool>("again");
    QTest::addColumn<DeliveryStep>("step");
    QTest::addColumn<int>("code");
    for (const SmtpFaultRow &row : smtpFaults())
        QTest::newRow(row.name) << row.stage << row.fault << row.problem << row.again << row.step << row.code;
}

void TestSmtpTransport::everyFaultIsNamed() {
    QFETCH(SmtpStage, stage);
    QFETCH(SmtpFault, fault);
    QFETCH(DeliveryProblem, problem);
    QFETCH(DeliveryStep, step);
    SmtpScript faulty = script(true);
    faulty.faults.insert(stage, fault);
    ScriptedSmtp server(faulty);
    SmtpTransport transport(settings(server, fault.then == SmtpFault::Then::Hang ? 1 : 30));
    const SendOutcome outcome = transport.send(letter());
    QCOMPARE(toText(outcome.problem), toText(problem));
    QTEST(outcome.again, "again");
    QCOMPARE(toText(outcome.step), toText(step));
    QTEST(outcome.code, "code");
    QCOMPARE(toText(outcome.steps.last().step), toText(step));
    QCOMPARE(outcome.steps.last().done, problem == DeliveryProblem::None);
    QCOMPARE(server.connections(), 1);
    const auto handedOver = server.commands().count("DATA");
    QVERIFY(handedOver <= 1);
    QVERIFY(!outcome.again || server.letters().isEmpty() || outcome.code >= 400);
}

void TestSmtpTransport::aClosedPortIsUnreachable() {
    ScriptedSmtp server(script(true));
    DeliverySettings closed = settings(server);
    closed.setup.mail.port = portWithoutListener();
    const SendOutcome outcome = SmtpTransport(closed).send(letter());
    QCOMPARE(toText(outcome.problem), toText(DeliveryProblem::Unreachable));
    QVERIFY(outcome.again);
    QCOMPARE(outcome.steps.size(), 1);
    QVERIFY(!outcome.steps.first().done);
}

void TestSmtpTransport::anUnknownHostIsUnreachable() {
    ScriptedSmtp server(script(true));
    DeliverySettings unknown = settings(server);
    unknown.setup.mail.server = QStringLiteral("nowhere.invalid");
    const SendOutcome outcome = SmtpTransport(unknown).send(letter());
    QCOMPARE(toText(outcome.problem), toText(DeliveryProblem::Unreachable));
    QVERIFY(outcome.again);
}

void TestSmtpTransport::encryptionIsNeverGivenUp() {
    ScriptedSmtp server(script(false));
    const SendOutcome outcome = SmtpTransport(settings(server)).send(letter());
    QCOMPARE(toText(outcome.problem), toText(DeliveryProblem::NoEncryption));
    QVERIFY(!outcome.again);
    for (const QByteArray &command : server.commands()) QVERIFY2(command.startsWith("EHLO") || command == "QUIT", command.constData());
}

void TestSmtpTransport::aStrangersCertificateIsRefused_data() {
    QTest::addColumn<bool>("implicit");
    QTest::addColumn<bool>("otherHost");
    QTest::newRow("STARTTLS, unknown authority") << false << false;
    QTest::newRow("STARTTLS, other host") << false << true;
    QTest::newRow("smtps, unknown authority") << true << false;
    QTest::newRow("smtps, other host") << true << true;
}

void TestSmtpTransport::aStrangersCertificateIsRefused() {
    QFETCH(bool, implicit);
    QFETCH(bool, otherHost);
    const TestAuthority &authority = otherHost ? m_otherHost : m_stranger;
    SmtpScript strange = script(!implicit);
    strange.implicitTls = implicit;
    strange.certificateFile = authority.certificateFile();
    strange.keyFile = authority.keyFile();
    ScriptedSmtp server(strange);
    DeliverySettings wary = settings(server);
    wary.setup.mail.security = implicit ? MailSecurity::Tls : MailSecurity::Starttls;
    wary.setup.mail.caFile = otherHost ? m_otherHost.caFile() : m_authority.caFile();
    const SendOutcome outcome = SmtpTransport(wary).send(letter());
    QCOMPARE(toText(outcome.problem), toText(DeliveryProblem::WrongCertificate));
    QVERIFY(!outcome.again);
    QCOMPARE(toText(outcome.step), toText(DeliveryStep::Secure));
    QVERIFY(!outcome.words.isEmpty());
    for (const QByteArray &command : server.commands()) QVERIFY2(command.startsWith("EHLO") || command == "STARTTLS", command.constData());
}

void TestSmtpTransport::aHandshakeThatFailsIsTold_data() {
    QTest::addColumn<SmtpFault>("fault");
    QTest::addColumn<DeliveryProblem>("problem");
    QTest::addColumn<bool>("again");
    QTest::newRow("hangs") << SmtpFault{"", SmtpFault::Then::Hang} << DeliveryProblem::TimedOut << true;
    QTest::newRow("drops") << SmtpFault{"", SmtpFault::Then::Drop} << DeliveryProblem::ConnectionLost << true;
    QTest::newRow("speaks in clear") << SmtpFault{"220 plain.example", SmtpFault::Then::Hang} << DeliveryProblem::NoEncryption << false;
}

void TestSmtpTransport::aHandshakeThatFailsIsTold() {
    QFETCH(SmtpFault, fault);
    QFETCH(DeliveryProblem, problem);
    SmtpScript faulty = script(false);
    faulty.implicitTls = true;
    faulty.faults.insert(SmtpStage::Handshake, fault);
    ScriptedSmtp server(faulty);
    DeliverySettings overTls = settings(server, fault.then == SmtpFault::Then::Hang ? 1 : 30);
    overTls.setup.mail.security = MailSecurity::Tls;
    const SendOutcome outcome = SmtpTransport(overTls).send(letter());
    QCOMPARE(toText(outcome.problem), toText(problem));
    QTEST(outcome.again, "again");
    QCOMPARE(toText(outcome.step), toText(DeliveryStep::Secure));
    QCOMPARE(outcome.steps.size(), 2);
}

void TestSmtpTransport::plainSpeechStaysOnThisComputer() {
    ScriptedSmtp server(script(false));
    DeliverySettings plain = settings(server);
    plain.setup.mail.security = MailSecurity::None;
    plain.setup.mail.server = QStringLiteral("127.0.0.1.nip.example");
    const SendOutcome refused = SmtpTransport(plain).send(letter());
    QCOMPARE(toText(refused.problem), toText(DeliveryProblem::NoEncryption));
    QVERIFY(!refused.again);
    plain.setup.mail.server = QStringLiteral("localhost");
    const SendOutcome taken = SmtpTransport(plain).send(letter());
    QCOMPARE(toText(taken.problem), toText(DeliveryProblem::None));
    QCOMPARE(server.connections(), 1);
}

void TestSmtpTransport::whatCannotBeSentIsRefusedBeforehand_data() {
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("server");
    QTest::addColumn<DeliveryProblem>("problem");
    const QString ann = QStringLiteral("ann@example.com");
    const QString shop = QStringLiteral("hello@acme.example");
    const QString host = QStringLiteral("127.0.0.1");
    using P = DeliveryProblem;
    QTest::newRow("a command in the recipient") << ann + QStringLiteral(">\r\nDATA") << shop << host << P::RecipientRefused;
    QTest::newRow("a space in the recipient") << QStringLiteral("ann lee@example.com") << shop << host << P::RecipientRefused;
    QTest::newRow("no recipient") << QString() << shop << host << P::RecipientRefused;
    QTest::newRow("a command in the sender") << ann << QStringLiteral("Shop <hello@acme.example\r\nRCPT TO:eve@example.com>") << host
                                             << P::SenderRefused;
    QTest::newRow("no sender") << ann << QString() << host << P::SenderRefused;
    QTest::newRow("no server") << ann << shop << QString() << P::NotSetUp;
    QTest::newRow("no server's name") << ann << shop << QStringLiteral("mail.example.com/x@y") << P::NotSetUp;
}

void TestSmtpTransport::whatCannotBeSentIsRefusedBeforehand() {
    QFETCH(DeliveryProblem, problem);
    QFETCH(QString, to);
    QFETCH(QString, from);
    QFETCH(QString, server);
    ScriptedSmtp scripted(script(true));
    DeliverySettings wrong = settings(scripted);
    wrong.setup.mail.server = server;
    wrong.setup.mail.from = from;
    Envelope envelope = letter();
    envelope.to = to;
    const SendOutcome outcome = SmtpTransport(wrong).send(envelope);
    QCOMPARE(toText(outcome.problem), toText(problem));
    QVERIFY(!outcome.again);
    QCOMPARE(scripted.connections(), 0);
}

void TestSmtpTransport::onlyTheChosenMethodsSignIn() {
    SmtpScript others = script(true);
    others.features = {"AUTH CRAM-MD5 NTLM DIGEST-MD5 LOGIN"};
    ScriptedSmtp server(others);
    DeliverySettings choosing = settings(server);
    choosing.setup.mail.signIn = MailSignIn::Plain;
    const SendOutcome outcome = SmtpTransport(choosing).send(letter());
    QCOMPARE(toText(outcome.problem), toText(DeliveryProblem::SignInRefused));
    QVERIFY(!outcome.again);
    QCOMPARE(toText(outcome.step), toText(DeliveryStep::SignIn));
    choosing.setup.mail.signIn = MailSignIn::Any;
    QCOMPARE(toText(SmtpTransport(choosing).send(letter()).problem), toText(DeliveryProblem::None));
    QVERIFY(server.commands().contains("AUTH LOGIN"));
    for (const QByteArray &command : server.commands()) QVERIFY2(!command.startsWith("AUTH") || command == "AUTH LOGIN", command.constData());
}

void TestSmtpTransport::theServersWordsHoldNoSecret() {
    SmtpScript telltale = script(true);
    const QByteArray words =
        "code 4827 in https://acme.example/l/" + token + " sent with " + password + " or " + (QByteArray("\0shop\0", 6) + password).toBase64();
    telltale.faults.insert(SmtpStage::End, {"554-5.7.1 " + words + "\r\n554 5.7.1 " + token, SmtpFault::Then::GoOn});
    telltale.faults.insert(SmtpStage::Mail, {"250 hello " + token, SmtpFault::Then::GoOn});
    ScriptedSmtp server(telltale);
    const SendOutcome outcome = SmtpTransport(settings(server)).send(letter());
    QCOMPARE(outcome.words, QStringLiteral("5.7.1 code •••• in https://acme.example/l/•••• sent with •••• or •••• 5.7.1 ••••"));
    for (const DeliveryTrial::Step &step : outcome.steps) {
        QVERIFY(!step.words.contains(QString::fromLatin1(token)));
        // What the challenge to a sign-in says is not kept either.
        QVERIFY(!step.words.contains(QLatin1String("VXNlcm5hbWU6")));
    }
}

void TestSmtpTransport::longAndForeignRepliesAreShortened() {
    SmtpScript talkative = script(true);
    QByteArray reply;
    for (int i = 0; i < 200; ++i) reply += "550-5.1.1 größe \x01 " + QByteArray(100, 'x') + "\r\n";
    talkative.faults.insert(SmtpStage::Rcpt, {reply + "550 5.1.1 \xff end", SmtpFault::Then::GoOn});
    talkative.faults.insert(SmtpStage::Greeting, {"220 " + QByteArray(40'000, 'y'), SmtpFault::Then::GoOn});
    ScriptedSmtp server(talkative);
    const SendOutcome outcome = SmtpTransport(settings(server)).send(letter());
    QCOMPARE(toText(outcome.problem), toText(DeliveryProblem::RecipientRefused));
    QCOMPARE(outcome.code, 550);
    QCOMPARE(outcome.words.size(), 300);
    QVERIFY2(outcome.words.startsWith(QStringLiteral("5.1.1 größe x")), qPrintable(outcome.words));
    for (const DeliveryTrial::Step &step : outcome.steps) QVERIFY(step.words.size() <= 300);
}

void TestSmtpTransport::aKeptConnectionThatWentIsReplacedAtOnce_data() {
    QTest::addColumn<bool>("farewell");
    QTest::newRow("closed without a word") << false;
    QTest::newRow("421 at the next letter") << true;
}

void TestSmtpTransport::aKeptConnectionThatWentIsReplacedAtOnce() {
    QFETCH(bool, farewell);
    SmtpScript impatient = script(true);
    impatient.lettersPerConnection = 2;
    impatient.farewell = farewell;
    ScriptedSmtp server(impatient);
    SmtpTransport transport(settings(server));
    for (int i = 0; i < 5; ++i) {
        const SendOutcome outcome = transport.send(letter());
        QVERIFY2(outcome.problem == DeliveryProblem::None, qPrintable(toText(outcome.problem) + outcome.words));
        QCOMPARE(server.letters().size(), i + 1);
    }
    QCOMPARE(server.connections(), 3);
}

void TestSmtpTransport::theEndDoesNotWaitForAServerThatHangs() {
    SmtpScript hanging = script(true);
    hanging.faults.insert(SmtpStage::Quit, {"", SmtpFault::Then::Hang});
    ScriptedSmtp server(hanging);
    {
        SmtpTransport transport(settings(server));
        QCOMPARE(toText(transport.send(letter()).problem), toText(DeliveryProblem::None));
    }
    // Had it taken leave, it would still wait for the answer.
    QVERIFY(!server.commands().contains("QUIT"));
    hanging.faults.insert(SmtpStage::Rcpt, {"550 5.1.1 unknown", SmtpFault::Then::GoOn});
    ScriptedSmtp refusing(hanging);
    QCOMPARE(toText(SmtpTransport(settings(refusing, 1)).send(letter()).problem), toText(DeliveryProblem::RecipientRefused));
}

void TestSmtpTransport::routesHaveTheirTransports() {
    DeliverySettings settings;
    QVERIFY(!transportOf(settings, Channel::Email));
    QVERIFY(!transportOf(settings, Channel::Sms));
    settings.setup.mail.route = MailRoute::Smtp;
    settings.setup.sms.route = SmsRoute::Off;
    QVERIFY(transportOf(settings, Channel::Email));
    QVERIFY(!transportOf(settings, Channel::Sms));
    settings.setup.sms.route = SmsRoute::Twilio;
    QVERIFY(transportOf(settings, Channel::Sms));
    settings.setup.sms.route = SmsRoute::Webhook;
    QVERIFY(transportOf(settings, Channel::Sms));
}

QTEST_GUILESS_MAIN(TestSmtpTransport)
#include "tst_smtp_transport.moc"
