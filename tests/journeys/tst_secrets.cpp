// A day of real processes and traffic: no secret that was handed out stands in a file, a log, an output or an answer not made to show it.
#include "tests/journeys/secrets_hunt.h"

#include <QElapsedTimer>
#include <QTest>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <deque>

using namespace latchkey;

namespace {

constexpr int customers = 55;

QByteArray emailOf(int customer) { return "customer" + QByteArray::number(customer) + "@example.com"; }

}  // namespace

namespace {

QJsonArray messagesNow(SecretsHunt &hunt) {
    return QJsonDocument::fromJson(bodyOf(hunt.api("GET", "/messages?limit=500"))).object().value(QLatin1String("items")).toArray();
}

}  // namespace

class TestSecrets : public QObject {
    Q_OBJECT
private slots:
    void aDayLeavesNoSecretBehind() {
        SecretsHunt hunt;
        QByteArray csv = "id,first_name,last_name,email,phone\n";
        for (int i = 1; i <= customers; ++i) csv += "c" + QByteArray::number(i) + ",Ada,Day," + emailOf(i) + ",\n";
        const QString file = hunt.folder.filePath(QStringLiteral("customers.csv"));
        SecretsHunt::write(file, csv);
        QCOMPARE(hunt.cleanRun(command("import", hunt, {file})).code, 0);
        for (int i = 0; i < 50; ++i)
            hunt.mint("agent token", hunt.mintedBy(command("agent", hunt, {QStringLiteral("add"), QStringLiteral("Agent %1").arg(i)})));
        hunt.bearer =
            hunt.mintedBy(command("agent", hunt, {QStringLiteral("add"), QStringLiteral("Lea"), QStringLiteral("--role"), QStringLiteral("admin")}));
        hunt.mint("agent token", hunt.bearer);

        Served service({QStringLiteral("--store"), hunt.store, QStringLiteral("--config"), hunt.config});
        QVERIFY(service.port != 0);
        hunt.port = service.port;
        const RawClient events(service.port);
        events.send("GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + hunt.bearer + "\r\n\r\n");
        QVERIFY(events.readUntil("hello").contains("200 OK"));
        byLinks(hunt);
        byCodes(hunt);
        wrongDoings(hunt);
        reads(hunt);

        for (const char *kind : {"link token", "agent token", "session", "form nonce", "challenge", "login code"})
            QVERIFY2(hunt.minted[QLatin1String(kind)].size() >= 50,
                     qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(kind)).arg(hunt.minted[QLatin1String(kind)].size())));
        hunt.addFiles();
        hunt.mustBeClean(QStringLiteral("the events"), events.readToEnd(200));
        QCOMPARE(service.stop(), 0);
        hunt.mustBeClean(QStringLiteral("what serve says"), service.said() + service.log());
        hunt.addFiles();
        QCOMPARE(hunt.found(), QStringList());

