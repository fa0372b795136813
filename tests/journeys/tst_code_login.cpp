// Login by code, from the page to the account: Chromium, the running service, a real mail server and a text gateway over real sockets.
#include "services/host/running_service.h"
#include "tests/support/browser.h"
#include "tests/support/manual_clock.h"
#include "tests/support/minted.h"
#include "tests/support/scripted_http.h"
#include "tests/support/smtp_peer.h"
#include "tests/support/test_authority.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>
#include <QUrl>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

const QByteArray mailPassword = "correct-horse-battery-staple";
const QByteArray gatewayKey = "signing-key-of-the-gateway";

QString textOf(const QJsonObject &letter) {
    return letter.value(QLatin1String("text")).toString().replace(QLatin1String("\r\n"), QLatin1String("\n"));
}

// The code stands on a line of its own.
QString codeIn(const QString &text) {
    static const QRegularExpression line(QStringLiteral("^(\\d{4,8})$"), QRegularExpression::MultilineOption);
    return line.match(text).captured(1);
}

QString linkIn(const QString &text) {
    static const QRegularExpression line(QStringLiteral("^(http\\S+/l/\\S+)$"), QRegularExpression::MultilineOption);
    const QString link = line.match(text).captured(1);
    noteMinted(tokenIn(link.toUtf8()));
    return link;
}

QString otherThan(QString code) { return code.replace(0, 1, code.startsWith(u'1') ? u'2' : u'1'); }

// The demo shop's service; its letters leave by STARTTLS with a password, its texts by a webhook.
class House {
public:
    explicit House(const TestAuthority &authority) : gateway({httpAnswer(200, "{}")}) {
        if (!peer.start({QStringLiteral("--tls"), QStringLiteral("starttls"), QStringLiteral("--cert"), authority.certificateFile(),
                         QStringLiteral("--key"), authority.keyFile(), QStringLiteral("--user"), QStringLiteral("shop"), QStringLiteral("--password"),
                         QString::fromLatin1(mailPassword)}))
            return;
        DeliverySettings delivery;
        MailSetup &mail = delivery.setup.mail;
        mail.route = MailRoute::Smtp;
        mail.server = QStringLiteral("127.0.0.1");
        mail.port = peer.port();
        mail.security = MailSecurity::Starttls;
        mail.user = QStringLiteral("shop");
        mail.caFile = authority.caFile();
        mail.from = QStringLiteral("North Roast Coffee <hello@northroast.example>");
        delivery.mailPassword = ShopSecret(mailPassword);
        SmsSetup &sms = delivery.setup.sms;
        sms.route = SmsRoute::Webhook;
        sms.url = QStringLiteral("http://127.0.0.1:%1/texts").arg(gateway.port());
        sms.countries = {QStringLiteral("US")};
        delivery.smsSecret = ShopSecret(gatewayKey);
        HostOptions options;
        options.storePath = m_folder.filePath(QStringLiteral("shop.latchkey"));
        options.shopName = QStringLiteral("North Roast Coffee");
        options.seedDemo = true;
        options.delivery = delivery;
        options.clock = &clock;
        auto started = RunningService::start(options);
        if (started) m_service = std::move(*started);
    }
    [[nodiscard]] bool isReady() const { return m_service != nullptr; }
    [[nodiscard]] QString url(const QString &path) const { return m_service->url() + path; }
    // The text that the gateway was handed last; waits for it.
    QJsonObject nextText() {
        if (!QTest::qWaitFor([this] { return gateway.heard().size() > m_textsRead; }, 20'000)) return {};
        return QJsonDocument::fromJson(gateway.heard().at(m_textsRead++).body).object();
    }

    ManualClock clock;
    SmtpPeer peer;
    ScriptedHttp gateway;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<RunningService> m_service;
    qsizetype m_textsRead = 0;
};

}  // namespace

class TestCodeLogin : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theLettersCodeSignsIn();
    void theLettersLinkSignsIn();
    void aWrongCodeIsSaidAndTheRightOneStillOpens();
    void anotherCodeIsAskedForAfterTheWait();
    void aTextsCodeSignsIn();
    void aStrangerSeesWhatACustomerSees();
    void aFrenchBrowserGetsAFrenchLetter();

private:
    bool ask(Browser &browser, const House &house, const QString &who);
    // Types into the one field and presses the button below it.
    static bool enter(Browser &browser, const QString &code) {
        return browser.type(QStringLiteral("#code"), code) && browser.click(QStringLiteral("form button"));
    }
    static int status(Browser &browser) {
        return browser.value(QStringLiteral("performance.getEntriesByType('navigation')[0].responseStatus")).toInt();
    }
    static QString page(Browser &browser) { return browser.text(QStringLiteral("main")); }

