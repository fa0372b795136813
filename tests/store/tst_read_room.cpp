// The read room: answers by post, lanes where the newest wins, one moment per job, an end that answers everybody.
#include "services/store/read_room.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QElapsedTimer>

#include <latch>
#include <stdexcept>
#include <thread>

using namespace latchkey;

namespace {

// Runs until it is interrupted.
Result<qint64> readForEver(Connection &db) {
    Statement endless = db.prepare("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n");
    if (endless.step()) return endless.integer(0);
    return tl::unexpected<Error>(endless.error().value_or(Error{ErrorCode::StoreFailed, {}, {}}));
}

Result<qint64> countAgents(Connection &db) {
    Statement count = db.prepare("SELECT count(*) FROM agents");
    if (count.step()) return count.integer(0);
    return fail(ErrorCode::StoreFailed);
}

std::unique_ptr<ReadRoom> roomOn(const TempStore &store, int threads, Post post = {}) {
    return std::move(*ReadRoom::open(store.path(), threads, std::move(post)));
}

Result<qint64> ask(ReadRoom &room, const std::function<Result<qint64>(Connection &)> &job) {
    Result<qint64> answer = 0;
    std::latch answered(1);
    room.give<qint64>({}, job, [&](Result<qint64> r) {
        answer = std::move(r);
        answered.count_down();
    });
    answered.wait();
    return answer;
}

void addAgents(TempStore &store, int count) {
    for (int i = 0; i < count; ++i) store.sql("INSERT INTO agents (name, role, created_at) SELECT 'agent ' || count(*), 2, 1 FROM agents");
}

}  // namespace

class TestReadRoom : public QObject {
    Q_OBJECT

private slots:
    void aJobSeesWhatWasCommittedBeforeItWasGiven() {
        TempStore store;
        auto room = roomOn(store, 2);
        for (int i = 1; i <= 20; ++i) {
            addAgents(store, 1);
            const Result<qint64> count = ask(*room, countAgents);
            QVERIFY_OK(count);
            QCOMPARE(*count, i);
        }
    }

    void answersGoThroughPost() {
        TempStore store;
        std::atomic<int> posts = 0;
        auto room = roomOn(store, 1, [&](std::function<void()> f) {
            ++posts;
            f();
        });
        QVERIFY_OK(ask(*room, countAgents));
        QCOMPARE(posts.load(), 1);
    }

    void aNewerJobOfALaneStopsTheRunningOne() {
        TempStore store;
        auto room = roomOn(store, 1);
        std::latch begun(1);
        std::latch answered(2);
        Result<qint64> older = 0;
        Result<qint64> newer = 0;
        room->give<qint64>(
            "search",
            [&](Connection &db) {
                begun.count_down();
                return readForEver(db);
            },
            [&](Result<qint64> r) {
                older = std::move(r);
                answered.count_down();
            });
        begun.wait();
        room->give<qint64>("search", countAgents, [&](Result<qint64> r) {
            newer = std::move(r);
            answered.count_down();
        });
        answered.wait();
        QVERIFY_FAILS(older, ErrorCode::Cancelled);
        QVERIFY_OK(newer);
    }

    void aJobBetweenTwoStatementsIsStoppedInTheNextOne() {
        TempStore store;
        auto room = roomOn(store, 1);
        std::latch between(1);
        std::latch superseded(1);
        std::latch answered(2);
        Result<qint64> older = 0;
        room->give<qint64>(
            "search",
            [&](Connection &db) -> Result<qint64> {
                between.count_down();
                superseded.wait();
                return readForEver(db);
            },
            [&](Result<qint64> r) {
                older = std::move(r);
                answered.count_down();
            });
        between.wait();
        room->give<qint64>("search", countAgents, [&](Result<qint64>) { answered.count_down(); });
        superseded.count_down();
        answered.wait();
        QVERIFY_FAILS(older, ErrorCode::Cancelled);
    }

