// Letters through a real SMTP server, read again by Python's mail parser: whole, without defects, over every kind of connection.
#include "services/delivery/smtp_transport.h"
#include "tests/support/minted.h"
#include "tests/support/smtp_peer.h"
#include "tests/support/test_authority.h"

#include <QJsonArray>
#include <QTest>

using namespace latchkey;

class TestSmtpLetters : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aLetterArrivesAsItWasWritten();
    void aTextAloneIsALetter();
    void everyScriptIsReadAgain();
    void difficultTextsAreReadAgain_data();
    void difficultTextsAreReadAgain();
    void everyKindOfConnectionWorks_data();
    void everyKindOfConnectionWorks();
    void aWrongPasswordIsRefused();
    void oneConnectionCarriesManyLetters();

private:
    TestAuthority m_authority;
};

namespace {

const QByteArray password = "correct-horse-battery";
const QByteArray token = "K7QM2XABCDEFGHJKMNPQRSTVWX23";

DeliverySettings settingsFor(const SmtpPeer &peer) {
    DeliverySettings settings;
    settings.setup.mail.route = MailRoute::Smtp;
    settings.setup.mail.server = QStringLiteral("localhost");
    settings.setup.mail.port = peer.port();
    settings.setup.mail.security = MailSecurity::None;
    settings.setup.mail.signIn = MailSignIn::None;
    settings.setup.mail.from = QStringLiteral("hello@acme.example");
    return settings;
}

Envelope letter() {
    Envelope envelope;
    envelope.to = QStringLiteral("ann@example.com");
    envelope.fromName = QStringLiteral("Acme Coffee");
    envelope.subject = QStringLiteral("Your login code");
    envelope.text = MessageText("Your code is 4827.\n\nhttps://acme.example/l/" + token + "\n");
    envelope.html = MessageText("<p>Your code is <b>4827</b>.</p>\n<a href=\"https://acme.example/l/" + token + "\">Log in</a>\n");
    envelope.reference = "m-0192-K7QM2X";
    envelope.date = Instant(1'772'460'130'000);
    envelope.hidden = {MessageText("4827"), MessageText(token)};
    return envelope;
}

QString textIn(const QJsonObject &letter, const char *part) {
    return letter.value(QLatin1String(part)).toString().replace(QLatin1String("\r\n"), QLatin1String("\n"));
}

}  // namespace

// Evaluates its argument, which may be the sending itself, once.
#define VERIFY_SENT(sending)                                                                                                                        \
    do {                                                                                                                                            \
        const SendOutcome sentOutcome = (sending);                                                                                                  \
        QVERIFY2(sentOutcome.problem == DeliveryProblem::None, qPrintable(toText(sentOutcome.problem) + QStringLiteral(": ") + sentOutcome.words)); \
    } while (false)

void TestSmtpLetters::initTestCase() {
    QVERIFY2(m_authority.isMade(), qPrintable(m_authority.error()));
    noteMinted(password);
    noteMinted(token);
}

