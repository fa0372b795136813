// What the operator's own programs ask: health, readiness, metrics; who may ask; and what browsers and proxies are told of an https portal.
#include "tests/api/service_fixture.h"
#include "tests/support/verify.h"

#include <QRegularExpression>
#include <QTest>

using namespace latchkey;

class TestOperationRoutes : public QObject {
    Q_OBJECT
private slots:
    void init() { m_fixture = std::make_unique<ServiceFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void metricsCountWhatHappens() {
        m_fixture->start();
        const Reply issued = m_fixture->call("POST", "/customers/1/magic-links", "{}");
        QCOMPARE(issued.status, 201);
        const QByteArray url = issued.text("url").toUtf8();
        const QByteArray token = url.mid(url.lastIndexOf('/') + 1);
        noteMinted(token);
        QCOMPARE(m_fixture->call("POST", "/customers/2/magic-links", "{}").status, 409);
        QCOMPARE(m_fixture->send("GET", "/l/" + token, {}, {}).status, 200);
        const QByteArray nonce("0123456789abcdef0123456789abcdef");
        QCOMPARE(m_fixture->send("POST", "/l/" + token, "Content-Type: application/x-www-form-urlencoded\r\nCookie: latchkey-form=" + nonce + "\r\n", "nonce=" + nonce).status, 303);
        QCOMPARE(m_fixture->send("GET", "/nowhere/" + token, {}, {}).status, 404);
        const QByteArray text = metrics();
        for (const char *line : {"latchkey_requests_total{method=\"POST\",route=\"/api/v1/customers/{id}/magic-links\",status=\"201\"} 1",
                                 "latchkey_requests_total{method=\"GET\",route=\"/l/{token}\",status=\"200\"} 1", "latchkey_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1",
                                 "latchkey_request_seconds_bucket{class=\"link\",le=\"+Inf\"} 2", "latchkey_request_seconds_count{class=\"api\"} 2",
                                 "latchkey_links_issued_total 1", "latchkey_links_redeemed_total 1", "latchkey_link_issues_refused_total 1", "latchkey_store_errors_total 0",
                                 "latchkey_messages_total{state=\"sent\"} 0", "latchkey_messages_waiting 0", "latchkey_event_streams 0", "latchkey_connections ",
                                 "latchkey_build_info{version=\"0."})
            QVERIFY2(text.contains(line), (QByteArray(line) + " in\n" + text).constData());
        QVERIFY(!text.contains(token));
    }

    void metricsAreInPrometheusForm() {
        m_fixture->start();
        QCOMPARE(m_fixture->call("GET", "/me").status, 200);
        static const QRegularExpression sample(QStringLiteral("^[a-z_]+(\\{[a-z]+=\"[^\"\\\\]*\"(,[a-z]+=\"[^\"\\\\]*\")*\\})? [0-9.e+-]+$"));
        QSet<QByteArray> described;
        QByteArray last;
        const QByteArrayList lines = metrics().trimmed().split('\n');
        for (const QByteArray &line : lines) {
            if (line.startsWith("# TYPE ")) {
                last = line.split(' ').value(2);
                QVERIFY2(!described.contains(last), line.constData());
                described.insert(last);
            }
            if (line.startsWith('#')) continue;
            QVERIFY2(sample.match(QString::fromUtf8(line)).hasMatch(), line.constData());
            QVERIFY2(line.startsWith(last), line.constData());
        }
        QVERIFY(described.size() >= 10);
    }

    void onlyWhoIsAllowedIsAnswered_data() {
        QTest::addColumn<QByteArray>("allowed");
        QTest::addColumn<QByteArray>("trusted");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const char *allowed, const char *trusted, const char *forwarded, int status) {
            const QByteArray header = QByteArray(forwarded).isEmpty() ? QByteArray() : QByteArray("X-Forwarded-For: ") + forwarded + "\r\n";
            QTest::newRow(name) << QByteArray(allowed) << QByteArray(trusted) << header << status;
        };
        row("this machine", "127.0.0.0/8", "", "", 200);
        row("another than this machine", "192.0.2.0/24", "", "", 404);
        row("through a proxy that nobody trusts", "127.0.0.0/8", "", "203.0.113.5", 404);
        row("through a proxy that nobody trusts, as the one allowed", "127.0.0.0/8 192.0.2.0/24", "", "192.0.2.7", 404);
        row("through a trusted proxy, from outside", "127.0.0.0/8", "127.0.0.1", "203.0.113.5", 404);
        row("through a trusted proxy, from who is allowed", "192.0.2.0/24", "127.0.0.1", "192.0.2.7", 200);
        row("through a trusted proxy, made up", "192.0.2.0/24", "127.0.0.1", "192.0.2.7, 203.0.113.5", 404);
        row("nobody is allowed", "", "", "", 404);
    }
    void onlyWhoIsAllowedIsAnswered() {
        QFETCH(QByteArray, allowed);
        QFETCH(QByteArray, trusted);
        QFETCH(QByteArray, header);
        QFETCH(int, status);
        m_fixture->options.metricsFrom = http::Networks::fromText(allowed.toStdString()).value();
        m_fixture->options.trustedProxies = http::Networks::fromText(trusted.toStdString());
        m_fixture->start();
        for (const char *path : {"/metrics", "/healthz", "/readyz"}) QCOMPARE(m_fixture->send("GET", path, header, {}).status, status);
    }

