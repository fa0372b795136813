// Every route and every role: who comes in, and who does not. The table is the house's word; the service is held to it.
#include "services/api/api.h"
#include "tests/api/service_fixture.h"

#include <QMap>
#include <QTest>

using namespace latchkey;

namespace {

// The least role that a route asks for; nothing: no token is asked for, but only this machine is answered.
using Table = QMap<QByteArray, std::optional<Role>>;

const Table table{
    {"GET /api/v1/me", Role::Observer},
    {"GET /api/v1/customers", Role::Observer},
    {"GET /api/v1/subscriptions", Role::Observer},
    {"GET /api/v1/customers/{id}", Role::Observer},
    {"GET /api/v1/subscriptions/{id}", Role::Observer},
    {"GET /api/v1/links", Role::Observer},
    {"GET /api/v1/links/{id}", Role::Observer},
    {"GET /api/v1/links/stats", Role::Observer},
    {"POST /api/v1/locate", Role::Observer},
    {"GET /api/v1/delivery", Role::Observer},
    {"GET /api/v1/agents", Role::Observer},
    {"GET /api/v1/activity", Role::Observer},
    {"POST /api/v1/activity/exported", Role::Observer},
    {"GET /api/v1/snippets", Role::Observer},
    {"GET /api/v1/shop", Role::Observer},
    {"GET /api/v1/events", Role::Observer},
    {"POST /api/v1/links/check", Role::Agent},
    {"PATCH /api/v1/customers/{id}/contact", Role::Agent},
    {"GET /api/v1/customers/{id}/portal-link", Role::Agent},
    {"POST /api/v1/customers/{id}/portal-link", Role::Agent},
    {"POST /api/v1/customers/{id}/login-letters", Role::Agent},
    {"POST /api/v1/customers/{id}/sessions/end", Role::Agent},
    {"GET /api/v1/messages", Role::Agent},
    {"GET /api/v1/messages/{id}", Role::Agent},
    {"POST /api/v1/messages/{id}/send-again", Role::Agent},
    {"POST /api/v1/customers/{id}/magic-links", Role::Senior},
    {"POST /api/v1/links/{id}/revoke", Role::Senior},
    {"POST /api/v1/links/{id}/copied", Role::Senior},
    {"POST /api/v1/customers/{id}/links/revoke", Role::Lead},
    {"POST /api/v1/snippets", Role::Lead},
    {"POST /api/v1/shop/sync", Role::Lead},
    {"DELETE /api/v1/shop/sync", Role::Lead},
    {"PATCH /api/v1/snippets/{id}", Role::Lead},
    {"DELETE /api/v1/snippets/{id}", Role::Lead},
    {"POST /api/v1/customers/{id}/erase", Role::Admin},
    {"PATCH /api/v1/delivery", Role::Admin},
    {"POST /api/v1/delivery/try", Role::Admin},
    {"PATCH /api/v1/shop", Role::Admin},
    {"POST /api/v1/agents", Role::Admin},
    {"PATCH /api/v1/agents/{id}", Role::Admin},
    {"POST /api/v1/agents/{id}/token", Role::Admin},
    {"POST /api/v1/imports", Role::Lead},
    {"GET /api/v1/imports/{id}", Role::Lead},
    {"DELETE /api/v1/imports/{id}", Role::Lead},
    {"PATCH /api/v1/imports/{id}/customers", Role::Lead},
    {"PATCH /api/v1/imports/{id}/subscriptions", Role::Lead},
    {"GET /api/v1/imports/{id}/preview", Role::Lead},
    {"POST /api/v1/imports/{id}/start", Role::Lead},
    {"GET /api/v1/imports/{id}/refused", Role::Lead},
    {"GET /healthz", std::nullopt},
    {"GET /readyz", std::nullopt},
    {"GET /metrics", std::nullopt},
};

// Who asks, beside the roles.
constexpr int nobody = -1;
constexpr int stranger = -2;
constexpr int disabled = -3;

}  // namespace