void TestSmtpLetters::aLetterArrivesAsItWasWritten() {
    SmtpPeer peer;
    QVERIFY2(peer.start(), qPrintable(peer.error()));
    SmtpTransport transport(settingsFor(peer));
    const SendOutcome outcome = transport.send(letter());
    VERIFY_SENT(outcome);
    QCOMPARE(outcome.code, 250);
    QCOMPARE(outcome.words, QStringLiteral("2.0.0 taken as number 1"));
    const QJsonObject read = peer.nextLetter();
    QCOMPARE(read.value(QLatin1String("defects")).toArray(), QJsonArray());
    QCOMPARE(read.value(QLatin1String("from")).toString(), QStringLiteral("hello@acme.example"));
    QCOMPARE(read.value(QLatin1String("helo")).toString(), QStringLiteral("acme.example"));
    QCOMPARE(read.value(QLatin1String("to")).toArray(), QJsonArray{QStringLiteral("ann@example.com")});
    QCOMPARE(read.value(QLatin1String("parts")).toArray(),
             (QJsonArray{QStringLiteral("multipart/alternative"), QStringLiteral("text/plain"), QStringLiteral("text/html")}));
    QCOMPARE(textIn(read, "text"), QString::fromUtf8(letter().text.reveal()));
    QCOMPARE(textIn(read, "html"), QString::fromUtf8(letter().html.reveal()));
    QCOMPARE(headerOf(read, QStringLiteral("From")), QStringLiteral("Acme Coffee <hello@acme.example>"));
    QCOMPARE(headerOf(read, QStringLiteral("To")), QStringLiteral("ann@example.com"));
    QCOMPARE(headerOf(read, QStringLiteral("Subject")), QStringLiteral("Your login code"));
    QCOMPARE(headerOf(read, QStringLiteral("Message-ID")), QStringLiteral("<m-0192-K7QM2X@acme.example>"));
    QCOMPARE(headerOf(read, QStringLiteral("Date")), QStringLiteral("Mon, 02 Mar 2026 14:02:10 +0000"));
    QCOMPARE(headerOf(read, QStringLiteral("Auto-Submitted")), QStringLiteral("auto-generated"));
    QCOMPARE(headerOf(read, QStringLiteral("MIME-Version")), QStringLiteral("1.0"));
    QCOMPARE(headerOf(read, QStringLiteral("List-Unsubscribe")), QString());
    QCOMPARE(headerOf(read, QStringLiteral("User-Agent")), QString());
}

void TestSmtpLetters::aTextAloneIsALetter() {
    SmtpPeer peer;
    QVERIFY2(peer.start(), qPrintable(peer.error()));
    SmtpTransport transport(settingsFor(peer));
    Envelope envelope = letter();
    envelope.html = {};
    VERIFY_SENT(transport.send(envelope));
    const QJsonObject read = peer.nextLetter();
    QCOMPARE(read.value(QLatin1String("defects")).toArray(), QJsonArray());
    QCOMPARE(read.value(QLatin1String("parts")).toArray().last().toString(), QStringLiteral("text/plain"));
    QVERIFY(read.value(QLatin1String("html")).isNull());
    QCOMPARE(textIn(read, "text"), QString::fromUtf8(envelope.text.reveal()));
}

void TestSmtpLetters::everyScriptIsReadAgain() {
    SmtpPeer peer;
    QVERIFY2(peer.start(), qPrintable(peer.error()));
    DeliverySettings settings = settingsFor(peer);
    settings.setup.mail.from = QStringLiteral("Kaffeerösterei „Zum Schlüssel“, Straße der Größe 17 in Köln am Rhein <hallo@schlüssel.example>");
    settings.setup.mail.replyTo = QStringLiteral("コーヒー <hilfe@schlüssel.example>");
    SmtpTransport transport(settings);
    Envelope envelope = letter();
    envelope.to = QStringLiteral("ann@bücher.example");
    envelope.subject = QStringLiteral("Dein Anmeldecode für „Zum Schlüssel“ ☕ — ログインコード 🔑🔑🔑 и ещё немного слов, чтобы было длинно");
    envelope.text = MessageText(QStringLiteral("Grüße, 🔑 ログイン\n").repeated(20).toUtf8());
    envelope.html = MessageText(QStringLiteral("<p>Grüße, 🔑 ログイン</p>\n").repeated(20).toUtf8());
    VERIFY_SENT(transport.send(envelope));
    const QJsonObject read = peer.nextLetter();
    QCOMPARE(read.value(QLatin1String("defects")).toArray(), QJsonArray());
    QCOMPARE(read.value(QLatin1String("to")).toArray(), QJsonArray{QStringLiteral("ann@xn--bcher-kva.example")});
    QCOMPARE(read.value(QLatin1String("from")).toString(), QStringLiteral("hallo@xn--schlssel-95a.example"));
    QCOMPARE(headerOf(read, QStringLiteral("Subject")), envelope.subject);
    const QString from = read.value(QLatin1String("plain_headers"))[QLatin1String("From")].toString();
    QVERIFY2(from.contains(QStringLiteral("Kaffeerösterei „Zum Schlüssel“, Straße der Größe 17 in Köln am Rhein")), qPrintable(from));
    QVERIFY2(from.endsWith(QStringLiteral("<hallo@xn--schlssel-95a.example>")), qPrintable(from));
    QCOMPARE(headerOf(read, QStringLiteral("Reply-To")), QStringLiteral("コーヒー <hilfe@xn--schlssel-95a.example>"));
    QCOMPARE(textIn(read, "text"), QString::fromUtf8(envelope.text.reveal()));
    QCOMPARE(textIn(read, "html"), QString::fromUtf8(envelope.html.reveal()));
    const QStringList lines = read.value(QLatin1String("raw_headers")).toString().split(QStringLiteral("\r\n"));
    for (const QString &line : lines) QVERIFY2(line.size() <= 78 || line.startsWith(QLatin1String("Content-Type")), qPrintable(line));
}

