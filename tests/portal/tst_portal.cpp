// A customer's ways through the portal over real sockets: looking, pressing, codes, dead links, signing out.
#include "tests/portal/portal_fixture.h"

using namespace latchkey;
using namespace std::chrono_literals;

class TestPortal : public QObject {
    Q_OBJECT

private slots:
    void everyPageCarriesItsHeaders_data();
    void everyPageCarriesItsHeaders();
    void tenThousandLooksSpendNothing();
    void aPressSignsInAndASecondPressGivesTheSame();
    void theTokenSurvivesWhatALetterGluesToIt();
    void aCodeIsAskedForTypedAndOpensTheAccount();
    void aStrangerIsAnsweredLikeACustomer();
    void aDeadLinkSendsACodeAndKeepsTheDestination();
    void aVoidLinkDoesNotShowTheNewAddress();
    void somebodyElseSignedInIsAskedFirst();
    void signingOutForgetsTheSession();
    void anotherCustomersSubscriptionIsNotThere();
    void aFailingStoreIsOneSentence();
    void underHttpsTheCookiesAreBoundToTheHost();
    void longAndHostileNamesAreEscaped();
};

void TestPortal::everyPageCarriesItsHeaders_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("first page") << QByteArray("/") << 200;
    QTest::newRow("login") << QByteArray("/login") << 200;
    QTest::newRow("code without asking") << QByteArray("/code") << 303;
    QTest::newRow("live link") << QByteArray("live") << 200;
    QTest::newRow("dead link") << QByteArray("dead") << 410;
    QTest::newRow("damaged link") << QByteArray("/l/abc") << 404;
    QTest::newRow("unknown link") << QByteArray("unknown") << 404;
    QTest::newRow("account") << QByteArray("/account") << 303;
    QTest::newRow("signed out") << QByteArray("/signed-out") << 200;
    QTest::newRow("nowhere") << QByteArray("/nowhere") << 404;
}

void TestPortal::everyPageCarriesItsHeaders() {
    QFETCH(QByteArray, path);
    QFETCH(int, status);
    PortalFixture p;
    const CustomerId customer = p.f.addCustomer(u"Amélie"_qs, u"amelie@example.com"_qs, {});
    const auto link = p.f.issue(customer);
    if (path == "live" || path == "dead") {
        if (path == "dead") p.f.clock.advance(1h);
        path = "/l/" + p.f.tokenOf(*link).reveal();
    }
    if (path == "unknown") path = "/l/" + linkTokenFromRandom(p.f.chance.bytes<17>()).reveal();
    const QByteArray answer = Visitor(p).get(path);
    QCOMPARE(statusOf(answer), status);
    QCOMPARE(headerOf(answer, "cache-control"), QByteArray("no-store"));
    QCOMPARE(headerOf(answer, "referrer-policy"), QByteArray("no-referrer"));
    QCOMPARE(headerOf(answer, "content-security-policy"), QByteArray("default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'"));
    QCOMPARE(headerOf(answer, "x-content-type-options"), QByteArray("nosniff"));
    QVERIFY(headerOf(answer, "x-robots-tag").contains("noindex"));
    QVERIFY(!answer.contains("<script"));
    QVERIFY(!answer.contains("http://") && !answer.contains("https://"));
    if (status != 303) QVERIFY(answer.contains("<html lang=\"en\">") && answer.contains("<h1>"));
    // Nothing but the form's nonce is set by looking.
    QVERIFY(!answer.contains("latchkey="));
}

