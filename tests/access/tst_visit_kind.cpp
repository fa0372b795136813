// A table of requests that people, scanners and previews really send.
#include "services/access/visit_kind.h"

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
    void requestsAreToldApart_data();
    void requestsAreToldApart();
};

void TestVisitKind::requestsAreToldApart_data() {
    QTest::addColumn<QByteArray>("agent");
    QTest::addColumn<QByteArray>("language");
    QTest::addColumn<QByteArray>("purpose");
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<bool>("head");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const char *agent, const char *language, const char *purpose, const char *mode, bool head, VisitKind kind) {
        QTest::newRow(name) << QByteArray(agent) << QByteArray(language) << QByteArray(purpose) << QByteArray(mode) << head << int(kind);
    };
    const VisitKind person = VisitKind::Person;
    const VisitKind scanner = VisitKind::Scanner;
    row("a phone", phone, "fr-FR", "", "navigate", false, person);
    row("an elder browser without Sec-Fetch", firefox, "de,en;q=0.7", "", "", false, person);
    row("a desktop browser", chrome, "en-US,en;q=0.9", "", "navigate", false, person);
    row("HEAD of whomever", chrome, "en-US", "", "navigate", true, VisitKind::Head);
    row("prefetch by the browser", chrome, "en-US", "prefetch;prerender", "navigate", false, scanner);
    row("preview by an elder Safari", phone, "en-US", "preview", "", false, scanner);
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
}

void TestVisitKind::requestsAreToldApart() {
    QFETCH(QByteArray, agent);
    QFETCH(QByteArray, language);
    QFETCH(QByteArray, purpose);
    QFETCH(QByteArray, mode);
    QFETCH(bool, head);
    QFETCH(int, kind);
    const auto view = [](const QByteArray &bytes) { return std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())); };
    const VisitSigns signs{head, view(agent), view(language), view(purpose), view(mode)};
    QCOMPARE(int(visitKindOf(signs)), kind);
}

QTEST_GUILESS_MAIN(TestVisitKind)
#include "tst_visit_kind.moc"
