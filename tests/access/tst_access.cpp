// The life of Magic links against a real store: issue, redeem, revoke, void, limits, and browsers that race.
#include "models/domain/public_id.h"
#include "services/store/link_store.h"
#include "services/store/session_store.h"
#include "tests/access/access_fixture.h"

#include <thread>
#include <vector>

using namespace latchkey;
using namespace std::chrono_literals;

class TestAccess : public QObject {
    Q_OBJECT

private slots:
    void anIssuedLinkOpensOnce();
    void theSameBrowserGetsTheSameSessionAgain();
    void deadLinksTellTheirReason_data();
    void deadLinksTellTheirReason();
    void fiftyBrowsersPressingAtOnceOpenOneSession();
    void fiftyPressesOfOneBrowserOpenOneSession();
    void limitsSayWhenTheNextLinkIsPossible();
    void loginLettersDoNotUseUpTheAgentsLimit();
    void whoCannotHaveALinkIsRefused_data();
    void whoCannotHaveALinkIsRefused();
    void destinationsOutsideThePortalAreRefused_data();
    void destinationsOutsideThePortalAreRefused();
    void aVisitChangesNothingOfTheLink();
    void damagedAndUnknownTokensDiffer();
    void listsReadNewestFirstAndGoOn();
    void removedCustomersLinksDie();
    void verdictsAreKeptNinetyDays();
};

void TestAccess::anIssuedLinkOpensOnce() {
    AccessFixture f;
    const CustomerId amelie = f.addCustomer(u"Amélie"_qs, u"amelie@example.com"_qs, u"+33 6 12 34 56 78"_qs);
    const auto link = f.issue(amelie, AgentId(3), u"/account/subscriptions/7"_qs);
    QVERIFY_OK(link);
    QVERIFY(link->url.startsWith(u"https://portal.example.com/l/"_qs));
    QVERIFY(link->url.size() <= 72);
    QCOMPARE(link->expiresAt - link->issuedAt, Duration(10min));
    QCOMPARE(linkOfPublicId(link->publicId, f.access->publicIdKey()), std::optional<LinkId>(link->id));

    const auto view = f.access->look(*f.db, f.tokenOf(*link), f.clock.now());
    QVERIFY_OK(view);
    QCOMPARE(view->state, LinkState::Live);
    QVERIFY(!view->maskedName.contains(u"mélie"_qs));
    QCOMPARE(view->phoneEnding, u"78"_qs);

    const auto in = f.redeem(f.tokenOf(*link), "browser one");
    QVERIFY_OK(in);
    QCOMPARE(in->destination, u"/account/subscriptions/7"_qs);
    QCOMPARE(in->lives, Duration(8h));
    const auto session = f.access->session(*f.db, in->session, f.clock.now());
    QVERIFY_OK(session);
    QCOMPARE(session->customer, amelie);
    QVERIFY_FAILS(f.redeem(f.tokenOf(*link), "browser two"), ErrorCode::LinkUsed);
    QCOMPARE(f.number("SELECT COUNT(*) FROM activity WHERE kind IN (1, 2)"), 2);
    QVERIFY(f.number("SELECT last_sign_in_at FROM customers") > 0);
}

void TestAccess::theSameBrowserGetsTheSameSessionAgain() {
    AccessFixture f;
    const auto link = f.issue(f.addCustomer(u"A"_qs, u"a@example.com"_qs, {}));
    QVERIFY_OK(link);
    const auto first = f.redeem(f.tokenOf(*link), "browser");
    f.clock.advance(60s);
    const auto second = f.redeem(f.tokenOf(*link), "browser");
    QVERIFY_OK(first);
    QVERIFY_OK(second);
    QVERIFY(first->session == second->session);
    QCOMPARE(second->lives, Duration(8h - 60s));
    f.clock.advance(1ms);
    QVERIFY_FAILS(f.redeem(f.tokenOf(*link), "browser"), ErrorCode::LinkUsed);
    QCOMPARE(f.number("SELECT COUNT(*) FROM sessions"), 1);
    QCOMPARE(f.number("SELECT COUNT(*) FROM activity WHERE kind = 2"), 1);

    const auto other = f.issue(CustomerId(1));
    const auto signedIn = f.redeem(f.tokenOf(*other), "browser");
    QVERIFY_OK(signedIn);
    QVERIFY_OK(f.run([&](Transaction &t) { return f.access->signOut(t, signedIn->session); }));
    // Signing out is not undone by pressing the button again.
    QVERIFY_FAILS(f.redeem(f.tokenOf(*other), "browser"), ErrorCode::LinkUsed);
}

