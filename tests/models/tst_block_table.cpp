// The tables of long lists: what they hold, what they ask for, and that Qt's views may rely on them.
#include "models/tables/customer_table.h"
#include "models/tables/message_table.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace latchkey;

namespace {

Page<CustomerRow> pageOf(int block, int size, qint64 count, bool exact = true, bool more = true) {
    Page<CustomerRow> page;
    for (int i = 0; i < size; ++i) {
        CustomerRow row;
        row.id = CustomerId(block * BlockTable::blockSize + i + 1);
        row.name = QStringLiteral("Customer %1").arg(row.id.value());
        page.items.append(row);
    }
    page.next = more ? QStringLiteral("key-%1").arg(block) : QString();
    page.first = block * BlockTable::blockSize;
    page.count = count;
    page.countIsExact = exact;
    return page;
}

void prepare(CustomerTable &table) {
    table.setHeaders({QStringLiteral("Name"), QStringLiteral("E-mail")});
    table.setWords([](const CustomerRow &row, int column) { return column == 0 ? row.name : row.email; });
}

}  // namespace

class TestBlockTable : public QObject {
    Q_OBJECT

private slots:
    void showsAsManyRowsAsTheListHas() {
        CustomerTable table;
        prepare(table);
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.replace(pageOf(0, 100, 1'000'000));
        QCOMPARE(table.rowCount(), 1'000'000);
        QCOMPARE(table.data(table.index(99, 0), Qt::DisplayRole).toString(), QStringLiteral("Customer 100"));
        table.replace(pageOf(0, 3, 3, true, false));
        QCOMPARE(table.rowCount(), 3);
        table.replace(pageOf(0, 0, 0, true, false));
        QCOMPARE(table.rowCount(), 0);
    }

    void asksOnceForABlockThatIsLookedAt() {
        CustomerTable table;
        prepare(table);
        table.replace(pageOf(0, 100, 500));
        const QSignalSpy wanted(&table, &BlockTable::blockWanted);
        QVERIFY(!table.data(table.index(250, 0), Qt::DisplayRole).isValid());
        QVERIFY(!table.data(table.index(299, 0), Qt::DisplayRole).isValid());
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.at(0).at(0).toInt(), 2);
        table.dropAsked(2);
        QVERIFY(!table.isHeld(250));
        QCOMPARE(wanted.size(), 2);
        table.setBlock(2, pageOf(2, 100, 500));
        QCOMPARE(table.data(table.index(250, 0), Qt::DisplayRole).toString(), QStringLiteral("Customer 251"));
        QCOMPARE(wanted.size(), 2);
    }

    void holdsABoundedWindowAndForgetsWhatWasSeenLongestAgo() {
        CustomerTable table;
        prepare(table);
        table.replace(pageOf(0, 100, 100'000));
        for (int block = 1; block < 200; ++block) {
            QVERIFY(table.isHeld(5));  // the first block stays in use
            table.setBlock(block, pageOf(block, 100, 100'000));
            QVERIFY(table.blocksHeld() <= BlockTable::blocksKept);
        }
        QVERIFY(table.isHeld(5));
        QVERIFY(table.isHeld(19'900));
        QVERIFY(!table.isHeld(500));
    }

    void goesOnBehindTheBlockBefore() {
        CustomerTable table;
        prepare(table);
        table.replace(pageOf(0, 100, 500));
        QCOMPARE(table.keyBefore(1), QStringLiteral("key-0"));
        QVERIFY(table.keyBefore(3).isEmpty());
        QVERIFY(table.keyBefore(0).isEmpty());
    }

    void growsByABlockWhileTheEndIsUnknownAndStopsAtTheEnd() {
        CustomerTable table;
        prepare(table);
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.replace(pageOf(0, 100, 100, false));
        QCOMPARE(table.rowCount(), 200);
        table.setBlock(1, pageOf(1, 100, 200, false));
        QCOMPARE(table.rowCount(), 300);
        table.setBlock(2, pageOf(2, 40, 240, true, false));
        QCOMPARE(table.rowCount(), 240);
        QVERIFY(table.countIsExact());
    }

    void keepsStaleRowsShownAndWantsThemAnew() {
        CustomerTable table;
        prepare(table);
        table.replace(pageOf(0, 100, 100, true, false));
        const QSignalSpy wanted(&table, &BlockTable::blockWanted);
        table.markStale();
        QCOMPARE(table.data(table.index(0, 0), Qt::DisplayRole).toString(), QStringLiteral("Customer 1"));
        QCOMPARE(wanted.size(), 1);
        table.setBlock(0, pageOf(0, 100, 100, true, false));
        QVERIFY(table.isHeld(0));
        QCOMPARE(wanted.size(), 1);
    }

    void shrinksWhenRowsWereRemoved() {
        CustomerTable table;
        prepare(table);
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.replace(pageOf(0, 100, 250));
        table.setBlock(0, pageOf(0, 20, 20, true, false));
        QCOMPARE(table.rowCount(), 20);
    }

    void findsARowByItsIdAmongThoseHeld() {
        CustomerTable table;
        prepare(table);
        table.replace(pageOf(0, 100, 500));
        table.setBlock(3, pageOf(3, 100, 500));
        QCOMPARE(table.find(CustomerId(333)).value_or(-1), 332);
        QVERIFY(!table.find(CustomerId(150)));
    }

    void messagesGrowPageByPage() {
        MessageTable table;
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Page<Message> page;
        for (qint64 id = 9; id > 6; --id) {
            Message message;
            message.id = MessageId(id);
            page.items.append(message);
        }
        page.next = QStringLiteral("more");
        table.replace(page);
        page.next.clear();
        for (Message &message : page.items) message.id = MessageId(message.id.value() - 3);
        table.append(page);
        QCOMPARE(table.rowCount(), 6);
        QCOMPARE(table.find(MessageId(4)), 5);
        QVERIFY(table.next().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestBlockTable)
#include "tst_block_table.moc"
