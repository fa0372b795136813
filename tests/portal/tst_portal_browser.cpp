// What a customer does on the portal's pages in a real browser, where a page of ours leads to the next.
#include "tests/portal/page_states.h"

#include <QUrl>

using namespace latchkey;
using namespace std::chrono_literals;

class TestPortalBrowser : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aDeadLinkKeepsItsDestinationThroughTheCode_data();
    void aDeadLinkKeepsItsDestinationThroughTheCode();
    void aDeadLinkKeepsItsDestinationThroughAnotherAddress();
    void somebodyElseSignedInIsAskedAndStays();
    void somebodyElseSignedInIsAskedAndSwitches();
    void oneDeviceIsEndedFromAnother();
    void everywhereElseIsSignedOut();

private:
    QString heading() { return m_browser.text(QStringLiteral("h1")); }
    QString page() { return m_browser.text(QStringLiteral("main")); }
    QString path() { return QUrl(m_browser.url()).path(); }
    bool typeCode(Stage &stage) { return m_browser.type(QStringLiteral("#code"), QString::fromLatin1(stage.p.newestCode())) && stage.press(); }

    Browser m_browser;
};

void TestPortalBrowser::initTestCase() { QVERIFY2(m_browser.start(), qPrintable(m_browser.error())); }

void TestPortalBrowser::aDeadLinkKeepsItsDestinationThroughTheCode_data() {
    QTest::addColumn<QString>("death");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("says");
    const QString addresses = QStringLiteral("We can send a fresh code to a••••@example.com and to the phone ending in 78.");
    QTest::newRow("expired") << QStringLiteral("expired") << QStringLiteral("This link has expired") << addresses;
    QTest::newRow("used") << QStringLiteral("used") << QStringLiteral("This link was already used") << addresses;
    QTest::newRow("revoked") << QStringLiteral("revoked") << QStringLiteral("This link was withdrawn") << addresses;
    // Whoever holds it may be who had the former address.
    QTest::newRow("void") << QStringLiteral("void") << QStringLiteral("This link is no longer valid")
                          << QStringLiteral("We can send a code to the address on file now.");
}

void TestPortalBrowser::aDeadLinkKeepsItsDestinationThroughTheCode() {
    QFETCH(QString, death);
    QFETCH(QString, title);
    QFETCH(QString, says);
    Stage stage(m_browser);
    const CustomerId customer = stage.amelie();
    stage.p.addSubscription(customer, QStringLiteral("Tea"));
    const SubscriptionId subscription = stage.p.addSubscription(customer, QStringLiteral("Coffee Beans"));
    const QString destination = QStringLiteral("/account/subscriptions/%1").arg(subscription.value());
    const auto issued = stage.p.f.issue(customer, AgentId(1), destination);
    const LinkToken token = AccessFixture::tokenOf(*issued);
    noteMinted(token.reveal());
    if (death == QLatin1String("expired")) stage.p.f.clock.advance(11min);
    if (death == QLatin1String("used")) (void)stage.p.f.redeem(token, "elsewhere");
    if (death == QLatin1String("revoked")) (void)stage.p.f.run([&](Transaction &t) { return stage.p.f.access->revoke(t, issued->id, AgentId(1)); });
    if (death == QLatin1String("void"))
        (void)stage.p.f.run([&](Transaction &t) { return stage.p.f.access->voidByEmailChange(t, customer, AgentId(1)); });

    stage.open("/l/" + token.reveal());
    QCOMPARE(heading(), title);
    QVERIFY2(page().contains(says), qPrintable(page()));
    QVERIFY(!page().contains(QStringLiteral("amelie@")));
    QVERIFY(stage.press());
    QCOMPARE(path(), QStringLiteral("/code"));
    // A wrong code on the way does not lose it either.
    QVERIFY(m_browser.type(QStringLiteral("#code"), QString::fromLatin1(AccessFixture::otherThan(stage.p.newestCode()))) && stage.press());
    QVERIFY(page().contains(QStringLiteral("That is not the code")));
    QVERIFY(typeCode(stage));
    QCOMPARE(path(), destination);
    QVERIFY2(heading().startsWith(QStringLiteral("Coffee Beans")), qPrintable(heading()));
}

void TestPortalBrowser::aDeadLinkKeepsItsDestinationThroughAnotherAddress() {
    Stage stage(m_browser);
    const CustomerId customer = stage.amelie();
    const QString destination =
        QStringLiteral("/account/subscriptions/%1").arg(stage.p.addSubscription(customer, QStringLiteral("Coffee Beans")).value());
    const QByteArray link = stage.linkOf(customer, destination);
    stage.p.f.clock.advance(11min);
    stage.open(link);
    QVERIFY(stage.press("a.second"));
    QCOMPARE(path(), QStringLiteral("/login"));
    QVERIFY(m_browser.type(QStringLiteral("#who"), QStringLiteral("amelie@example.com")) && stage.press());
    QVERIFY(typeCode(stage));
    QCOMPARE(path(), destination);
}

