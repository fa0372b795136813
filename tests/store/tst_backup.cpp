// Backup while the service writes, and what verify finds in sound, tampered and torn stores.
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QDir>
#include <QFile>

#include <sys/stat.h>

#include <atomic>
#include <thread>

using namespace latchkey;

namespace {

Result<void> note(Transaction &t, const QString &words) { return t.record({{}, {}, ActivityKind::Imported, AgentId(1), CustomerId(2), {}, words}); }

void addEntries(TempStore &store, int count) {
    for (int i = 0; i < count; ++i) {
        const Result<void> done = store.write([i](Transaction &t) { return note(t, QStringLiteral("rows=%1").arg(i)); });
        if (!done) qFatal("cannot record");
    }
}

}  // namespace

class TestBackup : public QObject {
    Q_OBJECT

private slots:
    void aBackupIsAWholeStoreOfItsOwn() {
        TempStore store;
        addEntries(store, 10);
        const QString target = store.path() + u".backup"_qs;
        QList<int> percents;
        QVERIFY_OK(backupStore(store.path(), target, [&](int p) { percents.append(p); }));
        QCOMPARE(percents.last(), 100);
        const Result<VerifyReport> report = verifyStore(target);
        QVERIFY_OK(report);
        QCOMPARE(report->integrity, u"ok"_qs);
        QCOMPARE(report->activityEntries, 10);
        QCOMPARE(report->brokenActivity, 0);
        const Result<StoreIdentity> identity = openStore(target, store.chance, store.clock);
        QVERIFY_OK(identity);
        QCOMPARE(identity->publicIdKey, store.identity.publicIdKey);
        struct stat made {};
        QCOMPARE(::stat(QFile::encodeName(target).constData(), &made), 0);
        QCOMPARE(made.st_mode & 0777U, 0600U);
        QVERIFY(QDir(store.folder()).entryList({u"*unfinished*"_qs}).isEmpty());
    }

    void aBackupEndsWhileTheServiceWrites() {
        TempStore store;
        store.sql("INSERT INTO meta (name, value) VALUES ('filler', hex(zeroblob(20000000)))");
        std::atomic<bool> done = false;
        std::atomic<int> written = 0;
        std::thread writer([&] {
            while (!done) {
                (void)store.write([](Transaction &t) { return note(t, u"busy"_qs); });
                ++written;
            }
        });
        while (written < 5) std::this_thread::yield();
        const QString target = store.path() + u".backup"_qs;
        int before = 0;
        const Result<void> copied = backupStore(store.path(), target, [&](int percent) {
            if (percent < 100) before = written;
        });
        done = true;
        writer.join();
        QVERIFY_OK(copied);
        QVERIFY2(before > 5, "nothing was written beside the backup");
        const Result<VerifyReport> report = verifyStore(target);
        QVERIFY_OK(report);
        QCOMPARE(report->integrity, u"ok"_qs);
        QCOMPARE(report->brokenActivity, 0);
        QVERIFY(report->activityEntries >= 5);
    }

    void aBackupNeverOverwrites() {
        TempStore store;
        const QString target = store.path() + u".backup"_qs;
        QVERIFY_OK(backupStore(store.path(), target, {}));
        const auto refused = backupStore(store.path(), target, {});
        QVERIFY_FAILS(refused, ErrorCode::FileUnwritable);
        QCOMPARE(refused.error().detail, target);
        QVERIFY_FAILS(backupStore(store.path(), store.path(), {}), ErrorCode::FileUnwritable);
    }

    void aBackupThatCannotBeMadeLeavesNothing() {
        TempStore store;
        QVERIFY_FAILS(backupStore(store.path(), store.folder() + u"/none/copy"_qs, {}), ErrorCode::FileUnwritable);
        QVERIFY_FAILS(backupStore(store.folder() + u"/none"_qs, store.path() + u".backup"_qs, {}), ErrorCode::FileUnreadable);
        QFile text(store.folder() + u"/letter.txt"_qs);
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write(QByteArray("Dear shop").repeated(200));
        text.close();
        QVERIFY_FAILS(backupStore(text.fileName(), store.path() + u".backup"_qs, {}), ErrorCode::StoreNotOurs);
        QCOMPARE(QDir(store.folder()).entryList({u"*.backup*"_qs}).size(), 0);
    }

    void verifyNamesTheFirstEntryThatWasChanged_data() {
        QTest::addColumn<QByteArray>("tampering");
        QTest::addColumn<qint64>("broken");
        QTest::newRow("time") << QByteArray("UPDATE activity SET at = at + 1 WHERE id = 4") << qint64(4);
        QTest::newRow("agent") << QByteArray("UPDATE activity SET agent = 9 WHERE id = 5") << qint64(5);
        QTest::newRow("customer") << QByteArray("UPDATE activity SET customer = NULL WHERE id = 6") << qint64(6);
        QTest::newRow("note") << QByteArray("UPDATE activity SET note = 'rows=1000' WHERE id = 7") << qint64(7);
        QTest::newRow("kind") << QByteArray("UPDATE activity SET kind = 2 WHERE id = 8") << qint64(8);
        QTest::newRow("gone") << QByteArray("DELETE FROM activity WHERE id = 3") << qint64(4);
        QTest::newRow("first gone") << QByteArray("DELETE FROM activity WHERE id = 1") << qint64(2);
        QTest::newRow("moved") << QByteArray("UPDATE activity SET id = 99 WHERE id = 10") << qint64(99);
    }
    void verifyNamesTheFirstEntryThatWasChanged() {
        QFETCH(QByteArray, tampering);
        QFETCH(qint64, broken);
        TempStore store;
        addEntries(store, 10);
        store.sql(tampering.toStdString());
        const Result<VerifyReport> report = verifyStore(store.path());
        QVERIFY_OK(report);
        QCOMPARE(report->brokenActivity, broken);
        QCOMPARE(report->integrity, u"ok"_qs);
    }

    void theChainGoesOnAfterARestart() {
        TempStore store;
        addEntries(store, 3);
        store.restartRoom();
        addEntries(store, 3);
        const Result<VerifyReport> report = verifyStore(store.path());
        QVERIFY_OK(report);
        QCOMPARE(report->activityEntries, 6);
        QCOMPARE(report->brokenActivity, 0);
    }

    void verifySeesTornPages_data() {
        QTest::addColumn<bool>("whereTheTablesAreNamed");
        QTest::newRow("rows") << false;
        QTest::newRow("schema") << true;
    }
    void verifySeesTornPages() {
        QFETCH(bool, whereTheTablesAreNamed);
        TempStore store;
        store.sql("INSERT INTO meta (name, value) VALUES ('filler', hex(zeroblob(200000)))");
        const QString target = store.path() + u".backup"_qs;
        QVERIFY_OK(backupStore(store.path(), target, {}));
        QFile file(target);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qint64 pages = file.size() / 4096;
        for (qint64 page = whereTheTablesAreNamed ? 1 : pages - 20; page < pages; ++page) {
            QVERIFY(file.seek(page * 4096));
            file.write(QByteArray(64, '\x55'));
        }
        file.close();
        const Result<VerifyReport> report = verifyStore(target);
        if (whereTheTablesAreNamed) {
            QVERIFY_FAILS(report, ErrorCode::StoreDamaged);
            return;
        }
        QVERIFY_OK(report);
        QVERIFY(report->integrity != u"ok"_qs);
    }
};

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_backup.moc"
