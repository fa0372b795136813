// Whose shop a store mirrors, how its sync stands, what a sweep has to compare, and that one syncs at a time.
#include "services/store/shop_sync_store.h"
#include "services/store/store_lock.h"
#include "tests/store/mirrored_rows.h"

using namespace latchkey;

class TestShopSyncStore : public QObject, MirroredRows {
    Q_OBJECT

private slots:
    void init() { m_store = std::make_unique<TempStore>(); }
    void cleanup() { m_store.reset(); }

    void onlyWhatWasNotSeenSinceIsComparedWithTheShop() {
        for (const char *ref : {"a1", "b1", "c1"}) {
            MirroredCustomer c = ada();
            c.ref = QString::fromLatin1(ref);
            put(c);
        }
        m_store->clock.advance(std::chrono::hours(1));
        const Instant asked = m_store->clock.now();
        m_store->clock.advance(std::chrono::seconds(1));
        MirroredCustomer fresh = ada();
        fresh.ref = u"b1"_qs;
        put(fresh);
        Connection &db = m_store->reader();
        QCOMPARE(*unseenRefs(db, SweptTable::Customers, {}, {}, asked, 10), (QStringList{u"a1"_qs, u"c1"_qs}));
        QCOMPARE(*unseenRefs(db, SweptTable::Customers, u"a1"_qs, {}, asked, 10), QStringList{u"c1"_qs});
        QCOMPARE(*unseenRefs(db, SweptTable::Customers, {}, u"b1"_qs, asked, 10), QStringList{u"a1"_qs});
        QVERIFY(*hasRefs(db, SweptTable::Customers));
        QVERIFY(!*hasRefs(db, SweptTable::Lines));
    }

    void aStoreBelongsToOneShop() {
        const auto claim = [&](ShopKind kind, const QString &domain) {
            return m_store->write([&](Transaction &t) { return claimStore(t.db, {kind, domain}); });
        };
        QVERIFY_OK(claim(ShopKind::House, {}));
        QVERIFY_OK(claim(ShopKind::Skio, u"shop.example.com"_qs));
        QVERIFY_OK(claim(ShopKind::Skio, u"Shop.Example.com"_qs));
        // While nothing is here, a domain may be corrected.
        QVERIFY_OK(claim(ShopKind::Skio, u"typo.example.com"_qs));
        QVERIFY_OK(claim(ShopKind::Skio, u"shop.example.com"_qs));
        put(ada());
        const auto other = claim(ShopKind::Skio, u"other.example.com"_qs);
        QVERIFY_FAILS(other, ErrorCode::StoreOfOtherShop);
        QCOMPARE(other.error().detail, u"shop.example.com"_qs);
        const auto move = [&](const QString &id, const QString &domain) { return m_store->write([&](Transaction &t) { return moveStore(t.db, id, domain); }); };
        QVERIFY_FAILS(move({}, u"other.example.com"_qs), ErrorCode::StoreOfOtherShop);
        // Once it is known which shop it is, that decides.
        const auto site = [&](const QString &id) { return m_store->write([&](Transaction &t) { return claimSite(t.db, id); }); };
        QVERIFY_OK(site({}));
        QVERIFY_OK(site(u"site-1"_qs));
        QVERIFY_OK(site(u"site-1"_qs));
        QVERIFY_OK(site({}));
        const auto otherSite = site(u"site-2"_qs);
        QVERIFY_FAILS(otherSite, ErrorCode::StoreOfOtherShop);
        QCOMPARE(otherSite.error().detail, u"site-1"_qs);
        QVERIFY_FAILS(claim(ShopKind::Skio, u"renamed.example.com"_qs), ErrorCode::StoreOfOtherShop);
        const auto moved = move(u"site-2"_qs, u"renamed.example.com"_qs);
        QVERIFY_FAILS(moved, ErrorCode::StoreOfOtherShop);
        QCOMPARE(moved.error().detail, u"shop.example.com"_qs);
        QVERIFY_FAILS(move({}, u"renamed.example.com"_qs), ErrorCode::StoreOfOtherShop);
        QCOMPARE((*mirroredShop(m_store->reader()))->domain, u"shop.example.com"_qs);
        QVERIFY_OK(move(u"site-1"_qs, u"Renamed.example.com"_qs));
        QCOMPARE((*mirroredShop(m_store->reader()))->domain, u"renamed.example.com"_qs);
        QVERIFY_FAILS(claim(ShopKind::House, {}), ErrorCode::StoreOfOtherShop);
    }

    void aStoreWithTheHousesCustomersMirrorsNobody() {
        put(ada());
        const auto claimed = m_store->write([](Transaction &t) { return claimStore(t.db, {ShopKind::Skio, u"shop.example.com"_qs}); });
        QVERIFY_FAILS(claimed, ErrorCode::StoreOfOtherShop);
        QVERIFY(claimed.error().detail.isEmpty());
    }

    void theStateIsReadAsItWasKept() {
        SyncState state;
        state.step = SyncStep::Lines;
        state.startedAt = m_store->clock.now();
        state.beatAt = state.startedAt + std::chrono::seconds(4);
        state.rows = 2'000;
        state.changed = 17;
        state.damaged = 2;
        state.failures = 3;
        state.failedAt = Instant(44);
        state.nextAt = Instant(55);
        ShopTrouble refused = trouble(ShopFault::TokenRefused).value();
        refused.words = u"Invalid response from authorization hook"_qs;
        refused.status = 200;
        state.trouble = refused;
        QVERIFY_OK(m_store->write([&](Transaction &t) { return keepSyncState(t.db, state); }));
        const auto read = readSyncState(m_store->reader(), state.beatAt + std::chrono::seconds(1));
        QVERIFY_OK(read);
        QVERIFY(read->everStarted && read->running && !read->firstLoadDone);
        QCOMPARE(read->step, SyncStep::Lines);
        QCOMPARE(read->rowsPerSecond, 500.0);
        QCOMPARE(read->changed, 17);
        QCOMPARE(read->damaged, 2);
        QCOMPARE(read->trouble->fault, ShopFault::TokenRefused);
        QCOMPARE(read->trouble->words, refused.words);
        QCOMPARE(read->failedAt, Instant(44));
        QCOMPARE(read->nextAt, Instant(55));
        // One that is silent has died.
        QVERIFY(!readSyncState(m_store->reader(), state.beatAt + std::chrono::minutes(1))->running);
    }

    void onlyOneSyncsAStore() {
        auto first = StoreLock::take(m_store->path(), StoreUse::Sync);
        QVERIFY_OK(first);
        QVERIFY_FAILS(StoreLock::take(m_store->path(), StoreUse::Sync), ErrorCode::SyncRunning);
        QVERIFY_OK(StoreLock::take(m_store->path(), StoreUse::Import));
        first->reset();
        QVERIFY_OK(StoreLock::take(m_store->path(), StoreUse::Sync));
    }
};

QTEST_GUILESS_MAIN(TestShopSyncStore)
#include "tst_shop_sync_store.moc"