void TestPortalBrowser::somebodyElseSignedInIsAskedAndStays() {
    Stage stage(m_browser);
    stage.signIn(stage.amelie());
    const CustomerId bruno = stage.p.f.addCustomer(QStringLiteral("Bruno Keller"), QStringLiteral("bruno@example.com"), {});
    const QByteArray his = stage.linkOf(bruno);
    stage.open(his);
    for (const char *words :
         {"Switch to B•••• K•••••?", "You are signed in as A••••• D•••••.", "Continue as B•••• K•••••", "Stay signed in as A••••• D•••••"})
        QVERIFY2(page().contains(QString::fromUtf8(words)), qPrintable(page()));
    for (const char *name : {"Keller", "Durand", "Bruno", "Amélie"}) QVERIFY(!page().contains(QString::fromUtf8(name)));
    QVERIFY(stage.press("a.second"));
    QVERIFY2(page().contains(QStringLiteral("Signed in as Amélie Durand")), qPrintable(page()));
    QCOMPARE(stage.p.f.number("SELECT COUNT(*) FROM links WHERE ended <> 0"), 1);
}

void TestPortalBrowser::somebodyElseSignedInIsAskedAndSwitches() {
    Stage stage(m_browser);
    const CustomerId amelie = stage.amelie();
    const QByteArray his = stage.linkOf(stage.p.f.addCustomer(QStringLiteral("Bruno Keller"), QStringLiteral("bruno@example.com"), {}));
    stage.signIn(amelie);
    stage.open(his);
    // As from a page that stood open since before she signed in: pressing it asks, and spends nothing.
    m_browser.execute(QStringLiteral("document.querySelector('[name=switch]').remove()"));
    QVERIFY(stage.press());
    QVERIFY(heading().startsWith(QStringLiteral("Switch to B")));
    stage.open("/account");
    QVERIFY(page().contains(QStringLiteral("Amélie Durand")));
    stage.open(his);
    QVERIFY(stage.press());
    QVERIFY(page().contains(QStringLiteral("Signed in as Bruno Keller")));
    // Her session is over, not only forgotten here.
    QCOMPARE(stage.p.f.number("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL"), 1);
}

void TestPortalBrowser::oneDeviceIsEndedFromAnother() {
    Stage stage(m_browser);
    const CustomerId customer = stage.amelie();
    Browser phone;
    QVERIFY2(phone.start(), qPrintable(phone.error()));
    phone.open(QStringLiteral("http://127.0.0.1:%1%2").arg(stage.p.port).arg(QString::fromUtf8(stage.linkOf(customer))));
    QVERIFY(phone.click(QStringLiteral("form button")));
    stage.signInFrom(customer, QStringLiteral("Safari on iPad"));
    stage.signIn(customer);
    QCOMPARE(m_browser.value(QStringLiteral("document.querySelectorAll('.devices li').length")).toInt(), 3);
    QVERIFY(stage.press(".devices button[aria-label^='End on Chrome on Linux']"));
    QCOMPARE(path(), QStringLiteral("/account"));
    QCOMPARE(m_browser.value(QStringLiteral("document.querySelectorAll('.devices li').length")).toInt(), 2);
    QVERIFY(page().contains(QStringLiteral("Safari on iPad")));
    phone.open(QStringLiteral("http://127.0.0.1:%1/account").arg(stage.p.port));
    QVERIFY2(phone.url().endsWith(QStringLiteral("/login")), qPrintable(phone.url()));
}

void TestPortalBrowser::everywhereElseIsSignedOut() {
    Stage stage(m_browser);
    const CustomerId customer = stage.amelie();
    stage.signInFrom(customer, QStringLiteral("Safari on iPad"));
    stage.signInFrom(customer, QStringLiteral("Firefox on Linux"));
    stage.signIn(customer);
    QVERIFY(stage.press("form[action='/account/sessions/end']:not(.devices form) button"));
    QVERIFY(page().contains(QStringLiteral("Signed in as Amélie Durand")));
    QCOMPARE(m_browser.value(QStringLiteral("document.querySelectorAll('.devices li').length")).toInt(), 1);
    QVERIFY(!page().contains(QStringLiteral("Sign out everywhere else")));
    QCOMPARE(stage.p.f.number("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL"), 1);
}

QTEST_GUILESS_MAIN(TestPortalBrowser)
#include "tst_portal_browser.moc"