    TestAuthority m_authority;
    Browser m_browser;
};

void TestCodeLogin::initTestCase() {
    QVERIFY2(m_authority.isMade(), qPrintable(m_authority.error()));
    noteMinted(mailPassword);
    noteMinted(gatewayKey);
    QVERIFY2(m_browser.start(390, 844, QStringLiteral("en-GB,en")), qPrintable(m_browser.error()));
}

bool TestCodeLogin::ask(Browser &browser, const House &house, const QString &who) {
    browser.forgetCookies();
    browser.open(house.url(QStringLiteral("/")));
    return browser.type(QStringLiteral("#who"), who) && browser.click(QStringLiteral("form button"));
}

void TestCodeLogin::theLettersCodeSignsIn() {
    House house(m_authority);
    QVERIFY2(house.isReady(), qPrintable(house.peer.error()));
    QVERIFY(ask(m_browser, house, QStringLiteral("Amelie.Durand@Example.com")));
    QCOMPARE(m_browser.url(), house.url(QStringLiteral("/code")));
    // One field, which phones fill from the newest text and show digits for.
    QCOMPARE(m_browser.value(QStringLiteral("document.querySelectorAll('input:not([type=hidden])').length")).toInt(), 1);
    QCOMPARE(m_browser.value(QStringLiteral("document.querySelector('#code').autocomplete")).toString(), QStringLiteral("one-time-code"));
    QCOMPARE(m_browser.value(QStringLiteral("document.querySelector('#code').inputMode")).toString(), QStringLiteral("numeric"));
    QVERIFY(m_browser.value(QStringLiteral("document.activeElement.id === 'code'")).toBool());

    const QJsonObject letter = house.peer.nextLetter();
    QVERIFY(letter.value(QLatin1String("tls")).toBool());
    QCOMPARE(letter.value(QLatin1String("user")).toString(), QStringLiteral("shop"));
    QCOMPARE(letter.value(QLatin1String("to")).toArray(), QJsonArray{QStringLiteral("amelie.durand@example.com")});
    QCOMPARE(letter.value(QLatin1String("defects")).toArray(), QJsonArray());
    QCOMPARE(headerOf(letter, QStringLiteral("Subject")), QStringLiteral("Your login code for North Roast Coffee"));
    const QString code = codeIn(textOf(letter));
    QCOMPARE(code.size(), 4);
    QVERIFY(enter(m_browser, code));
    QCOMPARE(m_browser.url(), house.url(QStringLiteral("/account")));
    QVERIFY(page(m_browser).contains(QStringLiteral("Signed in as Amélie Durand")));
    QVERIFY(page(m_browser).contains(QStringLiteral("by a code")));
    // The code opens nothing a second time.
    m_browser.open(house.url(QStringLiteral("/code")));
    QVERIFY(!m_browser.url().endsWith(QStringLiteral("/code")));
}

void TestCodeLogin::theLettersLinkSignsIn() {
    House house(m_authority);
    QVERIFY2(house.isReady(), qPrintable(house.peer.error()));
    QVERIFY(ask(m_browser, house, QStringLiteral("amelie.durand@example.com")));
    const QString link = linkIn(textOf(house.peer.nextLetter()));
    QVERIFY2(link.startsWith(house.url(QStringLiteral("/l/"))), "the letter's text holds the link on a line of its own");
    m_browser.forgetCookies();  // the letter is read on another device
    m_browser.open(link);
    QCOMPARE(m_browser.text(QStringLiteral("h1")), QStringLiteral("Continue as A••••• D•••••"));
    QVERIFY(m_browser.click(QStringLiteral("form button")));
    QCOMPARE(m_browser.url(), house.url(QStringLiteral("/account")));
    QVERIFY(page(m_browser).contains(QStringLiteral("Signed in as Amélie Durand")));
}

void TestCodeLogin::aWrongCodeIsSaidAndTheRightOneStillOpens() {
    House house(m_authority);
    QVERIFY2(house.isReady(), qPrintable(house.peer.error()));
    QVERIFY(ask(m_browser, house, QStringLiteral("amelie.durand@example.com")));
    const QString code = codeIn(textOf(house.peer.nextLetter()));
    QVERIFY(enter(m_browser, otherThan(code)));
    QCOMPARE(status(m_browser), 422);
    QVERIFY(m_browser.text(QStringLiteral("[role=alert]")).startsWith(QStringLiteral("That is not the code.")));
    QVERIFY(enter(m_browser, code.left(2) + u' ' + code.mid(2)));
    QCOMPARE(m_browser.url(), house.url(QStringLiteral("/account")));
}

