// The mirror's subscriptions in the store, with the lines, products and policies that hang on them, in whatever order they come.
#include "services/store/shop_sync_store.h"
#include "tests/store/mirrored_rows.h"

using namespace latchkey;

class TestShopMirrorSubscriptions : public QObject, MirroredRows {
    Q_OBJECT

private slots:
    void init() { m_store = std::make_unique<TempStore>(); }
    void cleanup() { m_store.reset(); }

    void aSubscriptionWaitsForItsOwner() {
        QCOMPARE(put(beans()), Mirrored::NoOwner);
        QVERIFY_OK(with([](MirrorWriter &w) { return w.putStranger(u"a1"_qs); }));
        QCOMPARE(put(beans()), Mirrored::Added);
        QVERIFY(customer(u"a1"_qs).removedAt.isSet());
        QCOMPARE(put(ada()), Mirrored::Changed);
        QVERIFY(!customer(u"a1"_qs).removedAt.isSet());
        QCOMPARE(customer(u"a1"_qs).name(), u"Ada Lund"_qs);
        QCOMPARE(m_store->number("SELECT count(*) FROM activity"), 0);
    }

    void whatHangsOnASubscriptionMayComeInAnyOrder_data() {
        QTest::addColumn<QString>("order");
        for (const char *order : {"pvoLcs", "csoLvp", "Lcsvpo", "vLcspo", "csLopv"}) QTest::newRow(order) << QString::fromLatin1(order);
    }
    void whatHangsOnASubscriptionMayComeInAnyOrder() {
        QFETCH(QString, order);
        for (const QChar what : order) {
            switch (what.toLatin1()) {
            case 'p': put(MirroredProduct{u"t1"_qs, u"Coffee"_qs, {}}); break;
            case 'v':
                put(MirroredVariant{u"v1"_qs, u"t1"_qs, u"Large"_qs, {}});
                put(MirroredVariant{u"v2"_qs, u"t1"_qs, u"Default Title"_qs, {}});
                break;
            case 'o': put(MirroredPolicy{u"p1"_qs, Interval{IntervalUnit::Week, 2}, {}}); break;
            case 'L':
                put(lineOf(u"l2"_qs, u"v2"_qs, 1, Instant(20)));
                put(lineOf(u"l1"_qs, u"v1"_qs, 3, Instant(10)));
                break;
            case 'c': put(ada()); break;
            case 's': QCOMPARE(put(beans()), Mirrored::Added); break;
            default: QFAIL("no such row");
            }
        }
        QVERIFY(settle() < 50);
        const Subscription s = subscription(u"s1"_qs);
        QCOMPARE(s.lines.size(), 2);
        QCOMPARE(s.lines[0].product, u"Coffee"_qs);
        QCOMPARE(s.lines[0].variant, u"Large"_qs);
        QCOMPARE(s.lines[0].quantity, 3);
        QCOMPARE(s.lines[0].price.minor, 2999);
        QCOMPARE(s.lines[1].variant, QString());
        QCOMPARE(s.interval.unit, IntervalUnit::Week);
        QCOMPARE(s.interval.count, 2);
    }

    void theDayOfAnOrderIsTheStores_data() {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("at");
        QTest::addColumn<QString>("day");
        QTest::newRow("nothing known") << QString() << u"2026-10-23T02:30:00Z"_qs << u"2026-10-23T00:00:00Z"_qs;
        QTest::newRow("evening in New York") << u"America/New_York"_qs << u"2026-10-23T02:30:00Z"_qs << u"2026-10-22T00:00:00Z"_qs;
        QTest::newRow("New York's midnight, summer") << u"America/New_York"_qs << u"2026-10-23T04:00:00Z"_qs << u"2026-10-23T00:00:00Z"_qs;
        QTest::newRow("New York's last hour, winter") << u"America/New_York"_qs << u"2026-12-23T04:59:59Z"_qs << u"2026-12-22T00:00:00Z"_qs;
        QTest::newRow("morning in Auckland") << u"Pacific/Auckland"_qs << u"2026-10-22T20:00:00Z"_qs << u"2026-10-23T00:00:00Z"_qs;
        QTest::newRow("a day without a midnight") << u"America/Havana"_qs << u"2027-03-14T05:00:00Z"_qs << u"2027-03-14T00:00:00Z"_qs;
        QTest::newRow("no such zone") << u"Mars/Olympus"_qs << u"2026-10-23T02:30:00Z"_qs << u"2026-10-23T00:00:00Z"_qs;
    }
    void theDayOfAnOrderIsTheStores() {
        QFETCH(QString, zone);
        QFETCH(QString, at);
        QFETCH(QString, day);
        QVERIFY_OK(m_store->write([&](Transaction &t) { return keepTimeZone(t.db, zone); }));
        put(ada());
        MirroredSubscription s = beans();
        s.nextOrder = instantFromText(at).value();
        QCOMPARE(put(s), Mirrored::Added);
        QCOMPARE(subscription(u"s1"_qs).nextOrder, instantFromText(day).value());
        QCOMPARE(put(s), Mirrored::Unchanged);
        s.nextOrder = {};
        QCOMPARE(put(s), Mirrored::Changed);
        QVERIFY(!subscription(u"s1"_qs).nextOrder.isSet());
    }

