// The write room: shared commits, savepoints, refusals, lazy jobs, full and read-only stores.
#include "services/store/read_room.h"
#include "services/store/sqlite_connection.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>

using namespace latchkey;

namespace {

Result<qint64> addAgent(Transaction &t, const QString &name) {
    Statement insert = t.db.prepare("INSERT INTO agents (name, role, created_at) VALUES (?, ?, ?) RETURNING id");
    return insert.bind(name).bind(2).bind(t.now).insertedId();
}

// Keeps the room busy until open() so that what is given meanwhile shares the next commit.
class Blockade {
public:
    explicit Blockade(WriteRoom &room) {
        room.give<int>(
            [this](Transaction &) -> Result<int> {
                m_entered.count_down();
                m_opened.wait();
                return 0;
            },
            [](Result<int>) {});
        m_entered.wait();
    }
    void open() { m_opened.count_down(); }

private:
    std::latch m_entered{1};
    std::latch m_opened{1};
};

int countCommit(void *counter) {
    ++*static_cast<std::atomic<int> *>(counter);
    return 0;
}

int refuseCommit(void *) { return 1; }

}  // namespace

class TestWriteRoom : public QObject {
    Q_OBJECT

private slots:
    void aVerbsRowsAreThereWhenItIsAnswered() {
        TempStore store;
        const Result<qint64> id = store.write([](Transaction &t) { return addAgent(t, u"Ada"_qs); });
        QVERIFY_OK(id);
        QCOMPARE(store.number("SELECT count(*) FROM agents WHERE name = 'Ada'"), 1);
        QCOMPARE(store.number("SELECT created_at FROM agents"), store.clock.now().milliseconds());
    }

    void jobsThatWaitShareOneCommit() {
        if (testsOnPostgres()) QSKIP("This looks on by SQLite's own hooks");
        TempStore store;
        std::atomic<int> commits = 0;
        store.write([&](Transaction &t) -> Result<int> {
            sqlite3_commit_hook(sqliteOf(t.db)->handle(), countCommit, &commits);
            return 0;
        });
        Blockade blockade(store.room());
        const int before = commits;
        std::latch answered(50);
        std::atomic<int> good = 0;
        for (int i = 0; i < 50; ++i)
            store.room().give<qint64>([i](Transaction &t) { return addAgent(t, QString::number(i)); },
                                      [&](Result<qint64> r) {
                                          if (r) ++good;
                                          answered.count_down();
                                      });
        blockade.open();
        answered.wait();
        QCOMPARE(good.load(), 50);
        QCOMPARE(store.number("SELECT count(*) FROM agents"), 50);
        QVERIFY2(commits - before <= 2, qPrintable(QString::number(commits - before)));
    }

    void answersOfABatchArriveInOnePost() {
        TempStore store;
        std::atomic<int> posts = 0;
        Result<std::unique_ptr<WriteRoom>> room = WriteRoom::open(store.path(), store.clock,
                                                                  {[&](std::function<void()> f) {
                                                                       ++posts;
                                                                       f();
                                                                   },
                                                                   {}});
        QVERIFY_OK(room);
        Blockade blockade(**room);
        std::latch answered(20);
        for (int i = 0; i < 20; ++i)
            (*room)->give<qint64>([i](Transaction &t) { return addAgent(t, QString::number(i)); }, [&](Result<qint64>) { answered.count_down(); });
        blockade.open();
        answered.wait();
        QCOMPARE(posts.load(), 2);  // the blockade's and the batch's
    }

    void aRefusedVerbLeavesNothingAndItsNeighboursStay() {
        TempStore store;
        Blockade blockade(store.room());
        std::latch answered(3);
        const auto note = [&](Result<qint64>) { answered.count_down(); };
        ErrorCode refusedWith{};
        store.room().give<qint64>([](Transaction &t) { return addAgent(t, u"before"_qs); }, note);
        store.room().give<qint64>(
            [](Transaction &t) -> Result<qint64> {
                (void)addAgent(t, u"refused"_qs);
                (void)t.record({{}, {}, ActivityKind::AgentAdded, {}, {}, {}, u"refused"_qs});
                t.announce({EventKind::LinkIssued, {}, {}, {}});
                return fail(ErrorCode::TooManyLinks);
            },
            [&](Result<qint64> r) {
                refusedWith = r.error().code;
                answered.count_down();
            });
        store.room().give<qint64>(
            [](Transaction &t) -> Result<qint64> {
                if (Result<void> noted = t.record({{}, {}, ActivityKind::AgentAdded, {}, {}, {}, u"after"_qs}); !noted)
                    return tl::unexpected<Error>(noted.error());
                return addAgent(t, u"after"_qs);
            },
            note);
        blockade.open();
        answered.wait();
        QCOMPARE(toText(refusedWith), toText(ErrorCode::TooManyLinks));
        QCOMPARE(store.number("SELECT count(*) FROM agents WHERE name IN ('before', 'after')"), 2);
        QCOMPARE(store.number("SELECT count(*) FROM agents WHERE name = 'refused'"), 0);
        QCOMPARE(store.number("SELECT count(*) FROM activity"), 1);
        QVERIFY(store.events().isEmpty());
        const Result<VerifyReport> report = verifyStore(store.path());
        QVERIFY_OK(report);
        QCOMPARE(report->brokenActivity, 0);
    }

