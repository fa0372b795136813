// Which POSTs the portal takes for its own, and that the refused ones change nothing.
#include "tests/portal/portal_fixture.h"

using namespace latchkey;

class TestPortalForms : public QObject {
    Q_OBJECT

private slots:
    void onlyOurOwnFormSpends_data();
    void onlyOurOwnFormSpends();
    void aBodyThatIsNoFormIsRefused_data();
    void aBodyThatIsNoFormIsRefused();
    void withoutTheCookieNothingHappens();
    void smallFilesMayBeKept();
    void aForwardedAddressThatTheClientMadeUpCountsForNothing();
};

void TestPortalForms::onlyOurOwnFormSpends_data() {
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<bool>("rightNonce");
    QTest::addColumn<int>("status");
    QTest::newRow("same origin") << QByteArray("Sec-Fetch-Site: same-origin\r\nOrigin: null\r\n") << true << 303;
    QTest::newRow("typed or bookmarked") << QByteArray("Sec-Fetch-Site: none\r\n") << true << 303;
    QTest::newRow("cross site") << QByteArray("Sec-Fetch-Site: cross-site\r\nOrigin: null\r\n") << true << 403;
    QTest::newRow("sister site") << QByteArray("Sec-Fetch-Site: same-site\r\nOrigin: null\r\n") << true << 403;
    QTest::newRow("elder browser, origin null") << QByteArray("Origin: null\r\n") << true << 303;
    QTest::newRow("elder browser, our origin") << QByteArray("Origin: http://127.0.0.1\r\n") << true << 303;
    QTest::newRow("elder browser, no origin") << QByteArray() << true << 303;
    QTest::newRow("elder browser, foreign origin") << QByteArray("Origin: https://evil.example\r\n") << true << 403;
    QTest::newRow("origin that begins like ours") << QByteArray("Origin: http://127.0.0.1.evil.example\r\n") << true << 403;
    QTest::newRow("wrong nonce") << QByteArray("Sec-Fetch-Site: same-origin\r\n") << false << 403;
    QTest::newRow("wrong nonce, origin null") << QByteArray("Origin: null\r\n") << false << 403;
}

void TestPortalForms::onlyOurOwnFormSpends() {
    QFETCH(QByteArray, headers);
    QFETCH(bool, rightNonce);
    QFETCH(int, status);
    PortalFixture p;
    const auto link = p.f.issue(p.f.addCustomer(u"A"_qs, u"a@example.com"_qs, {}));
    const QByteArray path = "/l/" + p.f.tokenOf(*link).reveal();
    Visitor visitor(p);
    visitor.get(path);
    if (!rightNonce) visitor.nonce = QByteArray(32, 'a');
    visitor.headers = headers;
    QCOMPARE(statusOf(visitor.press(path)), status);
    QCOMPARE(p.f.number("SELECT COUNT(*) FROM sessions"), status == 303 ? 1 : 0);
    QCOMPARE(p.f.number("SELECT ended FROM links"), status == 303 ? 1 : 0);
}

void TestPortalForms::aBodyThatIsNoFormIsRefused_data() {
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("JSON") << QByteArray("application/json");
    QTest::newRow("plain text, as a foreign form may send") << QByteArray("text/plain");
    QTest::newRow("multipart") << QByteArray("multipart/form-data; boundary=x");
    QTest::newRow("begins like one") << QByteArray("application/x-www-form-urlencodedx");
}

void TestPortalForms::aBodyThatIsNoFormIsRefused() {
    QFETCH(QByteArray, type);
    PortalFixture p;
    const QByteArray path = "/l/" + p.f.tokenOf(*p.f.issue(p.f.addCustomer(u"A"_qs, u"a@example.com"_qs, {}))).reveal();
    Visitor visitor(p);
    visitor.get(path);
    for (const QByteArray &where : {path, QByteArray("/login"), QByteArray("/code"), QByteArray("/code/again"), QByteArray("/logout"), path + "/code"})
        QCOMPARE(statusOf(visitor.post(where, "nonce=" + visitor.nonce, "Sec-Fetch-Site: same-origin\r\n", type)), 400);
    QCOMPARE(p.f.number("SELECT COUNT(*) FROM sessions"), 0);
}

void TestPortalForms::withoutTheCookieNothingHappens() {
    PortalFixture p;
    const QByteArray path = "/l/" + p.f.tokenOf(*p.f.issue(p.f.addCustomer(u"A"_qs, u"a@example.com"_qs, {}))).reveal();
    Visitor visitor(p);
    visitor.get(path);
    visitor.cookies.clear();
    for (const QByteArray &where : {path, QByteArray("/login"), QByteArray("/code"), QByteArray("/code/again"), QByteArray("/logout"), path + "/code"}) {
        const QByteArray answer = visitor.post(where, "nonce=" + visitor.nonce + "&who=a%40example.com&code=1234", visitor.headers);
        QCOMPARE(statusOf(answer), 403);
        QVERIFY(answer.contains("Please try again"));
        // An empty nonce must not equal an absent one.
        QCOMPARE(statusOf(visitor.post(where, "nonce=&who=a%40example.com", visitor.headers)), 403);
    }
    QCOMPARE(p.f.number("SELECT COUNT(*) FROM codes"), 0);
    QCOMPARE(p.f.number("SELECT ended FROM links"), 0);
}

void TestPortalForms::smallFilesMayBeKept() {
    PortalFixture p;
    Visitor visitor(p);
    const QByteArray css = visitor.get("/portal.css");
    QCOMPARE(statusOf(css), 200);
    QVERIFY(headerOf(css, "cache-control").contains("max-age"));
    QVERIFY(headerOf(css, "content-type").startsWith("text/css"));
    QVERIFY(!bodyOf(css).contains("url(") && !bodyOf(css).contains("@import"));
    QVERIFY(bodyOf(visitor.get("/robots.txt")).contains("Disallow: /"));
    QCOMPARE(statusOf(visitor.get("/favicon.ico")), 204);
}

void TestPortalForms::aForwardedAddressThatTheClientMadeUpCountsForNothing() {
    PortalFixture p(u"https://portal.example.com"_qs);
    // A proxy adds to the client's line, or puts a line of its own behind it.
    for (const QByteArray &forwarded : {QByteArray("X-Forwarded-For: 192.0.2.1, 203.0.113.9\r\n"), QByteArray("X-Forwarded-For: 192.0.2.2\r\nX-Forwarded-For: 203.0.113.9\r\n"),
                                        QByteArray("X-Forwarded-For: 192.0.2.3\r\nX-Forwarded-For: 192.0.2.4,203.0.113.9\r\n")}) {
        Visitor visitor(p);
        visitor.get("/login");
        visitor.headers = "Sec-Fetch-Site: same-origin\r\n" + forwarded;
        QCOMPARE(statusOf(visitor.press("/login", {{"who", "nobody" + forwarded.mid(17, 9).toHex() + "@example.com"}})), 303);
    }
    QCOMPARE(p.f.number("SELECT COUNT(*) FROM codes"), 3);
    QCOMPARE(p.f.number("SELECT COUNT(DISTINCT address_hash) FROM codes"), 1);
}

QTEST_GUILESS_MAIN(TestPortalForms)
#include "tst_portal_forms.moc"
