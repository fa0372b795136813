// Addresses that were saved at the platform: what ends the wait for them, and that a service goes on looking where the last one was.
#include "tests/shops/desk_fixture.h"

#include <future>

using namespace latchkey;
using namespace std::chrono_literals;

class TestEmailWaits : public QObject {
    Q_OBJECT

private slots:
    void aSyncEndsTheWait_data();
    void aSyncEndsTheWait();
    void afterADayItCountsNoMore();
    void aServiceGoesOnLooking();
    void noLinkIsMadeWhileAnAddressIsUnderWay();
    void aRefusalEndsTheWait();
    void aRefusalLeavesWhatWaitedBefore();
    void whatIsNotAnsweredStaysUnsureUntilItIsSavedAgain();
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

namespace {

struct Change {
    std::shared_ptr<std::promise<ShopFault>> ended = std::make_shared<std::promise<ShopFault>>();
    // Stopped stands for "it was taken".
    ShopFault of(DeskFixture &f, const QString &email) {
        begin(f, email);
        return ended->get_future().get();
    }
    void begin(DeskFixture &f, const QString &email) {
        f.desk().changeEmail({f.idOf("maya"), email, {}, {}}, [ended = ended](const ShopResult<EmailChangeState> &made) { ended->set_value(made ? ShopFault::Stopped : made.error().fault); });
    }
};

void neverShown(DeskFixture &f) { f.skio.server.set({{u"shopify"_qs, QJsonObject{{u"mirrorDelayMs"_qs, QJsonValue::Null}}}}); }

void lostAtShopify(DeskFixture &f) { f.skio.server.misbehave(u"dropAfter"_qs, {{u"door"_qs, u"shopify"_qs}, {u"operation"_qs, u"customerUpdate"_qs}}); }

}  // namespace

void TestEmailWaits::noLinkIsMadeWhileAnAddressIsUnderWay() {
    DeskFixture f({20, 20, 1});
    f.skio.timeout = 60s;
    f.skio.withShopify();
    QVERIFY_OK(f.run());
    neverShown(f);
    f.skio.hold("customerUpdate", 1, "shopify");
    Change change;
    change.begin(f, u"maya.new@example.com"_qs);
    QTRY_VERIFY(f.isUnsure("maya"));
    const auto refused = std::make_shared<std::promise<ShopTrouble>>();
    f.desk().makeLink({f.idOf("maya"), {}, {}}, [refused](const ShopResult<ShopLink> &made) { refused->set_value(made ? ShopTrouble() : made.error()); });
    const ShopTrouble said = refused->get_future().get();
    QVERIFY(said.fault == ShopFault::EmailDiffers && said.speaker == ShopSpeaker::House);
    QCOMPARE(f.skio.count("magicLinkCalls"), 0);
    f.skio.release();
    QCOMPARE(change.ended->get_future().get(), ShopFault::Stopped);
    QVERIFY(f.waits("maya") && !f.isUnsure("maya"));
}

void TestEmailWaits::aRefusalEndsTheWait() {
    DeskFixture f({20, 20, 1});
    f.skio.withShopify();
    QVERIFY_OK(f.run());
    QCOMPARE(Change().of(f, u"otto.lang@example.com"_qs), ShopFault::EmailTaken);
    QVERIFY(!f.waits("maya"));
    QCOMPARE(f.store.number("SELECT count(*) FROM shop_email_waits"), 0);
}

void TestEmailWaits::aRefusalLeavesWhatWaitedBefore() {
    DeskFixture f({20, 20, 1});
    f.skio.withShopify();
    QVERIFY_OK(f.run());
    f.waitFor("maya", u"maya.first@example.com"_qs);
    QCOMPARE(Change().of(f, u"otto.lang@example.com"_qs), ShopFault::EmailTaken);
    QVERIFY(f.waits("maya") && !f.isUnsure("maya"));
    QCOMPARE(f.store.number("SELECT count(*) FROM shop_email_waits WHERE email = 'maya.first@example.com'"), 1);
}

void TestEmailWaits::whatIsNotAnsweredStaysUnsureUntilItIsSavedAgain() {
    DeskFixture f({20, 20, 1});
    f.skio.withShopify();
    QVERIFY_OK(f.run());
    neverShown(f);
    lostAtShopify(f);
    QCOMPARE(Change().of(f, u"maya.new@example.com"_qs), ShopFault::Uncertain);
    QVERIFY(f.isUnsure("maya"));
    QCOMPARE(Change().of(f, u"maya.new@example.com"_qs), ShopFault::Stopped);
    QVERIFY(f.waits("maya") && !f.isUnsure("maya"));
}

QTEST_GUILESS_MAIN(TestEmailWaits)
#include "tst_email_waits.moc"
