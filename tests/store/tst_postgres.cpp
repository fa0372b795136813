// What is PostgreSQL's own: translated SQL, a server that goes away, writers in several processes, a shop that moves in.
#include "services/store/copy_store.h"
#include "services/store/migrations.h"
#include "services/store/postgres_connection.h"
#include "services/store/postgres_sql.h"
#include "services/store/read_transaction.h"
#include "tests/support/losing_proxy.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QTest>
#include <QUrl>
#include <QUrlQuery>

#include <atomic>
#include <thread>

using namespace latchkey;

namespace {

Result<qint64> addAgent(Transaction &t, const QString &name) {
    Statement insert = t.db.prepare("INSERT INTO agents (name, role, created_at) VALUES (?, 2, ?) RETURNING id");
    const Result<qint64> id = insert.bind(name).bind(t.now).insertedId();
    if (!id) return id;
    Activity entry;
    entry.kind = ActivityKind::AgentAdded;
    entry.agent = AgentId(*id);
    if (const Result<void> recorded = t.record(entry); !recorded) return tl::unexpected<Error>(recorded.error());
    return id;
}

// Ends every other connection to the database, as a restart of the server does.
void cutConnections(const QString &where) {
    const auto db = Connection::open(where, OpenMode::ReadWrite);
    QVERIFY(db.has_value());
    Statement cut = (*db)->prepare("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    QVERIFY_OK(cut.run());
}

}  // namespace

class TestPostgres : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (!testsOnPostgres()) QSKIP("LATCHKEY_TEST_POSTGRES names no server");
    }

    void statementsAreTranslated_data() {
        QTest::addColumn<QByteArray>("ours");
        QTest::addColumn<QByteArray>("theirs");
        QTest::newRow("places") << QByteArray("SELECT 1 WHERE a = ? AND b = ?") << QByteArray("SELECT 1 WHERE a = $1 AND b = $2");
        QTest::newRow("numbered places") << QByteArray("a = ?2 OR a = ?1") << QByteArray("a = $2 OR a = $1");
        QTest::newRow("a question within quotes") << QByteArray("a = 'why?' AND b = ?") << QByteArray("a = 'why?' AND b = $1");
        QTest::newRow("an index by name") << QByteArray("FROM activity INDEXED BY activity_rare WHERE") << QByteArray("FROM activity  WHERE");
        QTest::newRow("which table first") << QByteArray("w CROSS JOIN v ON") << QByteArray("w JOIN v ON");
        QTest::newRow("bytes") << QByteArray("a = x'' OR b = x'0aFF'") << QByteArray("a = '\\x'::bytea OR b = '\\x0aFF'::bytea");
        QTest::newRow("place of a text") << QByteArray("instr(a, ?)") << QByteArray("strpos(a, $1)");
    }
    void statementsAreTranslated() {
        QFETCH(QByteArray, ours);
        QFETCH(QByteArray, theirs);
        QCOMPARE(QByteArray::fromStdString(postgresStatement(ours.toStdString())), theirs);
    }

    void tablesAreTranslated_data() { statementsOf(); }
    void tablesAreTranslated() {
        QFETCH(QByteArray, ours);
        QFETCH(QByteArray, theirs);
        QCOMPARE(QByteArray::fromStdString(postgresSchema(ours.toStdString())).simplified(), theirs);
    }

    void valuesComeBackAsTheyWentIn() {
        TempStore store;
        store.sql("CREATE TABLE tried (id INTEGER PRIMARY KEY, word TEXT, bytes BYTEA, number BIGINT)");
        const QByteArray bytes("\0\1\xff'\\", 5);
        const QString word = QStringLiteral("Grüße, 名前 'and' \\ ? $1");
        QVERIFY_OK(store.write([&](Transaction &t) -> Result<qint64> {
            Statement insert = t.db.prepare("INSERT INTO tried (id, word, bytes, number) VALUES (?, ?, ?, ?), (2, NULL, NULL, NULL)");
            return insert.bind(1).bind(word).bindBlob(bytes).bind(std::numeric_limits<qint64>::min()).run();
        }));
        Statement read = store.reader().prepare("SELECT word, bytes, number, number IS NULL, sum(id) OVER () FROM tried ORDER BY id");
        QVERIFY(read.step());
        QCOMPARE(read.text(0), word);
        QCOMPARE(read.blob(1), bytes);
        QCOMPARE(read.integer(2), std::numeric_limits<qint64>::min());
        QCOMPARE(read.integer(3), 0);
        QCOMPARE(read.integer(4), 3);
        QVERIFY(read.step());
        QVERIFY(read.isNull(0) && read.isNull(1) && read.isNull(2));
        QVERIFY(!read.step());
        QVERIFY(!read.error());
    }

    void aTextWithAZeroByteIsKeptWithoutIt() {
        TempStore store;
        QVERIFY_OK(store.write([](Transaction &t) { return addAgent(t, QStringLiteral("A\0B").append(QChar(u'\0'))); }));
        QCOMPARE(store.number("SELECT count(*) FROM agents"), 1);
    }

    void aWalkBringsRowsPieceByPieceAndMayEndEarly() {
        TempStore store;
        store.sql("INSERT INTO agents (name, role, created_at) SELECT 'agent ' || n, 2, 1 FROM generate_series(1, 1700) AS n");
        qint64 rows = 0;
        {
            Statement walk = store.reader().walk("SELECT id FROM agents WHERE id > ? ORDER BY id");
            walk.bind(0);
            while (walk.step()) ++rows;
            QVERIFY(!walk.error());
        }
        QCOMPARE(rows, 1700);
        QVERIFY(!store.reader().inTransaction());
        {
            const ReadTransaction snapshot(store.reader());
            Statement first = store.reader().walk("SELECT id FROM agents ORDER BY id");
            Statement second = store.reader().walk("SELECT id FROM agents ORDER BY id DESC");
            QVERIFY(first.step() && second.step());
            QCOMPARE(first.integer(0), 1);
            QCOMPARE(second.integer(0), 1700);
        }
        QVERIFY(!store.reader().inTransaction());
    }

    void aReaderMayNotWrite() {
        TempStore store;
        QVERIFY_FAILS(store.reader().prepare("DELETE FROM agents").run(), ErrorCode::StoreReadOnly);
    }

    void aFailedVerbLeavesTheOthersOfItsBatchWhole() {
        TempStore store;
        QVERIFY_OK(store.write([](Transaction &t) { return addAgent(t, QStringLiteral("Ada")); }));
        QVERIFY_FAILS(store.write([](Transaction &t) { return addAgent(t, QStringLiteral("Ada")); }), ErrorCode::StoreFailed);
        QVERIFY_OK(store.write([](Transaction &t) { return addAgent(t, QStringLiteral("Bob")); }));
        QCOMPARE(store.number("SELECT count(*) FROM agents"), 2);
        QCOMPARE(verifyStore(store.path())->activityEntries, 2);
    }

    void connectionsComeBackByThemselves() {
        TempStore store;
        QVERIFY_OK(store.write([](Transaction &t) { return addAgent(t, QStringLiteral("before")); }));
        cutConnections(store.path());
        // A writer waits a moment for the server; a reader does not, since a customer's page waits for it.
        QTRY_COMPARE(store.number("SELECT count(*) FROM agents"), 1);
        // The first may meet the cut itself, which undid it; nothing of it is there.
        (void)store.write([](Transaction &t) { return addAgent(t, QStringLiteral("during")); });
        QVERIFY_OK(store.write([](Transaction &t) { return addAgent(t, QStringLiteral("after")); }));
        QTRY_VERIFY(store.number("SELECT count(*) FROM agents") >= 2);
        QCOMPARE(verifyStore(store.path())->brokenActivity, 0);
    }

    void aCommitWhoseAnswerWasLostIsDoneOnce() {
        TempStore store;
        const QString folder = QUrlQuery(QUrl(store.path())).queryItemValue(QStringLiteral("host"));
        LosingProxy proxy(folder);
        const auto room = WriteRoom::open(QString(store.path()).replace(folder, proxy.folder()), store.clock, {}).value();
        proxy.loseNextCommit();
        QVERIFY_OK(room->run<qint64>([](Transaction &t) { return addAgent(t, QStringLiteral("Ada")); }));
        QVERIFY(proxy.hasLost());
        QCOMPARE(store.number("SELECT count(*) FROM agents"), 1);
        QCOMPARE(verifyStore(store.path())->activityEntries, 1);
    }

    void aMigrationThatFailsLeavesWhatWasThere() {
        const TestDatabase database;
        const auto db = Connection::open(database.where(), OpenMode::ReadWrite).value();
        const QList<Migration> steps{{1, "CREATE TABLE one (id INTEGER PRIMARY KEY) STRICT;"}, {2, "CREATE TABLE two (id INTEGER PRIMARY KEY) STRICT; SELECT nonsense();"}};
        QVERIFY(!migrate(*db, steps));
        QCOMPARE(schemaOf(*db).value_or(-1), 1);
        QVERIFY(!db->prepare("SELECT id FROM two").run());
        QVERIFY_OK(migrate(*db, {steps[0], {2, "CREATE TABLE two (id INTEGER PRIMARY KEY) STRICT;"}}));
        QCOMPARE(schemaOf(*db).value_or(-1), 2);
    }

    void aCommitThatWasCutOffIsNotTakenForDone() {
        TempStore store;
        const auto writer = Connection::open(store.path(), OpenMode::ReadWrite);
        QVERIFY_OK((*writer)->beginWriting());
        QVERIFY_OK((*writer)->execute("INSERT INTO agents (name, role, created_at) VALUES ('lost', 2, 1)"));
        cutConnections(store.path());
        QVERIFY_FAILS((*writer)->commit(), ErrorCode::StoreUnreachable);
        QTRY_COMPARE(store.number("SELECT count(*) FROM agents"), 0);
    }

    // Whoever was told that a code is on its way gets it, also when the server dies between the answer and the letter.
    void whatComesLaterIsTriedAnewWhenTheServerDies() {
        TempStore store;
        std::atomic<int> runs = 0;
        QVERIFY_OK(store.write([&](Transaction &t) -> Result<int> {
            t.later([&](Transaction &later) -> Result<void> {
                const Result<qint64> added = addAgent(later, QStringLiteral("late"));
                if (runs++ == 0) cutConnections(store.path());
                if (!added) return tl::unexpected<Error>(added.error());
                return {};
            });
            return 0;
        }));
        QTRY_COMPARE_WITH_TIMEOUT(store.number("SELECT count(*) FROM agents WHERE name = 'late'"), 1, 15'000);
        QCOMPARE(runs.load(), 2);
    }

    void writersInSeveralProcessesKeepOneChain() {
        TempStore store;
        constexpr int rooms = 3, each = 60;
        std::vector<std::unique_ptr<WriteRoom>> open;
        for (int i = 0; i < rooms; ++i) open.push_back(WriteRoom::open(store.path(), store.clock, {}).value());
        std::atomic<int> failed = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < rooms; ++i)
            threads.emplace_back([&, i] {
                for (int n = 0; n < each; ++n)
                    if (!open[static_cast<std::size_t>(i)]->run<qint64>([&](Transaction &t) { return addAgent(t, QStringLiteral("%1-%2").arg(i).arg(n)); })) ++failed;
            });
        for (std::thread &thread : threads) thread.join();
        QCOMPARE(failed.load(), 0);
        const Result<VerifyReport> report = verifyStore(store.path());
        QVERIFY_OK(report);
        QCOMPARE(report->activityEntries, rooms * each);
        QCOMPARE(report->brokenActivity, 0);
    }

    void whatOneProcessAnnouncesTheOthersHear() {
        TempStore store;
        std::mutex mutex;
        QList<Event> heard;
        const auto other = WriteRoom::open(store.path(), store.clock, {{}, [&](const QList<Event> &events) {
                                                                          const std::lock_guard lock(mutex);
                                                                          heard += events;
                                                                      }});
        QVERIFY_OK(store.write([](Transaction &t) {
            t.announce(Event{EventKind::CustomerChanged, CustomerId(7), LinkId(9), t.now});
            return Result<void>();
        }));
        const auto count = [&] {
            const std::lock_guard lock(mutex);
            return heard.size();
        };
        QTRY_COMPARE(count(), 1);
        QCOMPARE(heard[0].customer, CustomerId(7));
        QCOMPARE(heard[0].link, LinkId(9));
        QCOMPARE(store.events().size(), 1);
        // A verb that failed has told nobody.
        QVERIFY_FAILS(store.write([](Transaction &t) -> Result<void> {
            t.announce(Event{EventKind::CustomerChanged, CustomerId(8), {}, t.now});
            return fail(ErrorCode::NotFound);
        }), ErrorCode::NotFound);
        // Whoever was cut off reads everything again.
        cutConnections(store.path());
        QTRY_VERIFY(count() >= 2);
        QCOMPARE(heard[1].kind, EventKind::DirectoryChanged);
    }

    void aSecondServiceNeedsTheSameCodeKey() {
        TempStore store;
        const auto match = [&](const QByteArray &key) { return store.write([&](Transaction &t) { return matchCodeKey(t.db, key); }); };
        QVERIFY_OK(match("one key"));
        QVERIFY_OK(match("one key"));
        QVERIFY_FAILS(match("another"), ErrorCode::ConfigurationInvalid);
    }

    void aDatabaseOfOthersIsLeftAlone() {
        const TestDatabase database;
        const auto db = Connection::open(database.where(), OpenMode::ReadWrite);
        QVERIFY_OK((*db)->execute("CREATE TABLE theirs (id INTEGER)"));
        CountingChance chance;
        const ManualClock clock;
        QVERIFY_FAILS(openStore(database.where(), chance, clock), ErrorCode::StoreNotOurs);
    }

    void aPasswordIsNeverShown_data() {
        QTest::addColumn<QString>("url");
        QTest::newRow("before the host") << QStringLiteral("postgresql://shop:hush@db.example.com/latchkey");
        QTest::newRow("among the parameters") << QStringLiteral("postgresql://db.example.com/latchkey?user=shop&password=hush");
        QTest::newRow("several hosts") << QStringLiteral("postgresql://shop:hush@one:5432,two:5433/latchkey?password=hush");
    }
    void aPasswordIsNeverShown() {
        QFETCH(QString, url);
        QVERIFY(!storeForPeople(url).contains(QLatin1String("hush")));
        QVERIFY(storeForPeople(url).contains(QLatin1String("latchkey")));
    }

    void aShopMovesInWhole();