void TestAccess::deadLinksTellTheirReason_data() {
    QTest::addColumn<QString>("how");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("state");
    QTest::newRow("used") << u"used"_qs << int(ErrorCode::LinkUsed) << int(LinkState::Used);
    QTest::newRow("expired to the millisecond") << u"expired"_qs << int(ErrorCode::LinkExpired) << int(LinkState::Expired);
    QTest::newRow("revoked") << u"revoked"_qs << int(ErrorCode::LinkRevoked) << int(LinkState::Revoked);
    QTest::newRow("void by e-mail change") << u"void"_qs << int(ErrorCode::LinkVoidByEmailChange) << int(LinkState::VoidByEmailChange);
    QTest::newRow("revoked stays revoked after its time") << u"revoked late"_qs << int(ErrorCode::LinkRevoked) << int(LinkState::Revoked);
}

void TestAccess::deadLinksTellTheirReason() {
    QFETCH(QString, how);
    QFETCH(int, code);
    QFETCH(int, state);
    AccessFixture f;
    const CustomerId customer = f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto link = f.issue(customer);
    QVERIFY_OK(link);
    f.clock.advance(10min - 1ms);
    QCOMPARE(f.access->look(*f.db, f.tokenOf(*link), f.clock.now())->state, LinkState::Live);
    if (how == u"used"_qs) QVERIFY_OK(f.redeem(f.tokenOf(*link), "someone"));
    if (how == u"expired"_qs) f.clock.advance(1ms);
    if (how.startsWith(u"revoked"_qs)) {
        QVERIFY_OK(f.run([&](Transaction &t) { return f.access->revoke(t, link->id, AgentId(1)); }));
        QVERIFY_OK(f.run([&](Transaction &t) { return f.access->revoke(t, link->id, AgentId(2)); }));
        QCOMPARE(f.number("SELECT COUNT(*) FROM activity WHERE kind = 3"), 1);
    }
    if (how == u"revoked late"_qs) f.clock.advance(1h);
    if (how == u"void"_qs) QVERIFY_OK(f.run([&](Transaction &t) { return f.access->voidByEmailChange(t, customer, AgentId(1)); }));
    QCOMPARE(int(f.access->look(*f.db, f.tokenOf(*link), f.clock.now())->state), state);
    QVERIFY_FAILS(f.redeem(f.tokenOf(*link), "browser"), ErrorCode(code));
    if (!how.startsWith(u"revoked"_qs)) QVERIFY_FAILS(f.run([&](Transaction &t) { return f.access->revoke(t, link->id, AgentId(1)); }), ErrorCode(code));
}

void TestAccess::fiftyBrowsersPressingAtOnceOpenOneSession() {
    AccessFixture f;
    const auto link = f.issue(f.addCustomer(u"A"_qs, u"a@example.com"_qs, {}));
    QVERIFY_OK(link);
    std::atomic<int> opened{0};
    std::atomic<int> refused{0};
    std::vector<std::thread> browsers;
    for (int i = 0; i < 50; ++i)
        browsers.emplace_back([&, i] {
            const auto in = f.redeem(f.tokenOf(*link), QByteArray::number(i));
            if (in) ++opened;
            else if (in.error().code == ErrorCode::LinkUsed) ++refused;
        });
    for (std::thread &browser : browsers) browser.join();
    QCOMPARE(opened.load(), 1);
    QCOMPARE(refused.load(), 49);
    QCOMPARE(f.number("SELECT COUNT(*) FROM sessions"), 1);
}

void TestAccess::fiftyPressesOfOneBrowserOpenOneSession() {
    AccessFixture f;
    const auto link = f.issue(f.addCustomer(u"A"_qs, u"a@example.com"_qs, {}));
    QVERIFY_OK(link);
    std::mutex mutex;
    QSet<QByteArray> sessions;
    std::vector<std::thread> presses;
    for (int i = 0; i < 50; ++i)
        presses.emplace_back([&] {
            const auto in = f.redeem(f.tokenOf(*link), "one browser");
            const std::lock_guard lock(mutex);
            sessions.insert(in ? in->session.reveal() : QByteArray("refused"));
        });
    for (std::thread &press : presses) press.join();
    QCOMPARE(sessions.size(), 1);
    QVERIFY(!sessions.contains("refused"));
    QCOMPARE(f.number("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL"), 1);
}

void TestAccess::limitsSayWhenTheNextLinkIsPossible() {
    AccessPolicy policy;
    policy.linksPerAgentPerHour = 7;
    AccessFixture f(policy);
    const CustomerId customer = f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const CustomerId other = f.addCustomer(u"B"_qs, u"b@example.com"_qs, {});
    const Instant start = f.clock.now();
    for (int i = 0; i < 5; ++i) {
        QVERIFY_OK(f.issue(customer));
        f.clock.advance(1min);
    }
    const auto sixth = f.issue(customer);
    QVERIFY_FAILS(sixth, ErrorCode::TooManyLinks);
    QCOMPARE(*sixth.error().retryAt, start + 1h);
    QVERIFY_OK(f.issue(other));
    QVERIFY_OK(f.issue(other));
    QVERIFY_FAILS(f.issue(other), ErrorCode::TooManyLinks);
    QVERIFY_OK(f.issue(other, AgentId(2)));
    f.clock.advance(*sixth.error().retryAt - f.clock.now() - 1ms);
    QVERIFY_FAILS(f.issue(customer), ErrorCode::TooManyLinks);
    f.clock.advance(1ms);
    QVERIFY_OK(f.issue(customer));
}

