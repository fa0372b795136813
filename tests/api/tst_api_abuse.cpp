// What a hostile or broken program may send to the API: it is told what is wrong, and nothing happens.
#include "services/api/event_hub.h"
#include "tests/api/service_fixture.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace latchkey;

namespace {

class HeardStream final : public http::Stream {
public:
    bool write(std::string chunk) override {
        heard += chunk;
        return !closed;
    }
    void close() override { closed = true; }
    std::string heard;
    bool closed = false;
};

}  // namespace

class TestApiAbuse : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_fixture.start(); }

    void nonsenseIsRefusedByName_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const char *method, const char *path, const QByteArray &body, const char *field) {
            QTest::newRow(name) << QByteArray(method) << QByteArray(path) << body << QString::fromLatin1(field);
        };
        row("a name twice", "POST", "/links/check", R"({"text":"a","text":"b"})", "body");
        row("a name twice, escaped", "POST", "/links/check", "{\"text\":\"a\",\"te\\u0078t\":\"b:,{\\\"\"}", "body");
        row("very deep", "POST", "/links/check", "{\"text\":" + QByteArray(20'000, '[') + QByteArray(20'000, ']') + "}", "body");
        row("bytes that are no UTF-8", "POST", "/links/check", "{\"text\":\"\xff\xfe\"}", "body");
        row("two values", "POST", "/links/check", R"({"text":"a"}{"text":"b"})", "body");
        row("NUL in a text", "POST", "/locate", "{\"text\":\"a\\u0000b\"}", "text");
        row("a number beyond all", "POST", "/customers/1/magic-links", R"({"subscription":1e400})", "body");
        row("a number past the last row", "POST", "/customers/1/magic-links", R"({"subscription":1e300})", "subscription");
        row("a number past what JSON can carry", "POST", "/customers/1/magic-links", R"({"subscription":9007199254740993000})", "subscription");
        row("a truth for a number", "POST", "/customers/1/magic-links", R"({"subscription":true})", "subscription");
        row("a number in quotes", "PATCH", "/customers/1/contact", R"({"email":"","phone":"","version":"1"})", "version");
        row("nothing where a text is asked for", "PATCH", "/customers/1/contact", R"({"email":null,"phone":"","version":1})", "email");
        row("an object for a text", "PATCH", "/shop", R"({"name":{}})", "name");
        row("a line break in the shop's name", "PATCH", "/shop", "{\"name\":\"Roast\\r\\nBcc: eve@example.com\"}", "name");
        row("a body where none belongs", "POST", "/links/1/revoke", R"({"really":1})", "really");
        row("a query that is no UTF-8", "GET", "/customers?search=%ff", "", "query");
        row("a parameter twice", "GET", "/customers?limit=1&limit=2", "", "limit");
        row("a limit past 32 bits", "GET", "/customers?limit=4294967297", "", "limit");
        row("a limit past 64 bits", "GET", "/customers?limit=99999999999999999999", "", "limit");
        row("a place past the end", "GET", "/customers?at=99999999999", "", "at");
        row("a negative customer", "GET", "/activity?customer=-1", "", "customer");
        row("a foreign key of activity", "GET", "/activity?after=x", "", "after");
        row("a foreign key of messages", "GET", "/messages?after=x", "", "after");
        row("a foreign key of links", "GET", "/links?after=x", "", "after");
        row("half a key of links", "GET", "/links?after=12:", "", "after");
    }
    void nonsenseIsRefusedByName() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, field);
        const Reply refused = m_fixture.call(method, path, body);
        QVERIFY2(refused.status == 400, refused.raw.constData());
        QVERIFY(refused.header("Content-Type").startsWith("application/problem+json"));
        QCOMPARE(refused.text("code"), QStringLiteral("invalid_request"));
        QCOMPARE(refused.text("detail"), field);
    }

    void idsThatAreNoneNameNobody_data() {
        QTest::addColumn<QByteArray>("id");
        for (const char *id :
             {"0", "-1", "+1", "1.0", "0x1", "1e3", "%201", "9223372036854775807", "9223372036854775808", "99999999999999999999999999"})
            QTest::newRow(id) << QByteArray(id);
    }
    void idsThatAreNoneNameNobody() {
        QFETCH(QByteArray, id);
        QCOMPARE(m_fixture.call("GET", "/customers/" + id).status, 404);
        QCOMPARE(m_fixture.call("GET", "/subscriptions/" + id).status, 404);
        QCOMPARE(m_fixture.call("POST", "/customers/" + id + "/magic-links", "{}").status, 404);
        QCOMPARE(m_fixture.call("POST", "/links/" + id + "/revoke").status, 404);
        QCOMPARE(m_fixture.call("PATCH", "/customers/" + id + "/contact", R"({"email":"","phone":"","version":1})").status, 404);
    }

    void wrongTokensAreAllAnsweredAlike() {
        QByteArrayList answers;
        for (const QByteArray &header :
             {QByteArray(), QByteArray("Authorization: Bearer \r\n"), QByteArray("Authorization: Basic bGthOng=\r\n"),
              QByteArray("Authorization: Bearer lka_x\r\n"), QByteArray("Authorization: Bearer " + QByteArray(8000, 'x') + "\r\n"),
              QByteArray("Authorization: Bearer " + m_fixture.tokenOf(Role::Admin).chopped(1) + "\r\n")}) {
            const Reply reply = m_fixture.send("GET", "/api/v1/me", header, {});
            QCOMPARE(reply.status, 401);
            answers.append(reply.body());
        }
        for (const QByteArray &answer : std::as_const(answers)) QCOMPARE(answer, answers.first());
        // A token in the query is none: it would stand in every proxy's log.
        QCOMPARE(m_fixture.send("GET", "/api/v1/me?token=" + m_fixture.tokenOf(Role::Admin), {}, {}).status, 401);
    }

    // A program may ask for several lists at once; only a window's own searches supersede each other.
    void parallelSearchesOfOneAgentAreAllAnswered() {
        std::atomic<int> good = 0;
        std::vector<std::thread> programs;
        for (int i = 0; i < 8; ++i)
            programs.emplace_back([&] {
                for (int n = 0; n < 40; ++n)
                    if (m_fixture.call("GET", "/customers?search=a").status == 200) ++good;
            });
        for (std::thread &program : programs) program.join();
        QCOMPARE(good.load(), 8 * 40);
    }

    void aFollowerThatMayNotStayHearsNothingMore() {
        std::atomic<bool> allowed = true;
        const auto out = std::make_shared<HeardStream>();
        const auto other = std::make_shared<HeardStream>();
        std::mutex server;
        EventHub hub(
            [&](const std::function<void()> &closure) {
                const std::lock_guard lock(server);
                closure();
            },
            std::chrono::milliseconds(10));
        {
            const std::lock_guard lock(server);
            hub.follow(out, [&] { return allowed.load(); });
            hub.follow(other, [] { return true; });
        }
        const auto has = [&](const HeardStream &stream, const char *words) {
            const std::lock_guard lock(server);
            return stream.heard.find(words) != std::string::npos;
        };
        QTRY_VERIFY(has(*out, "still here"));
        allowed = false;
        QTRY_COMPARE(hub.followers(), std::size_t(1));
        const std::lock_guard lock(server);
        QVERIFY(out->closed);
        hub.publish({Event{EventKind::LinkUsed, CustomerId(1), LinkId(1), Instant(1)}});
        QVERIFY(out->heard.find("link-used") == std::string::npos);
        QVERIFY(other->heard.find("link-used") != std::string::npos);
    }

private:
    ServiceFixture m_fixture;
};

QTEST_GUILESS_MAIN(TestApiAbuse)
#include "tst_api_abuse.moc"
