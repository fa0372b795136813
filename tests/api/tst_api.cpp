// The desk's API over sockets: what is asked, what is answered, and how nonsense is refused.
#include "tests/api/service_fixture.h"

#include <QTest>

using namespace latchkey;

class TestApi : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_fixture = std::make_unique<ServiceFixture>();
        m_fixture->options.policy.linksPerCustomerPerHour = 5;
        m_fixture->start();
    }

    void everyAnswerCarriesTheTimeAndIsNotStored() {
        const Reply good = m_fixture->call("GET", "/me");
        const Reply bad = m_fixture->call("GET", "/customers/999");
        for (const Reply &reply : {good, bad}) {
            QCOMPARE(reply.header("X-Service-Time").toLongLong(), m_fixture->clock.now().milliseconds());
            QCOMPARE(reply.header("Cache-Control"), QByteArray("no-store"));
        }
        QCOMPARE(bad.status, 404);
        QVERIFY(bad.header("Content-Type").startsWith("application/problem+json"));
        QCOMPARE(good.json().value(QLatin1String("agent")).toObject().value(QLatin1String("name")).toString(), QStringLiteral("Desk"));
        QCOMPARE(m_fixture->call("GET", "/nowhere").status, 404);
        QCOMPARE(m_fixture->call("POST", "/me", "{}").status, 405);
    }

    void aMagicLinkIsIssuedAndOpensThePortal() {
        const Reply issued = m_fixture->call("POST", "/customers/1/magic-links", R"({"reply":"now"})");
        QCOMPARE(issued.status, 201);
        QVERIFY(issued.text("url").startsWith(m_fixture->service->url() + QStringLiteral("/l/")));
        const QJsonObject details = m_fixture->call("GET", "/customers/1").json();
        QCOMPARE(details.value(QLatin1String("live_links")).toArray().size(), 1);
        QVERIFY(details.value(QLatin1String("magic_link_possible")).toBool());
        QCOMPARE(m_fixture->press(issued.text("url").toLatin1()).status, 303);
        QJsonObject pasted;
        pasted.insert(QStringLiteral("text"), issued.text("url"));
        const Reply verdict = m_fixture->call("POST", "/links/check", QJsonDocument(pasted).toJson());
        const QJsonObject first = verdict.json().value(QLatin1String("verdicts")).toArray().first().toObject();
        QCOMPARE(first.value(QLatin1String("code")).toString(), QStringLiteral("used"));
        QVERIFY(first.value(QLatin1String("findings")).isArray());
    }

    void whoCannotHaveOneIsToldWhy() {
        const Reply refused = m_fixture->call("POST", "/customers/2/magic-links", "{}");
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.text("code"), QStringLiteral("magic_link_refused"));
        const QJsonArray findings = refused.json().value(QLatin1String("findings")).toArray();
        QCOMPARE(findings.first().toObject().value(QLatin1String("code")).toString(), QStringLiteral("email_missing"));
    }

    // Advice and no refusal: the agent may know better.
    void aReplyReadLaterIsAdvisedThePortalLink() {
        QCOMPARE(m_fixture->call("POST", "/customers/1/magic-links", R"({"reply":"later"})").status, 201);
        const Reply refused = m_fixture->call("POST", "/customers/2/magic-links", R"({"reply":"later"})");
        QCOMPARE(refused.status, 409);
        QVERIFY(refused.body().contains("portal_link_fits_better"));
    }

    void theSixthLinkOfAnHourWaits() {
        for (int i = 0; i < 5; ++i) QVERIFY(!m_fixture->issue().isEmpty());
        m_fixture->clock.advance(std::chrono::minutes(50));
        const Reply refused = m_fixture->call("POST", "/customers/1/magic-links", "{}");
        QCOMPARE(refused.status, 429);
        QCOMPARE(refused.header("Retry-After"), QByteArray("600"));
        QCOMPARE(refused.json().value(QLatin1String("findings")).toArray().first().toObject().value(QLatin1String("code")).toString(),
                 QStringLiteral("too_many_links"));
        m_fixture->clock.advance(std::chrono::minutes(10));
        QCOMPARE(m_fixture->call("POST", "/customers/1/magic-links", "{}").status, 201);
    }

    void theFasterOfTwoEditsWins() {
        const QByteArray url = m_fixture->issue();
        const Reply first = m_fixture->call("PATCH", "/customers/1/contact", R"({"email":"ada@example.org","phone":"","version":1})");
        QVERIFY2(first.status == 200, first.raw.constData());
        QCOMPARE(first.json().value(QLatin1String("customer")).toObject().value(QLatin1String("version")).toInt(), 2);
        const Reply second = m_fixture->call("PATCH", "/customers/1/contact", R"({"email":"eve@example.org","phone":"","version":1})");
        QCOMPARE(second.status, 409);
        QCOMPARE(second.text("code"), QStringLiteral("version_conflict"));
        QCOMPARE(m_fixture->press(url).status, 410);
        const QJsonObject finding = first.json().value(QLatin1String("findings")).toArray().first().toObject();
        QCOMPARE(finding.value(QLatin1String("code")).toString(), QStringLiteral("link_void_by_email_change"));
    }

    void aRevokedLinkOpensNothing() {
        const QByteArray url = m_fixture->issue();
        QCOMPARE(m_fixture->call("POST", "/links/1/revoke").status, 204);
        QCOMPARE(m_fixture->press(url).status, 410);
        QCOMPARE(m_fixture->call("POST", "/links/77/revoke").status, 404);
        const QJsonObject link = m_fixture->call("GET", "/links?customer=1").json().value(QLatin1String("items")).toArray().first().toObject();
        QCOMPARE(link.value(QLatin1String("end")).toString(), QStringLiteral("revoked"));
    }

    void copyingThePortalLinkIsRecorded() {
        const Reply copied = m_fixture->call("POST", "/customers/2/portal-link", "{}");
        QCOMPARE(copied.text("url"), m_fixture->service->url() + QStringLiteral("/login"));
        QCOMPARE(m_fixture->call("POST", "/customers/999/portal-link", "{}").status, 404);
        const QByteArray activity = m_fixture->call("GET", "/activity?customer=2").body();
        QVERIFY2(activity.contains("portal_link_copied"), activity.constData());
        QVERIFY(m_fixture->call("GET", "/customers/2").body().contains("portal_link_copied"));
        QVERIFY(!m_fixture->call("GET", "/activity?customer=1").body().contains("portal_link_copied"));
    }

    void activityPagesGoOnBelowTheLastEntry() {
        for (int i = 0; i < 5; ++i) QCOMPARE(m_fixture->call("POST", "/customers/2/portal-link", "{}").status, 200);
        const QJsonObject first = m_fixture->call("GET", "/activity?customer=2&limit=3").json();
        const QByteArray next = first.value(QLatin1String("next")).toString().toLatin1();
        QVERIFY(!next.isEmpty());
        const QJsonObject second = m_fixture->call("GET", "/activity?customer=2&limit=3&after=" + next).json();
        QCOMPARE(second.value(QLatin1String("items")).toArray().size(), 2);
        QCOMPARE(second.value(QLatin1String("next")).toString(), QString());
    }

    void theShopIsRenamedForEverybody() {
        QCOMPARE(m_fixture->call("PATCH", "/shop", R"({"name":"Roastery"})").status, 204);
        QCOMPARE(m_fixture->call("GET", "/me").text("shop_name"), QStringLiteral("Roastery"));
        QVERIFY(m_fixture->send("GET", "/login", {}, {}).body().contains("Roastery"));
    }

    void aCustomerIsLocatedByAddress() {
        const Reply found = m_fixture->call("POST", "/locate", R"({"text":"Ada@Example.com"})");
        const QJsonArray list = QJsonDocument::fromJson(found.body()).array();
        QCOMPARE(list.size(), 1);
        QCOMPARE(list.first().toObject().value(QLatin1String("customer")).toInt(), 1);
    }

    void nonsenseIsRefusedByName_data() {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const char *method, const char *path, const QByteArray &body, const char *field) {
            QTest::newRow(name) << QByteArray(method) << QByteArray(path) << body << QString::fromLatin1(field);
        };
        row("no JSON", "POST", "/links/check", "{", "body");
        row("an array", "POST", "/links/check", "[]", "body");
        row("missing", "POST", "/links/check", "{}", "text");
        row("wrong type", "POST", "/links/check", R"({"text":5})", "text");
        row("too long", "POST", "/links/check", "{\"text\":\"" + QByteArray(60001, 'x') + "\"}", "text");
        row("unknown field", "POST", "/customers/1/magic-links", R"({"replies":"now"})", "replies");
        row("unknown word", "POST", "/customers/1/magic-links", R"({"reply":"tomorrow"})", "reply");
        row("a fraction", "POST", "/customers/1/magic-links", R"({"subscription":1.5})", "subscription");
        row("a negative id", "POST", "/customers/1/magic-links", R"({"subscription":-1})", "subscription");
        row("a foreign destination", "POST", "/customers/1/magic-links", R"({"destination":"\/\/evil.test"})", "destination");
        row("no version", "PATCH", "/customers/1/contact", R"({"email":"","phone":""})", "version");
        row("unknown filter", "GET", "/customers?filter=rich", "", "filter");
        row("unknown sort", "GET", "/customers?sort=age", "", "sort");
        row("unknown status", "GET", "/subscriptions?status=lost", "", "status");
        row("limit of nothing", "GET", "/customers?limit=0", "", "limit");
        row("limit without end", "GET", "/customers?limit=501", "", "limit");
        row("limit in words", "GET", "/customers?limit=many", "", "limit");
        row("unknown parameter", "GET", "/customers?serach=x", "", "serach");
        row("long search", "GET", "/customers?search=", "", "search");
        row("empty shop name", "PATCH", "/shop", R"({"name":" "})", "name");
    }
    void nonsenseIsRefusedByName() {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, field);
        if (path.endsWith("search=")) path += QByteArray(201, 'x');
        const Reply refused = m_fixture->call(method, path, body);
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.text("code"), QStringLiteral("invalid_request"));
        QCOMPARE(refused.text("detail"), field);
    }

    void theServiceCountsWhatItAnswers() {
        QCOMPARE(m_fixture->call("GET", "/me").status, 200);
        const Reply metrics = m_fixture->send("GET", "/metrics", {}, {});
        QVERIFY(metrics.body().contains("route=\"/api/v1/me\",status=\"200\"} 1"));
        QCOMPARE(m_fixture->send("GET", "/healthz", {}, {}).body(), QByteArray(R"({"status":"ok"})"));
    }

    void anOldMessageHidesItsSecretsAndAFreshOneShowsThem() {
        const QByteArray form = "who=ada%40example.com&email=ada%40example.com&nonce=0123456789abcdef0123456789abcdef";
        const Reply asked = m_fixture->send(
            "POST", "/login", "Content-Type: application/x-www-form-urlencoded\r\nCookie: latchkey-form=0123456789abcdef0123456789abcdef\r\n", form);
        QVERIFY2(asked.status == 303 || asked.status == 200, asked.raw.constData());
        const auto newest = [&] { return m_fixture->call("GET", "/messages").json().value(QLatin1String("items")).toArray().first().toObject(); };
        QTRY_VERIFY(newest().value(QLatin1String("secrets_shown")).toBool());
        m_fixture->clock.advance(std::chrono::minutes(11));
        QVERIFY(!newest().value(QLatin1String("secrets_shown")).toBool());
    }

private:
    std::unique_ptr<ServiceFixture> m_fixture;
};

QTEST_GUILESS_MAIN(TestApi)
#include "tst_api.moc"
