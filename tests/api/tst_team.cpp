// Agents, the record, snippets, the shop's settings and erasing, as a desk asks for them.
#include "services/store/activity_store.h"
#include "services/store/snippet_store.h"
#include "tests/api/service_fixture.h"

#include <QTest>

using namespace latchkey;

class TestTeam : public QObject {
    Q_OBJECT

    std::unique_ptr<ServiceFixture> m_fixture;
    QByteArray m_function;
    bool m_isFresh = false;

    [[nodiscard]] QJsonArray itemsOf(const QByteArray &path, const QByteArray &token = "embedded-token-of-this-test") const {
        return m_fixture->call("GET", path, {}, token).json().value(QLatin1String("items")).toArray();
    }
    [[nodiscard]] QJsonObject newest(const QByteArray &query = {}) const { return itemsOf("/activity" + query).first().toObject(); }
    static QString text(const QJsonValue &object, const char *field) { return object.toObject().value(QLatin1String(field)).toString(); }
    // One entry of the agent: a Portal link copied for customer 1.
    void copyAs(Role role) const { QCOMPARE(m_fixture->call("POST", "/customers/1/portal-link", "{}", m_fixture->tokenOf(role)).status, 200); }
    [[nodiscard]] QByteArray idOf(Role role) const {
        for (const QJsonValue &agent : itemsOf("/agents"))
            if (text(agent, "name") == toText(role)) return QByteArray::number(agent.toObject().value(QLatin1String("id")).toInt());
        return {};
    }

private slots:
    // A service for each function; the rows of its table share one.
    void init() {
        const QByteArray function = QTest::currentTestFunction();
        m_isFresh = function != m_function;
        if (!m_isFresh) return;
        m_function = function;
        m_fixture = std::make_unique<ServiceFixture>();
        m_fixture->start();
    }

    void everyEntryNamesTheDeskThatItCameFrom_data() {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("desk");
        QTest::newRow("a name") << QByteArray("Latchkey-Desk: front-desk 2\r\n") << QStringLiteral("front-desk 2");
        QTest::newRow("none") << QByteArray() << QString();
        QTest::newRow("as long as may be") << "Latchkey-Desk: " + QByteArray(60, 'd') + "\r\n" << QString(60, QLatin1Char('d'));
        QTest::newRow("too long") << "Latchkey-Desk: " + QByteArray(61, 'd') + "\r\n" << QString();
        QTest::newRow("not plain") << QByteArray("Latchkey-Desk: caf\xC3\xA9\r\n") << QString();
    }
    void everyEntryNamesTheDeskThatItCameFrom() {
        QFETCH(QByteArray, header);
        QFETCH(QString, desk);
        const QByteArray bearer = "Authorization: Bearer embedded-token-of-this-test\r\n";
        const auto sends = [&](const QByteArray &path, const QByteArray &body) { return m_fixture->send("POST", "/api/v1" + path, bearer + header, body); };
        const Reply issued = sends("/customers/1/magic-links", "{}");
        QCOMPARE(issued.status, 201);
        noteMinted(tokenIn(issued.text("url").toLatin1()));
        QCOMPARE(text(newest(), "desk"), desk);
        QCOMPARE(sends("/links/" + QByteArray::number(issued.json().value(QLatin1String("id")).toInt()) + "/revoke", {}).status, 204);
        QCOMPARE(text(newest(), "kind"), QStringLiteral("link_revoked"));
        QCOMPARE(text(newest(), "desk"), desk);
        QCOMPARE(sends("/activity/exported", R"({"rows":3})").status, 204);
        QCOMPARE(text(newest(), "desk"), desk);
    }

    void agentsAreListedWithTheirRoles() {
        const QJsonArray agents = itemsOf("/agents");
        QCOMPARE(agents.size(), 6);
        QSet<QString> roles;
        for (const QJsonValue &agent : agents) roles.insert(text(agent, "role"));
        QCOMPARE(roles.size(), 5);
        QVERIFY(!m_fixture->call("GET", "/agents").body().contains("token"));
    }

