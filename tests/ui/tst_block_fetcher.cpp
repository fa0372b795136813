// What a list asks the service for: what is on screen, one at a time, and never an answer of an older list.
#include "models/tables/customer_table.h"
#include "ui/pages/block_fetcher.h"

#include <QSignalSpy>
#include <QTest>

using namespace latchkey;

namespace {

struct Asked {
    BlockRequest request;
    BlockFetcher::Done done;
};

struct Bench {
    CustomerTable table;
    QList<Asked> asked;
    QPair<int, int> onScreen{0, 20};
    BlockFetcher fetcher{table,
                         [this](const BlockRequest &request, BlockFetcher::Done done) {
                             asked.append({request, std::move(done)});
                             return Pending();
                         },
                         [this] { return onScreen; }, nullptr};

    void answer(int number, qint64 count = 5'000) {
        const Asked one = asked.at(number);
        Page<CustomerRow> page;
        for (int i = 0; i < BlockTable::blockSize; ++i) {
            CustomerRow row;
            row.id = CustomerId(one.request.block * 100 + i + 1);
            page.items.append(row);
        }
        page.next = QStringLiteral("key-%1").arg(one.request.block);
        page.count = count;
        if (one.request.newList) table.replace(page);
        else table.setBlock(one.request.block, page);
        one.done({});
    }
};

}  // namespace

class TestBlockFetcher : public QObject {
    Q_OBJECT

private slots:
    void beginsWithTheFirstBlockAndGoesOnByKey() {
        Bench bench;
        bench.fetcher.startList();
        QVERIFY(bench.asked.at(0).request.newList);
        bench.answer(0);
        bench.onScreen = {95, 120};
        QVERIFY(!bench.table.isHeld(110));
        QTRY_COMPARE(bench.asked.size(), 2);
        QCOMPARE(bench.asked.at(1).request.block, 1);
        QCOMPARE(bench.asked.at(1).request.after, QStringLiteral("key-0"));
    }

    void asksOnlyForWhereADragStops() {
        Bench bench;
        bench.fetcher.startList();
        bench.answer(0);
        for (int row = 500; row < 4'500; row += 100) {
            bench.onScreen = {row, row + 20};
            QVERIFY(!bench.table.isHeld(row));
        }
        QTRY_COMPARE(bench.asked.size(), 2);
        QCOMPARE(bench.asked.at(1).request.block, 44);
        QVERIFY(bench.asked.at(1).request.after.isEmpty());
        bench.answer(1);
        QTest::qWait(20);
        QCOMPARE(bench.asked.size(), 2);
        bench.onScreen = {500, 520};
        QVERIFY(!bench.table.isHeld(500));  // passed by, but wanted again when looked at
        QTRY_COMPARE(bench.asked.size(), 3);
    }

    void dropsTheAnswerOfAnOlderList() {
        Bench bench;
        const QSignalSpy started(&bench.fetcher, &BlockFetcher::listStarted);
        bench.fetcher.startList();
        bench.fetcher.startList();
        bench.asked.at(0).done({});
        QCOMPARE(started.size(), 0);
        bench.answer(1);
        QCOMPARE(started.size(), 1);
    }

    void stopsAskingAfterAFailureUntilToldToTryAgain() {
        Bench bench;
        const QSignalSpy failed(&bench.fetcher, &BlockFetcher::failed);
        bench.fetcher.startList();
        bench.answer(0);
        bench.onScreen = {300, 320};
        QVERIFY(!bench.table.isHeld(310));
        QTRY_COMPARE(bench.asked.size(), 2);
        bench.asked.at(1).done(Error{ErrorCode::ServiceUnreachable, {}, {}});
        QCOMPARE(failed.size(), 1);
        QVERIFY(!bench.table.isHeld(310));
        QTest::qWait(20);
        QCOMPARE(bench.asked.size(), 2);
        bench.fetcher.tryAgain();
        QVERIFY(!bench.table.isHeld(310));
        QTRY_COMPARE(bench.asked.size(), 3);
        QCOMPARE(bench.asked.at(2).request.block, 3);
    }

    void triesTheWholeListAgainWhenItsFirstBlockFailed() {
        Bench bench;
        bench.fetcher.startList();
        bench.asked.at(0).done(Error{ErrorCode::ServiceTimedOut, {}, {}});
        bench.fetcher.tryAgain();
        QVERIFY(bench.asked.at(1).request.newList);
    }
};

QTEST_GUILESS_MAIN(TestBlockFetcher)
#include "tst_block_fetcher.moc"
