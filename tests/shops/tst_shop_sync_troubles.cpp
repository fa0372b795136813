// A sync that is refused, held up, hung or stopped: what is said of it, when it is tried again, and that nothing is asked too fast.
#include "tests/shops/mirror_fixture.h"

#include <QElapsedTimer>

#include <thread>

using namespace latchkey;
using namespace std::chrono_literals;

class TestShopSyncTroubles : public QObject {
    Q_OBJECT

private slots:
    void aRefusedTokenStopsTheSync();
    void aMendedTokenIsNoticedByTheNextReading();
    void aStartAsksAtOnceWhateverWasRefusedBefore_data();
    void aStartAsksAtOnceWhateverWasRefusedBefore();
    void whatTheTokenMayNotSeeIsDoneWithout();
    void anotherStoresTokenMixesNothing_data();
    void anotherStoresTokenMixesNothing();
    void whetherARowIsGoneIsNotWaitedForLong();
    void aFieldThatIsRefusedKeepsWhatIsHere();
    void whatPassesIsWaitedFor_data();
    void whatPassesIsWaitedFor();
    void anUnreachableShopIsTriedAgainLater();
    void aHungRequestIsLeftSoonAfterAStop();
    void notMoreThanFiveASecondAndTwoAtOnce();
    void pausesGrowWithTheFailures();
    void aSyncRunsByItself();
    void aSecondSyncOfTheStoreIsRefused();
    void whatTheClientLearnsIsKept();
    void neitherTokenNorLinkIsInTheStore();
};

void TestShopSyncTroubles::aRefusedTokenStopsTheSync() {
    MirrorFixture f({20, 20, 1});
    f.skio.server.set({{u"tokenRevoked"_qs, true}});
    const auto refused = f.run();
    QVERIFY_OK(refused);
    QCOMPARE(refused->trouble->fault, ShopFault::TokenRefused);
    const SyncState state = f.state();
    QCOMPARE(state.trouble->fault, ShopFault::TokenRefused);
    QCOMPARE(state.failures, 1);
    QVERIFY(state.failedAt.isSet() && !state.firstLoadDone && !state.freshAt.isSet());
    QCOMPARE(state.nextAt, state.endedAt + 30min);
    f.skio.server.set({{u"tokenRevoked"_qs, false}});
    QVERIFY_OK(f.run());
    QVERIFY(!f.state().trouble && f.state().failures == 0 && f.state().firstLoadDone);
}