private:
    static void statementsOf() {
        QTest::addColumn<QByteArray>("ours");
        QTest::addColumn<QByteArray>("theirs");
        QTest::newRow("types") << QByteArray("CREATE TABLE t (\n id INTEGER PRIMARY KEY, -- why\n a TEXT NOT NULL, b BLOB, c INTEGER) STRICT, WITHOUT ROWID;")
                               << QByteArray("CREATE TABLE t ( id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, a TEXT COLLATE \"C\" NOT NULL, b BYTEA, c BIGINT);");
        QTest::newRow("an index ends in the id") << QByteArray("CREATE INDEX IF NOT EXISTS i ON customers (name_key);")
                                                 << QByteArray("CREATE INDEX IF NOT EXISTS i ON customers (name_key, id);");
        QTest::newRow("unless it has it") << QByteArray("CREATE INDEX i ON activity (agent, id) WHERE agent IS NOT NULL;")
                                          << QByteArray("CREATE INDEX i ON activity (agent, id) WHERE agent IS NOT NULL;");
        QTest::newRow("a unique one does not") << QByteArray("CREATE UNIQUE INDEX i ON customers (ref);") << QByteArray("CREATE UNIQUE INDEX i ON customers (ref);");
        QTest::newRow("nor one of a table without") << QByteArray("CREATE INDEX i ON subscription_lines (product);")
                                                    << QByteArray("CREATE INDEX i ON subscription_lines (product);");
    }
};