    // Who may not see everybody's sees their own, and everybody's about a customer.
    void aRoleSeesItsShareOfTheRecord_data() {
        QTest::addColumn<int>("role");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<int>("status");
        QTest::addColumn<QStringList>("agents");  // whose copies of the Portal link are seen
        const QStringList both{QStringLiteral("agent"), QStringLiteral("senior")};
        const auto row = [](const char *name, Role role, const char *query, int status, const QStringList &agents) {
            QTest::newRow(name) << static_cast<int>(role) << QByteArray(query) << status << agents;
        };
        row("agent, nothing said", Role::Agent, "?kind=portal_link_copied", 200, {QStringLiteral("agent")});
        row("senior, nothing said", Role::Senior, "?kind=portal_link_copied", 200, {QStringLiteral("senior")});
        row("observer, nothing said", Role::Observer, "?kind=portal_link_copied", 200, {});
        row("lead, nothing said", Role::Lead, "?kind=portal_link_copied", 200, both);
        row("admin, nothing said", Role::Admin, "?kind=portal_link_copied", 200, both);
        row("agent, a customer", Role::Agent, "?kind=portal_link_copied&customer=1", 200, both);
        row("observer, a customer", Role::Observer, "?kind=portal_link_copied&customer=1", 200, both);
        row("agent, a customer and a colleague", Role::Agent, "?kind=portal_link_copied&customer=1&agent=SENIOR", 200, {QStringLiteral("senior")});
        row("agent, themselves", Role::Agent, "?kind=portal_link_copied&agent=AGENT", 200, {QStringLiteral("agent")});
        row("agent, a colleague", Role::Agent, "?kind=portal_link_copied&agent=SENIOR", 403, {});
        row("lead, a colleague", Role::Lead, "?kind=portal_link_copied&agent=SENIOR", 200, {QStringLiteral("senior")});
    }
    void aRoleSeesItsShareOfTheRecord() {
        QFETCH(int, role);
        QFETCH(QByteArray, query);
        QFETCH(int, status);
        QFETCH(QStringList, agents);
        if (m_isFresh) copyAs(Role::Agent);
        if (m_isFresh) copyAs(Role::Senior);
        query.replace("SENIOR", idOf(Role::Senior)).replace("AGENT", idOf(Role::Agent));
        const Reply reply = m_fixture->call("GET", "/activity" + query, {}, m_fixture->tokenOf(static_cast<Role>(role)));
        QCOMPARE(reply.status, status);
        if (status != 200) return;
        QStringList seen;
        for (const QJsonValue &entry : reply.json().value(QLatin1String("items")).toArray()) seen.append(text(entry, "agent_name"));
        seen.sort();
        QCOMPARE(seen, agents);
        QCOMPARE(reply.json().value(QLatin1String("count")).toInt(), agents.size());
    }

    void theRecordIsFilteredByTime() {
        copyAs(Role::Senior);
        m_fixture->clock.advance(std::chrono::hours(1));
        const QByteArray then = QByteArray::number(m_fixture->clock.now().milliseconds());
        copyAs(Role::Agent);
        QCOMPARE(itemsOf("/activity?from=" + then).size(), 1);
        QVERIFY(itemsOf("/activity?until=" + then).size() > 1);
        QCOMPARE(itemsOf("/activity?kind=portal_link_copied&until=" + then).size(), 1);
        const Reply nonsense = m_fixture->call("GET", "/activity?kind=tea_made");
        QCOMPARE(nonsense.status, 400);
        QCOMPARE(nonsense.text("detail"), QStringLiteral("kind"));
    }

    void takingTheRecordOutIsRecorded() {
        QCOMPARE(m_fixture->call("POST", "/activity/exported", R"({"rows":1200})", m_fixture->tokenOf(Role::Agent)).status, 204);
        QCOMPARE(text(newest(), "kind"), QStringLiteral("activity_exported"));
        QCOMPARE(text(newest(), "note"), QStringLiteral("rows=1200"));
        QCOMPARE(text(newest(), "agent_name"), QStringLiteral("agent"));
        QCOMPARE(m_fixture->call("POST", "/activity/exported", R"({"rows":-1})").status, 400);
        QCOMPARE(m_fixture->call("POST", "/activity/exported", "{}").status, 400);
    }