    void aVerbMayKeepWhatItWroteDespiteItsError() {
        TempStore store;
        const Result<qint64> wrong = store.write([](Transaction &t) -> Result<qint64> {
            (void)addAgent(t, u"counted"_qs);
            t.keepDespiteError();
            t.announce({EventKind::CustomerChanged, CustomerId(7), {}, t.now});
            return fail(ErrorCode::CodeWrong);
        });
        QVERIFY_FAILS(wrong, ErrorCode::CodeWrong);
        QCOMPARE(store.number("SELECT count(*) FROM agents"), 1);
        QTRY_COMPARE(store.events().size(), 1);
    }

    void aThrowingVerbIsAnsweredAndTheRoomLivesOn() {
        TempStore store;
        const Result<qint64> thrown = store.write([](Transaction &t) -> Result<qint64> {
            (void)addAgent(t, u"thrown"_qs);
            t.keepDespiteError();
            throw std::runtime_error("verb");
        });
        QVERIFY_FAILS(thrown, ErrorCode::StoreFailed);
        QVERIFY_OK(store.write([](Transaction &t) { return addAgent(t, u"next"_qs); }));
        QCOMPARE(store.number("SELECT count(*) FROM agents"), 1);
    }

    void eventsAreToldOnceAndOnlyAfterTheCommit() {
        TempStore store;
        std::atomic<qint64> seen = -1;
        std::atomic<int> told = 0;
        std::latch heard(1);
        const auto hear = [&](const QList<Event> &events) {
            told += static_cast<int>(events.size());
            seen = store.number("SELECT count(*) FROM agents");
            heard.count_down();
        };
        Result<std::unique_ptr<WriteRoom>> room = WriteRoom::open(store.path(), store.clock, {{}, hear});
        QVERIFY_OK(room);
        (*room)->give<qint64>(
            [](Transaction &t) {
                t.announce({EventKind::LinkUsed, {}, LinkId(3), t.now});
                return addAgent(t, u"Ada"_qs);
            },
            [](Result<qint64>) {});
        heard.wait();
        QCOMPARE(seen.load(), 1);
        QCOMPARE(told.load(), 1);
    }

    void aLazyJobIsCommittedWithoutCompany() {
        TempStore store;
        store.room().giveLazily([](Transaction &t) -> Result<void> {
            (void)addAgent(t, u"lazy"_qs);
            return {};
        });
        QTRY_COMPARE_WITH_TIMEOUT(store.number("SELECT count(*) FROM agents"), 1, 2000);
    }

    void aLazyJobRidesWithTheNextCommit() {
        if (testsOnPostgres()) QSKIP("This looks on by SQLite's own hooks");
        TempStore store;
        std::atomic<int> commits = 0;
        store.write([&](Transaction &t) -> Result<int> {
            sqlite3_commit_hook(sqliteOf(t.db)->handle(), countCommit, &commits);
            return 0;
        });
        Blockade blockade(store.room());
        store.room().giveLazily([](Transaction &t) -> Result<void> {
            (void)addAgent(t, u"lazy"_qs);
            return {};
        });
        std::latch answered(1);
        store.room().give<qint64>([](Transaction &t) { return addAgent(t, u"urgent"_qs); }, [&](Result<qint64>) { answered.count_down(); });
        const int before = commits;
        blockade.open();
        answered.wait();
        QCOMPARE(store.number("SELECT count(*) FROM agents"), 2);
        QVERIFY(commits - before <= 2);
    }

    void whatWasGivenBeforeTheEndIsKept() {
        TempStore store;
        for (int i = 0; i < 100; ++i)
            store.room().giveLazily([i](Transaction &t) -> Result<void> {
                (void)addAgent(t, QString::number(i));
                return {};
            });
        store.closeRoom();
        QCOMPARE(store.number("SELECT count(*) FROM agents"), 100);
    }

