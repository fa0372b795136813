// Sessions against a real store: how long they live, what ends them, and what the store knows of them.
#include "services/store/session_store.h"
#include "tests/access/access_fixture.h"

using namespace latchkey;
using namespace std::chrono_literals;

class TestSessions : public QObject {
    Q_OBJECT

private slots:
    void aLinksSessionLivesEightHoursAndACodesThirtyDays();
    void signingOutEndsThisSessionOnly();
    void aChangeOfAddressEndsAllOfThem();
    void nonsenseIsNoSession_data();
    void nonsenseIsNoSession();
    void signInsAreCountedBetweenTwoMoments();
};

void TestSessions::aLinksSessionLivesEightHoursAndACodesThirtyDays() {
    AccessFixture f;
    const CustomerId customer = f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto byLink = f.redeem(f.tokenOf(*f.issue(customer)), "b");
    const auto asked = f.ask(u"a@example.com"_qs);
    const auto byCode = f.enter(asked->challenge, f.codeOf(*asked));
    QVERIFY_OK(byLink);
    QVERIFY_OK(byCode);
    f.clock.advance(8h - 1ms);
    QVERIFY_OK(f.access->session(*f.db, byLink->session, f.clock.now()));
    f.clock.advance(1ms);
    QVERIFY_FAILS(f.access->session(*f.db, byLink->session, f.clock.now()), ErrorCode::Unauthorized);
    QCOMPARE(*countLiveSessions(*f.db, customer, f.clock.now()), 1);
    f.clock.advance(24h * 30 - 8h - 1ms);
    QVERIFY_OK(f.access->session(*f.db, byCode->session, f.clock.now()));
    f.clock.advance(1ms);
    QVERIFY_FAILS(f.access->session(*f.db, byCode->session, f.clock.now()), ErrorCode::Unauthorized);
}

void TestSessions::signingOutEndsThisSessionOnly() {
    AccessFixture f;
    const CustomerId customer = f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto one = f.redeem(f.tokenOf(*f.issue(customer)), "b");
    const auto two = f.redeem(f.tokenOf(*f.issue(customer)), "b");
    for (int i = 0; i < 2; ++i) QVERIFY_OK(f.run([&](Transaction &t) { return f.access->signOut(t, one->session); }));
    QVERIFY_FAILS(f.access->session(*f.db, one->session, f.clock.now()), ErrorCode::Unauthorized);
    QVERIFY_OK(f.access->session(*f.db, two->session, f.clock.now()));
    QCOMPARE(f.number("SELECT COUNT(*) FROM activity WHERE kind = 9"), 1);
}

void TestSessions::aChangeOfAddressEndsAllOfThem() {
    AccessFixture f;
    const CustomerId customer = f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto in = f.redeem(f.tokenOf(*f.issue(customer)), "b");
    QVERIFY_OK(f.run([&](Transaction &t) { return f.access->voidByEmailChange(t, customer, AgentId(1)); }));
    QVERIFY_FAILS(f.access->session(*f.db, in->session, f.clock.now()), ErrorCode::Unauthorized);
}

void TestSessions::nonsenseIsNoSession_data() {
    QTest::addColumn<QByteArray>("cookie");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("short") << QByteArray("abc");
    QTest::newRow("unknown") << QByteArray(32, 'a');
    QTest::newRow("not hexadecimal") << QByteArray(32, 'z');
    QTest::newRow("quotes") << QByteArray("' OR 1=1 --");
}

void TestSessions::nonsenseIsNoSession() {
    QFETCH(QByteArray, cookie);
    AccessFixture f;
    QVERIFY_FAILS(f.access->session(*f.db, SessionSecret(cookie), f.clock.now()), ErrorCode::Unauthorized);
}

void TestSessions::signInsAreCountedBetweenTwoMoments() {
    AccessFixture f;
    const CustomerId customer = f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const Instant start = f.clock.now();
    QCOMPARE(*countSignIns(*f.db, start, start + 24h), 0);
    QVERIFY_OK(f.run([&](Transaction &t) -> Result<void> {
        for (int hour = 0; hour < 100; ++hour) {
            const auto done = insertSession(t.db, {QByteArray::number(hour), customer, {}, start + hour * Duration(1h), start + 999h, {}});
            if (!done) return tl::unexpected<Error>(done.error());
        }
        return t.db.execute("DELETE FROM sessions WHERE id % 2 = 0");
    }));
    // Rows may be missing: ids only bound the count then, they do not make it wrong by more than that.
    QCOMPARE(*countSignIns(*f.db, start + 10h, start + 34h), 24);
    QCOMPARE(*countSignIns(*f.db, start - 10h, start), 0);
    QCOMPARE(*countSignIns(*f.db, start + 200h, start + 300h), 0);
}

QTEST_GUILESS_MAIN(TestSessions)
#include "tst_sessions.moc"
