// Two and three services on one PostgreSQL: one press wins, limits hold across them, everybody hears, and the server may go away under load.
#include "services/store/store.h"
#include "tests/api/service_fixture.h"
#include "tests/support/verify.h"

#include <QProcess>
#include <QTest>

#include <atomic>
#include <set>
#include <thread>

using namespace latchkey;

namespace {

// Services beside the fixture's own, on its store.
std::vector<std::unique_ptr<RunningService>> more(const ServiceFixture &fixture, int count) {
    std::vector<std::unique_ptr<RunningService>> services;
    for (int i = 0; i < count; ++i) {
        auto started = RunningService::start(fixture.options);
        if (!started) qFatal("cannot start another: %s", qPrintable(toText(started.error().code)));
        services.push_back(std::move(*started));
    }
    return services;
}

Reply call(std::uint16_t port, const QByteArray &method, const QByteArray &path, const QByteArray &headers, const QByteArray &body) {
    const RawClient client(port);
    client.send(method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers + "Content-Length: " + QByteArray::number(body.size()) +
                "\r\n\r\n" + body);
    Reply reply;
    reply.raw = client.readAnswer(false, 30'000);
    reply.status = statusOf(reply.raw);
    return reply;
}

Reply issueAt(std::uint16_t port) {
    const Reply reply = call(port, "POST", "/api/v1/customers/1/magic-links",
                             "Authorization: Bearer embedded-token-of-this-test\r\nContent-Type: application/json\r\n", "{}");
    noteMinted(tokenIn(reply.text("url").toLatin1()));
    return reply;
}

Reply pressAt(std::uint16_t port, const QByteArray &url, const QByteArray &nonce) {
    return call(port, "POST", url.mid(url.indexOf("/l/")), "Content-Type: application/x-www-form-urlencoded\r\nCookie: latchkey-form=" + nonce + "\r\n",
                "nonce=" + nonce);
}

QByteArray nonceOf(int i) { return QByteArray::number(i, 16).rightJustified(32, '0'); }

qint64 numberIn(const ServiceFixture &fixture, std::string_view sql) {
    const auto db = Connection::open(fixture.options.storePath, OpenMode::ReadOnly);
    Statement statement = (*db)->prepare(sql);
    return statement.step() ? statement.integer(0) : -1;
}

// A server of the test's own, which it may stop and kill.
class OwnPostgres {
public:
    OwnPostgres() { run({QStringLiteral("start"), m_folder}); }
    ~OwnPostgres() { run({QStringLiteral("stop"), m_folder}); }
    void restart(const char *how) { run({QString::fromLatin1(how), m_folder}); }
    [[nodiscard]] QByteArray url() const { return "postgresql:///postgres?host=" + m_folder.toLatin1() + "&user=postgres"; }

private:
    static void run(const QStringList &words) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.start(QStringLiteral(POSTGRES_SCRIPT), words);
        if (!process.waitForFinished(120'000) || process.exitCode() != 0) qFatal("%s", qPrintable(words.join(QLatin1Char(' '))));
    }
    const QString m_folder = QStringLiteral("/tmp/latchkey-own-%1").arg(QCoreApplication::applicationPid());
};

}  // namespace

class TestSeveralServices : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (!testsOnPostgres()) QSKIP("LATCHKEY_TEST_POSTGRES names no server");
    }

    void ofSixtyPressesAtThreeServicesOneWins() {
        ServiceFixture fixture;
        fixture.start();
        const auto others = more(fixture, 2);
        const std::uint16_t ports[] = {fixture.service->port(), others[0]->port(), others[1]->port()};
        const QByteArray url = issueAt(ports[0]).text("url").toLatin1();
        std::atomic<int> opened = 0, refused = 0;
        std::vector<std::thread> browsers;
        for (int i = 0; i < 60; ++i)
            browsers.emplace_back([&, i] {
                const int status = pressAt(ports[i % 3], url, nonceOf(i)).status;
                if (status == 303) ++opened;
                if (status == 410) ++refused;
            });
        for (std::thread &browser : browsers) browser.join();
        QCOMPARE(opened.load(), 1);
        QCOMPARE(refused.load(), 59);
        QCOMPARE(numberIn(fixture, "SELECT count(*) FROM sessions"), 1);
    }