    void readinessIsTheStoresHealthTheProcesss() {
        m_fixture->start();
        QCOMPARE(m_fixture->send("GET", "/readyz", {}, {}).body(), QByteArray(R"({"status":"ready"})"));
        QVERIFY_OK(m_fixture->write([](Transaction &t) { return t.db.execute("ALTER TABLE meta RENAME TO gone"); }));
        const Reply reply = m_fixture->send("GET", "/readyz", {}, {});
        QCOMPARE(reply.status, 503);
        QCOMPARE(reply.text("status"), QStringLiteral("not_ready"));
        QCOMPARE(reply.text("reason"), QStringLiteral("store_failed"));
        QCOMPARE(m_fixture->send("GET", "/healthz", {}, {}).status, 200);
        QVERIFY(metrics().contains("latchkey_store_errors_total 1\n"));
    }

    void browsersAreToldToInsistOnHttps_data() {
        QTest::addColumn<QString>("baseUrl");
        QTest::addColumn<int>("days");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("https") << u"https://portal.example.com"_qs << -1 << QByteArray("max-age=15552000");
        QTest::newRow("https, switched off") << u"https://portal.example.com"_qs << 0 << QByteArray();
        QTest::newRow("https, for a day") << u"https://portal.example.com"_qs << 1 << QByteArray("max-age=86400");
        QTest::newRow("http") << u"http://127.0.0.1"_qs << -1 << QByteArray();
    }
    void browsersAreToldToInsistOnHttps() {
        QFETCH(QString, baseUrl);
        QFETCH(int, days);
        QFETCH(QByteArray, header);
        m_fixture->options.baseUrl = baseUrl;
        if (days >= 0) m_fixture->options.strictTransportDays = days;
        m_fixture->start();
        for (const char *path : {"/login", "/api/v1/me", "/nowhere", "/portal.css"})
            QCOMPARE(m_fixture->send("GET", path, {}, {}).header("Strict-Transport-Security"), header);
    }

    void aReloadIsInForceAtOnce() {
        m_fixture->start();
        QCOMPARE(m_fixture->send("GET", "/healthz", {}, {}).status, 200);
        m_fixture->options.strictTransportDays = 2;
        m_fixture->options.metricsFrom = {};
        QVERIFY_OK(m_fixture->service->reload(m_fixture->options));
        QCOMPARE(m_fixture->send("GET", "/healthz", {}, {}).status, 404);
        QCOMPARE(m_fixture->send("GET", "/login", {}, {}).header("Strict-Transport-Security"), QByteArray("max-age=172800"));
    }

private:
    QByteArray metrics() { return m_fixture->send("GET", "/metrics", {}, {}).body(); }
    std::unique_ptr<ServiceFixture> m_fixture;
};

QTEST_GUILESS_MAIN(TestOperationRoutes)
#include "tst_operation_routes.moc"