void TestSmtpLetters::difficultTextsAreReadAgain_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("dots alone") << QStringLiteral(".\n..\n.\r\nhello\n.\n");
    QTest::newRow("long lines") << QString(5000, u'x') + u'\n';
    QTest::newRow("spaces at the end") << QStringLiteral("a   \nb\t\n \n");
    QTest::newRow("equal signs") << QStringLiteral("=20=3D=\n==\n");
    QTest::newRow("From at the beginning") << QStringLiteral("From here\n>From there\n");
    QTest::newRow("without a last line end") << QStringLiteral("bye");
    QTest::newRow("dot at the very end") << QStringLiteral("bye\n.");
    QTest::newRow("many lines") << QStringLiteral("ä line\n").repeated(5000);
}

void TestSmtpLetters::difficultTextsAreReadAgain() {
    QFETCH(QString, text);
    SmtpPeer peer;
    QVERIFY2(peer.start(), qPrintable(peer.error()));
    SmtpTransport transport(settingsFor(peer));
    Envelope envelope = letter();
    envelope.text = MessageText(text.toUtf8());
    VERIFY_SENT(transport.send(envelope));
    const QJsonObject read = peer.nextLetter();
    QCOMPARE(read.value(QLatin1String("defects")).toArray(), QJsonArray());
    QCOMPARE(textIn(read, "text"), text.replace(QLatin1String("\r\n"), QLatin1String("\n")));
}

void TestSmtpLetters::everyKindOfConnectionWorks_data() {
    QTest::addColumn<QString>("tls");
    QTest::addColumn<MailSecurity>("security");
    QTest::addColumn<QString>("offered");
    QTest::addColumn<MailSignIn>("signIn");
    QTest::newRow("STARTTLS, any") << QStringLiteral("starttls") << MailSecurity::Starttls << QStringLiteral("any") << MailSignIn::Any;
    QTest::newRow("STARTTLS, PLAIN") << QStringLiteral("starttls") << MailSecurity::Starttls << QStringLiteral("plain") << MailSignIn::Plain;
    QTest::newRow("STARTTLS, LOGIN") << QStringLiteral("starttls") << MailSecurity::Starttls << QStringLiteral("login") << MailSignIn::Login;
    QTest::newRow("smtps, any of PLAIN") << QStringLiteral("smtps") << MailSecurity::Tls << QStringLiteral("plain") << MailSignIn::Any;
    QTest::newRow("smtps, any of LOGIN") << QStringLiteral("smtps") << MailSecurity::Tls << QStringLiteral("login") << MailSignIn::Any;
    QTest::newRow("this computer, PLAIN") << QStringLiteral("none") << MailSecurity::None << QStringLiteral("any") << MailSignIn::Plain;
}