    void aSnippetIsAddedChangedAndDeleted() {
        const qsizetype given = itemsOf("/snippets", m_fixture->tokenOf(Role::Observer)).size();
        QCOMPARE(given, defaultSnippets().size());
        const QByteArray body = R"("use":"portal_link","language":"fr","body":"Bonjour,\n\n{{portal_link}}\n")";
        const Reply added = m_fixture->call("POST", "/snippets", "{\"title\":\" Court \"," + body + "}", m_fixture->tokenOf(Role::Lead));
        QVERIFY2(added.status == 201, added.raw.constData());
        QCOMPARE(added.text("title"), QStringLiteral("Court"));
        QCOMPARE(added.text("language"), QStringLiteral("fr"));
        const QByteArray id = QByteArray::number(added.json().value(QLatin1String("id")).toInt());
        QCOMPARE(text(newest(), "note"), QString::fromLatin1("id=" + id + " added"));
        QCOMPARE(itemsOf("/snippets").size(), given + 1);

        const Reply saved = m_fixture->call("PATCH", "/snippets/" + id, "{\"version\":1,\"title\":\"Bref\"," + body + "}");
        QVERIFY2(saved.status == 200, saved.raw.constData());
        QCOMPARE(saved.json().value(QLatin1String("version")).toInt(), 2);
        QCOMPARE(text(newest(), "note"), QString::fromLatin1("id=" + id + " saved"));
        const Reply slower = m_fixture->call("PATCH", "/snippets/" + id, "{\"version\":1,\"title\":\"Long\"," + body + "}");
        QCOMPARE(slower.status, 409);
        QCOMPARE(slower.text("code"), QStringLiteral("version_conflict"));

        QCOMPARE(m_fixture->call("DELETE", "/snippets/" + id).status, 204);
        QCOMPARE(text(newest(), "note"), QString::fromLatin1("id=" + id + " deleted"));
        QCOMPARE(text(newest(), "kind"), QStringLiteral("snippets_changed"));
        QCOMPARE(m_fixture->call("DELETE", "/snippets/" + id).status, 404);
        QCOMPARE(m_fixture->call("PATCH", "/snippets/" + id, "{\"version\":2,\"title\":\"Bref\"," + body + "}").status, 404);
        QCOMPARE(itemsOf("/snippets").size(), given);
    }