void TestPortal::tenThousandLooksSpendNothing() {
    PortalFixture p;
    const auto link = p.f.issue(p.f.addCustomer(u"Amélie"_qs, u"amelie@example.com"_qs, {}));
    const QByteArray path = "/l/" + p.f.tokenOf(*link).reveal();
    const RawClient client(p.port);
    for (int round = 0; round < 200; ++round) {
        QByteArray requests;
        for (int i = 0; i < 25; ++i)
            for (const char *method : {"HEAD ", "GET "}) requests += method + path + " HTTP/1.1\r\nHost: portal\r\nUser-Agent: scanner\r\n\r\n";
        QVERIFY(client.send(requests));
        for (int i = 0; i < 50; ++i) QCOMPARE(statusOf(client.readAnswer(i % 2 == 0)), 200);
    }
    QTRY_COMPARE(p.f.number("SELECT COUNT(*) FROM visits"), 500);
    QCOMPARE(p.f.number("SELECT COUNT(*) FROM sessions"), 0);
    QCOMPARE(p.f.number("SELECT ended FROM links"), 0);
    Visitor visitor(p);
    QCOMPARE(statusOf(visitor.get(path)), 200);
    QCOMPARE(statusOf(visitor.press(path)), 303);
}

void TestPortal::aPressSignsInAndASecondPressGivesTheSame() {
    PortalFixture p;
    const CustomerId customer = p.f.addCustomer(u"Amélie Durand"_qs, u"amelie@example.com"_qs, {});
    const SubscriptionId subscription = p.addSubscription(customer, u"Coffee Beans"_qs);
    const auto link = p.f.issue(customer, AgentId(1), u"/account/subscriptions/%1"_qs.arg(subscription.value()));
    const QByteArray path = "/l/" + p.f.tokenOf(*link).reveal();
    Visitor visitor(p);
    const QByteArray page = visitor.get(path);
    QVERIFY(page.contains("Continue as A"));
    QVERIFY(!page.contains("Durand"));
    QVERIFY(page.contains("for 10 more minutes"));
    const QByteArray first = visitor.press(path);
    QCOMPARE(statusOf(first), 303);
    QCOMPARE(headerOf(first, "location"), "/account/subscriptions/" + QByteArray::number(subscription.value()));
    QVERIFY(first.contains("latchkey=") && first.contains("HttpOnly") && first.contains("SameSite=Lax") && !first.contains("Secure"));
    const QByteArray session = visitor.cookies.value("latchkey");
    QCOMPARE(statusOf(visitor.press(path)), 303);
    QCOMPARE(visitor.cookies.value("latchkey"), session);
    QVERIFY(visitor.get("/account").contains("Coffee Beans"));
    const QByteArray details = visitor.get(headerOf(first, "location"));
    QVERIFY(details.contains("1 March 2026"));
    QVERIFY(details.contains("24.00"));

    Visitor other(p);
    other.get("/login");
    const QByteArray refused = other.press(path);
    QCOMPARE(statusOf(refused), 410);
    QVERIFY(refused.contains("already used"));
    QVERIFY(!other.cookies.contains("latchkey"));
}

void TestPortal::theTokenSurvivesWhatALetterGluesToIt() {
    PortalFixture p;
    const auto link = p.f.issue(p.f.addCustomer(u"A"_qs, u"a@example.com"_qs, {}));
    const QByteArray token = p.f.tokenOf(*link).reveal();
    const QByteArrayList tails{".", ")", "%3E.", "%22", "%3E", "%E2%80%9D", ",", "*", "%20"};
    for (const QByteArray &tail : tails) QCOMPARE(statusOf(Visitor(p).get("/l/" + token + tail)), 200);
    QCOMPARE(statusOf(Visitor(p).get("/l/" + token.toUpper())), 200);
    QCOMPARE(statusOf(Visitor(p).get("/l/" + token.left(20))), 404);
}