void TestSmtpLetters::everyKindOfConnectionWorks() {
    QFETCH(QString, tls);
    QFETCH(MailSecurity, security);
    QFETCH(QString, offered);
    QFETCH(MailSignIn, signIn);
    SmtpPeer peer;
    QVERIFY2(peer.start({QStringLiteral("--tls"), tls, QStringLiteral("--cert"), m_authority.certificateFile(), QStringLiteral("--key"),
                         m_authority.keyFile(), QStringLiteral("--user"), QStringLiteral("shop"), QStringLiteral("--password"),
                         QString::fromLatin1(password), QStringLiteral("--auth"), offered}),
             qPrintable(peer.error()));
    DeliverySettings settings = settingsFor(peer);
    settings.setup.mail.security = security;
    settings.setup.mail.signIn = signIn;
    settings.setup.mail.user = QStringLiteral("shop");
    settings.setup.mail.caFile = m_authority.caFile();
    settings.mailPassword = ShopSecret(password);
    SmtpTransport transport(settings);
    const SendOutcome outcome = transport.send(letter());
    VERIFY_SENT(outcome);
    const QJsonObject read = peer.nextLetter();
    QCOMPARE(read.value(QLatin1String("user")).toString(), QStringLiteral("shop"));
    QCOMPARE(read.value(QLatin1String("tls")).toBool(), security != MailSecurity::None);
    QStringList steps;
    for (const DeliveryTrial::Step &step : outcome.steps) {
        QVERIFY(step.done);
        steps.append(toText(step.step));
    }
    const QString secure = security == MailSecurity::None ? QString() : QStringLiteral("secure|");
    QCOMPARE(steps.join(u'|'), QStringLiteral("connect|greeting|hello|") + secure + QStringLiteral("sign_in|sender|recipient|message"));
}

void TestSmtpLetters::aWrongPasswordIsRefused() {
    SmtpPeer peer;
    QVERIFY2(peer.start({QStringLiteral("--user"), QStringLiteral("shop"), QStringLiteral("--password"), QStringLiteral("another")}),
             qPrintable(peer.error()));
    DeliverySettings settings = settingsFor(peer);
    settings.setup.mail.signIn = MailSignIn::Any;
    settings.setup.mail.user = QStringLiteral("shop");
    settings.mailPassword = ShopSecret(password);
    SmtpTransport transport(settings);
    const SendOutcome outcome = transport.send(letter());
    QCOMPARE(toText(outcome.problem), toText(DeliveryProblem::SignInRefused));
    QVERIFY(!outcome.again);
    QCOMPARE(outcome.code, 535);
    QVERIFY(!peer.hasLetter());
}

void TestSmtpLetters::oneConnectionCarriesManyLetters() {
    SmtpPeer peer;
    QVERIFY2(peer.start({QStringLiteral("--tls"), QStringLiteral("starttls"), QStringLiteral("--cert"), m_authority.certificateFile(),
                         QStringLiteral("--key"), m_authority.keyFile()}),
             qPrintable(peer.error()));
    DeliverySettings settings = settingsFor(peer);
    settings.setup.mail.security = MailSecurity::Starttls;
    settings.setup.mail.caFile = m_authority.caFile();
    SmtpTransport transport(settings);
    for (int i = 0; i < 20; ++i) {
        Envelope envelope = letter();
        envelope.subject = QStringLiteral("Letter %1").arg(i);
        VERIFY_SENT(transport.send(envelope));
        const QJsonObject read = peer.nextLetter();
        QCOMPARE(headerOf(read, QStringLiteral("Subject")), envelope.subject);
        QCOMPARE(read.value(QLatin1String("connection")).toInt(), 1);
    }
}

QTEST_GUILESS_MAIN(TestSmtpLetters)
#include "tst_smtp_letters.moc"