class TestRoles : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        SystemChance chance;
        const auto token = m_fixture.write([&](Transaction &t) { return addAgent(t, chance, QStringLiteral("Gone"), Role::Admin); });
        QVERIFY(token.has_value());
        noteMinted(token->reveal());
        m_gone = token->reveal();
        QVERIFY(m_fixture.write([](Transaction &t) { return disableAgent(t, QStringLiteral("Gone")); }).has_value());
        m_fixture.start();
    }

    void everyRouteHasItsRowAndEveryRowItsRoute() {
        QStringList served;
        for (const Api::Route &route : Api::routes()) served << QString::fromStdString(route.name);
        QStringList rows;
        for (const QByteArray &name : table.keys()) rows << QString::fromLatin1(name);
        served.sort();
        QCOMPARE(served, rows);
    }

    void everyRouteAsksForItsRole_data() {
        QTest::addColumn<QByteArray>("route");
        QTest::addColumn<int>("who");
        for (const QByteArray &route : table.keys())
            for (int who = disabled; who <= static_cast<int>(Role::Admin); ++who) QTest::addRow("%s, %d", route.constData(), who) << route << who;
    }
    void everyRouteAsksForItsRole() {
        QFETCH(QByteArray, route);
        QFETCH(int, who);
        const std::optional<Role> least = table.value(route);
        const int status = answerTo(route, who);
        if (!least) {
            QCOMPARE(status, 200);
        } else if (who < 0) {
            QCOMPARE(status, 401);
            QCOMPARE(m_reply.header("WWW-Authenticate"), QByteArray("Bearer"));
        } else if (static_cast<Role>(who) < *least) {
            QCOMPARE(status, 403);
            QCOMPARE(m_reply.text("code"), QStringLiteral("not_allowed"));
            const QJsonObject denial = m_reply.json().value(QLatin1String("denial")).toObject();
            QCOMPARE(denial.value(QLatin1String("role")).toString(), toText(static_cast<Role>(who)));
            QCOMPARE(denial.value(QLatin1String("needed")).toString(), toText(*least));
            // Whom to ask, by name: those who may, and nobody who is gone.
            QStringList ask;
            for (const QJsonValue &colleague : denial.value(QLatin1String("ask")).toArray()) ask << colleague.toObject().value(QLatin1String("name")).toString();
            QCOMPARE(ask, *least == Role::Admin ? QStringList{QStringLiteral("admin")} : (QStringList{QStringLiteral("lead"), QStringLiteral("admin")}));
        } else {
            // Let in: whatever it says now is about the request, not about the agent.
            QVERIFY2(status != 401 && status != 403 && status < 500, m_reply.raw.constData());
        }
    }

    void whoComesThroughAProxySeesNoMetrics() {
        QCOMPARE(m_fixture.send("GET", "/metrics", "X-Forwarded-For: 203.0.113.5\r\n", {}).status, 404);
        QCOMPARE(m_fixture.send("GET", "/metrics", {}, {}).status, 200);
    }

    // A colleague's working day is the administrators' matter.
    void whenATokenWasUsedIsForAdmins() {
        const auto used = [&](Role role) {
            for (const QJsonValue &agent : m_fixture.call("GET", "/agents", {}, m_fixture.tokenOf(role)).json().value(QLatin1String("items")).toArray())
                if (agent.toObject().value(QLatin1String("name")).toString() == QLatin1String("lead")) return agent.toObject().value(QLatin1String("used_at"));
            return QJsonValue(QJsonValue::Undefined);
        };
        QVERIFY(used(Role::Lead).isNull());
        QTRY_COMPARE(used(Role::Admin).toInteger(), m_fixture.clock.now().milliseconds());
    }

private:
    int answerTo(const QByteArray &route, int who) {
        const QByteArray method = route.split(' ').first();
        const QByteArray path = route.split(' ').last().replace("{id}", "1");
        QByteArray headers;
        if (who == stranger) headers = "Authorization: Bearer lka_wrong\r\n";
        if (who == disabled) headers = "Authorization: Bearer " + m_gone + "\r\n";
        if (who >= 0) headers = "Authorization: Bearer " + m_fixture.tokenOf(static_cast<Role>(who)) + "\r\n";
        if (path == "/api/v1/events" && who >= 0) {
            // Its answer never ends; the head says enough.
            const RawClient client(m_fixture.service->port());
            client.send("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n");
            return statusOf(client.readUntil(": hello\n\n"));
        }
        m_reply = m_fixture.send(method, path, headers, method == "GET" ? "" : "{\"nonsense\":1}");
        return m_reply.status;
    }

    ServiceFixture m_fixture;
    QByteArray m_gone;
    Reply m_reply;
};

QTEST_GUILESS_MAIN(TestRoles)
#include "tst_roles.moc"
