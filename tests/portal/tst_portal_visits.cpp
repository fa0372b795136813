// What the portal learns of a visitor by a style sheet that is fetched with the cookie, and what it does not take a visitor for.
#include "services/store/link_store.h"
#include "tests/portal/portal_fixture.h"

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

class Scene {
public:
    explicit Scene(const QString &baseUrl = QStringLiteral("http://127.0.0.1")) : p(baseUrl) {
        customer = p.f.addCustomer(u"Amélie"_qs, u"amelie@example.com"_qs, {});
        const auto issued = p.f.issue(customer);
        link = issued->id;
        path = "/l/" + AccessFixture::tokenOf(*issued).reveal();
        p.f.clock.advance(1min);
    }
    // "person shown, no_cookie dead": the visits in their order, once all that was given to the room is done.
    QString visits() {
        p.f.afterwards();
        QStringList all;
        Statement select = p.f.db->prepare("SELECT kind, outcome FROM visits ORDER BY id");
        while (select.step()) {
            static const QStringList outcomes{u"shown"_qs, u"dead"_qs, u"pressed"_qs};
            all << toText(static_cast<VisitKind>(select.integer(0))) + u' ' + outcomes.value(static_cast<int>(select.integer(1)));
        }
        return all.join(u", "_qs);
    }

    PortalFixture p;
    CustomerId customer;
    LinkId link;
    QByteArray path;
};

const QString onePerson = QStringLiteral("person shown");

}  // namespace

class TestPortalVisits : public QObject {
    Q_OBJECT

private slots:
    void theSheetAnswersEverybodyAlike();
    void onlyLinksPagesAskForTheSheet();
    void aBrowserThatFetchesTheSheetIsAPerson();
    void withoutTheSheetItIsNobodyYet();
    void aCookieBroughtAlongIsAPersonAtOnce();
    void aPressTellsAPersonToo();
    void aHeadOfTheSheetTellsNothing();
    void aScannerThatFetchesEverythingIsStillOne_data();
    void aScannerThatFetchesEverythingIsStillOne();
    void onlyThePressOfAHastyBrowserCounts();
    void aPressOnADeadLinkIsARefusedPress();
    void theCodeButtonOfADeadPageIsNoVisit();
    void theProxysWordForTheNetworkCounts();
    void aPrefetchedPageIsAPersonsOnceItIsShown();
};

void TestPortalVisits::theSheetAnswersEverybodyAlike() {
    Scene s;
    Visitor known(s.p);
    known.get(s.path);
    Visitor forged(s.p);
    forged.cookies.insert("latchkey-form", "no nonce at all");
    const auto undated = [](QByteArray answer) { return answer.remove(answer.indexOf("Date: "), 37); };
    const QByteArray sheet = undated(Visitor(s.p).get("/seen.css"));
    QCOMPARE(statusOf(sheet), 200);
    QCOMPARE(headerOf(sheet, "content-type"), QByteArray("text/css; charset=utf-8"));
    QCOMPARE(headerOf(sheet, "cache-control"), QByteArray("no-store"));
    QCOMPARE(headerOf(sheet, "content-security-policy"), QByteArray("default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'"));
    QCOMPARE(headerOf(sheet, "x-content-type-options"), QByteArray("nosniff"));
    QVERIFY(headerOf(sheet, "set-cookie").isEmpty());
    QVERIFY(bodyOf(sheet).size() < 32);
    QCOMPARE(undated(known.get("/seen.css")), sheet);
    QCOMPARE(undated(forged.get("/seen.css")), sheet);
    const RawClient client(s.p.port);
    QVERIFY(client.send("HEAD /seen.css HTTP/1.1\r\nHost: portal\r\n\r\n"));
    QCOMPARE(statusOf(client.readAnswer(true)), 200);
}

void TestPortalVisits::onlyLinksPagesAskForTheSheet() {
    Scene s;
    Visitor visitor(s.p);
    QVERIFY(visitor.get(s.path).contains("<link rel=\"stylesheet\" href=\"/seen.css\">"));
    QVERIFY(!visitor.get("/login").contains("/seen.css"));
    s.p.f.clock.advance(1h);
    QVERIFY(visitor.get(s.path).contains("/seen.css"));
    QVERIFY(!visitor.get("/l/abc").contains("/seen.css"));
}

void TestPortalVisits::aBrowserThatFetchesTheSheetIsAPerson() {
    Scene s;
    Visitor visitor(s.p);
    visitor.get(s.path);
    visitor.get("/portal.css");
    visitor.get("/seen.css");
    QCOMPARE(s.visits(), onePerson);
    QCOMPARE(s.p.f.number("SELECT ended FROM links"), 0);
    QCOMPARE(s.p.f.number("SELECT COUNT(*) FROM visits WHERE browser IS NOT NULL"), 0);
    // A dead page alike.
    s.p.f.clock.advance(1h);
    Visitor late(s.p);
    late.get(s.path);
    QCOMPARE(s.visits(), u"person shown, no_cookie dead"_qs);
    late.get("/seen.css");
    QCOMPARE(s.visits(), u"person shown, person dead"_qs);
}

void TestPortalVisits::withoutTheSheetItIsNobodyYet() {
    Scene s;
    Visitor visitor(s.p);
    visitor.get(s.path);
    QCOMPARE(s.visits(), u"no_cookie shown"_qs);
    Visitor(s.p).get("/seen.css");
    QCOMPARE(s.visits(), u"no_cookie shown"_qs);
}

