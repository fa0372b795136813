// A sweep removes what is gone, and nothing because of one wrong page.
#include "tests/shops/mirror_fixture.h"

using namespace latchkey;

class TestShopSweep : public QObject {
    Q_OBJECT

private slots:
    void aPageThatIsWrongForOnceRemovesNothing_data() { wrongPages(); }
    void aPageThatIsWrongForOnceRemovesNothing();
    void aPageThatStaysWrongRemovesNothing_data() { wrongPages(); }
    void aPageThatStaysWrongRemovesNothing();
    void manyThatAreReallyGoneAreRemoved();
    void linesThatTheirSubscriptionsShowStay();
    void linesThatNobodyCanConfirmStayAndTheSweepGoesOn();
    void linesThatAreReallyGoneAreRemoved();

private:
    static void wrongPages() {
        QTest::addColumn<bool>("isHole");
        QTest::newRow("all but the first and the last are left out") << true;
        QTest::newRow("the end comes after the first page") << false;
    }
    // Most of what is here is missing on such a page, as it never would be on one that breaks off: what is behind its last id is the next page's.
    static QJsonObject wrongPage(MirrorFixture &f, bool isHole, int times, const char *type = "StorefrontUser") {
        const bool isOfLines = QLatin1String(type) == QLatin1String("SubscriptionLine");
        const QString root = isOfLines ? u"SubscriptionLines"_qs : u"StorefrontUsers"_qs;
        QStringList ids = f.ids(type);
        ids.sort();
        const QString rows = isHole ? u"{\"id\":\"%1\"},{\"id\":\"%2\"}"_qs.arg(ids.first(), ids.last()) : QString();
        return {{u"operation"_qs, isOfLines ? u"SkioIdsLines"_qs : u"SkioIdsCustomers"_qs}, {u"status"_qs, 200}, {u"times"_qs, times},
                {u"body"_qs, u"{\"data\":{\"%1\":[%2]}}"_qs.arg(root, rows)}, {u"after"_qs, isHole ? 0 : 1}};
    }
    static qint64 removed(MirrorFixture &f) { return f.store.number("SELECT count(*) FROM customers WHERE removed_at IS NOT NULL"); }
    static qint64 linesRemoved(MirrorFixture &f) { return f.store.number("SELECT count(*) FROM shop_lines WHERE removed_at IS NOT NULL"); }
};

// The page is asked for once more, and nothing that this one shows, or leaves to the page behind it, is gone: nobody is asked for one by one.
void TestShopSweep::aPageThatIsWrongForOnceRemovesNothing() {
    QFETCH(bool, isHole);
    MirrorFixture f({220, 20, 3});
    QVERIFY_OK(f.run());
    const qint64 before = removed(f);
    f.store.clock.advance(std::chrono::hours(8 * 24));
    const int asked = f.skio.countOf("SkioCustomer");
    f.skio.server.misbehave(u"status"_qs, wrongPage(f, isHole, 1));
    const auto done = f.run();
    QVERIFY_OK(done);
    QVERIFY2(!done->trouble, qPrintable(done->trouble ? toText(done->trouble->fault) : QString()));
    QCOMPARE(removed(f), before);
    QCOMPARE(f.skio.countOf("SkioCustomer"), asked);
    // Both times the wrong page was asked for, and what comes behind it.
    QVERIFY(f.skio.countOf("SkioIdsCustomers") >= 3);
}

// Both pages leave the same ones out: the first of them that is asked for by itself is there, so that the pages are not believed.
void TestShopSweep::aPageThatStaysWrongRemovesNothing() {
    QFETCH(bool, isHole);
    MirrorFixture f({220, 20, 3});
    QVERIFY_OK(f.run());
    const qint64 before = removed(f);
    f.store.clock.advance(std::chrono::hours(8 * 24));
    const int asked = f.skio.countOf("SkioCustomer");
    f.skio.server.misbehave(u"status"_qs, wrongPage(f, isHole, 0));
    const auto done = f.run();
    QVERIFY_OK(done);
    QVERIFY(done->trouble);
    QCOMPARE(done->trouble->fault, ShopFault::Nonsense);
    QCOMPARE(removed(f), before);
    QCOMPARE(f.skio.countOf("SkioCustomer") - asked, 1);
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

// A line cannot be asked for by itself; its subscription shows it.
void TestShopSweep::linesThatTheirSubscriptionsShowStay() {
    MirrorFixture f({220, 60, 3});
    QVERIFY_OK(f.run());
    const qint64 before = linesRemoved(f);
    f.store.clock.advance(std::chrono::hours(8 * 24));
    const int asked = f.skio.countOf("SkioSubscription");
    f.skio.server.misbehave(u"status"_qs, wrongPage(f, true, 0, "SubscriptionLine"));
    const auto done = f.run();
    QVERIFY_OK(done);
    QVERIFY(done->trouble);
    QCOMPARE(done->trouble->fault, ShopFault::Nonsense);
    QCOMPARE(linesRemoved(f), before);
    QVERIFY(f.skio.countOf("SkioSubscription") > asked);
}

void TestShopSweep::linesThatNobodyCanConfirmStayAndTheSweepGoesOn() {
    MirrorFixture f({220, 60, 3});
    QVERIFY_OK(f.run());
    const qint64 before = linesRemoved(f);
    f.store.clock.advance(std::chrono::hours(8 * 24));
    f.skio.server.misbehave(u"noAccess"_qs, {{u"operation"_qs, u"SkioSubscription"_qs}, {u"table"_qs, u"SubscriptionByPk"_qs}, {u"times"_qs, 0}});
    f.skio.server.misbehave(u"status"_qs, wrongPage(f, true, 2, "SubscriptionLine"));
    const auto done = f.run();
    QVERIFY_OK(done);
    QVERIFY(done->trouble);
    QCOMPARE(done->trouble->fault, ShopFault::NoAccess);
    QCOMPARE(done->failures, 0);
    QCOMPARE(linesRemoved(f), before);
    // Its end was reached: the next run does not begin with the same page.
    QCOMPARE(done->sweptAt, f.store.clock.now());
    const int pages = f.skio.countOf("SkioIdsLines");
    const auto next = f.run();
    QVERIFY_OK(next);
    QVERIFY(!next->trouble);
    QCOMPARE(f.skio.countOf("SkioIdsLines"), pages);
}

void TestShopSweep::linesThatAreReallyGoneAreRemoved() {
    MirrorFixture f({220, 60, 3});
    QVERIFY_OK(f.run());
    const QStringList all = f.ids("Subscription");
    const QStringList gone = all.first(all.size() - 10);
    QStringList lines;
    for (const QJsonObject &row : f.rows("SubscriptionLine"))
        if (gone.contains(row.value(u"subscriptionId"_qs).toString())) lines.append(row.value(u"id"_qs).toString());
    QVERIFY(lines.size() > 40);
    for (const QString &id : lines) f.command("delete", id, {{u"type"_qs, u"SubscriptionLine"_qs}});
    for (const QString &id : gone) f.command("delete", id, {{u"type"_qs, u"Subscription"_qs}});
    f.store.clock.advance(std::chrono::hours(8 * 24));
    const auto done = f.run();
    QVERIFY_OK(done);
    QVERIFY2(!done->trouble, qPrintable(done->trouble ? toText(done->trouble->fault) : QString()));
    for (const QString &id : lines)
        QCOMPARE(f.store.number("SELECT count(*) FROM shop_lines WHERE removed_at IS NULL AND ref = '" + id.toStdString() + '\''), 0);
}

QTEST_GUILESS_MAIN(TestShopSweep)
#include "tst_shop_sweep.moc"
