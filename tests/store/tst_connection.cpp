// Connection and Statement: values there and back, cached statements, errors by name, files that cannot be opened.
#include "services/store/connection.h"
#include "tests/support/verify.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <thread>

using namespace latchkey;

namespace {

std::unique_ptr<Connection> inMemory() { return std::move(*Connection::open(u":memory:"_qs, OpenMode::ReadWrite)); }

// File permissions mean nothing to root, as whom tests may run.
class AsNobody {
public:
    AsNobody() : m_switched(::geteuid() == 0 && ::seteuid(65534) == 0) {}
    ~AsNobody() {
        if (m_switched && ::seteuid(0) != 0) qFatal("cannot become root again");
    }
    AsNobody(const AsNobody &) = delete;
    AsNobody &operator=(const AsNobody &) = delete;

private:
    bool m_switched;
};

qint64 numberOf(Connection &db, std::string_view sql) {
    Statement statement = db.prepare(sql);
    return statement.step() ? statement.integer(0) : -1;
}

}  // namespace

class TestConnection : public QObject {
    Q_OBJECT

private slots:
    void valuesComeBackAsTheyWentIn() {
        auto db = inMemory();
        QVERIFY_OK(db->execute("CREATE TABLE t (i INTEGER, t TEXT, b BLOB, n TEXT, e TEXT, eb BLOB) STRICT"));
        const QString text = u"Zoë 😀 – \u0000 end"_qs;
        const QByteArray bytes("\0\xff\x01", 3);
        QVERIFY_OK(db->prepare("INSERT INTO t (i, t, b, n, e, eb) VALUES (?, ?, ?, ?, ?, ?)")
                       .bind(std::numeric_limits<qint64>::min())
                       .bind(text)
                       .bindBlob(bytes)
                       .bindNull()
                       .bind(QStringView())
                       .bindBlob({})
                       .run());
        Statement read = db->prepare("SELECT i, t, b, n, e, eb FROM t");
        QVERIFY(read.step());
        QCOMPARE(read.integer(0), std::numeric_limits<qint64>::min());
        QCOMPARE(read.text(1), text);
        QCOMPARE(read.blob(2), bytes);
        QVERIFY(read.isNull(3));
        QVERIFY2(!read.isNull(4), "an empty text became NULL");
        QVERIFY2(!read.isNull(5), "an empty blob became NULL");
        QVERIFY(!read.step());
        QVERIFY(!read.error());
    }

    void unsetTimesAndIdsBecomeNull() {
        auto db = inMemory();
        Statement read = db->prepare("SELECT ?, ?, ?, ?");
        read.bindOrNull(Instant()).bindOrNull(CustomerId()).bindOrNull(Instant(5)).bindOrNull(CustomerId(7));
        QVERIFY(read.step());
        QVERIFY(read.isNull(0) && read.isNull(1));
        QCOMPARE(read.instant(2), Instant(5));
        QCOMPARE(read.id<CustomerId>(3), CustomerId(7));
    }

    void aFinishedStatementDoesNotBeginAnew() {
        auto db = inMemory();
        Statement read = db->prepare("SELECT 1");
        QVERIFY(read.step());
        QVERIFY(!read.step());
        QVERIFY(!read.step());
        read.reset();
        QVERIFY(read.step());
    }

    void aStatementIsUsedTwiceAtOnce() {
        auto db = inMemory();
        QVERIFY_OK(db->execute("CREATE TABLE t (i INTEGER) STRICT; INSERT INTO t VALUES (1), (2), (3)"));
        constexpr std::string_view sql = "SELECT i FROM t WHERE i >= ? ORDER BY i";
        Statement outer = db->prepare(sql);
        outer.bind(1);
        int pairs = 0;
        while (outer.step()) {
            Statement inner = db->prepare(sql);
            inner.bind(outer.integer(0));
            while (inner.step()) ++pairs;
        }
        QCOMPARE(pairs, 6);
    }

    void aCachedStatementForgetsItsValues() {
        auto db = inMemory();
        constexpr std::string_view sql = "SELECT ?";
        {
            Statement first = db->prepare(sql);
            first.bind(u"secret"_qs);
            QVERIFY(first.step());
        }
        Statement second = db->prepare(sql);
        QVERIFY(second.step());
        QVERIFY(second.isNull(0));
    }

    void aStatementCanBeRunAgainAfterRun() {
        auto db = inMemory();
        QVERIFY_OK(db->execute("CREATE TABLE t (i INTEGER UNIQUE) STRICT"));
        Statement insert = db->prepare("INSERT INTO t (i) VALUES (?)");
        for (int i = 0; i < 3; ++i) {
            const Result<qint64> changed = insert.bind(i).run();
            QVERIFY_OK(changed);
            QCOMPARE(*changed, 1);
        }
        QVERIFY_FAILS(insert.bind(2).run(), ErrorCode::StoreFailed);
        QVERIFY(insert.error()->detail.contains(u"t.i"_qs));
        insert.reset();
        QVERIFY_OK(insert.bind(3).run());
    }

    void aWrongTextIsAnErrorAndNoCrash() {
        auto db = inMemory();
        Statement wrong = db->prepare("SELECT nothing FROM nowhere");
        wrong.bind(1).bind(u"x"_qs).bindNull();
        QVERIFY(!wrong.step());
        QVERIFY(wrong.error().has_value());
        QVERIFY_FAILS(wrong.run(), ErrorCode::StoreFailed);
        wrong.reset();
        QVERIFY_FAILS(wrong.run(), ErrorCode::StoreFailed);
    }

    void tooManyValuesAreAnError() {
        auto db = inMemory();
        Statement read = db->prepare("SELECT ?");
        read.bind(1).bind(2);
        QVERIFY(!read.step());
        QVERIFY(read.error().has_value());
    }