void TestCodeLogin::anotherCodeIsAskedForAfterTheWait() {
    House house(m_authority);
    QVERIFY2(house.isReady(), qPrintable(house.peer.error()));
    const QString again = QStringLiteral("form[action='/code/again'] button");
    QVERIFY(ask(m_browser, house, QStringLiteral("amelie.durand@example.com")));
    const QString first = codeIn(textOf(house.peer.nextLetter()));
    QVERIFY(page(m_browser).contains(QStringLiteral("You can ask for a new code in 1 minute.")));
    QVERIFY(m_browser.click(again));
    QCOMPARE(status(m_browser), 429);
    QVERIFY(!m_browser.text(QStringLiteral("[role=alert]")).isEmpty());
    house.clock.advance(61s);
    QVERIFY(m_browser.click(again));
    QCOMPARE(m_browser.url(), house.url(QStringLiteral("/code")));
    // The next letter is the one asked for in time: too early none was written.
    const QString second = codeIn(textOf(house.peer.nextLetter()));
    QVERIFY(!house.peer.hasLetter());
    QVERIFY(!second.isEmpty() && second != first);
    QVERIFY(enter(m_browser, second));
    QCOMPARE(m_browser.url(), house.url(QStringLiteral("/account")));
}

void TestCodeLogin::aTextsCodeSignsIn() {
    House house(m_authority);
    QVERIFY2(house.isReady(), qPrintable(house.peer.error()));
    QVERIFY(ask(m_browser, house, QStringLiteral("+1 (415) 555-0134")));
    const QJsonObject sent = house.nextText();
    QCOMPARE(sent.value(QLatin1String("to")).toString(), QStringLiteral("+14155550134"));
    const QString text = sent.value(QLatin1String("text")).toString();
    const QString code = text.left(4);
    // What phones look for to offer the code on this page alone.
    QVERIFY2(text.endsWith(QStringLiteral("\n@127.0.0.1 #") + code), "the text's last line binds the code to the portal");
    QVERIFY(house.gateway.heard().constFirst().headers.value("x-latchkey-signature").startsWith("v1="));
    QVERIFY(enter(m_browser, code));
    QCOMPARE(m_browser.url(), house.url(QStringLiteral("/account")));
    QVERIFY(page(m_browser).contains(QStringLiteral("Signed in as Dmitri Ivanov")));
}

void TestCodeLogin::aStrangerSeesWhatACustomerSees() {
    House house(m_authority);
    QVERIFY2(house.isReady(), qPrintable(house.peer.error()));
    const auto seen = [&](const QString &who) {
        if (!ask(m_browser, house, who)) return QString();
        QString story = QString::number(status(m_browser)) + m_browser.value(QStringLiteral("document.documentElement.outerHTML")).toString();
        const QString nonce = m_browser.value(QStringLiteral("document.querySelector('[name=nonce]').value")).toString();
        noteMinted(nonce.toLatin1());
        return story.replace(nonce, QStringLiteral("NONCE"));
    };
    // Nobody; one who has neither valid e-mail nor phone for texts; two who share one address.
    const QString stranger = seen(QStringLiteral("nobody@example.com"));
    QVERIFY(stranger.startsWith(QStringLiteral("200")) && stranger.contains(QStringLiteral("id=\"code\"")));
    for (const char *who : {"amelie.durand@example.com", "helene.martin@example.com", "+33 6 12 00 00 00"})
        QCOMPARE(seen(QString::fromLatin1(who)), stranger);
    // The first letter is the customer's: to the stranger, who asked before, none was written.
    QCOMPARE(house.peer.nextLetter().value(QLatin1String("to")).toArray(), QJsonArray{QStringLiteral("amelie.durand@example.com")});
    const QJsonObject shared = house.peer.nextLetter();
    QVERIFY(codeIn(textOf(shared)).isEmpty());
    QVERIFY(!house.peer.hasLetter());
}

void TestCodeLogin::aFrenchBrowserGetsAFrenchLetter() {
    House house(m_authority);
    QVERIFY2(house.isReady(), qPrintable(house.peer.error()));
    Browser french;
    QVERIFY2(french.start(390, 844, QStringLiteral("fr-FR,fr")), qPrintable(french.error()));
    QVERIFY(ask(french, house, QStringLiteral("amelie.durand@example.com")));
    const QJsonObject letter = house.peer.nextLetter();
    QCOMPARE(headerOf(letter, QStringLiteral("Subject")), QStringLiteral("Votre code de connexion pour North Roast Coffee"));
    QVERIFY(textOf(letter).startsWith(QStringLiteral("Bonjour Amélie,")));
    QVERIFY(enter(french, codeIn(textOf(letter))));
    QCOMPARE(french.url(), house.url(QStringLiteral("/account")));
}

QTEST_GUILESS_MAIN(TestCodeLogin)
#include "tst_code_login.moc"
