// A list of messages that renews itself: rows come, change and go one by one, and older ones stay.
#include "models/tables/message_table.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace latchkey;

namespace {

Message row(qint64 id, MessageState state = MessageState::Sent) {
    Message message;
    message.id = MessageId(id);
    message.at = Instant(1000 + id);
    message.state = state;
    return message;
}

Page<Message> page(const QList<qint64> &ids, const QString &next = {}) {
    Page<Message> made;
    for (const qint64 id : ids) made.items.append(row(id));
    made.next = next;
    return made;
}

}  // namespace

class MessageTableTest : public QObject {
    Q_OBJECT

    static QList<qint64> ids(const MessageTable &table) {
        QList<qint64> all;
        for (int i = 0; i < table.rowCount(); ++i) all.append(table.message(i)->id.value());
        return all;
    }

private slots:
    void renewingComesToTheNewPageAndKeepsWhatIsOlder_data() {
        QTest::addColumn<QList<qint64>>("before");
        QTest::addColumn<QList<qint64>>("page");
        QTest::addColumn<QString>("next");
        QTest::addColumn<QList<qint64>>("after");
        using Ids = QList<qint64>;
        QTest::newRow("nothing new") << Ids{5, 4, 3} << Ids{5, 4} << QStringLiteral("k") << Ids{5, 4, 3};
        QTest::newRow("one above") << Ids{5, 4, 3} << Ids{6, 5} << QStringLiteral("k") << Ids{6, 5, 4, 3};
        QTest::newRow("one gone from the middle") << Ids{5, 4, 3, 2} << Ids{5, 3} << QStringLiteral("k") << Ids{5, 3, 2};
        QTest::newRow("one come between") << Ids{5, 3} << Ids{5, 4, 3} << QString() << Ids{5, 4, 3};
        QTest::newRow("the page is all there is") << Ids{5, 4, 3} << Ids{5} << QString() << Ids{5};
        QTest::newRow("nothing left") << Ids{5, 4} << Ids{} << QString() << Ids{};
        QTest::newRow("out of nothing") << Ids{} << Ids{2, 1} << QString() << Ids{2, 1};
        QTest::newRow("all others") << Ids{2, 1} << Ids{9, 8} << QStringLiteral("k") << Ids{9, 8, 2, 1};
    }

    void renewingComesToTheNewPageAndKeepsWhatIsOlder() {
        QFETCH(QList<qint64>, before);
        QFETCH(QList<qint64>, page);
        QFETCH(QString, next);
        QFETCH(QList<qint64>, after);
        MessageTable table;
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&table, &QAbstractItemModel::modelReset);
        table.replace(::page(before, QStringLiteral("old")));
        QCOMPARE(resets.size(), 1);
        table.renew(::page(page, next));
        QCOMPARE(ids(table), after);
        QCOMPARE(resets.size(), 1);
        QCOMPARE(table.next(), next.isEmpty() || after.size() == page.size() ? next : QStringLiteral("old"));
    }

    void aRowThatIsChosenStaysTheSameMessage() {
        MessageTable table;
        table.replace(page({5, 4, 3}));
        const QPersistentModelIndex chosen(table.index(1, 0));
        table.renew(page({7, 6, 4, 3}));
        QCOMPARE(table.message(chosen.row())->id, MessageId(4));
    }

    void aStateThatChangedIsTold() {
        MessageTable table;
        table.replace(page({5, 4}));
        QSignalSpy changed(&table, &QAbstractItemModel::dataChanged);
        Page<Message> now = page({5, 4});
        now.items[1].state = MessageState::Failed;
        table.renew(now);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(table.message(1)->state, MessageState::Failed);
    }
};

QTEST_GUILESS_MAIN(MessageTableTest)
#include "tst_message_table.moc"