    void anErrorNeverShowsWhatWasBound() {
        auto db = inMemory();
        QVERIFY_OK(db->execute("CREATE VIRTUAL TABLE f USING fts5(words)"));
        Statement search = db->prepare("SELECT words FROM f WHERE f MATCH ?");
        search.bind(u"\"hidden-word"_qs);
        QVERIFY(!search.step());
        QVERIFY(search.error().has_value());
        QVERIFY2(!search.error()->detail.contains(u"hidden"_qs), qPrintable(search.error()->detail));
    }

    void aFileIsConfiguredForDurability() {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"new.latchkey"_qs);
        auto db = Connection::open(path, OpenMode::ReadWrite);
        QVERIFY_OK(db);
        Statement journal = (*db)->prepare("PRAGMA journal_mode");
        QVERIFY(journal.step());
        QCOMPARE(journal.text(0), u"wal"_qs);
        QCOMPARE(numberOf(**db, "PRAGMA synchronous"), 2);
        QCOMPARE(numberOf(**db, "PRAGMA wal_autocheckpoint"), 0);
        QCOMPARE(numberOf(**db, "PRAGMA foreign_keys"), 1);
        QCOMPARE(numberOf(**db, "PRAGMA cache_size"), -8000);
    }

    void aNewFileIsForItsOwnerAlone() {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"new.latchkey"_qs);
        auto db = Connection::open(path, OpenMode::ReadWrite);
        QVERIFY_OK(db);
        QVERIFY_OK((*db)->execute("CREATE TABLE t (i INTEGER)"));
        for (const QString &end : {u""_qs, u"-wal"_qs, u"-shm"_qs}) {
            struct stat file {};
            QCOMPARE(::stat(QFile::encodeName(path + end).constData(), &file), 0);
            QCOMPARE(file.st_mode & 0777U, 0600U);
        }
    }

    void aReaderCannotWrite() {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"new.latchkey"_qs);
        auto writer = Connection::open(path, OpenMode::ReadWrite);
        QVERIFY_OK(writer);
        QVERIFY_OK((*writer)->execute("CREATE TABLE t (i INTEGER)"));
        auto reader = Connection::open(path, OpenMode::ReadOnly);
        QVERIFY_OK(reader);
        QVERIFY_FAILS((*reader)->execute("INSERT INTO t VALUES (1)"), ErrorCode::StoreReadOnly);
    }

    void aMissingFileOrFolderIsNamed() {
        QTemporaryDir folder;
        const auto missing = Connection::open(folder.filePath(u"none.latchkey"_qs), OpenMode::ReadOnly);
        QVERIFY_FAILS(missing, ErrorCode::FileUnreadable);
        QVERIFY(missing.error().detail.endsWith(u"none.latchkey"_qs));
        QVERIFY_FAILS(Connection::open(folder.filePath(u"none/a.latchkey"_qs), OpenMode::ReadWrite), ErrorCode::FileUnwritable);
        QVERIFY_FAILS(Connection::open(folder.path(), OpenMode::ReadWrite), ErrorCode::FileUnwritable);
    }

    void aPathThatLooksLikeAUriIsAPath() {
        QTemporaryDir folder;
        const QString before = QDir::currentPath();
        QDir::setCurrent(folder.path());
        const bool opened = Connection::open(u"file:a?mode=memory"_qs, OpenMode::ReadWrite).has_value();
        QDir::setCurrent(before);
        QVERIFY(opened);
        QVERIFY(QFile::exists(folder.filePath(u"file:a?mode=memory"_qs)));
    }

    void aWriteProtectedFileOrFolderSaysSo() {
        QTemporaryDir folder;
        const QByteArray place = QFile::encodeName(folder.path());
        const QString path = folder.filePath(u"a.latchkey"_qs);
        QVERIFY_OK(Connection::open(path, OpenMode::ReadWrite));
        QCOMPARE(::chmod(place.constData(), 0555), 0);
        QCOMPARE(::chmod(QFile::encodeName(path).constData(), 0444), 0);
        {
            const AsNobody nobody;
            QVERIFY_FAILS(Connection::open(path, OpenMode::ReadWrite), ErrorCode::StoreReadOnly);
            QVERIFY_FAILS(Connection::open(folder.filePath(u"new.latchkey"_qs), OpenMode::ReadWrite), ErrorCode::FileUnwritable);
            // Its WAL cannot be made, and nobody writes one: it is read as it is.
            auto reader = Connection::open(path, OpenMode::ReadOnly);
            QVERIFY_OK(reader);
            QVERIFY_OK((*reader)->execute("SELECT count(*) FROM sqlite_schema"));
        }
        QCOMPARE(::chmod(QFile::encodeName(path).constData(), 0666), 0);
        {
            const AsNobody nobody;  // the file may be written, but its WAL cannot be made beside it
            QVERIFY_FAILS(Connection::open(path, OpenMode::ReadWrite), ErrorCode::StoreReadOnly);
        }
        QCOMPARE(::chmod(QFile::encodeName(path).constData(), 0000), 0);
        {
            const AsNobody nobody;
            QVERIFY_FAILS(Connection::open(path, OpenMode::ReadOnly), ErrorCode::FileUnreadable);
        }
        QCOMPARE(::chmod(place.constData(), 0755), 0);
    }

    void interruptStopsWhatRuns() {
        auto db = inMemory();
        std::atomic<bool> done = false;
        std::thread impatient([&] {
            while (!done) {
                db->interrupt();
                std::this_thread::yield();
            }
        });
        Statement endless = db->prepare("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n");
        const bool row = endless.step();
        done = true;
        impatient.join();
        QVERIFY(!row);
        QCOMPARE(toText(endless.error()->code), toText(ErrorCode::Cancelled));
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
