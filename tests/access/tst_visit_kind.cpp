// A table of requests that people, scanners and previews really send.
#include "services/access/scanner_lists.h"
#include "services/access/visit_kind.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace latchkey;

namespace {
constexpr auto phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1";
constexpr auto firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0";
constexpr auto chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36";
}  // namespace

class TestVisitKind : public QObject {
    Q_OBJECT

private slots:
    void addressesAreToldApart_data();
    void addressesAreToldApart();
    void theListsAreInOrder();
    void requestsAreToldApart_data();
    void requestsAreToldApart();
};

void TestVisitKind::requestsAreToldApart_data() {
    QTest::addColumn<QByteArray>("agent");
    QTest::addColumn<QByteArray>("language");
    QTest::addColumn<QByteArray>("purpose");
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<bool>("head");
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("cookie");
    QTest::addColumn<int>("kind");
    const auto from = [](const char *name, const char *address, bool cookie, const char *agent, bool head, VisitKind kind) {
        QTest::newRow(name) << QByteArray(agent) << QByteArray("en-US") << QByteArray() << QByteArray() << head << QByteArray(address) << cookie << int(kind);
    };
    const auto row = [](const char *name, const char *agent, const char *language, const char *purpose, const char *mode, bool head, VisitKind kind) {
        QTest::newRow(name) << QByteArray(agent) << QByteArray(language) << QByteArray(purpose) << QByteArray(mode) << head << QByteArray("192.0.2.7") << true
                            << int(kind);
    };
    const VisitKind person = VisitKind::Person;
    const VisitKind scanner = VisitKind::Scanner;
    row("a phone", phone, "fr-FR", "", "navigate", false, person);
    row("an elder browser without Sec-Fetch", firefox, "de,en;q=0.7", "", "", false, person);
    row("a desktop browser", chrome, "en-US,en;q=0.9", "", "navigate", false, person);
    row("HEAD of whomever", chrome, "en-US", "", "navigate", true, VisitKind::Head);
    row("prefetch by the browser", chrome, "en-US", "prefetch;prerender", "navigate", false, VisitKind::Prefetch);
    row("preview by an elder Safari", phone, "en-US", "preview", "", false, VisitKind::Prefetch);
    row("a script on another page", chrome, "en-US", "", "no-cors", false, scanner);
    row("a browser that reads no language", chrome, "", "", "", false, scanner);
    row("nothing at all", "", "", "", "", false, scanner);
    row("headless Chrome of a mail filter", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0 Safari/537.36", "en-US", "", "navigate", false, scanner);
    row("WhatsApp", "WhatsApp/2.23.20.0", "en", "", "", false, scanner);
    row("Slack", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "", "", "", false, scanner);
    row("Facebook", "facebookexternalhit/1.1", "en", "", "", false, scanner);
    row("Telegram", "TelegramBot (like TwitterBot)", "", "", "", false, scanner);
    row("Skype", "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5", "en", "", "", false, scanner);
    row("Office", "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.12026)", "en", "", "", false, scanner);
    row("Proofpoint", "Mozilla/5.0 Proofpoint URL Defense", "en", "", "", false, scanner);
    row("curl", "curl/7.88.1", "", "", "", false, scanner);
    row("Python", "python-requests/2.31.0", "", "", "", false, scanner);
    row("Go", "Go-http-client/1.1", "", "", "", false, scanner);
    row("Outlook on a telephone shows pages itself",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Outlook-iOS/2.0", "en", "", "", false, person);
    row("a telephone whose maker is called Cubot", "Mozilla/5.0 (Linux; Android 11; CUBOT_X30) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36", "en", "", "", false, person);
    row("HEAD by one that names itself", "Slackbot 1.0", "", "", "", true, scanner);

    from("a fresh cookie", "192.0.2.7", false, chrome, false, VisitKind::NoCookie);
    from("a cookie that came back", "192.0.2.7", true, chrome, false, person);
    from("Microsoft's filter, fresh", "40.107.218.12", false, chrome, false, VisitKind::KnownNetwork);
    from("Microsoft's filter keeps cookies", "40.107.218.12", true, chrome, false, VisitKind::KnownNetwork);
    from("Microsoft's filter by IPv6", "2a01:111:f403:c201::1", true, chrome, false, VisitKind::KnownNetwork);
    from("a filter's HEAD", "67.231.152.9", false, chrome, true, VisitKind::KnownNetwork);
    from("a bot in a filter's network names itself", "67.231.152.9", true, "Mimecast Bot", false, scanner);
}

void TestVisitKind::requestsAreToldApart() {
    QFETCH(QByteArray, agent);
    QFETCH(QByteArray, language);
    QFETCH(QByteArray, purpose);
    QFETCH(QByteArray, mode);
    QFETCH(bool, head);
    QFETCH(QByteArray, address);
    QFETCH(bool, cookie);
    QFETCH(int, kind);
    const auto view = [](const QByteArray &bytes) { return std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())); };
    const VisitSigns signs{head, view(agent), view(language), view(purpose), view(mode), view(address), cookie};
    QCOMPARE(int(visitKindOf(signs)), kind);
}

void TestVisitKind::addressesAreToldApart_data() {
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("filter");
    QTest::newRow("first of a network") << QByteArray("40.92.0.0") << true;
    QTest::newRow("last of a network") << QByteArray("40.93.255.255") << true;
    QTest::newRow("one before") << QByteArray("40.91.255.255") << false;
    QTest::newRow("half a /24") << QByteArray("213.167.75.127") << true;
    QTest::newRow("the other half") << QByteArray("213.167.75.128") << false;
    QTest::newRow("mapped into IPv6") << QByteArray("::ffff:209.222.80.1") << true;
    QTest::newRow("with a port") << QByteArray("209.222.80.1:51234") << true;
    QTest::newRow("IPv6 with a port") << QByteArray("[2a01:111:f400::1]:443") << true;
    QTest::newRow("IPv6 beside it") << QByteArray("2a01:111:f402::1") << false;
    QTest::newRow("this machine") << QByteArray("127.0.0.1") << false;
    QTest::newRow("this machine by IPv6") << QByteArray("::1") << false;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("no address") << QByteArray("unknown") << false;
    QTest::newRow("a bracket alone") << QByteArray("[") << false;
}

void TestVisitKind::addressesAreToldApart() {
    QFETCH(QByteArray, address);
    QFETCH(bool, filter);
    QCOMPARE(isScannerNetwork(address.toStdString()), filter);
}

void TestVisitKind::theListsAreInOrder() {
    QSet<QByteArray> seen;
    for (const QString &name : {QStringLiteral("agents.txt"), QStringLiteral("networks.txt")}) {
        QFile file(QStringLiteral(":/scanners/") + name);
        (void)isScannerAgent("x");  // brings the resource in
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const QByteArray &raw : file.readAll().split('\n')) {
            if (raw.isEmpty() || raw.startsWith('#')) continue;
            const QByteArray word = raw.split(' ').first();
            QVERIFY2(raw == raw.trimmed(), raw.constData());
            QVERIFY2(!seen.contains(raw), raw.constData());
            seen.insert(raw);
            if (name == QLatin1String("agents.txt")) QVERIFY2(raw == raw.toLower(), raw.constData());
            else QVERIFY2(isScannerNetwork(word.left(word.indexOf('/')).toStdString()) && raw.contains(' '), raw.constData());
        }
    }
    QVERIFY(seen.size() > 100);
}

QTEST_GUILESS_MAIN(TestVisitKind)
#include "tst_visit_kind.moc"
