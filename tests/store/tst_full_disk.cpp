// A disk that really is full: a store on a small file system of its own, mounted for this process alone.
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QDir>
#include <QFile>

#include <sched.h>
#include <sys/mount.h>

using namespace latchkey;

namespace {

// Answers false where mounting is not allowed.
bool mountSmallDisk(const QString &place) {
    return ::unshare(CLONE_NEWNS) == 0 && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           ::mount("small", QFile::encodeName(place).constData(), "tmpfs", 0, "size=3m") == 0;
}

Result<qint64> addAgent(Transaction &t, int number) {
    Statement insert = t.db.prepare("INSERT INTO agents (name, role, created_at) VALUES (hex(zeroblob(2000)) || ?, 2, 1)");
    if (Result<qint64> done = insert.bind(number).run(); !done) return done;
    if (Result<void> noted = t.record({{}, {}, ActivityKind::AgentAdded, {}, {}, {}, {}}); !noted) return tl::unexpected<Error>(noted.error());
    return number;
}

}  // namespace

class TestFullDisk : public QObject {
    Q_OBJECT

    QTemporaryDir m_place;

private slots:
    void initTestCase() {
        if (!mountSmallDisk(m_place.path())) QSKIP("this test mounts a file system, which is not allowed here");
        qputenv("TMPDIR", QFile::encodeName(m_place.path()));
    }

    void cleanupTestCase() { ::umount2(QFile::encodeName(m_place.path()).constData(), MNT_DETACH); }

    void whatWasAnsweredIsKeptTheRestIsRefusedAndSpaceMendsIt() {
        QFile ballast(m_place.filePath(u"ballast"_qs));
        QVERIFY(ballast.open(QIODevice::WriteOnly));
        QCOMPARE(ballast.write(QByteArray(700'000, 'x')), 700'000);
        ballast.close();
        TempStore store;
        int kept = 0;
        Result<qint64> last = 0;
        while (last && kept < 5000) {
            last = store.write([kept](Transaction &t) { return addAgent(t, kept); });
            if (last) ++kept;
        }
        QVERIFY_FAILS(last, ErrorCode::StoreFull);
        QVERIFY(kept > 10);
        QCOMPARE(store.number("SELECT count(*) FROM agents"), kept);
        QVERIFY_FAILS(store.write([kept](Transaction &t) { return addAgent(t, kept); }), ErrorCode::StoreFull);

        QVERIFY(ballast.remove());
        QVERIFY_OK(store.write([kept](Transaction &t) { return addAgent(t, kept); }));
        const Result<VerifyReport> report = verifyStore(store.path());
        QVERIFY_OK(report);
        QCOMPARE(report->integrity, u"ok"_qs);
        QCOMPARE(report->activityEntries, kept + 1);
        QCOMPARE(report->brokenActivity, 0);
    }

    void aNewStoreDoesNotFit() {
        QFile ballast(m_place.filePath(u"ballast"_qs));
        QVERIFY(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (ballast.write(QByteArray(4096, 'x')) > 0) {
        }
        ManualClock clock;
        CountingChance chance;
        QVERIFY_FAILS(openStore(m_place.filePath(u"new.latchkey"_qs), chance, clock), ErrorCode::StoreFull);
        ballast.close();
        QVERIFY(ballast.remove());
        QVERIFY_OK(openStore(m_place.filePath(u"new.latchkey"_qs), chance, clock));
    }

    void aBackupThatDoesNotFitLeavesNothing() {
        TempStore store;
        store.sql("INSERT INTO meta (name, value) VALUES ('filler', hex(zeroblob(350000)))");
        store.restartRoom();
        QFile ballast(m_place.filePath(u"ballast"_qs));
        QVERIFY(ballast.open(QIODevice::WriteOnly));
        QCOMPARE(ballast.write(QByteArray(1'400'000, 'x')), 1'400'000);
        ballast.close();
        QVERIFY_FAILS(backupStore(store.path(), store.path() + u".backup"_qs, {}), ErrorCode::StoreFull);
        QVERIFY(QDir(store.folder()).entryList({u"*.backup*"_qs}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestFullDisk)
#include "tst_full_disk.moc"
