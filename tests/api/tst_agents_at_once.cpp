// What happens to an agent holds at once: their token, their links, their events, their role; and their use of the token is noted aside.
#include "models/json/json.h"
#include "services/store/agent_store.h"
#include "tests/api/service_fixture.h"

#include <QTest>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

qint64 numberIn(ServiceFixture &fixture, std::string_view sql) {
    const auto db = Connection::open(fixture.options.storePath, OpenMode::ReadOnly);
    if (!db) qFatal("cannot read");
    Statement select = (*db)->prepare(sql);
    return select.step() ? select.integer(0) : -1;
}

// A desk that follows the events.
class Following : public RawClient {
public:
    Following(const ServiceFixture &fixture, const QByteArray &token) : RawClient(fixture.service->port()) {
        send("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n\r\n");
        if (!readUntil(": hello\n\n").contains("hello")) qFatal("no events");
    }
};

}  // namespace

class TestAgentsAtOnce : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_fixture = std::make_unique<ServiceFixture>();
        m_fixture->start();
    }
    void cleanup() { m_fixture.reset(); }

    // By a command beside the service, whose clock stands still: nothing may wait for the quarter of a second to pass.
    void whoIsDisabledIsOutAtOnce() {
        const QByteArray token = m_fixture->tokenOf(Role::Senior);
        QCOMPARE(m_fixture->call("GET", "/me", {}, token).status, 200);
        disable("senior");
        QTRY_COMPARE(m_fixture->call("GET", "/me", {}, token).status, 401);
    }

    // The service still believes what it knew, and the transaction does not.
    void nothingIsWrittenForThemOnceTheyAreDisabled_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("issue") << QByteArray("POST") << QByteArray("/customers/1/magic-links") << QByteArray("{}");
        QTest::newRow("letter") << QByteArray("POST") << QByteArray("/customers/1/login-letters") << QByteArray("{}");
        QTest::newRow("Portal link") << QByteArray("POST") << QByteArray("/customers/1/portal-link") << QByteArray("{}");
        QTest::newRow("contact") << QByteArray("PATCH") << QByteArray("/customers/1/contact") << QByteArray(R"({"email":"x@example.com","phone":"","version":1})");
    }
    void nothingIsWrittenForThemOnceTheyAreDisabled() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        // Held by another writer, the room reaches the verb only after the disabling; the guard has let the request in before it.
        const QByteArray token = m_fixture->tokenOf(Role::Senior);
        QCOMPARE(m_fixture->call("GET", "/me", {}, token).status, 200);
        const auto db = Connection::open(m_fixture->options.storePath, OpenMode::ReadWrite);
        QVERIFY(db.has_value());
        QVERIFY((*db)->beginWriting().has_value());
        QVERIFY((*db)->execute("UPDATE agents SET disabled_at = 5, token_hash = NULL WHERE name = 'senior'").has_value());
        const RawClient desk(m_fixture->service->port());
        desk.send(method + " /api/v1" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer " + token +
                  "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        // Sent before the disabling commits, judged after it.
        for (int i = 0; i < 3; ++i) QCOMPARE(m_fixture->call("GET", "/me").status, 200);
        QVERIFY((*db)->execute("COMMIT").has_value());
        QCOMPARE(statusOf(desk.readAnswer(false, 10'000)), 401);
        QCOMPARE(numberIn(*m_fixture, "SELECT COUNT(*) FROM links"), 0);
        QCOMPARE(numberIn(*m_fixture, "SELECT COUNT(*) FROM messages"), 0);
        QCOMPARE(numberIn(*m_fixture, "SELECT COUNT(*) FROM activity WHERE customer IS NOT NULL"), 0);
    }

    // Each is let in by the guard; what was taken from them is committed before their verb.
    void nothingIsWrittenByAnOldTokenOrRole_data() {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        const QByteArray renewed("UPDATE agents SET token_hash = x'05' WHERE name = 'admin'");
        const QByteArray disabled("UPDATE agents SET disabled_at = 5, token_hash = NULL WHERE name = 'admin'");
        const QByteArray demoted("UPDATE agents SET role = 2 WHERE name = 'admin'");
        const QByteArray issue("/customers/1/magic-links");
        const QByteArray setup = R"({"setup":{"mail":{"route":"smtp","server":"smtp.example.com","port":587,"security":"starttls","sign_in":"any","user":"",
            "password_set":false,"ca_file":"","from":"hello@acme.example","reply_to":"","language":"en","templates":"","timeout_seconds":30},
            "sms":{"route":"off","url":"","account":"","user":"","secret_set":false,"from":"","countries":"","per_number_per_day":10,"per_day":1000,
            "timeout_seconds":15},"fixed_by_operator":false}})";
        QTest::newRow("an old token") << renewed << QByteArray("POST") << issue << QByteArray("{}") << 401;
        QTest::newRow("a reason of who was a lead") << demoted << QByteArray("POST") << issue
                                                    << QByteArray(R"({"reply_to":"eve@example.org","override_reason":"she said so on the phone"})") << 409;
        QTest::newRow("delivery, disabled") << disabled << QByteArray("PATCH") << QByteArray("/delivery") << setup << 401;
        QTest::newRow("delivery, demoted") << demoted << QByteArray("PATCH") << QByteArray("/delivery") << setup << 403;
        QTest::newRow("a trial") << demoted << QByteArray("POST") << QByteArray("/delivery/try") << QByteArray(R"({"channel":"email","to":"a@example.com"})") << 403;
    }
    void nothingIsWrittenByAnOldTokenOrRole() {
        QFETCH(QByteArray, change);
        if (testsOnPostgres() && QByteArray(QTest::currentDataTag()).startsWith("delivery")) QSKIP("on PostgreSQL the operator's configuration fixes it");
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        const QByteArray token = m_fixture->tokenOf(Role::Admin);
        QCOMPARE(m_fixture->call("PATCH", "/shop", R"({"reply_guard":"require"})").status, 204);
        const QByteArray before = m_fixture->call("GET", "/delivery").body();
        QCOMPARE(m_fixture->call("GET", "/me", {}, token).status, 200);
        const auto db = Connection::open(m_fixture->options.storePath, OpenMode::ReadWrite);
        QVERIFY(db.has_value());
        QVERIFY((*db)->beginWriting().has_value());
        QVERIFY((*db)->execute(change.toStdString()).has_value());
        const RawClient desk(m_fixture->service->port());
        desk.send(method + " /api/v1" + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer " + token +
                  "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        for (int i = 0; i < 3; ++i) QCOMPARE(m_fixture->call("GET", "/me").status, 200);
        QVERIFY((*db)->commit().has_value());
        QCOMPARE(statusOf(desk.readAnswer(false, 10'000)), status);
        QCOMPARE(numberIn(*m_fixture, "SELECT COUNT(*) FROM links"), 0);
        QCOMPARE(numberIn(*m_fixture, "SELECT COUNT(*) FROM activity v JOIN agents a ON a.id = v.agent WHERE a.name = 'admin'"), 0);
        QVERIFY(m_fixture->call("GET", "/delivery").body() == before);
    }

    void theirLinksAreDeadAndEveryDeskHearsOfIt() {
        const Reply issued = m_fixture->call("POST", "/customers/1/magic-links", "{}", m_fixture->tokenOf(Role::Senior));
        QCOMPARE(issued.status, 201);
        const QByteArray url = issued.text("url").toLatin1();
        noteMinted(tokenIn(url));
        const Following desk(*m_fixture, m_fixture->tokenOf(Role::Observer));
        disable("senior");
        const QByteArray heard = desk.readUntil("event: link-ended\n");
        QVERIFY(heard.contains("event: agents-changed\n"));
        QVERIFY(heard.contains("event: link-ended\n"));
        QCOMPARE(m_fixture->press(url).status, 410);
    }

    void theirEventsEnd() {
        const Following theirs(*m_fixture, m_fixture->tokenOf(Role::Senior));
        const Following other(*m_fixture, m_fixture->tokenOf(Role::Lead));
        disable("senior");
        QVERIFY(theirs.isClosedWithin(5000));
        QVERIFY(other.readUntil("event: agents-changed\n").contains("agents-changed"));
    }

    void aNewTokenEndsTheOldOne() {
        SystemChance chance;
        const QByteArray old = m_fixture->tokenOf(Role::Agent);
        QCOMPARE(m_fixture->call("GET", "/me", {}, old).status, 200);
        const Following theirs(*m_fixture, old);
        const auto renewed = m_fixture->write([&](Transaction &t) { return renewAgentToken(t, chance, QStringLiteral("agent")); });
        QVERIFY(renewed.has_value());
        noteMinted(renewed->reveal());
        QTRY_COMPARE(m_fixture->call("GET", "/me", {}, old).status, 401);
        QVERIFY(theirs.isClosedWithin(5000));
        QCOMPARE(m_fixture->call("GET", "/me", {}, renewed->reveal()).status, 200);
    }

    void aRoleHoldsAtOnce() {
        const QByteArray token = m_fixture->tokenOf(Role::Senior);
        QCOMPARE(m_fixture->call("POST", "/customers/1/magic-links", "{}", token).status, 201);
        QVERIFY(m_fixture->write([](Transaction &t) { return setAgentRole(t, QStringLiteral("senior"), Role::Agent); }).has_value());
        // Whether the guard has heard of it or the transaction asks: no second link.
        const Reply refused = m_fixture->call("POST", "/customers/1/magic-links", "{}", token);
        QCOMPARE(refused.status, 403);
        QCOMPARE(numberIn(*m_fixture, "SELECT COUNT(*) FROM links"), 1);
        const std::optional<Denial> denial = denialIn(readProblem(refused.json())->error.detail);
        QVERIFY(denial);
        QCOMPARE(denial->permission, Permission::IssueMagicLink);
        QCOMPARE(denial->role, Role::Agent);
        QCOMPARE(denial->ask.size(), 2);
        QTRY_COMPARE(m_fixture->call("GET", "/me", {}, token).json().value(QLatin1String("agent")).toObject().value(QLatin1String("role")).toString(), QStringLiteral("agent"));
    }

    void anAdminKeepsTheTeamFromTheDesk() {
        const QByteArray admin = m_fixture->tokenOf(Role::Admin);
        const Reply added = m_fixture->call("POST", "/agents", R"({"name":" Mia ","role":"lead"})", admin);
        QCOMPARE(added.status, 201);
        const QByteArray token = added.text("token").toLatin1();
        noteMinted(token);
        QVERIFY(token.startsWith("lka_"));
        QCOMPARE(m_fixture->call("GET", "/me", {}, token).text("shop_name").isEmpty(), false);
        QCOMPARE(m_fixture->call("POST", "/agents", R"({"name":"Mia","role":"lead"})", admin).text("detail"), QStringLiteral("name"));
        QCOMPARE(m_fixture->call("POST", "/agents", R"({"name":"Max","role":"king"})", admin).text("detail"), QStringLiteral("role"));
        const QByteArray mia = "/agents/" + QByteArray::number(numberIn(*m_fixture, "SELECT id FROM agents WHERE name = 'Mia'"));
        const QByteArray self = "/agents/" + QByteArray::number(numberIn(*m_fixture, "SELECT id FROM agents WHERE name = 'admin'"));

        QCOMPARE(m_fixture->call("PATCH", mia, R"({"role":"observer"})", admin).status, 204);
        QCOMPARE(m_fixture->call("POST", "/customers/1/magic-links", "{}", token).status, 403);
        // The last administrator stays one, and shuts out nobody but others.
        QCOMPARE(m_fixture->call("PATCH", self, R"({"role":"lead"})", admin).text("detail"), QStringLiteral("role"));
        QCOMPARE(m_fixture->call("PATCH", self, R"({"disabled":true})", admin).text("detail"), QStringLiteral("disabled"));
        QCOMPARE(m_fixture->call("PATCH", mia, "{}", admin).status, 400);

        // At once: the very next request.
        const Reply renewed = m_fixture->call("POST", mia + "/token", {}, admin);
        const QByteArray anew = renewed.text("token").toLatin1();
        noteMinted(anew);
        QCOMPARE(m_fixture->call("GET", "/me", {}, token).status, 401);
        QCOMPARE(m_fixture->call("GET", "/me", {}, anew).status, 200);
        QCOMPARE(m_fixture->call("PATCH", mia, R"({"disabled":true})", admin).status, 204);
        QCOMPARE(m_fixture->call("GET", "/me", {}, anew).status, 401);
        QCOMPARE(m_fixture->call("POST", "/agents/99/token", {}, admin).status, 404);
        // By whom stands in the record.
        QCOMPARE(numberIn(*m_fixture, "SELECT COUNT(*) FROM activity v JOIN agents a ON a.id = v.agent WHERE a.name = 'admin' AND v.kind IN (12, 13, 14, 24)"), 4);
    }

    // The finding in the customer's details says the same as the refusal.
    void theFindingSaysWhomToAsk() {
        const QJsonObject details = m_fixture->call("GET", "/customers/1", {}, m_fixture->tokenOf(Role::Agent)).json();
        bool found = false;
        for (const QJsonValue &value : details.value(QLatin1String("findings")).toArray()) {
            const Result<Finding> finding = readFinding(value.toObject());
            QVERIFY(finding.has_value());
            if (finding->code != FindingCode::NotAllowed) continue;
            found = true;
            QVERIFY(finding->facts.denial);
            QCOMPARE(finding->facts.denial->role, Role::Agent);
            QCOMPARE(finding->facts.denial->ask.constFirst().name, QStringLiteral("lead"));
        }
        QVERIFY(found);
    }

    void atMostThreeAreNamedLeadsFirst() {
        SystemChance chance;
        for (const char *name : {"Zoe", "Bea", "Ann"}) {
            const auto added = m_fixture->write([&](Transaction &t) { return addAgent(t, chance, QString::fromLatin1(name), Role::Lead); });
            QVERIFY(added.has_value());
            noteMinted(added->reveal());
        }
        const Reply refused = m_fixture->call("POST", "/customers/1/magic-links", "{}", m_fixture->tokenOf(Role::Observer));
        const std::optional<Denial> denial = denialIn(readProblem(refused.json())->error.detail);
        QVERIFY(denial);
        QStringList names;
        for (const Colleague &colleague : denial->ask) names << colleague.name;
        QCOMPARE(names, (QStringList{QStringLiteral("Ann"), QStringLiteral("Bea"), QStringLiteral("Zoe")}));
    }

    // Once a minute, and never for the desk that lives in the service's own process.
    void theUseOfATokenIsNotedOnceAMinute() {
        const QByteArray token = m_fixture->tokenOf(Role::Agent);
        const auto used = [&] { return numberIn(*m_fixture, "SELECT COALESCE(used_at, 0) FROM agents WHERE name = 'agent'"); };
        QCOMPARE(used(), 0);
        const qint64 first = m_fixture->clock.now().milliseconds();
        QCOMPARE(m_fixture->call("GET", "/me", {}, token).status, 200);
        QTRY_COMPARE(used(), first);
        m_fixture->clock.advance(59s);
        QCOMPARE(m_fixture->call("GET", "/me", {}, token).status, 200);
        // Behind this one every lazy note of before is committed.
        QVERIFY(!m_fixture->issue().isEmpty());
        QCOMPARE(used(), first);
        m_fixture->clock.advance(1s);
        QCOMPARE(m_fixture->call("GET", "/me", {}, token).status, 200);
        QTRY_COMPARE(used(), first + 60'000);
        QCOMPARE(numberIn(*m_fixture, "SELECT COUNT(*) FROM agents WHERE name = 'Desk' AND used_at IS NOT NULL"), 0);
    }

private:
    void disable(const char *name) {
        const auto done = m_fixture->write([&](Transaction &t) { return disableAgent(t, QString::fromLatin1(name)); });
        if (!done) qFatal("disable");
    }

    std::unique_ptr<ServiceFixture> m_fixture;
};

QTEST_GUILESS_MAIN(TestAgentsAtOnce)
#include "tst_agents_at_once.moc"
