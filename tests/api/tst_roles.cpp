// Every route and every role: who comes in, and who does not.
#include "services/api/api.h"
#include "tests/api/service_fixture.h"

#include <QTest>

using namespace latchkey;

class TestRoles : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_fixture.start(); }

    void everyRouteAsksForItsPermission_data() {
        QTest::addColumn<int>("route");
        QTest::addColumn<int>("role");
        for (int route = 0; route < static_cast<int>(Api::routes().size()); ++route)
            for (int role = -2; role <= static_cast<int>(Role::Admin); ++role)
                QTest::addRow("%s, role %d", Api::routes()[static_cast<std::size_t>(route)].name.c_str(), role) << route << role;
    }
    // Role -1 has no token, -2 a wrong one.
    void everyRouteAsksForItsPermission() {
        QFETCH(int, route);
        QFETCH(int, role);
        const Api::Route &tried = Api::routes()[static_cast<std::size_t>(route)];
        if (tried.pattern == "/api/v1/events" && role >= 0) return;  // never ends; tst_events has it
        const QByteArray path = QByteArray::fromStdString(tried.pattern).replace("{id}", "1");
        const QByteArray method = QByteArray::fromStdString(tried.name).split(' ').first();
        QByteArray headers;
        if (role == -2) headers = "Authorization: Bearer lka_wrong\r\n";
        if (role >= 0) headers = "Authorization: Bearer " + m_fixture.tokenOf(static_cast<Role>(role)) + "\r\n";
        const Reply reply = m_fixture.send(method, path, headers, method == "GET" ? "" : "{\"nonsense\":1}");
        if (!tried.permission) {
            QCOMPARE(reply.status, 200);
        } else if (role < 0) {
            QCOMPARE(reply.status, 401);
            QCOMPARE(reply.header("WWW-Authenticate"), QByteArray("Bearer"));
        } else if (!may(static_cast<Role>(role), *tried.permission)) {
            QCOMPARE(reply.status, 403);
            QCOMPARE(reply.text("code"), QStringLiteral("not_allowed"));
        } else {
            // Let in: whatever it says now is about the request, not about the agent.
            QVERIFY2(reply.status != 401 && reply.status != 403 && reply.status < 500, reply.raw.constData());
        }
    }

    void whoComesThroughAProxySeesNoMetrics() {
        QCOMPARE(m_fixture.send("GET", "/metrics", "X-Forwarded-For: 203.0.113.5\r\n", {}).status, 404);
        QCOMPARE(m_fixture.send("GET", "/metrics", {}, {}).status, 200);
    }

    void aDisabledAgentIsOutAtOnce() {
        const QByteArray token = m_fixture.tokenOf(Role::Lead);
        QCOMPARE(m_fixture.call("GET", "/me", {}, token).status, 200);
        const auto disabled = m_fixture.write([](Transaction &t) { return disableAgent(t, QStringLiteral("lead")); });
        QVERIFY(disabled.has_value());
        m_fixture.clock.advance(std::chrono::milliseconds(250));
        QCOMPARE(m_fixture.call("GET", "/me", {}, token).status, 401);
    }

    void anOldTokenOpensNothing() {
        SystemChance chance;
        const QByteArray old = m_fixture.tokenOf(Role::Agent);
        const auto renewed = m_fixture.write([&](Transaction &t) { return renewAgentToken(t, chance, QStringLiteral("agent")); });
        QVERIFY(renewed.has_value());
        m_fixture.clock.advance(std::chrono::milliseconds(250));
        QCOMPARE(m_fixture.call("GET", "/me", {}, old).status, 401);
        QCOMPARE(m_fixture.call("GET", "/me", {}, renewed->reveal()).status, 200);
    }

private:
    ServiceFixture m_fixture;
};

QTEST_GUILESS_MAIN(TestRoles)
#include "tst_roles.moc"
