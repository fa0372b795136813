// What agents ask of a shop that is slow or hangs: answered in their order, not sent too late, and readings never pile up.
#include "tests/shops/desk_fixture.h"

#include <future>
#include <mutex>

using namespace latchkey;
using namespace std::chrono_literals;

class TestShopQueue : public QObject {
    Q_OBJECT

private slots:
    void whoAsksFirstIsAnsweredFirst();
    void whatCameTooLateIsNotSent();
    void whatWaitedTooLongIsNotEvenRead();
    void readingsDoNotPileUp();
    void whoIsNotHereYetIsSoughtAtTheShop();
    void agentsWhoSearchAtTheSameMomentAreEachAskedFor();
    void nobodyOfAnotherStoreIsTakenIn();
};

void TestShopQueue::whoAsksFirstIsAnsweredFirst() {
    std::mutex mutex;
    QList<int> answered;
    DeskFixture f({20, 20, 1});
    f.skio.timeout = 60s;
    QVERIFY_OK(f.run());
    const CustomerId maya = f.idOf("maya");
    const auto ask = [&](int i) {
        f.desk().makeLink({maya, {}, {}}, [&, i](const ShopResult<ShopLink> &) {
            const std::scoped_lock lock(mutex);
            answered.append(i);
        });
    };
    const auto soFar = [&] {
        const std::scoped_lock lock(mutex);
        return answered;
    };
    // Two are asked at a time: while the shop keeps one of them waiting, the others can only come one after another.
    f.skio.server.control(u"clearStats"_qs);
    f.skio.hold("SkioCustomerRow");
    ask(0);
    QTRY_COMPARE(f.skio.countOf("SkioCustomerRow"), 1);
    for (int i = 1; i < 6; ++i) ask(i);
    QTRY_COMPARE_WITH_TIMEOUT(soFar(), (QList<int>{1, 2, 3, 4, 5}), 20'000);
    f.skio.release();
    QTRY_COMPARE_WITH_TIMEOUT(soFar(), (QList<int>{1, 2, 3, 4, 5, 0}), 20'000);
}

void TestShopQueue::whatCameTooLateIsNotSent() {
    DeskFixture f({20, 20, 1});
    f.skio.withShopify();
    QVERIFY_OK(f.run());
    f.times.sendWithin = 200ms;
    // The customer is read first, and that takes until nobody waits any more.
    f.skio.server.misbehave(u"slow"_qs, {{u"operation"_qs, u"SkioCustomer"_qs}, {u"times"_qs, 1}, {u"milliseconds"_qs, 350}});
    const CustomerId maya = f.idOf("maya");
    std::promise<ShopTrouble> link;
    f.desk().makeLink({maya, {}, {}}, [&](const ShopResult<ShopLink> &made) { link.set_value(made ? ShopTrouble() : made.error()); });
    const ShopTrouble late = link.get_future().get();
    QVERIFY(late.fault == ShopFault::TimedOut && late.speaker == ShopSpeaker::House);
    QCOMPARE(f.skio.count("magicLinkCalls"), 0);
    // It says nothing of this customer, nor of Skio.
    QVERIFY(!f.desk().troubleOf(maya, {}, f.store.clock.now()));
    f.skio.server.misbehave(u"slow"_qs, {{u"operation"_qs, u"SkioCustomer"_qs}, {u"times"_qs, 1}, {u"milliseconds"_qs, 350}});
    std::promise<ShopFault> change;
    f.desk().changeEmail({maya, u"maya.new@example.com"_qs, {}, {}}, [&](const ShopResult<EmailChangeState> &made) { change.set_value(made ? ShopFault::Stopped : made.error().fault); });
    QCOMPARE(change.get_future().get(), ShopFault::TimedOut);
    QCOMPARE(f.skio.count("shopifyUpdates"), 0);
    QVERIFY(!f.waits("maya"));
}

void TestShopQueue::whatWaitedTooLongIsNotEvenRead() {
    DeskFixture f({20, 20, 1});
    QVERIFY_OK(f.run());
    f.times.sendWithin = -1ms;
    f.skio.server.control(u"clearStats"_qs);
    std::promise<ShopTrouble> link;
    f.desk().makeLink({f.idOf("maya"), {}, {}}, [&](const ShopResult<ShopLink> &made) { link.set_value(made ? ShopTrouble() : made.error()); });
    const ShopTrouble late = link.get_future().get();
    QVERIFY(late.fault == ShopFault::TimedOut && late.speaker == ShopSpeaker::House);
    QCOMPARE(f.skio.count("requests"), 0);
}

void TestShopQueue::readingsDoNotPileUp() {
    DeskFixture f({120, 20, 1});
    f.skio.timeout = 60s;
    QVERIFY_OK(f.run());
    const auto all = f.store.number("SELECT max(id) FROM customers");
    QVERIFY(all > 100);
    const auto read = [&f] {
        QList<CustomerId> customers;
        for (const Event &event : f.store.events())
            if (event.kind == EventKind::CustomerRead) customers.append(event.customer);
        return customers;
    };
    // Both threads wait for the shop; whatever is opened then stands in the row behind them.
    f.skio.server.control(u"clearStats"_qs);
    f.skio.hold("SkioCustomer", 2);
    for (qint64 id = 1; id <= 2; ++id) f.desk().opened(CustomerId(id), {});
    QTRY_COMPARE(f.skio.countOf("SkioCustomer"), 2);
    for (qint64 id = 3; id <= all; ++id) f.desk().opened(CustomerId(id), {});
    f.skio.release();
    // The newest is the last one in the row: whatever waits has had its turn by then, but for the one that the other thread is at.
    QTRY_VERIFY_WITH_TIMEOUT(read().contains(CustomerId(all)), 20'000);
    QTRY_COMPARE(read().size(), 2 + 64);
    // One that was dropped is read as soon as somebody looks again.
    const CustomerId dropped(10);
    QVERIFY(!read().contains(dropped));
    f.desk().opened(dropped, {});
    QTRY_VERIFY(read().contains(dropped));
}

void TestShopQueue::whoIsNotHereYetIsSoughtAtTheShop() {
    DeskFixture f({20, 20, 1});
    f.times.afterTyping = 300ms;  // far longer than it takes to type the four below
    QVERIFY_OK(f.run());
    f.skio.server.control({{u"command"_qs, u"add"_qs}, {u"type"_qs, u"StorefrontUser"_qs},
                           {u"values"_qs, QJsonObject{{u"firstName"_qs, u"Quentin"_qs}, {u"lastName"_qs, u"Late"_qs}, {u"email"_qs, u"quentin.late@example.com"_qs}}}});
    const auto isHere = [&f] { return f.store.number("SELECT count(*) FROM customers WHERE email = 'quentin.late@example.com'") == 1; };
    const auto told = [&f] {
        const QList<Event> events = f.store.events();
        return std::count_if(events.begin(), events.end(), [](const Event &event) { return event.kind == EventKind::DirectoryChanged; });
    };
    const auto before = told();
    // Fast typing is one question.
    for (const QString &typed : {u"qu"_qs, u"que"_qs, u"quent"_qs, u"quentin l"_qs}) f.desk().soughtInVain(typed);
    QTRY_VERIFY(isHere());
    QCOMPARE(f.skio.countOf("SkioCustomerSearch"), 1);
    QTRY_COMPARE(told(), before + 1);
    // Nor is the same asked again at once.
    f.desk().soughtInVain(u"quentin l"_qs);
    QTest::qWait(450);
    QCOMPARE(f.skio.countOf("SkioCustomerSearch"), 1);
}

void TestShopQueue::agentsWhoSearchAtTheSameMomentAreEachAskedFor() {
    DeskFixture f({20, 20, 1});
    // Nothing is due before all have typed, on however slow a machine.
    f.times.afterTyping = 2s;
    QVERIFY_OK(f.run());
    for (const QString &typed : {u"quentin late"_qs, u"late@example"_qs, u"quentin"_qs, u"4155550134"_qs}) f.desk().soughtInVain(typed);
    QTRY_COMPARE_WITH_TIMEOUT(f.skio.countOf("SkioCustomerSearch"), 3, 20'000);
    // A crowd's oldest searches are given up.
    for (int i = 0; i < 12; ++i) f.desk().soughtInVain(u"nobody %1"_qs.arg(QChar(u'a' + i)));
    f.desk().soughtInVain(u"the last one"_qs);
    QTRY_COMPARE_WITH_TIMEOUT(f.skio.countOf("SkioCustomerSearch"), 3 + 8, 20'000);
    QTest::qWait(100);
    QCOMPARE(f.skio.countOf("SkioCustomerSearch"), 3 + 8);
}

void TestShopQueue::nobodyOfAnotherStoreIsTakenIn() {
    DeskFixture f({20, 20, 1});
    f.times.afterTyping = 10ms;
    QVERIFY_OK(f.run());
    QVERIFY_OK(f.store.write([](Transaction &t) -> Result<void> { return t.db.execute("UPDATE meta SET value = 'another' WHERE name = 'shop_site'"); }));
    f.skio.server.control({{u"command"_qs, u"add"_qs}, {u"type"_qs, u"StorefrontUser"_qs},
                           {u"values"_qs, QJsonObject{{u"firstName"_qs, u"Quentin"_qs}, {u"email"_qs, u"quentin.late@example.com"_qs}}}});
    const qint64 before = f.store.number("SELECT count(*) FROM customers");
    f.desk().soughtInVain(u"quentin"_qs);
    QTRY_COMPARE(f.skio.countOf("SkioCustomerSearch"), 1);
    f.desk().stop();
    QCOMPARE(f.store.number("SELECT count(*) FROM customers"), before);
    // Nor is anybody sought once it has ended.
    f.desk().soughtInVain(u"somebody else"_qs);
}

QTEST_GUILESS_MAIN(TestShopQueue)
#include "tst_shop_queue.moc"
