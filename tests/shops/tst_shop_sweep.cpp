// A sweep removes what is gone, and nothing because of one wrong page.
#include "tests/shops/mirror_fixture.h"

using namespace latchkey;

class TestShopSweep : public QObject {
    Q_OBJECT

private slots:
    void aPageThatIsShortForOnceRemovesNothing();
    void aPageThatStaysShortRemovesNothing();
    void manyThatAreReallyGoneAreRemoved();

private:
    // The first of all, and no more.
    static QJsonObject shortPage(MirrorFixture &f, int times) {
        const QString body = u"{\"data\":{\"StorefrontUsers\":[{\"id\":\"%1\"}]}}"_qs.arg(f.ids("StorefrontUser").first());
        return {{u"operation"_qs, u"SkioIdsCustomers"_qs}, {u"status"_qs, 200}, {u"body"_qs, body}, {u"times"_qs, times}};
    }
    static qint64 removed(MirrorFixture &f) { return f.store.number("SELECT count(*) FROM customers WHERE removed_at IS NOT NULL"); }
};

void TestShopSweep::aPageThatIsShortForOnceRemovesNothing() {
    MirrorFixture f({220, 20, 3});
    QVERIFY_OK(f.run());
    const qint64 before = removed(f);
    f.store.clock.advance(std::chrono::hours(8 * 24));
    f.skio.server.misbehave(u"status"_qs, shortPage(f, 1));
    const auto done = f.run();
    QVERIFY_OK(done);
    QVERIFY2(!done->trouble, qPrintable(done->trouble ? toText(done->trouble->fault) : QString()));
    QCOMPARE(removed(f), before);
}

void TestShopSweep::aPageThatStaysShortRemovesNothing() {
    MirrorFixture f({220, 20, 3});
    QVERIFY_OK(f.run());
    const qint64 before = removed(f);
    f.store.clock.advance(std::chrono::hours(8 * 24));
    f.skio.server.misbehave(u"status"_qs, shortPage(f, 0));
    const auto done = f.run();
    QVERIFY_OK(done);
    QVERIFY(done->trouble);
    QCOMPARE(done->trouble->fault, ShopFault::Nonsense);
    QCOMPARE(removed(f), before);
}

void TestShopSweep::manyThatAreReallyGoneAreRemoved() {
    MirrorFixture f({220, 20, 3});
    QVERIFY_OK(f.run());
    const QStringList ids = f.ids("StorefrontUser");
    QVERIFY(f.skio.server.control({{u"command"_qs, u"delete"_qs}, {u"type"_qs, u"StorefrontUser"_qs}, {u"first"_qs, 150}, {u"skip"_qs, 0}}).value(u"ok"_qs).toBool());
    f.store.clock.advance(std::chrono::hours(8 * 24));
    const auto done = f.run();
    QVERIFY_OK(done);
    QVERIFY2(!done->trouble, qPrintable(done->trouble ? toText(done->trouble->fault) : QString()));
    for (const QString &id : ids.first(150)) QVERIFY(f.customer(id)->removedAt.isSet());
    QVERIFY(removed(f) <= 153);
}

QTEST_GUILESS_MAIN(TestShopSweep)
#include "tst_shop_sweep.moc"
