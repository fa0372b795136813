// "Where you are signed in": the list, ending one or all others, and what nobody can end.
#include "tests/portal/portal_fixture.h"

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

const QByteArray endPath = "/account/sessions/end";

// How often the page names it.
qsizetype times(const QByteArray &page, const QByteArray &words) { return page.count(words); }

// The number of the session that the page offers to end beside these words.
QByteArray sessionBeside(const QByteArray &page, const QByteArray &device) {
    const QByteArray mark = "name=\"session\" value=\"";
    const qsizetype at = page.indexOf(mark, page.indexOf("<li><span>" + device));
    return at < 0 ? QByteArray() : page.mid(at + mark.size(), page.indexOf('"', at + mark.size()) - at - mark.size());
}

}  // namespace

class TestPortalSessions : public QObject {
    Q_OBJECT

private slots:
    void theListTellsWhereAndSinceWhen();
    void oneIsEnded();
    void allOthersAreEnded();
    void ofOneAloneThereIsNothingToEnd();
    void ownSessionIsNotEndedByItsNumber();
    void anotherCustomersSessionCannotBeEnded();
    void whatIsNoNumberIsNotThere_data();
    void whatIsNoNumberIsNotThere();
    void withoutOurFormNothingEnds();
    void whoIsNotSignedInIsSentToTheLogin();
    void signingInMakesANewId();
    void aNewAddressEndsThemAll();
    void anEndedOneIsNotListed();

private:
    // Signs in by a link, as a browser that calls itself so.
    static void signIn(PortalFixture &p, Visitor &visitor, CustomerId customer, const QByteArray &device = "Firefox/133.0 Linux") {
        const QByteArray path = "/l/" + AccessFixture::tokenOf(*p.f.issue(customer)).reveal();
        visitor.agent = device;
        visitor.get(path);
        QCOMPARE(statusOf(visitor.press(path)), 303);
        QVERIFY(visitor.cookies.contains("latchkey"));
    }
    static CustomerId amelie(PortalFixture &p) { return p.f.addCustomer(u"Amélie"_qs, u"amelie@example.com"_qs, {}); }
    static bool isIn(Visitor &visitor) { return statusOf(visitor.get("/account")) == 200; }
};

void TestPortalSessions::theListTellsWhereAndSinceWhen() {
    PortalFixture p;
    const CustomerId customer = amelie(p);
    Visitor phone(p);
    signIn(p, phone, customer, "Mozilla/5.0 (iPhone) Version/17.7 Safari/604.1");
    p.f.clock.advance(1h);
    Visitor desk(p);
    desk.agent = "Firefox/133.0 Linux";
    desk.get("/login");
    desk.press("/login", {{"who", "amelie@example.com"}});
    QCOMPARE(statusOf(desk.press("/code", {{"code", p.newestCode()}})), 303);
    const QByteArray page = desk.get("/account");
    QVERIFY(page.contains("Where you are signed in"));
    QVERIFY(page.contains(
        "Firefox on Linux<br><span class=\"small\">since 1 January 2026, by a code</span></span> <span class=\"chip good\">This device</span>"));
    QVERIFY(page.contains("Safari on iPhone<br><span class=\"small\">since 1 January 2026, by a link</span></span> <form"));
    QVERIFY(page.contains("aria-label=\"End on Safari on iPhone, since 1 January 2026, by a link\""));
    QCOMPARE(times(page, "This device"), 1);
    QCOMPARE(times(page, ">End</button>"), 1);
    QCOMPARE(times(page, "Sign out everywhere else"), 1);
    QVERIFY(page.indexOf("Firefox on Linux") < page.indexOf("Safari on iPhone"));
    // Neither the cookie nor its hash is on the page.
    for (const QByteArray &cookie : {desk.cookies.value("latchkey"), phone.cookies.value("latchkey")}) QVERIFY(!page.contains(cookie));
}