void TestPortal::aCodeIsAskedForTypedAndOpensTheAccount() {
    PortalFixture p;
    const CustomerId customer = p.f.addCustomer(u"Amélie"_qs, u"amelie@example.com"_qs, u"+33612345678"_qs);
    p.addSubscription(customer, u"Coffee Beans"_qs);
    Visitor visitor(p);
    visitor.get("/login");
    const QByteArray asked = visitor.press("/login", {{"who", "Amelie@Example.com"}});
    QCOMPARE(statusOf(asked), 303);
    QCOMPARE(headerOf(asked, "location"), QByteArray("/code"));
    const QByteArray page = visitor.get("/code");
    QVERIFY(page.contains("a 4\u2011digit code is on its way"));
    QVERIFY(page.contains("autocomplete=\"one-time-code\"") && page.contains("inputmode=\"numeric\""));
    QVERIFY(page.contains("You can ask for a new code in 60 seconds") || page.contains("You can ask for a new code in 1 minute"));
    const QByteArray code = p.newestCode();
    const QByteArray wrong = visitor.press("/code", {{"code", AccessFixture::otherThan(code)}});
    QCOMPARE(statusOf(wrong), 422);
    QVERIFY(wrong.contains("That is not the code"));
    QCOMPARE(statusOf(visitor.press("/code/again")), 429);
    p.f.clock.advance(61s);
    QCOMPARE(statusOf(visitor.press("/code/again")), 303);
    QVERIFY(p.newestCode() != code);
    // The earlier code, typed with a space as it was read aloud.
    const QByteArray in = visitor.press("/code", {{"code", " " + code.left(2) + " " + code.mid(2)}});
    QCOMPARE(statusOf(in), 303);
    QCOMPARE(headerOf(in, "location"), QByteArray("/account"));
    QVERIFY(visitor.get("/account").contains("Coffee Beans"));
    QCOMPARE(headerOf(visitor.get("/login"), "location"), QByteArray("/account"));
}

void TestPortal::aStrangerIsAnsweredLikeACustomer() {
    PortalFixture p;
    p.f.addCustomer(u"Amélie"_qs, u"known@example.com"_qs, {});
    QByteArrayList stories;
    for (const QByteArray &who : {QByteArray("known@example.com"), QByteArray("ghost@example.com")}) {
        Visitor visitor(p);
        QByteArray story = visitor.get("/login");
        story += visitor.press("/login", {{"who", who}});
        story += visitor.get("/code");
        const QByteArray wrong = who.startsWith("known") ? AccessFixture::otherThan(p.newestCode()) : QByteArray("0000");
        for (int i = 0; i < 6; ++i) story += visitor.press("/code", {{"code", wrong}});
        Visitor another(p);
        another.get("/login");
        story += another.press("/login", {{"who", who}}).replace(who, "WHO");
        for (const QByteArray &secret : visitor.cookies.values() + another.cookies.values()) story.replace(secret.left(32), "SECRET");
        story.replace(visitor.nonce, "NONCE").replace(another.nonce, "NONCE");
        stories.append(story);
    }
    const auto withoutDates = [](const QByteArray &story) {
        QByteArray kept;
        for (const QByteArray &line : story.split('\n')) if (!line.toLower().startsWith("date:")) kept += line + '\n';
        return kept;
    };
    QCOMPARE(withoutDates(stories.at(0)), withoutDates(stories.at(1)));
}

void TestPortal::aDeadLinkSendsACodeAndKeepsTheDestination() {
    PortalFixture p;
    const CustomerId customer = p.f.addCustomer(u"Amélie"_qs, u"amelie@example.com"_qs, u"+33612345678"_qs);
    const SubscriptionId subscription = p.addSubscription(customer, u"Coffee Beans"_qs);
    const QByteArray destination = "/account/subscriptions/" + QByteArray::number(subscription.value());
    const auto link = p.f.issue(customer, AgentId(1), QString::fromLatin1(destination));
    const QByteArray path = "/l/" + p.f.tokenOf(*link).reveal();
    p.f.clock.advance(11min);
    Visitor visitor(p);
    const QByteArray page = visitor.get(path);
    QCOMPARE(statusOf(page), 410);
    QVERIFY(page.contains("This link has expired"));
    QVERIFY(page.contains("It was good for 10 minutes."));
    QVERIFY(page.contains("phone ending in 78"));
    QVERIFY(!page.contains("amelie@example.com"));
    QVERIFY(page.contains("/login?to=" + destination));
    QCOMPARE(headerOf(visitor.press(path + "/code"), "location"), QByteArray("/code"));
    // Pressed twice: back to the page where the code is typed.
    QCOMPARE(headerOf(visitor.press(path + "/code"), "location"), QByteArray("/code"));
    QCOMPARE(headerOf(visitor.press("/code", {{"code", p.newestCode()}}), "location"), destination);
    QVERIFY(visitor.get(path).contains("Open my subscriptions"));

    Visitor byTyping(p);
    p.f.clock.advance(2min);
    QVERIFY(byTyping.get("/login?to=" + destination).contains("value=\"" + destination + "\""));
    QVERIFY(!byTyping.get("/login?to=//evil.example").contains("evil"));
    byTyping.press("/login", {{"who", "amelie@example.com"}, {"to", destination}});
    QCOMPARE(headerOf(byTyping.press("/code", {{"code", p.newestCode()}}), "location"), destination);
}

