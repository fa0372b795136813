// What verify says of a record: every way to tamper with it, the words beside it, and the entry that somebody noted.
#include "services/runtime/digest.h"
#include "services/store/migrations.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace latchkey;

namespace {

const QByteArray salt(16, 's');

// Entries 1 to 10 by agent 1 about customer 1, from a desk each second; 4 and 8 have words.
void addEntries(TempStore &store) {
    for (int i = 1; i <= 10; ++i) {
        const Result<void> done = store.write([i](Transaction &t) {
            Activity entry;
            entry.kind = ActivityKind::LinkIssued;
            entry.agent = AgentId(1);
            entry.customer = CustomerId(1);
            entry.link = LinkId(i);
            entry.note = QStringLiteral("n=%1").arg(i);
            if (i % 2 == 0) t.desk = QStringLiteral("front");
            return i % 4 == 0 ? t.recordWords(entry, QStringLiteral("the customer asked %1").arg(i), salt) : t.record(entry);
        });
        if (!done) qFatal("record");
    }
}

QByteArray hashOf(TempStore &store, int entry) {
    Statement select = store.reader().prepare("SELECT hash FROM activity WHERE id = ?");
    select.bind(entry);
    return select.step() ? select.blob(0) : QByteArray();
}

// Makes every hash from `from` on anew, as somebody would who knows how.
void forge(TempStore &store, int from) {
    for (int id = from; id <= 10; ++id) {
        Activity entry;
        {
            Statement select = store.reader().prepare(R"(
                SELECT v.at, v.kind, v.agent, v.customer, v.link, v.note, d.name, v.words_hash FROM activity v LEFT JOIN desks d ON d.id = v.desk WHERE v.id = ?)");
            select.bind(id);
            if (!select.step()) qFatal("no such entry");
            entry = {ActivityId(id), select.instant(0), static_cast<ActivityKind>(select.integer(1)), select.id<AgentId>(2), select.id<CustomerId>(3),
                     select.id<LinkId>(4), select.text(5), select.text(6), select.blob(7), {}};
        }
        const QByteArray hash = sha256(activityDigestInput(entry, hashOf(store, id - 1)));
        const Result<qint64> done =
            store.write([&](Transaction &t) { return t.db.prepare("UPDATE activity SET hash = ? WHERE id = ?").bindBlob(hash).bind(id).run(); });
        if (!done) qFatal("forge");
    }
}

}  // namespace

class TestVerify : public QObject {
    Q_OBJECT
private slots:
    void everyTamperingHasItsVerdict_data() {
        QTest::addColumn<QByteArray>("tampering");
        QTest::addColumn<qint64>("broken");
        QTest::addColumn<qint64>("changedWords");
        QTest::addColumn<int>("mark");  // of the entry 9, noted before
        const auto row = [](const char *name, const char *tampering, qint64 broken, qint64 words, MarkVerdict mark) {
            QTest::newRow(name) << QByteArray(tampering) << broken << words << static_cast<int>(mark);
        };
        row("nothing", "SELECT 1", 0, 0, MarkVerdict::Held);
        row("time", "UPDATE activity SET at = at + 1 WHERE id = 3", 3, 0, MarkVerdict::Held);
        row("kind", "UPDATE activity SET kind = 2 WHERE id = 3", 3, 0, MarkVerdict::Held);
        row("agent", "UPDATE activity SET agent = 2 WHERE id = 3", 3, 0, MarkVerdict::Held);
        row("agent taken away", "UPDATE activity SET agent = NULL WHERE id = 3", 3, 0, MarkVerdict::Held);
        row("customer", "UPDATE activity SET customer = 2 WHERE id = 3", 3, 0, MarkVerdict::Held);
        row("link", "UPDATE activity SET link = 77 WHERE id = 3", 3, 0, MarkVerdict::Held);
        row("note", "UPDATE activity SET note = 'n=33' WHERE id = 3", 3, 0, MarkVerdict::Held);
        row("desk put there", "UPDATE activity SET desk = 1 WHERE id = 3", 3, 0, MarkVerdict::Held);
        row("desk taken away", "UPDATE activity SET desk = NULL WHERE id = 6", 6, 0, MarkVerdict::Held);
        row("desk renamed", "UPDATE desks SET name = 'back'", 2, 0, MarkVerdict::Held);
        row("desk gone", "DELETE FROM desks", 2, 0, MarkVerdict::Held);
        row("hash", "UPDATE activity SET hash = x'00' WHERE id = 3", 3, 0, MarkVerdict::Held);
        row("the last one", "UPDATE activity SET note = 'n=11' WHERE id = 10", 10, 0, MarkVerdict::Held);
        row("one gone", "DELETE FROM activity WHERE id = 3", 4, 0, MarkVerdict::Held);
        row("the first gone", "DELETE FROM activity WHERE id = 1", 2, 0, MarkVerdict::Held);
        row("the noted one gone", "DELETE FROM activity WHERE id = 9", 10, 0, MarkVerdict::Gone);
        row("one gone and the rest moved up",
            "DELETE FROM activity WHERE id = 3; DELETE FROM activity_words; UPDATE activity SET id = id - 1 WHERE id > 3", 3, 0,
            MarkVerdict::Different);
        row("two that changed places", "UPDATE activity SET id = 99 WHERE id = 3; UPDATE activity SET id = 3 WHERE id = 5; UPDATE activity SET id = 5 WHERE id = 99",
            3, 0, MarkVerdict::Held);
        row("one put between", "INSERT INTO activity (id, at, kind, note, hash) VALUES (11, 1, 1, '', x'00')", 11, 0, MarkVerdict::Held);
        row("the end cut off", "DELETE FROM activity WHERE id > 9", 0, 0, MarkVerdict::Held);
        row("more cut off", "DELETE FROM activity WHERE id > 8", 0, 0, MarkVerdict::Gone);
        row("all cut off", "DELETE FROM activity; DELETE FROM activity_words", 0, 0, MarkVerdict::Gone);
        row("other words", "UPDATE activity_words SET words = 'nobody asked' WHERE activity = 4", 0, 4, MarkVerdict::Held);
        row("other salt", "UPDATE activity_words SET salt = x'00' WHERE activity = 8", 0, 8, MarkVerdict::Held);
        row("words of another", "DELETE FROM activity_words WHERE activity = 4; UPDATE activity_words SET activity = 4 WHERE activity = 8", 0, 4,
            MarkVerdict::Held);
        row("words where there were none", "INSERT INTO activity_words (activity, salt, words) VALUES (5, x'00', 'he asked')", 0, 5, MarkVerdict::Held);
        row("words of no entry", "INSERT INTO activity_words (activity, salt, words) VALUES (50, x'00', 'he asked')", 0, 50, MarkVerdict::Held);
        row("words taken back with their hash", "DELETE FROM activity_words WHERE activity = 4; UPDATE activity SET words_hash = NULL WHERE id = 4", 4, 0,
            MarkVerdict::Held);
        row("words erased", "DELETE FROM activity_words WHERE activity = 4", 0, 0, MarkVerdict::Held);
    }
    void everyTamperingHasItsVerdict() {
        QFETCH(QByteArray, tampering);
        QFETCH(qint64, broken);
        QFETCH(qint64, changedWords);
        QFETCH(int, mark);
        TempStore store;
        addEntries(store);
        const ChainMark noted{9, hashOf(store, 9).left(8)};
        store.sql(tampering.toStdString());
        const Result<VerifyReport> report = verifyStore(store.path(), noted);
        QVERIFY_OK(report);
        QCOMPARE(report->integrity, QStringLiteral("ok"));
        QCOMPARE(report->brokenActivity, broken);
        QCOMPARE(report->changedWords, changedWords);
        QCOMPARE(static_cast<int>(report->mark), mark);
    }