    void aFailedCommitIsToldToEveryVerbOfItsBatch() {
        if (testsOnPostgres()) QSKIP("This looks on by SQLite's own hooks");
        TempStore store;
        store.write([](Transaction &t) -> Result<int> {
            sqlite3_commit_hook(sqliteOf(t.db)->handle(), refuseCommit, nullptr);
            return 0;
        });
        Blockade blockade(store.room());
        std::latch answered(5);
        std::atomic<int> failed = 0;
        for (int i = 0; i < 5; ++i)
            store.room().give<qint64>(
                [i](Transaction &t) {
                    t.announce({EventKind::LinkIssued, {}, {}, t.now});
                    return addAgent(t, QString::number(i));
                },
                [&](Result<qint64> r) {
                    if (!r && r.error().code == ErrorCode::StoreFailed) ++failed;
                    answered.count_down();
                });
        blockade.open();
        answered.wait();
        QCOMPARE(failed.load(), 5);
        QCOMPARE(store.number("SELECT count(*) FROM agents"), 0);
        QVERIFY(store.events().isEmpty());
        store.restartRoom();
        QVERIFY_OK(store.write([](Transaction &t) { return addAgent(t, u"later"_qs); }));
    }

    void aFullStoreSaysSoAndRecovers() {
        if (testsOnPostgres()) QSKIP("SQLite's own way to be full");
        TempStore store;
        store.sql("PRAGMA max_page_count=1");  // SQLite raises it to the present size
        const Result<int> full = store.write([](Transaction &t) -> Result<int> {
            Statement insert = t.db.prepare("INSERT INTO meta (name, value) VALUES (?, hex(zeroblob(500000)))");
            Result<qint64> done = insert.bind(u"filler"_qs).run();
            if (!done) return tl::unexpected<Error>(done.error());
            return 0;
        });
        QVERIFY_FAILS(full, ErrorCode::StoreFull);
        store.sql("PRAGMA max_page_count=1000000");
        QVERIFY_OK(store.write([](Transaction &t) { return addAgent(t, u"Ada"_qs); }));
    }

    void aReadOnlyStoreSaysSo() {
        if (testsOnPostgres()) QSKIP("SQLite's own way to be read-only");
        TempStore store;
        store.sql("PRAGMA query_only=ON");
        QVERIFY_FAILS(store.write([](Transaction &t) { return addAgent(t, u"Ada"_qs); }), ErrorCode::StoreReadOnly);
    }

    void twoRoomsOnOneFileLoseNothingAndKeepTheChain() {
        TempStore store;
        Result<std::unique_ptr<WriteRoom>> other = WriteRoom::open(store.path(), store.clock, {});
        QVERIFY_OK(other);
        std::atomic<int> failed = 0;
        const auto write = [&failed](WriteRoom &room, const QString &prefix) {
            for (int i = 0; i < 200; ++i) {
                const Result<void> done = room.run<void>([&](Transaction &t) -> Result<void> {
                    if (Result<qint64> added = addAgent(t, prefix + QString::number(i)); !added) return tl::unexpected<Error>(added.error());
                    return t.record({{}, {}, ActivityKind::AgentAdded, {}, {}, {}, prefix});
                });
                if (!done) ++failed;
            }
        };
        std::thread first([&] { write(store.room(), u"a"_qs); });
        std::thread second([&] { write(**other, u"b"_qs); });
        first.join();
        second.join();
        QCOMPARE(failed.load(), 0);
        QCOMPARE(store.number("SELECT count(*) FROM agents"), 400);
        const Result<VerifyReport> report = verifyStore(store.path());
        QVERIFY_OK(report);
        QCOMPARE(report->activityEntries, 400);
        QCOMPARE(report->brokenActivity, 0);
    }

    void theWalIsCopiedBackUnderLoadAndWhenIdle() {
        if (testsOnPostgres()) QSKIP("the WAL is SQLite's");
        TempStore store;
        QFile wal(store.path() + u"-wal"_qs);
        for (int i = 0; i < 60; ++i) {
            const auto fill = [i](Transaction &t) -> Result<int> {
                Statement upsert = t.db.prepare(
                    "INSERT INTO meta (name, value) VALUES ('filler', hex(zeroblob(?))) ON CONFLICT DO UPDATE SET value = excluded.value");
                Result<qint64> done = upsert.bind(500'000 + i).run();
                if (!done) return tl::unexpected<Error>(done.error());
                return 0;
            };
            QVERIFY_OK(store.write(fill));
        }
        // 60 MB were written; the WAL begins anew at 4,000 pages, which are 16 MB.
        QVERIFY2(wal.size() < 40'000'000, qPrintable(QString::number(wal.size())));
        QTRY_VERIFY_WITH_TIMEOUT(wal.size() == 0, 15'000);
        QCOMPARE(store.number("SELECT length(value) FROM meta WHERE name = 'filler'"), 2 * (500'000 + 59));
    }
};

QTEST_GUILESS_MAIN(TestWriteRoom)
#include "tst_write_room.moc"