void TestPortalVisits::aCookieBroughtAlongIsAPersonAtOnce() {
    Scene s;
    Visitor visitor(s.p);
    visitor.get(s.path);
    visitor.get(s.path);  // the same browser again: both were a person's
    QCOMPARE(s.visits(), u"person shown, person shown"_qs);
    Visitor customer(s.p);
    customer.get("/login");
    customer.get(s.path);
    QCOMPARE(s.visits(), u"person shown, person shown, person shown"_qs);
}

void TestPortalVisits::aPressTellsAPersonToo() {
    Scene s;
    Visitor visitor(s.p);
    visitor.get(s.path);
    QCOMPARE(statusOf(visitor.press(s.path)), 303);
    QCOMPARE(s.visits(), onePerson);
}

void TestPortalVisits::aHeadOfTheSheetTellsNothing() {
    Scene s;
    Visitor visitor(s.p);
    visitor.get(s.path);
    const RawClient client(s.p.port);
    QVERIFY(client.send("HEAD /seen.css HTTP/1.1\r\nHost: portal\r\nCookie: latchkey-form=" + visitor.cookies.value("latchkey-form") + "\r\n\r\n"));
    QCOMPARE(statusOf(client.readAnswer(true)), 200);
    QCOMPARE(s.visits(), u"no_cookie shown"_qs);
}

void TestPortalVisits::aScannerThatFetchesEverythingIsStillOne_data() {
    QTest::addColumn<QByteArray>("agent");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("atOnce");
    QTest::addColumn<QString>("kind");
    const QByteArray firefox("Mozilla/5.0 Firefox/124.0");
    QTest::newRow("by its name") << QByteArray("Mozilla/5.0 HeadlessChrome/120.0 Safari/537.36") << QByteArray() << false << u"scanner"_qs;
    QTest::newRow("by its network") << firefox << QByteArray("X-Forwarded-For: 40.107.218.12\r\n") << false << u"known_network"_qs;
    QTest::newRow("by its speed") << firefox << QByteArray() << true << u"too_fast"_qs;
    QTest::newRow("by what it says of itself") << firefox << QByteArray("Sec-Purpose: prefetch\r\n") << false << u"prefetch"_qs;
}

void TestPortalVisits::aScannerThatFetchesEverythingIsStillOne() {
    QFETCH(QByteArray, agent);
    QFETCH(QByteArray, header);
    QFETCH(bool, atOnce);
    QFETCH(QString, kind);
    Scene s(u"https://portal.example.com"_qs);
    if (atOnce) {
        const auto issued = s.p.f.issue(s.customer);
        s.path = "/l/" + AccessFixture::tokenOf(*issued).reveal();
    }
    Visitor visitor(s.p);
    visitor.agent = agent;
    visitor.always = header;
    visitor.get(s.path);
    visitor.get("/portal.css");
    visitor.get("/seen.css");
    QCOMPARE(s.visits(), kind + u" shown"_qs);
    QVERIFY(visitor.cookies.contains("__Host-latchkey-form"));
}

void TestPortalVisits::onlyThePressOfAHastyBrowserCounts() {
    Scene s;
    const auto issued = s.p.f.issue(s.customer);
    const QByteArray path = "/l/" + AccessFixture::tokenOf(*issued).reveal();
    Visitor agent(s.p);
    agent.get(path);
    agent.get("/seen.css");
    QCOMPARE(s.visits(), u"too_fast shown"_qs);
    QCOMPARE(statusOf(agent.press(path)), 303);
    QCOMPARE(s.visits(), onePerson);
}

void TestPortalVisits::aPressOnADeadLinkIsARefusedPress() {
    Scene s;
    Visitor visitor(s.p);
    visitor.get(s.path);
    s.p.f.clock.advance(1h);
    QCOMPARE(statusOf(visitor.press(s.path)), 410);
    QCOMPARE(s.visits(), u"person shown, person pressed"_qs);
}

void TestPortalVisits::theCodeButtonOfADeadPageIsNoVisit() {
    Scene s;
    s.p.f.clock.advance(1h);
    Visitor visitor(s.p);
    visitor.get(s.path);
    QCOMPARE(statusOf(visitor.press(s.path + "/code")), 303);
    visitor.cookies.remove("latchkey-code");
    QCOMPARE(statusOf(visitor.press(s.path + "/code")), 429);
    QCOMPARE(s.visits(), u"person dead"_qs);
}

void TestPortalVisits::theProxysWordForTheNetworkCounts() {
    Scene direct;
    Visitor liar(direct.p);
    liar.always = "X-Forwarded-For: 40.107.218.12\r\n";
    liar.get(direct.path);
    // Without https there is no proxy that could say so.
    QCOMPARE(direct.visits(), u"no_cookie shown"_qs);
}

void TestPortalVisits::aPrefetchedPageIsAPersonsOnceItIsShown() {
    Scene s;
    Visitor visitor(s.p);
    visitor.always = "Sec-Purpose: prefetch\r\n";
    visitor.get(s.path);
    visitor.get("/seen.css");
    QCOMPARE(s.visits(), u"prefetch shown"_qs);
    visitor.always.clear();
    visitor.get("/seen.css");
    QCOMPARE(s.visits(), onePerson);
}

QTEST_GUILESS_MAIN(TestPortalVisits)
#include "tst_portal_visits.moc"