    void itCountsAndNamesTheHead() {
        TempStore store;
        addEntries(store);
        Result<VerifyReport> report = verifyStore(store.path());
        QVERIFY_OK(report);
        QCOMPARE(report->activityEntries, 10);
        QCOMPARE(report->words, 2);
        QCOMPARE(report->erasedWords, 0);
        QCOMPARE(report->head.entry, 10);
        QCOMPARE(report->head.hash, hashOf(store, 10));
        QCOMPARE(report->mark, MarkVerdict::NotAsked);
        store.sql("DELETE FROM activity_words WHERE activity = 8");
        report = verifyStore(store.path());
        QCOMPARE(report->words, 1);
        QCOMPARE(report->erasedWords, 1);
        const TempStore empty;
        QCOMPARE(verifyStore(empty.path())->head.entry, 0);
    }

    // Whoever writes the chain anew from some entry on makes it whole again; the entry that was noted tells.
    void aChainWrittenAnewIsNotTheOneThatWasNoted() {
        TempStore store;
        addEntries(store);
        const ChainMark noted{9, hashOf(store, 9)};
        const ChainMark earlier{2, hashOf(store, 2)};
        store.sql("UPDATE activity SET agent = 2 WHERE id = 3");
        forge(store, 3);
        const Result<VerifyReport> report = verifyStore(store.path(), noted);
        QVERIFY_OK(report);
        QCOMPARE(report->brokenActivity, 0);
        QCOMPARE(report->mark, MarkVerdict::Different);
        QCOMPARE(verifyStore(store.path(), earlier)->mark, MarkVerdict::Held);
    }

    // A backup of an earlier version is looked at as it is.
    void aStoreOfAnEarlierVersionIsVerifiedWithoutBeingChanged() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("old.latchkey"));
        Activity entry;
        entry.id = ActivityId(1);
        entry.at = Instant(5);
        const QByteArray hash = sha256(activityDigestInput(entry, {}));
        for (const int schema : {1, 2, 3}) {
            const auto db = Connection::open(path, OpenMode::ReadWrite);
            QVERIFY_OK(db);
            QVERIFY_OK(migrate(**db, compiledInMigrations().mid(0, schema)));
            QVERIFY_OK((*db)->prepare("INSERT OR REPLACE INTO activity (id, at, kind, note, hash) VALUES (1, 5, 1, '', ?)").bindBlob(hash).run());
            const Result<VerifyReport> report = verifyStore(path, ChainMark{1, hash});
            QVERIFY_OK(report);
            QCOMPARE(report->activityEntries, 1);
            QCOMPARE(report->brokenActivity, 0);
            QCOMPARE(report->mark, MarkVerdict::Held);
            QCOMPARE(*schemaOf(**db), schema);
        }
    }
};

QTEST_GUILESS_MAIN(TestVerify)
#include "tst_verify.moc"