    void aCustomersLimitHoldsAcrossServices() {
        ServiceFixture fixture;
        fixture.options.policy.linksPerCustomerPerHour = 5;
        fixture.start();
        const auto others = more(fixture, 2);
        const std::uint16_t ports[] = {fixture.service->port(), others[0]->port(), others[1]->port()};
        std::atomic<int> made = 0;
        std::vector<std::thread> agents;
        for (int i = 0; i < 30; ++i)
            agents.emplace_back([&, i] {
                if (issueAt(ports[i % 3]).status == 201) ++made;
            });
        for (std::thread &agent : agents) agent.join();
        QCOMPARE(made.load(), 5);
        QCOMPARE(numberIn(fixture, "SELECT count(*) FROM links"), 5);
        QCOMPARE(verifyStore(fixture.options.storePath)->brokenActivity, 0);
    }

    void whatHappensAtOneIsHeardAtAnother() {
        ServiceFixture fixture;
        fixture.start();
        const auto others = more(fixture, 1);
        const RawClient desk(others[0]->port());
        desk.send("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer embedded-token-of-this-test\r\n\r\n");
        QVERIFY(desk.readUntil("\r\n\r\n").contains("200 OK"));
        QCOMPARE(issueAt(fixture.service->port()).status, 201);
        QVERIFY(desk.readUntil("event: link-issued").contains("link-issued"));
    }

    void aShopRenamedAtOneIsCalledSoAtAnother() {
        ServiceFixture fixture;
        fixture.start();
        const auto others = more(fixture, 1);
        QCOMPARE(fixture.call("PATCH", "/shop", R"({"name":"South Roast"})").status, 204);
        QTRY_VERIFY(call(others[0]->port(), "GET", "/login", {}, {}).raw.contains("South Roast"));
    }

    void aServerThatIsRestartedAndKilledUnderLoadLosesAndDoublesNothing();
};

void TestSeveralServices::aServerThatIsRestartedAndKilledUnderLoadLosesAndDoublesNothing() {
    OwnPostgres server;
    const QByteArray shared = qgetenv("LATCHKEY_TEST_POSTGRES");
    qputenv("LATCHKEY_TEST_POSTGRES", server.url());
    {
        ServiceFixture fixture;
        fixture.start();
        const auto others = more(fixture, 1);
        const std::uint16_t ports[] = {fixture.service->port(), others[0]->port()};
        std::atomic<bool> over = false;
        std::atomic<int> answered = 0, redeemed = 0, unclear = 0;
        std::mutex mutex;
        std::set<QByteArray> ids;
        std::atomic<int> doubled = 0;
        std::vector<std::thread> clients;
        for (int i = 0; i < 64; ++i)
            clients.emplace_back([&, i] {
                for (int n = 0; !over; ++n) {
                    const Reply issued = issueAt(ports[i % 2]);
                    if (issued.status != 201) {
                        // Clear, and a JSON problem; nothing else.
                        if (issued.status != 503) ++unclear;
                        std::this_thread::sleep_for(std::chrono::milliseconds(20));
                        continue;
                    }
                    ++answered;
                    {
                        const std::lock_guard lock(mutex);
                        if (!ids.insert(issued.text("public_id").toLatin1()).second) ++doubled;
                    }
                    // The same browser presses again until it is told.
                    for (int tries = 0; tries < 400; ++tries) {
                        const int status = pressAt(ports[(i + tries) % 2], issued.text("url").toLatin1(), nonceOf(i * 100'000 + n)).status;
                        if (status == 303) ++redeemed;
                        if (status == 303) break;
                        if (status != 503) ++unclear;
                        std::this_thread::sleep_for(std::chrono::milliseconds(20));
                    }
                }
            });
        for (const char *how : {"restart", "kill", "restart"}) {
            std::this_thread::sleep_for(std::chrono::milliseconds(700));
            server.restart(how);
        }
        const int before = answered;
        // It goes on by itself.
        QTRY_VERIFY_WITH_TIMEOUT(answered > before + 64, 30'000);
        over = true;
        for (std::thread &client : clients) client.join();
        QCOMPARE(unclear.load(), 0);
        QCOMPARE(doubled.load(), 0);
        QCOMPARE(redeemed.load(), answered.load());
        // Each answered link is there, and was used once; links whose answer was lost may be there unused.
        QCOMPARE(numberIn(fixture, "SELECT count(*) FROM links WHERE ended = 1"), answered.load());
        QCOMPARE(numberIn(fixture, "SELECT count(DISTINCT link) FROM sessions"), answered.load());
        QCOMPARE(verifyStore(fixture.options.storePath)->brokenActivity, 0);
    }
    qputenv("LATCHKEY_TEST_POSTGRES", shared);
}

QTEST_GUILESS_MAIN(TestSeveralServices)
#include "tst_several_services.moc"