    void aSnippetThatWouldMisleadIsRefused_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, const char *body, const char *code, const char *detail) {
            QTest::newRow(name) << QByteArray(body) << QString::fromLatin1(code) << QString::fromLatin1(detail);
        };
        row("no link", R"({"use":"magic_link","language":"en","title":"x","body":"Hello"})", "snippet_invalid", "link_missing");
        row("no life", R"({"use":"magic_link","language":"en","title":"x","body":"{{link}}\n\n{{portal_link}}"})", "snippet_invalid", "life_missing");
        row("unknown variable", R"({"use":"portal_link","language":"en","title":"x","body":"{{name}}\n\n{{portal_link}}"})", "snippet_invalid",
            "unknown_variable");
        row("no title", R"({"use":"portal_link","language":"en","title":" ","body":"{{portal_link}}"})", "snippet_invalid", "title_missing");
        row("unknown use", R"({"use":"poem","language":"en","title":"x","body":"x"})", "invalid_request", "use");
        row("unknown language", R"({"use":"portal_link","language":"la","title":"x","body":"x"})", "invalid_request", "language");
        row("no body", R"({"use":"portal_link","language":"en","title":"x"})", "invalid_request", "body");
        row("a version of nothing", R"({"use":"portal_link","language":"en","title":"x","body":"{{portal_link}}","version":1})", "invalid_request", "version");
    }
    void aSnippetThatWouldMisleadIsRefused() {
        QFETCH(QByteArray, body);
        QFETCH(QString, code);
        QFETCH(QString, detail);
        const Reply refused = m_fixture->call("POST", "/snippets", body);
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.text("code"), code);
        QCOMPARE(refused.text("detail"), detail);
        QCOMPARE(itemsOf("/snippets").size(), defaultSnippets().size());
    }

    void theShopsSettingsAreChangedOneByOne() {
        const auto settings = [&] { return m_fixture->call("GET", "/me").json().value(QLatin1String("settings")); };
        QCOMPARE(text(settings(), "reply_guard"), QStringLiteral("ask"));
        QCOMPARE(m_fixture->call("PATCH", "/shop", R"({"reply_guard":"require"})").status, 204);
        QCOMPARE(text(settings(), "reply_guard"), QStringLiteral("require"));
        QCOMPARE(text(newest(), "kind"), QStringLiteral("shop_changed"));
        QCOMPARE(text(newest(), "note"), QStringLiteral("reply_guard=require"));
        QCOMPARE(m_fixture->call("PATCH", "/shop", R"({"reply_guard":"require","asks_mail_domains":true})").status, 204);
        QCOMPARE(text(newest(), "note"), QStringLiteral("asks_mail_domains=yes"));
        QVERIFY(settings().toObject().value(QLatin1String("asks_mail_domains")).toBool());
        const QJsonObject before = newest();
        QCOMPARE(m_fixture->call("PATCH", "/shop", R"({"reply_guard":"require"})").status, 204);
        QCOMPARE(newest(), before);
        QCOMPARE(m_fixture->call("PATCH", "/shop", R"({"name":"Roastery","reply_guard":"off"})").status, 204);
        QCOMPARE(m_fixture->call("GET", "/me").text("shop_name"), QStringLiteral("Roastery"));
        QCOMPARE(text(settings(), "reply_guard"), QStringLiteral("off"));
        for (const QByteArray &nonsense : {QByteArray("{}"), QByteArray(R"({"reply_guard":"maybe"})"), QByteArray(R"({"asks_mail_domains":"yes"})"),
                                           QByteArray(R"({"name":"A\nB"})"), QByteArray(R"({"name":"","reply_guard":"ask"})")})
            QCOMPARE(m_fixture->call("PATCH", "/shop", nonsense).status, 400);
        QCOMPARE(text(settings(), "reply_guard"), QStringLiteral("off"));
    }

    void anErasedCustomerIsAsGoodAsRemoved() {
        const QByteArray url = m_fixture->issue();
        const Reply wrong = m_fixture->call("POST", "/customers/1/erase", R"({"name":"Ada"})");
        QCOMPARE(wrong.status, 400);
        QCOMPARE(wrong.text("detail"), QStringLiteral("name"));
        QCOMPARE(m_fixture->call("POST", "/customers/1/erase", R"({"name":"Ada Day"})", m_fixture->tokenOf(Role::Lead)).status, 403);
        QCOMPARE(m_fixture->call("POST", "/customers/1/erase", R"({"name":"Ada Day"})").status, 204);
        QCOMPARE(m_fixture->call("POST", "/customers/1/erase", R"({"name":"Ada Day"})").status, 204);
        QCOMPARE(m_fixture->call("POST", "/customers/999/erase", R"({"name":"Ada Day"})").status, 404);

        const Reply details = m_fixture->call("GET", "/customers/1");
        QCOMPARE(details.status, 200);
        QVERIFY(!details.body().contains("Ada") && !details.body().contains("ada@example.com"));
        const QJsonObject customer = details.json().value(QLatin1String("customer")).toObject();
        QCOMPARE(customer.value(QLatin1String("erased_at")).toInteger(), m_fixture->clock.now().milliseconds());
        QVERIFY(!m_fixture->call("GET", "/customers").body().contains("Ada"));
        QCOMPARE(m_fixture->press(url).status, 410);
        const Reply refused = m_fixture->call("POST", "/customers/1/magic-links", "{}");
        QCOMPARE(refused.status, 409);
        const QJsonObject finding = refused.json().value(QLatin1String("findings")).toArray().first().toObject();
        QCOMPARE(finding.value(QLatin1String("code")).toString(), QStringLiteral("customer_removed"));
        QCOMPARE(text(newest("?customer=1"), "kind"), QStringLiteral("customer_erased"));
        QVERIFY(text(newest("?customer=1"), "customer_name").isEmpty());
        QCOMPARE(m_fixture->call("PATCH", "/customers/1/contact", R"({"email":"new@example.com","phone":"","version":2})").status, 404);
    }

    // Captured letters stay whole in memory while their secrets live; an erased customer's does not.
    void aCapturedLetterOfTheirsIsEmptyAtOnce() {
        QCOMPARE(m_fixture->call("POST", "/customers/1/login-letters", "{}").status, 202);
        const auto letter = [&] { return m_fixture->call("GET", "/messages/1").json(); };
        QVERIFY(letter().value(QLatin1String("secrets_shown")).toBool());
        QVERIFY(letter().value(QLatin1String("body")).toString().contains(QLatin1String("Ada")));
        QCOMPARE(m_fixture->call("POST", "/customers/1/erase", R"({"name":"Ada Day"})").status, 204);
        QVERIFY(letter().value(QLatin1String("body")).toString().isEmpty());
        QVERIFY(!letter().value(QLatin1String("secrets_shown")).toBool());
        QVERIFY(letter().value(QLatin1String("to")).toString().isEmpty());
        QCOMPARE(m_fixture->call("POST", "/messages/1/send-again", "{}").status, 409);
    }
};

QTEST_GUILESS_MAIN(TestTeam)
#include "tst_team.moc"