// Nobody has to press anything here: an agent's reading that succeeds says that the token is good again.
void TestShopSyncTroubles::aMendedTokenIsNoticedByTheNextReading() {
    MirrorFixture f({20, 20, 1});
    f.skio.server.set({{u"tokenRevoked"_qs, true}});
    ShopSync sync(f.setup());
    sync.start();
    QTRY_VERIFY_WITH_TIMEOUT(f.state().trouble && f.state().trouble->fault == ShopFault::TokenRefused, 20'000);
    f.skio.server.set({{u"tokenRevoked"_qs, false}});
    const QString maya = f.named("maya");
    const auto comesToItsEnd = [&] {
        (void)sync.refreshCustomer(maya, {});
        return f.state().firstLoadDone && !f.state().trouble;
    };
    QTRY_VERIFY_WITH_TIMEOUT(comesToItsEnd(), 20'000);
}

void TestShopSyncTroubles::aStartAsksAtOnceWhateverWasRefusedBefore_data() {
    QTest::addColumn<bool>("mended");
    QTest::newRow("mended") << true;
    QTest::newRow("refused again") << false;
}

// The store's clock stands still: half an hour is never over here.
void TestShopSyncTroubles::aStartAsksAtOnceWhateverWasRefusedBefore() {
    QFETCH(bool, mended);
    MirrorFixture f({20, 20, 1});
    f.skio.server.set({{u"tokenRevoked"_qs, true}});
    QVERIFY_OK(f.run());
    QVERIFY(f.state().nextAt > f.store.clock.now());
    f.skio.server.set({{u"tokenRevoked"_qs, !mended}});
    ShopSync sync(f.setup());
    sync.start();
    if (mended) {
        QTRY_VERIFY_WITH_TIMEOUT(f.state().firstLoadDone && !f.state().trouble, 20'000);
        return;
    }
    // Once, and not in a circle.
    QTRY_COMPARE_WITH_TIMEOUT(f.state().failures, 2, 20'000);
    QTest::qWait(100);
    QCOMPARE(f.state().failures, 2);
}

void TestShopSyncTroubles::whatTheTokenMayNotSeeIsDoneWithout() {
    MirrorFixture f({20, 20, 1});
    f.skio.server.set({{u"hiddenFields"_qs, QJsonArray{QJsonObject{{u"type"_qs, u"query_root"_qs}, {u"field"_qs, u"Policies"_qs}}}}});
    const auto done = f.run();
    QVERIFY_OK(done);
    QCOMPARE(done->trouble->fault, ShopFault::NoAccess);
    QCOMPARE(done->failures, 0);
    QVERIFY(f.state().firstLoadDone && f.state().freshAt.isSet());
    QCOMPARE(f.subscription(f.named("mayaActive"))->interval.count, 0);
    // Once it may, the intervals are there.
    f.skio.server.set({{u"hiddenFields"_qs, QJsonArray()}});
    QVERIFY_OK(f.run());
    QVERIFY(!f.state().trouble);
    QCOMPARE(f.subscription(f.named("mayaActive"))->interval.count, 1);
}

void TestShopSyncTroubles::anotherStoresTokenMixesNothing_data() {
    QTest::addColumn<QJsonArray>("hidden");
    const QJsonObject relation{{u"type"_qs, u"StorefrontUser"_qs}, {u"field"_qs, u"Site"_qs}};
    QTest::newRow("told by the site") << QJsonArray();
    QTest::newRow("told by the rows") << QJsonArray{relation};
}

void TestShopSyncTroubles::anotherStoresTokenMixesNothing() {
    QFETCH(QJsonArray, hidden);
    MirrorFixture f({20, 20, 1});
    f.skio.server.set({{u"hiddenFields"_qs, hidden}});
    QVERIFY_OK(f.run());
    QCOMPARE(f.store.number("SELECT count(*) FROM meta WHERE name = 'shop_site' AND value = '" + f.named("site").toStdString() + '\''), 1);
    // The same shop once more asks for it once only.
    const int asked = f.skio.countOf("SkioSite");
    QVERIFY_OK(f.run());
    QCOMPARE(f.skio.countOf("SkioSite"), asked);
    // As if the token were another store's: the one that is kept is not the one that answers.
    QVERIFY_OK(f.store.write([](Transaction &t) -> Result<void> { return t.db.execute("UPDATE meta SET value = 'another' WHERE name = 'shop_site'"); }));
    const int customers = f.skio.countOf("SkioSyncCustomers");
    f.skio.server.control({{u"command"_qs, u"add"_qs}, {u"type"_qs, u"StorefrontUser"_qs}, {u"values"_qs, QJsonObject{{u"email"_qs, u"foreign@example.com"_qs}}}});
    const auto refused = f.run();
    QVERIFY_OK(refused);
    QVERIFY(refused->error && refused->error->code == ErrorCode::StoreOfOtherShop);
    QCOMPARE(f.skio.countOf("SkioSyncCustomers"), customers);
    QCOMPARE(f.store.number("SELECT count(*) FROM customers WHERE email_key = 'foreign@example.com'"), 0);
    // What that token does not find is not gone here.
    f.command("delete", u"noSubscription"_qs, {{u"type"_qs, u"StorefrontUser"_qs}});
    QVERIFY_FAILS(ShopSync(f.setup()).refreshCustomer(f.named("noSubscription"), {}), ErrorCode::StoreOfOtherShop);
    QVERIFY(!f.customer(f.named("noSubscription"))->removedAt.isSet());
}

// An agent looks at the row meanwhile: once more is all that a failing shop is asked, where a sync would ask five times.
void TestShopSyncTroubles::whetherARowIsGoneIsNotWaitedForLong() {
    MirrorFixture f({20, 20, 1});
    QVERIFY_OK(f.run());
    f.skio.open();
    f.command("delete", u"noSubscription"_qs, {{u"type"_qs, u"StorefrontUser"_qs}});
    f.skio.server.misbehave(u"badGateway"_qs, {{u"operation"_qs, u"SkioSite"_qs}, {u"times"_qs, 0}});
    const int asked = f.skio.countOf("SkioSite");
    const auto read = ShopSync(f.setup()).refreshCustomer(f.named("noSubscription"), {});
    QVERIFY_OK(read);
    QVERIFY(read->trouble && read->trouble->fault == ShopFault::Gone);
    QCOMPARE(f.skio.countOf("SkioSite") - asked, 2);
    QVERIFY(!f.customer(f.named("noSubscription"))->removedAt.isSet());
}

void TestShopSyncTroubles::aFieldThatIsRefusedKeepsWhatIsHere() {
    MirrorFixture f({20, 20, 1});
    QVERIFY_OK(f.run());
    const QString phone = f.customer(f.named("maya"))->phone;
    const Instant next = f.subscription(f.named("mayaActive"))->nextOrder;
    QVERIFY(!phone.isEmpty() && next.isSet());
    f.skio.server.set({{u"hiddenFields"_qs, QJsonArray{QJsonObject{{u"type"_qs, u"StorefrontUser"_qs}, {u"field"_qs, u"phoneNumber"_qs}},
                                                       QJsonObject{{u"type"_qs, u"Subscription"_qs}, {u"field"_qs, u"nextBillingDate"_qs}}}}});
    f.patch("StorefrontUser", u"maya"_qs, {{u"firstName"_qs, u"Maia"_qs}});
    f.patch("Subscription", u"mayaActive"_qs, {{u"status"_qs, u"PAUSED"_qs}});
    QVERIFY_OK(f.run());
    QCOMPARE(f.customer(f.named("maya"))->firstName, u"Maia"_qs);
    QCOMPARE(f.customer(f.named("maya"))->phone, phone);
    QCOMPARE(f.subscription(f.named("mayaActive"))->status, SubscriptionStatus::Paused);
    QCOMPARE(f.subscription(f.named("mayaActive"))->nextOrder, next);
}

void TestShopSyncTroubles::whatPassesIsWaitedFor_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QJsonObject>("rule");
    QTest::newRow("429 with a time") << u"tooMany"_qs << QJsonObject{{u"retryAfter"_qs, 3}};
    QTest::newRow("429 without") << u"tooMany"_qs << QJsonObject{};
    QTest::newRow("429 in GraphQL") << u"tooManyGraphql"_qs << QJsonObject{};
    QTest::newRow("502 in HTML") << u"badGateway"_qs << QJsonObject{};
    QTest::newRow("closed") << u"drop"_qs << QJsonObject{};
    QTest::newRow("hanging") << u"hang"_qs << QJsonObject{};
    QTest::newRow("slow") << u"slow"_qs << QJsonObject{{u"milliseconds"_qs, 300}};
}

void TestShopSyncTroubles::whatPassesIsWaitedFor() {
    QFETCH(QString, kind);
    QFETCH(QJsonObject, rule);
    MirrorFixture f({120, 20, 2});
    rule.insert(u"operation"_qs, u"SkioSyncCustomers"_qs);
    rule.insert(u"after"_qs, 1);
    f.skio.server.misbehave(kind, rule);
    const auto done = f.run();
    QVERIFY_OK(done);
    QVERIFY2(!done->trouble, qPrintable(done->trouble ? toText(done->trouble->fault) : QString()));
    QCOMPARE(f.store.number("SELECT count(*) FROM customers"), f.ids("StorefrontUser").size());
}

void TestShopSyncTroubles::anUnreachableShopIsTriedAgainLater() {
    MirrorFixture f({20, 20, 1});
    QVERIFY_OK(f.run());
    f.skio.server.misbehave(u"drop"_qs, {{u"times"_qs, 0}});
    const auto first = f.run();
    QVERIFY_OK(first);
    QVERIFY(first->trouble && mayAskAgain(first->trouble->fault));
    QCOMPARE(first->nextAt, first->endedAt + 5s);
    const auto second = f.run();
    QCOMPARE(second->failures, 2);
    QCOMPARE(second->nextAt, second->endedAt + 10s);
    // What is here stays, as old as it is.
    QVERIFY(f.state().firstLoadDone && f.state().freshAt.isSet());
    f.skio.server.control(u"behave"_qs);
    QVERIFY_OK(f.run());
    QCOMPARE(f.state().failures, 0);
}

void TestShopSyncTroubles::aHungRequestIsLeftSoonAfterAStop() {
    MirrorFixture f({120, 20, 2});
    f.skio.timeout = 60s;
    f.skio.open();
    f.skio.server.misbehave(u"hang"_qs, {{u"operation"_qs, u"SkioSyncCustomers"_qs}, {u"after"_qs, 1}, {u"times"_qs, 0}});
    std::stop_source stop;
    std::atomic<bool> stored{false};
    f.follow = [&](const SyncState &state) { stored = stored || state.rows > 0; };
    Result<SyncState> done = fail(ErrorCode::StoreFailed);
    std::thread sync([&] { done = f.run(stop.get_token()); });
    QTRY_VERIFY_WITH_TIMEOUT(stored, 20'000);
    QElapsedTimer timer;
    timer.start();
    stop.request_stop();
    sync.join();
    // Within a second where nothing else runs; tests share their machine.
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY_OK(done);
    QCOMPARE(done->trouble->fault, ShopFault::Stopped);
    QVERIFY(f.state().endedAt.isSet() && !f.state().trouble);
    QVERIFY(f.store.number("SELECT count(*) FROM customers") > 0);
}

void TestShopSyncTroubles::notMoreThanFiveASecondAndTwoAtOnce() {
    MirrorFixture f({20, 20, 1});
    const SystemClock clock;
    auto made = SkioShop::make(f.skio.setup, {clock, f.skio.chance, f.skio.memory});
    QVERIFY_OK(made);
    ShopSync::Setup setup = f.setup();
    ShopSync sync({**made, setup.writes, setup.store, setup.clock});
    const QString maya = f.named("maya");
    f.skio.server.control(u"clearStats"_qs);
    f.skio.server.misbehave(u"slow"_qs, {{u"times"_qs, 0}, {u"milliseconds"_qs, 100}});
    const Instant begin = clock.now();
    std::vector<std::thread> agents;
    for (int i = 0; i < 4; ++i) agents.emplace_back([&] { (void)sync.refreshCustomer(maya, {}); });
    const auto done = sync.run({});
    for (std::thread &agent : agents) agent.join();
    QVERIFY_OK(done);
    QVERIFY(!done->trouble);
    const int requests = f.skio.count("requests");
    QVERIFY(requests >= 10);
    QVERIFY(f.skio.count("maxInFlight") <= 2);
    // Five, and five more in each further second; how close together they arrive is the network's.
    QVERIFY(clock.now() - begin >= std::chrono::seconds((requests - 1) / 5));
}

void TestShopSyncTroubles::pausesGrowWithTheFailures() {
    QCOMPARE(pauseAfter(1), Duration(5s));
    QCOMPARE(pauseAfter(2), Duration(10s));
    QCOMPARE(pauseAfter(4), Duration(40s));
    QCOMPARE(pauseAfter(20), Duration(10min));
}

void TestShopSyncTroubles::aSyncRunsByItself() {
    MirrorFixture f({20, 20, 1});
    ShopSync sync(f.setup());
    sync.start();
    QTRY_VERIFY_WITH_TIMEOUT(f.state().firstLoadDone && f.state().endedAt.isSet(), 20'000);
    f.command("email", u"maya"_qs, {{u"email"_qs, u"maya@example.net"_qs}});
    // Not before its time, unless somebody asks.
    QTest::qWait(50);
    QCOMPARE(f.customer(f.named("maya"))->email, u"maya.ortiz@example.com"_qs);
    sync.syncNow();
    QTRY_COMPARE_WITH_TIMEOUT(f.customer(f.named("maya"))->email, u"maya@example.net"_qs, 20'000);
}

void TestShopSyncTroubles::aSecondSyncOfTheStoreIsRefused() {
    MirrorFixture f({120, 20, 2});
    std::optional<Result<SyncState>> other;
    f.follow = [&](const SyncState &) {
        if (!other) other = ShopSync(f.setup()).run({});
    };
    QVERIFY_OK(f.run());
    QVERIFY(other);
    QVERIFY_FAILS(*other, ErrorCode::SyncRunning);
}

void TestShopSyncTroubles::whatTheClientLearnsIsKept() {
    TempStore store;
    {
        StoredMemory memory(store.room());
        QCOMPARE(*memory.value(u"page_sizes"_qs), QString());
        QVERIFY_OK(memory.keep(u"page_sizes"_qs, u"{\"lines\":50}"_qs));
        QCOMPARE(*memory.value(u"page_sizes"_qs), u"{\"lines\":50}"_qs);
    }
    StoredMemory later(store.room());
    QCOMPARE(*later.value(u"page_sizes"_qs), u"{\"lines\":50}"_qs);
    QVERIFY_OK(later.keep(u"page_sizes"_qs, u"{}"_qs));
    QCOMPARE(*StoredMemory(store.room()).value(u"page_sizes"_qs), u"{}"_qs);
}

namespace {
// The bytes of the store's files; of PostgreSQL's every column of every table as text, and bytes as the characters that they are.
QByteArray everythingIn(TempStore &store) {
    QByteArray all;
    for (const char *ending : {"", "-wal"}) {
        QFile file(store.path() + QLatin1String(ending));
        if (!testsOnPostgres() && file.open(QIODevice::ReadOnly)) all += file.readAll();
    }
    if (!testsOnPostgres()) return all;
    std::vector<std::string> selects;
    {
        Statement columns = store.reader().prepare(R"(
            SELECT format(CASE data_type WHEN 'bytea' THEN 'SELECT encode(%I, ''escape'') FROM %I' ELSE 'SELECT CAST(%I AS TEXT) FROM %I' END,
                          column_name, table_name)
            FROM information_schema.columns WHERE table_schema = current_schema())");
        while (columns.step()) selects.emplace_back(columns.utf8(0));
        if (columns.error()) qFatal("%s", qPrintable(columns.error()->detail));
    }
    for (const std::string &select : selects) {
        Statement rows = store.reader().walk(select);
        while (rows.step()) all += rows.text(0).toUtf8() + '\n';
        if (rows.error()) qFatal("%s: %s", select.c_str(), qPrintable(rows.error()->detail));
    }
    return all;
}
}  // namespace

void TestShopSyncTroubles::neitherTokenNorLinkIsInTheStore() {
    MirrorFixture f({20, 20, 1});
    StoredMemory memory(f.store.room());
    auto made = SkioShop::make(f.skio.setup, {f.skio.clock, f.skio.chance, memory, f.skio.clock.sleep(), 2s, 1'000, 2});
    QVERIFY_OK(made);
    ShopSync::Setup setup = f.setup();
    QVERIFY_OK(ShopSync({**made, setup.writes, setup.store, setup.clock}).run({}));
    const auto link = (*made)->makeLink({f.named("maya"), u"maya.ortiz@example.com"_qs, {}}, {});
    QVERIFY(link);
    f.skio.server.set({{u"tokenRevoked"_qs, true}});
    QVERIFY_OK(ShopSync({**made, setup.writes, setup.store, setup.clock}).run({}));
    f.store.closeRoom();
    const QByteArray all = everythingIn(f.store);
    // What is there is found.
    QVERIFY(all.contains("maya.ortiz@example.com"));
    QVERIFY(!all.contains(f.skio.server.token()));
    QVERIFY(!all.contains(link->url.reveal()));
}

QTEST_GUILESS_MAIN(TestShopSyncTroubles)
#include "tst_shop_sync_troubles.moc"
