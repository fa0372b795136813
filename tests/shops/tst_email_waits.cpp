// Addresses that were saved at the platform: what ends the wait for them, and that a service goes on looking where the last one was.
#include "tests/shops/desk_fixture.h"

using namespace latchkey;
using namespace std::chrono_literals;

class TestEmailWaits : public QObject {
    Q_OBJECT

private slots:
    void aSyncEndsTheWait_data();
    void aSyncEndsTheWait();
    void afterADayItCountsNoMore();
    void aServiceGoesOnLooking();
};

void TestEmailWaits::aSyncEndsTheWait_data() {
    QTest::addColumn<QString>("shown");
    QTest::addColumn<bool>("waits");
    QTest::newRow("the new address") << u"maya.new@example.com"_qs << false;
    QTest::newRow("a third one") << u"maya.third@example.com"_qs << false;
    QTest::newRow("the old one, written otherwise") << u"Maya.Ortiz@example.com"_qs << true;
}

void TestEmailWaits::aSyncEndsTheWait() {
    QFETCH(QString, shown);
    QFETCH(bool, waits);
    DeskFixture f({20, 20, 1});
    QVERIFY_OK(f.run());
    f.waitFor("maya", u"maya.new@example.com"_qs);
    QVERIFY(f.waits("maya"));
    f.command("email", u"maya"_qs, {{u"email"_qs, shown}});
    QVERIFY_OK(f.run());
    QCOMPARE(f.customer(f.named("maya"))->email, shown);
    QCOMPARE(f.waits("maya"), waits);
}

void TestEmailWaits::afterADayItCountsNoMore() {
    DeskFixture f({20, 20, 1});
    QVERIFY_OK(f.run());
    f.waitFor("maya", u"maya.new@example.com"_qs);
    f.store.clock.advance(longestEmailWait - 1s);
    QVERIFY(f.waits("maya"));
    f.store.clock.advance(1s);
    QVERIFY(!f.waits("maya"));
    const auto gone = f.store.write([](Transaction &t) { return deleteOldEmailWaits(t.db, t.now - longestEmailWait); });
    QVERIFY_OK(gone);
    QCOMPARE(*gone, 1);
    QCOMPARE(f.store.number("SELECT count(*) FROM shop_email_waits"), 0);
}

// No sync runs here: only a look at this row can bring it.
void TestEmailWaits::aServiceGoesOnLooking() {
    DeskFixture f({20, 20, 1});
    QVERIFY_OK(f.run());
    f.waitFor("maya", u"maya.new@example.com"_qs);
    f.command("email", u"maya"_qs, {{u"email"_qs, u"maya.new@example.com"_qs}});
    f.desk().start();
    QTRY_VERIFY(!f.waits("maya"));
    QCOMPARE(f.customer(f.named("maya"))->email, u"maya.new@example.com"_qs);
}

QTEST_GUILESS_MAIN(TestEmailWaits)
#include "tst_email_waits.moc"
