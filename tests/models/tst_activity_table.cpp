// The record's rows: new ones come in above without moving what is held, and a gap is never closed over.
#include "models/tables/activity_table.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace latchkey;

namespace {

Page<ActivityRow> page(const QList<qint64> &ids, const QString &next = {}, const QString &customer = {}) {
    Page<ActivityRow> made;
    for (const qint64 id : ids) {
        ActivityRow row;
        row.entry.id = ActivityId(id);
        row.customerName = customer;
        made.items.append(row);
    }
    made.next = next;
    return made;
}

}  // namespace

class ActivityTableTest : public QObject {
    Q_OBJECT

    static QList<qint64> ids(const ActivityTable &table) {
        QList<qint64> all;
        for (int i = 0; i < table.rowCount(); ++i) all.append(table.row(i)->entry.id.value());
        return all;
    }

private slots:
    void renewingAddsAboveAndKeepsWhatIsOlder_data() {
        using Ids = QList<qint64>;
        QTest::addColumn<Ids>("before");
        QTest::addColumn<Ids>("page");
        QTest::addColumn<QString>("next");
        QTest::addColumn<Ids>("after");
        QTest::addColumn<bool>("reset");
        const QString more = QStringLiteral("k");
        QTest::newRow("nothing new") << Ids{5, 4, 3} << Ids{5, 4} << more << Ids{5, 4, 3} << false;
        QTest::newRow("two above") << Ids{5, 4, 3} << Ids{7, 6, 5} << more << Ids{7, 6, 5, 4, 3} << false;
        QTest::newRow("the page ends just above") << Ids{5, 4} << Ids{8, 7} << more << Ids{8, 7} << true;
        QTest::newRow("the first ones") << Ids{} << Ids{2, 1} << QString() << Ids{2, 1} << true;
        QTest::newRow("none") << Ids{2, 1} << Ids{} << QString() << Ids{} << true;
    }

    void renewingAddsAboveAndKeepsWhatIsOlder() {
        QFETCH(QList<qint64>, before);
        QFETCH(QList<qint64>, page);
        QFETCH(QString, next);
        QFETCH(bool, reset);
        ActivityTable table;
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.replace(::page(before, QStringLiteral("old")));
        const QSignalSpy resets(&table, &ActivityTable::modelReset);
        table.renew(::page(page, next));
        QTEST(ids(table), "after");
        QCOMPARE(resets.size(), reset ? 1 : 0);
        QCOMPARE(table.next(), reset ? next : QStringLiteral("old"));
    }

    void namesAreTakenOver() {
        ActivityTable table;
        table.replace(page({3, 2}, {}, QStringLiteral("Amélie Durand")));
        table.renew(page({4, 3, 2}, {}, QString()));
        QCOMPARE(table.row(2)->customerName, QString());
    }

    void pagesGoOnBelow() {
        ActivityTable table;
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.replace(page({9, 8}, QStringLiteral("a")));
        table.append(page({7}, QString()));
        QCOMPARE(ids(table), (QList<qint64>{9, 8, 7}));
        QVERIFY(table.next().isEmpty());
        table.append(page({}, QString()));
        QCOMPARE(table.rowCount(), 3);
    }
};

QTEST_GUILESS_MAIN(ActivityTableTest)
#include "tst_activity_table.moc"