void TestAccess::loginLettersDoNotUseUpTheAgentsLimit() {
    AccessFixture f;
    const CustomerId customer = f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    for (int i = 0; i < 5; ++i) {
        QVERIFY_OK(f.ask(u"a@example.com"_qs));
        f.clock.advance(61s);
    }
    QVERIFY_OK(f.issue(customer));
    QCOMPARE(*linksIssuedIn(*f.db, customer, hourBefore(f.clock.now())), 1);
}

void TestAccess::whoCannotHaveALinkIsRefused_data() {
    QTest::addColumn<QString>("email");
    QTest::addColumn<bool>("refused");
    QTest::newRow("no address") << QString() << true;
    QTest::newRow("malformed") << u"amelie.example.com"_qs << true;
    QTest::newRow("likely typo of the domain only warns") << u"amelie@gmial.com"_qs << false;
}

void TestAccess::whoCannotHaveALinkIsRefused() {
    QFETCH(QString, email);
    QFETCH(bool, refused);
    AccessFixture f;
    const auto link = f.issue(f.addCustomer(u"A"_qs, email, {}));
    if (refused) QVERIFY_FAILS(link, ErrorCode::MagicLinkRefused);
    else QVERIFY_OK(link);
    QVERIFY_FAILS(f.issue(CustomerId(99)), ErrorCode::NotFound);
}

void TestAccess::destinationsOutsideThePortalAreRefused_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("fine");
    QTest::newRow("account") << u"/account"_qs << true;
    QTest::newRow("subscription") << u"/account/subscriptions/12"_qs << true;
    const QStringList bad{u"https://evil.example"_qs, u"//evil.example"_qs, u"/\\evil.example"_qs, u"/account//evil"_qs, u"/account/..//x"_qs,
                          u"/account/../logout"_qs, u"/accounts"_qs, u"account"_qs, u"/account\r\nSet-Cookie: x"_qs, u"/account%2f%2fevil"_qs,
                          u"/account/%5cevil"_qs, u"/account#x"_qs, u"/account?to=//x"_qs, u"/login"_qs, u"/account/ü"_qs, u"javascript:alert(1)"_qs};
    for (const QString &path : bad) QTest::newRow(qPrintable(path)) << path << false;
}

void TestAccess::destinationsOutsideThePortalAreRefused() {
    QFETCH(QString, path);
    QFETCH(bool, fine);
    AccessFixture f;
    const auto link = f.issue(f.addCustomer(u"A"_qs, u"a@example.com"_qs, {}), AgentId(1), path);
    if (fine) QVERIFY_OK(link);
    else QVERIFY_FAILS(link, ErrorCode::InvalidRequest);
}

void TestAccess::aVisitChangesNothingOfTheLink() {
    AccessFixture f;
    const CustomerId customer = f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto link = f.issue(customer);
    QVERIFY_OK(link);
    for (int i = 0; i < 600; ++i)
        QVERIFY_OK(f.run([&](Transaction &t) {
            return f.access->recordVisit(t, {link->id, t.now, i == 0 ? VisitKind::Person : VisitKind::Scanner, VisitOutcome::Shown});
        }));
    const auto read = linkById(*f.db, link->id, f.access->publicIdKey());
    QVERIFY_OK(read);
    QCOMPARE(read->stateAt(f.clock.now()), LinkState::Live);
    QCOMPARE(read->visits, 1);
    QCOMPARE(read->scannerVisits, 499);  // a scanner in a loop does not fill the disk
    QVERIFY_OK(f.redeem(f.tokenOf(*link), "browser"));
}

void TestAccess::damagedAndUnknownTokensDiffer() {
    AccessFixture f;
    const LinkToken stranger = linkTokenFromRandom(f.chance.bytes<17>());
    QVERIFY_FAILS(f.redeem(stranger, "b"), ErrorCode::LinkUnknown);
    QVERIFY_FAILS(f.access->look(*f.db, stranger, f.clock.now()), ErrorCode::LinkUnknown);
    QByteArray broken = stranger.reveal();
    broken[5] = broken[5] == 'a' ? 'b' : 'a';
    QVERIFY_FAILS(f.redeem(LinkToken(broken), "b"), ErrorCode::LinkDamaged);
    QVERIFY_FAILS(f.redeem(LinkToken(), "b"), ErrorCode::LinkDamaged);
}