        // The hunt itself finds what is there.
        hunt.mustBeClean(QStringLiteral("bait"), "GET /l/" + hunt.minted[QStringLiteral("link token")].last() + " 200");
        QCOMPARE(hunt.found(), QStringList{QStringLiteral("link token in bait")});
    }

    void aCrashLeavesNoCore() {
        SecretsHunt hunt;
        const QByteArray log = QFile::encodeName(hunt.folder.filePath(QStringLiteral("crash.log")));
        const QByteArray place = QFile::encodeName(hunt.folder.path());
        const QByteArray store = QFile::encodeName(hunt.store);
        const pid_t child = ::fork();
        if (child == 0) {
            const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
            ::setrlimit(RLIMIT_CORE, &all);
            const int out = ::open(log.constData(), O_WRONLY | O_CREAT, 0600);
            ::dup2(out, STDOUT_FILENO);
            ::dup2(out, STDERR_FILENO);
            if (::chdir(place.constData()) == 0)
                ::execl(LATCHKEYD, LATCHKEYD, "serve", "--demo", "--store", store.constData(), "--listen", "127.0.0.1:0", nullptr);
            ::_exit(127);
        }
        QVERIFY(child > 0);
        const auto said = [&] {
            QFile file(QFile::decodeName(log));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QTRY_VERIFY_WITH_TIMEOUT(said().contains("msg=\"started\" port="), 20'000);
        const QByteArray before = said();
        const QByteArray listening = before.left(before.indexOf('\n'));
        hunt.port = listening.mid(listening.lastIndexOf(':') + 1).trimmed().toUShort();
        HuntedBrowser browser(hunt);
        browser.send("GET", "/login");
        QCOMPARE(statusOf(browser.send("POST", "/login", "&who=nobody%40example.com")), 303);

        QCOMPARE(::kill(child, SIGABRT), 0);
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(WTERMSIG(status), SIGABRT);
        QVERIFY(!WCOREDUMP(status));
        QVERIFY(QDir(hunt.folder.path()).entryList({QStringLiteral("*core*")}).isEmpty());
        hunt.addFiles();
        QCOMPARE(hunt.minted.size(), 2);
        QCOMPARE(hunt.found(), QStringList());
    }

private:
    static QStringList command(const char *name, const SecretsHunt &hunt, const QStringList &words) {
        return QStringList{QString::fromLatin1(name), QStringLiteral("--store"), hunt.store} + words;
    }

    // Issued by the command and by the API; opened, pressed twice, revoked, left to lie.
    static void byLinks(SecretsHunt &hunt) {
        for (int i = 1; i <= 60; ++i) {
            const QByteArray customer = QByteArray::number(1 + i % customers);
            const QByteArray token =
                i % 6 == 0 ? tokenIn(hunt.mintedBy(
                                 command("link", hunt, {QString::fromLatin1(emailOf(1 + i % customers)), QStringLiteral("--config"), hunt.config})))
                           : tokenIn(hunt.api("POST", "/customers/" + customer + "/magic-links", "{}"));
            QCOMPARE(token.size(), 28);
            hunt.mint("link token", token);
            HuntedBrowser browser(hunt);
            QCOMPARE(statusOf(browser.send("GET", "/l/" + token)), 200);
            if (i % 2) continue;
            QCOMPARE(statusOf(browser.send("POST", "/l/" + token)), 303);
            QCOMPARE(statusOf(browser.send("POST", "/l/" + token)), 303);
            const QByteArray account = browser.send("GET", "/account");
            QCOMPARE(statusOf(account), 200);
            // The form to sign out carries the nonce; nothing else of the page may.
            hunt.mustBeClean(QStringLiteral("the account"), account.left(account.indexOf("<form")));
        }
        hunt.cleanApi("POST", "/links/1/revoke");
    }

    static void byCodes(SecretsHunt &hunt) {
        std::deque<HuntedBrowser> browsers;
        for (int i = 1; i <= customers; ++i) {
            HuntedBrowser &browser = browsers.emplace_back(hunt);
            browser.send("GET", "/login");
            QCOMPARE(statusOf(browser.send("POST", "/login", "&who=" + emailOf(i).toPercentEncoding())), 303);
        }
        // The one list that is made to show them.
        // Letters are written once the pages are answered.
        QJsonArray messages;
        QTRY_COMPARE((messages = messagesNow(hunt)).size(), customers);
        for (const QJsonValue &message : messages) {
            const QByteArray body = message[QLatin1String("body")].toString().toUtf8();
            const QByteArray code = body.split('\n').value(4);
            hunt.mint("link token", tokenIn(body));
            hunt.mint("login code", code);
            const int customer = message[QLatin1String("to")].toString().mid(8).section(QLatin1Char('@'), 0, 0).toInt();
            HuntedBrowser &browser = browsers.at(static_cast<std::size_t>(customer - 1));
            if (customer <= 5)
                hunt.mustBeClean(QStringLiteral("a wrong code's page"),
                                 headOf(browser.send("POST", "/code", "&code=" + QByteArray(code).replace(0, 1, code.startsWith('1') ? "2" : "1"))));
            QCOMPARE(statusOf(browser.send("POST", "/code", "&code=" + code)), 303);
        }
    }

    // Answers of the portal draw nonces and tokens into forms; their heads never hold any but Set-Cookie.
    static QByteArray headOf(const QByteArray &answer) {
        QByteArray head;
        for (const QByteArray &line : answer.left(answer.indexOf("\r\n\r\n")).split('\n'))
            if (!line.startsWith("Set-Cookie:")) head += line;
        return head;
    }

    static void wrongDoings(SecretsHunt &hunt) {
        const QByteArray token = hunt.minted[QStringLiteral("link token")].first();
        const QByteArray agent = hunt.minted[QStringLiteral("agent token")].first();
        const QString link = QStringLiteral("http://127.0.0.1:8080/l/") + QString::fromLatin1(token);
        HuntedBrowser stranger(hunt);
        hunt.mustBeClean(QStringLiteral("a press without our form"), headOf(stranger.send("POST", "/l/" + token)));
        hunt.mustBeClean(QStringLiteral("a method that is none"), ask(hunt.port, "PUT", "/l/" + token, {}, {}));
        hunt.mustBeClean(QStringLiteral("a target that is none"), ask(hunt.port, "GET", "/l/" + token + "/../x", {}, {}));
        hunt.mustBeClean(QStringLiteral("a wrong token"), ask(hunt.port, "GET", "/api/v1/me", "Authorization: Bearer " + agent + "x\r\n", {}));
        hunt.mustBeClean(QStringLiteral("a token in the query"), ask(hunt.port, "GET", "/api/v1/me?token=" + agent, {}, {}));
        hunt.cleanApi("POST", "/links/check", "{\"text\":\"" + link.toLatin1() + "\"}");
        hunt.cleanApi("POST", "/locate", "{\"text\":\"" + link.toLatin1() + "\"}");
        hunt.cleanApi("GET", "/customers?search=" + token);
        hunt.cleanApi("GET", "/customers?filter=" + token);
        hunt.cleanApi("PATCH", "/customers/1/contact", "{\"email\":\"" + token + "\",\"phone\":\"\",\"version\":1}");
        hunt.cleanApi("PATCH", "/customers/1/contact", R"({"email":"new@example.com","phone":"","version":1})");
        hunt.cleanRun(command("check", hunt, {link, QStringLiteral("--config"), hunt.config}));
        hunt.cleanRun(command("check", hunt, {QStringLiteral("the link"), link}));
        hunt.cleanRun(command("link", hunt, {link, QStringLiteral("--config"), hunt.config}));
        hunt.cleanRun({QStringLiteral("serve"), QStringLiteral("--store"), hunt.store, QStringLiteral("--base-url"), link});
        hunt.cleanRun(command("agent", hunt, {QStringLiteral("disable"), QStringLiteral("Agent 1")}));
        hunt.cleanRun(command("agent", hunt, {QStringLiteral("list")}));
    }

    static void reads(SecretsHunt &hunt) {
        for (const char *path : {"/me", "/customers?limit=500", "/customers/1", "/customers/2", "/links?limit=500", "/activity?limit=500",
                                 "/activity?customer=2", "/nowhere"})
            hunt.cleanApi("GET", path);
        hunt.mustBeClean(QStringLiteral("/metrics"), ask(hunt.port, "GET", "/metrics", {}, {}));
        hunt.mustBeClean(QStringLiteral("/healthz"), ask(hunt.port, "GET", "/healthz", {}, {}));
        QCOMPARE(hunt.cleanRun(command("backup", hunt, {hunt.folder.filePath(QStringLiteral("copy.latchkey"))})).code, 0);
        QCOMPARE(hunt.cleanRun(command("verify", hunt, {})).code, 0);
    }
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