void TestPortalSessions::oneIsEnded() {
    PortalFixture p;
    const CustomerId customer = amelie(p);
    Visitor phone(p);
    signIn(p, phone, customer, "Version/17.7 Safari/604.1 iPhone");
    Visitor tablet(p);
    signIn(p, tablet, customer, "Version/17.7 Safari/604.1 iPad");
    Visitor desk(p);
    signIn(p, desk, customer);
    const QByteArray number = sessionBeside(desk.get("/account"), "Safari on iPhone");
    QVERIFY(!number.isEmpty());
    const QByteArray ended = desk.press(endPath, {{"session", number}});
    QCOMPARE(statusOf(ended), 303);
    QCOMPARE(headerOf(ended, "location"), QByteArray("/account"));
    QVERIFY(!isIn(phone));
    QVERIFY(isIn(tablet));
    QVERIFY(!desk.get("/account").contains("Safari on iPhone"));
    // Pressed again on a page that was still open: nothing happens, and nobody is told of an error.
    QCOMPARE(statusOf(desk.press(endPath, {{"session", number}})), 303);
    QCOMPARE(p.f.number("SELECT COUNT(*) FROM activity WHERE note = 'sessions=1'"), 1);
}

void TestPortalSessions::allOthersAreEnded() {
    PortalFixture p;
    const CustomerId customer = amelie(p);
    std::vector<std::unique_ptr<Visitor>> others;
    for (int i = 0; i < 3; ++i) {
        others.push_back(std::make_unique<Visitor>(p));
        signIn(p, *others.back(), customer);
    }
    Visitor bruno(p);
    signIn(p, bruno, p.f.addCustomer(u"Bruno"_qs, u"bruno@example.com"_qs, {}));
    Visitor desk(p);
    signIn(p, desk, customer);
    desk.get("/account");
    QCOMPARE(headerOf(desk.press(endPath), "location"), QByteArray("/account"));
    for (const auto &other : others) QVERIFY(!isIn(*other));
    QVERIFY(isIn(desk));
    QVERIFY(isIn(bruno));
    QCOMPARE(p.f.number("SELECT COUNT(*) FROM activity WHERE note = 'sessions=3'"), 1);
    QVERIFY(!desk.get("/account").contains("Sign out everywhere else"));
}

void TestPortalSessions::ofOneAloneThereIsNothingToEnd() {
    PortalFixture p;
    Visitor desk(p);
    signIn(p, desk, amelie(p));
    const QByteArray page = desk.get("/account");
    QVERIFY(page.contains("This device"));
    QVERIFY(!page.contains(endPath));
    QCOMPARE(statusOf(desk.press(endPath)), 303);
    QVERIFY(isIn(desk));
}

void TestPortalSessions::ownSessionIsNotEndedByItsNumber() {
    PortalFixture p;
    Visitor desk(p);
    signIn(p, desk, amelie(p));
    desk.get("/account");
    const QByteArray own = QByteArray::number(p.f.number("SELECT MAX(id) FROM sessions"));
    QCOMPARE(statusOf(desk.press(endPath, {{"session", own}})), 303);
    QVERIFY(isIn(desk));
}

void TestPortalSessions::anotherCustomersSessionCannotBeEnded() {
    PortalFixture p;
    Visitor bruno(p);
    signIn(p, bruno, p.f.addCustomer(u"Bruno"_qs, u"bruno@example.com"_qs, {}));
    const QByteArray his = QByteArray::number(p.f.number("SELECT MAX(id) FROM sessions"));
    Visitor desk(p);
    signIn(p, desk, amelie(p));
    QVERIFY(!desk.get("/account").contains("value=\"" + his + "\""));
    const QByteArray answer = desk.press(endPath, {{"session", his}});
    // As for a number that is nobody's: who tries numbers learns nothing.
    const QByteArray unknown = desk.press(endPath, {{"session", "99999"}});
    QCOMPARE(statusOf(answer), statusOf(unknown));
    QCOMPARE(bodyOf(answer), bodyOf(unknown));
    QVERIFY(isIn(bruno));
    QCOMPARE(p.f.number("SELECT COUNT(*) FROM activity WHERE note LIKE 'sessions=%'"), 0);
}

void TestPortalSessions::whatIsNoNumberIsNotThere_data() {
    QTest::addColumn<QByteArray>("session");
    for (const char *session : {"0", "-1", "1x", "0x1", " 1", "1 OR 1=1", "99999999999999999999999"}) QTest::newRow(session) << QByteArray(session);
}

void TestPortalSessions::whatIsNoNumberIsNotThere() {
    QFETCH(QByteArray, session);
    PortalFixture p;
    const CustomerId customer = amelie(p);
    Visitor other(p);
    signIn(p, other, customer);
    Visitor desk(p);
    signIn(p, desk, customer);
    desk.get("/account");
    QCOMPARE(statusOf(desk.press(endPath, {{"session", session}})), 404);
    QVERIFY(isIn(other));
}