    void ofAFloodInOneLaneOnlyTheNewestIsAnswered() {
        TempStore store;
        auto room = roomOn(store, 1);
        constexpr int Keys = 500;
        std::latch answered(Keys);
        std::atomic<int> cancelled = 0;
        std::atomic<bool> newestAnswered = false;
        for (int i = 0; i < Keys; ++i)
            room->give<qint64>("search", countAgents, [&, i](Result<qint64> r) {
                if (!r && r.error().code == ErrorCode::Cancelled) ++cancelled;
                if (r && i == Keys - 1) newestAnswered = true;
                answered.count_down();
            });
        answered.wait();
        QVERIFY(newestAnswered);
        QVERIFY(cancelled < Keys);
    }

    void otherLanesAndLanelessJobsAreLeftAlone() {
        TempStore store;
        auto room = roomOn(store, 2);
        std::latch answered(60);
        std::atomic<int> good = 0;
        const auto note = [&](Result<qint64> r) {
            if (r) ++good;
            answered.count_down();
        };
        for (int i = 0; i < 30; ++i) {
            room->give<qint64>("lane " + std::to_string(i), countAgents, note);
            room->give<qint64>({}, countAgents, note);
        }
        answered.wait();
        QCOMPARE(good.load(), 60);
    }

    void aJobIsOfOneMoment() {
        TempStore store;
        auto room = roomOn(store, 1);
        const Result<qint64> difference = ask(*room, [&](Connection &db) -> Result<qint64> {
            const Result<qint64> before = countAgents(db);
            addAgents(store, 1);
            const Result<qint64> after = countAgents(db);
            return *after - *before;
        });
        QVERIFY_OK(difference);
        QCOMPARE(*difference, 0);
    }

    void noReadStaysOpenBehindAJob() {
        if (testsOnPostgres()) QSKIP("seen by the checkpoint of SQLite's WAL");
        TempStore store;
        auto room = roomOn(store, 1);
        std::latch begun(1);
        std::latch answered(2);
        room->give<qint64>(
            "l",
            [&](Connection &db) {
                begun.count_down();
                return readForEver(db);
            },
            [&](Result<qint64>) { answered.count_down(); });
        begun.wait();
        room->give<qint64>("l", countAgents, [&](Result<qint64>) { answered.count_down(); });
        answered.wait();
        addAgents(store, 3);
        QCOMPARE(*ask(*room, countAgents), 3);
        store.sql("CREATE TABLE scratch (i INTEGER)");
        auto other = Connection::open(store.path(), OpenMode::ReadWrite);
        QVERIFY_OK(other);
        Statement checkpoint = (*other)->prepare("PRAGMA wal_checkpoint(TRUNCATE)");
        QVERIFY(checkpoint.step());
        QCOMPARE(checkpoint.integer(0), 0);
    }

    void aThrowingJobIsAnsweredAndTheRoomLivesOn() {
        TempStore store;
        auto room = roomOn(store, 1);
        QVERIFY_FAILS(ask(*room, [](Connection &) -> Result<qint64> { throw std::runtime_error("job"); }), ErrorCode::StoreFailed);
        QVERIFY_OK(ask(*room, countAgents));
    }

    void theEndAnswersEverybodyAndDoesNotWaitForALongRead() {
        TempStore store;
        std::atomic<int> cancelled = 0;
        QElapsedTimer timer;
        {
            auto room = roomOn(store, 1);
            std::latch begun(1);
            const auto note = [&](Result<qint64> r) {
                if (!r && r.error().code == ErrorCode::Cancelled) ++cancelled;
            };
            room->give<qint64>(
                {},
                [&](Connection &db) {
                    begun.count_down();
                    return readForEver(db);
                },
                note);
            for (int i = 0; i < 5; ++i) room->give<qint64>({}, countAgents, note);
            begun.wait();
            timer.start();
        }
        QCOMPARE(cancelled.load(), 6);
        QVERIFY(timer.elapsed() < 5000);
    }

    void aMissingStoreIsNamed() {
        QTemporaryDir folder;
        QVERIFY_FAILS(ReadRoom::open(folder.filePath(u"none"_qs), 2, {}), ErrorCode::FileUnreadable);
    }
};

QTEST_GUILESS_MAIN(TestReadRoom)
#include "tst_read_room.moc"