void TestPostgres::aShopMovesInWhole() {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("shop.latchkey"));
    CountingChance chance;
    const ManualClock clock;
    QVERIFY_OK(openStore(file, chance, clock));
    {
        const auto room = WriteRoom::open(file, clock, {}).value();
        QVERIFY_OK(room->run<qint64>([](Transaction &t) { return addAgent(t, QStringLiteral("Ada\tone\\two\nthree")); }));
        QVERIFY_OK(room->run<void>([](Transaction &t) {
            return t.db.execute("INSERT INTO customers (id, ref, first_name, last_name, name_key, email, email_state, phone, created_at) "
                                "VALUES (41, 'c1', '', '', '', '', 1, '', 1)");
        }));
    }
    const TestDatabase database;
    QVERIFY_OK(openStore(database.where(), chance, clock));
    const auto copied = copyStore(file, database.where(), {});
    QVERIFY_OK(copied);
    const auto identity = identityOfStore(**Connection::open(database.where(), OpenMode::ReadOnly));
    const auto before = identityOfStore(**Connection::open(file, OpenMode::ReadOnly));
    QCOMPARE((*identity)->publicIdKey, (*before)->publicIdKey);
    const Result<VerifyReport> report = verifyStore(database.where());
    QCOMPARE(report->activityEntries, 1);
    QCOMPARE(report->brokenActivity, 0);
    // New rows go on behind those that were copied.
    const auto room = WriteRoom::open(database.where(), clock, {}).value();
    const Result<qint64> next = room->run<qint64>([](Transaction &t) -> Result<qint64> {
        return t.db.prepare("INSERT INTO customers (ref, first_name, last_name, name_key, email, email_state, phone, created_at) "
                            "VALUES ('c2', '', '', '', '', 1, '', 1) RETURNING id").insertedId();
    });
    QCOMPARE(*next, 42);
    QVERIFY_FAILS(copyStore(file, database.where(), {}), ErrorCode::StoreNotEmpty);
}

QTEST_GUILESS_MAIN(TestPostgres)
#include "tst_postgres.moc"