void TestAccess::listsReadNewestFirstAndGoOn() {
    AccessFixture f;
    const CustomerId a = f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const CustomerId b = f.addCustomer(u"B"_qs, u"b@example.com"_qs, {});
    QList<LinkId> ids;
    for (int i = 0; i < 5; ++i) {
        ids.prepend(f.issue(a, AgentId(1))->id);
        ids.prepend(f.issue(b, AgentId(2))->id);
        f.clock.advance(1s);
    }
    QVERIFY_OK(f.run([&](Transaction &t) { return f.access->revoke(t, ids.at(0), AgentId(1)); }));
    const quint64 key = f.access->publicIdKey();
    QList<LinkId> read;
    LinkQuery query;
    query.limit = 3;
    do {
        const auto page = listLinks(*f.db, query, key, f.clock.now());
        QVERIFY_OK(page);
        for (const LoginLink &link : page->items) read.append(link.id);
        query.after = page->next;
    } while (!query.after.isEmpty());
    QCOMPARE(read, ids);
    const auto count = [&](LinkQuery q) { return listLinks(*f.db, q, key, f.clock.now())->items.size(); };
    QCOMPARE(count({a, {}, {}, {}, 100}), 5);
    QCOMPARE(count({a, AgentId(2), {}, {}, 100}), 0);
    QCOMPARE(count({{}, AgentId(2), {}, {}, 100}), 5);
    QCOMPARE(count({{}, {}, LinkState::Revoked, {}, 100}), 1);
    QCOMPARE(count({{}, AgentId(1), LinkState::Live, {}, 100}), 5);
    QCOMPARE(*countLiveLinks(*f.db, f.clock.now()), 9);
    f.clock.advance(10min);
    QCOMPARE(*countLiveLinks(*f.db, f.clock.now()), 0);
    QCOMPARE(count({{}, {}, LinkState::Expired, {}, 100}), 9);
}

void TestAccess::removedCustomersLinksDie() {
    AccessFixture f;
    const CustomerId customer = f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto link = f.issue(customer);
    const auto used = f.issue(customer);
    const auto in = f.redeem(f.tokenOf(*used), "b");
    QVERIFY_OK(in);
    QVERIFY_OK(f.run([&](Transaction &t) { return t.db.execute("UPDATE customers SET removed_at = 5"); }));
    QVERIFY_FAILS(f.redeem(f.tokenOf(*link), "b"), ErrorCode::LinkRevoked);
    QVERIFY_FAILS(f.issue(customer), ErrorCode::MagicLinkRefused);
    QVERIFY_FAILS(f.access->session(*f.db, in->session, f.clock.now()), ErrorCode::Unauthorized);
    const auto asked = f.ask(u"a@example.com"_qs);
    QVERIFY_OK(asked);
    QVERIFY(!asked->letter && !asked->text);
}

void TestAccess::verdictsAreKeptNinetyDays() {
    AccessFixture f;
    const CustomerId customer = f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto old = f.issue(customer);
    QVERIFY_OK(f.run([&](Transaction &t) { return f.access->recordVisit(t, {old->id, t.now, VisitKind::Person, VisitOutcome::Shown}); }));
    QVERIFY_OK(f.redeem(f.tokenOf(*old), "b"));
    QVERIFY_OK(f.ask(u"a@example.com"_qs));
    f.clock.advance(24h * 90 + 10min);
    QVERIFY_OK(f.issue(customer));
    const auto step = [&] { return f.room->run<qint64>([&](Transaction &t) { return f.access->forgetOld(t); }); };
    const auto forget = [&] {
        qint64 all = 0;
        for (Result<qint64> gone = step(); gone && *gone > 0; gone = step()) all += *gone;
        return all;
    };
    QCOMPARE(forget(), 2);  // the visit and the letter, which came before the link ran out
    QVERIFY_FAILS(f.redeem(f.tokenOf(*old), "b"), ErrorCode::LinkUsed);
    f.clock.advance(1ms);
    QVERIFY(forget() > 2);  // the link and the one in the login letter, with all that belongs to them
    QCOMPARE(f.number("SELECT COUNT(*) FROM links"), 1);
    QVERIFY_FAILS(f.redeem(f.tokenOf(*old), "b"), ErrorCode::LinkUnknown);
    QCOMPARE(f.number("SELECT COUNT(*) FROM visits"), 0);
    QCOMPARE(f.number("SELECT COUNT(*) FROM codes"), 0);
    f.clock.advance(24h * 365);
    // The newest row stays, so that its number is never given to another link.
    QCOMPARE(forget(), 0);
    QCOMPARE(f.number("SELECT COUNT(*) FROM links"), 1);
}

QTEST_GUILESS_MAIN(TestAccess)
#include "tst_access.moc"