void TestPortalSessions::withoutOurFormNothingEnds() {
    PortalFixture p;
    const CustomerId customer = amelie(p);
    Visitor other(p);
    signIn(p, other, customer);
    Visitor desk(p);
    signIn(p, desk, customer);
    const QByteArray number =
        sessionBeside(desk.get("/account"), "Firefox on Linux<br><span class=\"small\">since 1 January 2026, by a link</span></span> <form");
    const QByteArray nonce = desk.nonce;
    QCOMPARE(statusOf(desk.post(endPath, "session=" + number, desk.headers)), 403);
    QCOMPARE(statusOf(desk.post(endPath, "nonce=" + QByteArray(32, 'a') + "&session=" + number, desk.headers)), 403);
    QCOMPARE(statusOf(desk.post(endPath, "nonce=" + nonce, "Sec-Fetch-Site: cross-site\r\n")), 403);
    QCOMPARE(statusOf(desk.post(endPath, "{}", desk.headers, "application/json")), 400);
    QVERIFY(statusOf(desk.get(endPath)) != 303);
    QVERIFY(isIn(other));
}

void TestPortalSessions::whoIsNotSignedInIsSentToTheLogin() {
    PortalFixture p;
    Visitor desk(p);
    signIn(p, desk, amelie(p));
    Visitor stranger(p);
    stranger.get("/login");
    for (const QByteArray &session : {QByteArray("1"), QByteArray()}) {
        const QByteArray answer =
            stranger.press(endPath, session.isEmpty() ? QMap<QByteArray, QByteArray>() : QMap<QByteArray, QByteArray>{{"session", session}});
        QCOMPARE(headerOf(answer, "location"), QByteArray("/login"));
    }
    QVERIFY(isIn(desk));
}

void TestPortalSessions::signingInMakesANewId() {
    PortalFixture p;
    const CustomerId customer = amelie(p);
    Visitor desk(p);
    // An id that somebody else has put into the browser beforehand is worth nothing afterwards.
    desk.cookies.insert("latchkey", QByteArray(32, 'a'));
    signIn(p, desk, customer);
    const QByteArray first = desk.cookies.value("latchkey");
    QVERIFY(first != QByteArray(32, 'a'));
    desk.get("/login");
    desk.cookies.insert("latchkey", first);
    signIn(p, desk, customer);
    QVERIFY(desk.cookies.value("latchkey") != first);

    Visitor planted(p);
    planted.cookies.insert("latchkey", QByteArray(32, 'a'));
    QVERIFY(!isIn(planted));
}

void TestPortalSessions::aNewAddressEndsThemAll() {
    PortalFixture p;
    const CustomerId customer = amelie(p);
    Visitor phone(p);
    signIn(p, phone, customer);
    Visitor desk(p);
    signIn(p, desk, customer);
    QVERIFY_OK(p.f.run([&](Transaction &t) { return p.f.access->voidByEmailChange(t, customer, AgentId(1)); }));
    for (Visitor *visitor : {&phone, &desk}) QCOMPARE(headerOf(visitor->get("/account"), "location"), QByteArray("/login"));
    // A button on a page that was still open leads to the login as well.
    QCOMPARE(headerOf(desk.press(endPath), "location"), QByteArray("/login"));
}

void TestPortalSessions::anEndedOneIsNotListed() {
    PortalFixture p;
    const CustomerId customer = amelie(p);
    Visitor phone(p);
    signIn(p, phone, customer, "Version/17.7 Safari/604.1 iPhone");
    p.f.clock.advance(9h);  // longer than a link's session lives
    Visitor desk(p);
    signIn(p, desk, customer);
    QVERIFY(!desk.get("/account").contains("iPhone"));
    Visitor tablet(p);
    signIn(p, tablet, customer, "Version/17.7 Safari/604.1 iPad");
    QVERIFY(desk.get("/account").contains("iPad"));
    tablet.get("/account");
    tablet.press("/logout");
    QVERIFY(!desk.get("/account").contains("iPad"));
}

QTEST_GUILESS_MAIN(TestPortalSessions)
#include "tst_portal_sessions.moc"