    void aNewNameSpreadsInSteps() {
        put(ada());
        put(MirroredProduct{u"t1"_qs, u"Coffee"_qs, {}});
        put(MirroredVariant{u"v1"_qs, u"t1"_qs, u"Large"_qs, {}});
        for (int i = 0; i < 5; ++i) {
            MirroredSubscription s = beans();
            s.ref = u"s"_qs + QString::number(i);
            MirroredLine l = lineOf(u"l"_qs + QString::number(i), u"v1"_qs, 1, Instant(1));
            l.subscription = s.ref;
            if (i == 4) l.title = u"Her own blend"_qs;
            put(l);
            put(s);
        }
        QCOMPARE(settle(), 1);
        QCOMPARE(put(MirroredProduct{u"t1"_qs, u"Espresso"_qs, {}}), Mirrored::Changed);
        QCOMPARE(subscription(u"s0"_qs).lines[0].product, u"Coffee"_qs);
        QVERIFY(settle() > 3);
        for (int i = 0; i < 4; ++i) QCOMPARE(subscription(u"s"_qs + QString::number(i)).lines[0].product, u"Espresso"_qs);
        QCOMPARE(subscription(u"s4"_qs).lines[0].product, u"Her own blend"_qs);
        QCOMPARE(settle(), 1);
    }

    void aLineThatIsRemovedLeavesItsSubscription() {
        put(ada());
        put(MirroredVariant{u"v1"_qs, {}, u"Large"_qs, {}});
        put(beans());
        put(lineOf(u"l1"_qs, u"v1"_qs, 1, Instant(10)));
        put(lineOf(u"l2"_qs, u"v1"_qs, 2, Instant(20)));
        QCOMPARE(subscription(u"s1"_qs).lines.size(), 2);
        MirroredLine removed = lineOf(u"l1"_qs, u"v1"_qs, 1, Instant(10));
        removed.removedAt = Instant(30);
        QCOMPARE(put(removed), Mirrored::Changed);
        QCOMPARE(subscription(u"s1"_qs).lines.size(), 1);
        QCOMPARE(subscription(u"s1"_qs).lines[0].quantity, 2);
        QVERIFY_OK(with([](MirrorWriter &w) { return w.removeLine(u"l2"_qs); }));
        QCOMPARE(subscription(u"s1"_qs).lines[0].quantity, 0);
        QCOMPARE(m_store->number("SELECT count(*) FROM subscription_lines"), 0);
    }

    void amountsWithMoreDecimalsAreRounded_data() {
        QTest::addColumn<QString>("amount");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<qint64>("minor");
        QTest::newRow("short") << u"8.3"_qs << u"USD"_qs << qint64(830);
        QTest::newRow("up") << u"8.335"_qs << u"USD"_qs << qint64(834);
        QTest::newRow("down") << u"8.334"_qs << u"USD"_qs << qint64(833);
        QTest::newRow("yen") << u"1200.5"_qs << u"JPY"_qs << qint64(1201);
        QTest::newRow("none") << QString() << u"USD"_qs << qint64(0);
        QTest::newRow("no number") << u"free"_qs << u"USD"_qs << qint64(0);
        QTest::newRow("negative") << u"-1.005"_qs << u"USD"_qs << qint64(-101);
    }
    void amountsWithMoreDecimalsAreRounded() {
        QFETCH(QString, amount);
        QFETCH(QString, currency);
        QFETCH(qint64, minor);
        put(ada());
        MirroredLine line = lineOf(u"l1"_qs, u"v1"_qs, 1, Instant(10));
        line.price = amount;
        put(line);
        MirroredSubscription s = beans();
        s.currency = currency;
        put(s);
        QCOMPARE(subscription(u"s1"_qs).lines[0].price.minor, minor);
    }

    void statusesShowAsTheyCome() {
        put(ada());
        MirroredSubscription s = beans();
        for (const auto &[raw, status, text] : {std::tuple{u"ACTIVE"_qs, SubscriptionStatus::Active, QString()},
                                                std::tuple{u"CANCELLED"_qs, SubscriptionStatus::Cancelled, QString()},
                                                std::tuple{u"3DS_ERROR"_qs, SubscriptionStatus::Other, u"3DS_ERROR"_qs},
                                                std::tuple{u"Under Review"_qs, SubscriptionStatus::Other, u"Under Review"_qs}}) {
            s.status = raw;
            put(s);
            QCOMPARE(subscription(u"s1"_qs).status, status);
            QCOMPARE(subscription(u"s1"_qs).statusText, text);
            QCOMPARE(count(u"subscriptions"_qs, countPart(status)), 1);
            QCOMPARE(count(u"subscriptions"_qs, u"all"_qs), 1);
        }
    }

    void whatIsGoneIsMarkedAndMayComeBack() {
        put(ada());
        put(beans());
        QVERIFY_OK(with([](MirrorWriter &w) { return w.removeSubscription(u"s1"_qs); }));
        QCOMPARE(subscription(u"s1"_qs).statusText, u"removed"_qs);
        QCOMPARE(count(u"subscriptions"_qs, u"active"_qs), 0);
        QCOMPARE(count(u"subscriptions"_qs, u"other"_qs), 1);
        QVERIFY_OK(with([](MirrorWriter &w) { return w.removeCustomer(u"a1"_qs); }));
        QVERIFY(customer(u"a1"_qs).removedAt.isSet());
        QCOMPARE(put(beans()), Mirrored::Changed);
        QCOMPARE(put(ada()), Mirrored::Changed);
        QCOMPARE(subscription(u"s1"_qs).status, SubscriptionStatus::Active);
        QVERIFY(!customer(u"a1"_qs).removedAt.isSet());
        QCOMPARE(count(u"subscriptions"_qs, u"active"_qs), 1);
    }
};

QTEST_GUILESS_MAIN(TestShopMirrorSubscriptions)
#include "tst_shop_mirror_subscriptions.moc"