void TestPortal::aVoidLinkDoesNotShowTheNewAddress() {
    PortalFixture p;
    const CustomerId customer = p.f.addCustomer(u"Amélie"_qs, u"amelie@example.com"_qs, {});
    const auto link = p.f.issue(customer);
    QVERIFY_OK(p.f.run([&](Transaction &t) { return p.f.access->voidByEmailChange(t, customer, AgentId(1)); }));
    const QByteArray page = Visitor(p).get("/l/" + p.f.tokenOf(*link).reveal());
    QCOMPARE(statusOf(page), 410);
    QVERIFY(page.contains("no longer valid"));
    QVERIFY(!page.contains("example.com"));
    QVERIFY(page.contains("Send me a code"));
}

void TestPortal::somebodyElseSignedInIsAskedFirst() {
    PortalFixture p;
    const CustomerId amelie = p.f.addCustomer(u"Amélie"_qs, u"amelie@example.com"_qs, {});
    const CustomerId bruno = p.f.addCustomer(u"Bruno"_qs, u"bruno@example.com"_qs, {});
    Visitor visitor(p);
    const QByteArray hers = "/l/" + p.f.tokenOf(*p.f.issue(amelie)).reveal();
    const QByteArray his = "/l/" + p.f.tokenOf(*p.f.issue(bruno)).reveal();
    visitor.get(hers);
    QCOMPARE(statusOf(visitor.press(hers)), 303);
    const QByteArray session = visitor.cookies.value("latchkey");
    const QByteArray page = visitor.get(his);
    QVERIFY(page.contains("You are signed in as A") && page.contains("Continue as B") && page.contains("Stay signed in as A"));
    // A page shown before the other customer signed in lacks the consent.
    QVERIFY(visitor.press(his).contains("Continue as B"));
    QCOMPARE(visitor.cookies.value("latchkey"), session);
    QCOMPARE(statusOf(visitor.press(his, {{"switch", "1"}})), 303);
    QVERIFY(visitor.get("/account").contains("Bruno"));
    QVERIFY_FAILS(p.f.access->session(*p.f.db, SessionSecret(session), p.f.clock.now()), ErrorCode::Unauthorized);
}

void TestPortal::signingOutForgetsTheSession() {
    PortalFixture p;
    const QByteArray path = "/l/" + p.f.tokenOf(*p.f.issue(p.f.addCustomer(u"A"_qs, u"a@example.com"_qs, {}))).reveal();
    Visitor visitor(p);
    visitor.get(path);
    visitor.press(path);
    const QByteArray session = visitor.cookies.value("latchkey");
    QCOMPARE(statusOf(visitor.get("/account")), 200);
    QCOMPARE(headerOf(visitor.press("/logout"), "location"), QByteArray("/signed-out"));
    QVERIFY(!visitor.cookies.contains("latchkey"));
    QVERIFY(visitor.get("/signed-out").contains("You are signed out"));
    // A copy of the cookie is worth nothing either.
    visitor.cookies.insert("latchkey", session);
    QCOMPARE(statusOf(visitor.get("/account")), 303);
}

void TestPortal::anotherCustomersSubscriptionIsNotThere() {
    PortalFixture p;
    const CustomerId amelie = p.f.addCustomer(u"Amélie"_qs, u"amelie@example.com"_qs, {});
    const SubscriptionId theirs = p.addSubscription(p.f.addCustomer(u"Bruno"_qs, u"b@example.com"_qs, {}), u"Secret Tea"_qs);
    const QByteArray path = "/l/" + p.f.tokenOf(*p.f.issue(amelie)).reveal();
    Visitor visitor(p);
    const QByteArray details = "/account/subscriptions/" + QByteArray::number(theirs.value());
    QCOMPARE(headerOf(visitor.get(details), "location"), "/login?to=" + details);
    visitor.get(path);
    visitor.press(path);
    const QByteArray page = visitor.get(details);
    QCOMPARE(statusOf(page), 404);
    QVERIFY(!page.contains("Tea"));
    QCOMPARE(statusOf(visitor.get("/account/subscriptions/0x1")), 404);
    QCOMPARE(statusOf(visitor.get("/account/subscriptions/99999999999999999999999")), 404);
}

void TestPortal::aFailingStoreIsOneSentence() {
    PortalFixture p;
    const auto link = p.f.issue(p.f.addCustomer(u"A"_qs, u"a@example.com"_qs, {}));
    QVERIFY_OK(p.f.run([](Transaction &t) { return t.db.execute("DROP TABLE codes"); }));
    Visitor visitor(p);
    visitor.get("/login");
    const QByteArray page = visitor.press("/login", {{"who", "a@example.com"}});
    QCOMPARE(statusOf(page), 503);
    QVERIFY(page.contains("try again in a few minutes"));
    QVERIFY(!page.contains("codes"));
    QVERIFY_OK(p.f.run([](Transaction &t) { return t.db.execute("DROP TABLE links"); }));
    const QByteArray path = "/l/" + p.f.tokenOf(*link).reveal();
    // The link may still be good: trying again must lead to it, whichever of its buttons was pressed.
    for (const QByteArray &failed : {visitor.get(path), visitor.press(path), visitor.press(path + "/code")}) {
        QCOMPARE(statusOf(failed), 503);
        QVERIFY(failed.contains("href=\"" + path + "\">Try again"));
    }
}

void TestPortal::underHttpsTheCookiesAreBoundToTheHost() {
    PortalFixture p(u"https://portal.example.com"_qs);
    const QByteArray path = "/l/" + p.f.tokenOf(*p.f.issue(p.f.addCustomer(u"A"_qs, u"a@example.com"_qs, {}))).reveal();
    Visitor visitor(p);
    const QByteArray page = visitor.get(path);
    QVERIFY(page.contains("__Host-latchkey-form="));
    const QByteArray in = visitor.press(path);
    QCOMPARE(statusOf(in), 303);
    const QByteArray cookie = headerOf(in, "set-cookie");
    QVERIFY(cookie.startsWith("__Host-latchkey=") && cookie.contains("Secure") && cookie.contains("HttpOnly") && cookie.contains("Path=/"));
    QVERIFY(!cookie.contains("Domain"));
    QCOMPARE(statusOf(visitor.get("/account")), 200);
}

void TestPortal::longAndHostileNamesAreEscaped() {
    PortalFixture p;
    const CustomerId customer = p.f.addCustomer(u"<script>alert(1)</script>{{nonce}}"_qs + QString(300, u'x'), u"a@example.com"_qs, {});
    p.addSubscription(customer, u"<b>\"Beans\" & 'more'</b>"_qs);
    const QByteArray path = "/l/" + p.f.tokenOf(*p.f.issue(customer)).reveal();
    Visitor visitor(p);
    QVERIFY(!visitor.get(path).contains("<script"));
    visitor.press(path);
    const QByteArray page = visitor.get("/account");
    QVERIFY(page.contains("&lt;script&gt;"));
    QVERIFY(page.contains("{{nonce}}"));
    QVERIFY(!page.contains("<b>"));
}

QTEST_GUILESS_MAIN(TestPortal)
#include "tst_portal.moc"
