// What is past its keeping goes in small steps that hold up nobody, and a purged record is still proved.
#include "services/store/activity_store.h"
#include "services/store/agent_store.h"
#include "services/store/erase_store.h"
#include "services/store/retention_store.h"
#include "services/store/sqlite_connection.h"
#include "tests/access/access_fixture.h"
#include "tests/support/verify.h"

#include <QSet>
#include <QTest>

#include <sqlite3.h>

#include <atomic>
#include <future>
#include <mutex>
#include <thread>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

constexpr Duration day = 24h;

AccessPolicy roomy() {
    AccessPolicy policy;
    policy.linksPerCustomerPerHour = 1'000'000;
    policy.linksPerAgentPerHour = 1'000'000;
    return policy;
}

// Rows of everything that is forgotten, all of them old; links have ten visits each, the first as many as are ever kept.
void fill(AccessFixture &f, int links) {
    const std::string sql = R"(
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < )" + std::to_string(links) + R"()
        INSERT INTO links (token_hash, customer, agent, door, issued_at, expires_at) SELECT CAST('old' || i AS BLOB), 1, 1, 1, i, i + 1 FROM n;
        INSERT INTO visits (link, at, kind, outcome) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10)
            SELECT id, id, 0, 0 FROM links, n;
        INSERT INTO visits (link, at, kind, outcome) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 490) SELECT 1, i, 1, 0 FROM n;
        INSERT INTO codes (challenge_hash, typed_hash, address_hash, sent_at, expires_at) SELECT token_hash, x'01', x'02', id, id FROM links;
        INSERT INTO code_tries (at, address_hash) SELECT id, x'01' FROM links;
        INSERT INTO sessions (hash, customer, created_at, expires_at) SELECT token_hash, 1, id, id FROM links;
        INSERT INTO messages (customer, channel, kind, state, recipient, subject, body, at) SELECT 1, 0, 0, 2, 'a', 'b', 'c', id FROM links;
        INSERT INTO message_attempts (message, at, took, problem, step, code, words) SELECT id, 1, 1, 0, 0, 250, '' FROM messages;
        INSERT INTO refused_issues (day, why, n) VALUES (1, 'link_live', 3))";
    const Result<void> done = f.run([&sql](Transaction &t) { return t.db.execute(sql); });
    if (!done) qFatal("%s", qPrintable(done.error().detail));
}

// Entries of one agent about one customer and a link each; every tenth with words.
void record(AccessFixture &f, int entries) {
    const Result<void> done = f.run([entries](Transaction &t) -> Result<void> {
        for (int i = 1; i <= entries; ++i) {
            Activity entry;
            entry.agent = AgentId(1);
            entry.customer = CustomerId(1);
            entry.link = LinkId(i);
            entry.note = QStringLiteral("n=%1").arg(i);
            const Result<void> made = i % 10 == 0 ? t.recordWords(entry, QStringLiteral("because %1").arg(i), QByteArray(16, 's')) : t.record(entry);
            if (!made) return made;
        }
        return {};
    });
    if (!done) qFatal("record");
}

Result<qint64> step(AccessFixture &f) {
    return f.room->run<qint64>([&](Transaction &t) { return f.access->forgetOld(t); });
}

// Steps until nothing is left; answers how many rows went, or -1.
qint64 forgetAll(AccessFixture &f) {
    qint64 all = 0;
    for (;;) {
        const Result<qint64> gone = step(f);
        if (!gone || *gone > rowsAStep) return -1;
        if (*gone == 0) return all;
        all += *gone;
    }
}

int noteStatement(unsigned, void *into, void *statement, void *) {
    const char *sql = sqlite3_sql(static_cast<sqlite3_stmt *>(statement));
    if (sql != nullptr) static_cast<QSet<QByteArray> *>(into)->insert(QByteArray(sql));
    return 0;
}

}  // namespace

class TestRetention : public QObject {
    Q_OBJECT
private slots:
    // A purge that gives the room its next step as soon as the last one is done; beside it customers log in. The room works in the order in
    // which it is given, so that between giving a login and its verb stands the step under way and no other.
    void aLoginWaitsForOneStepAtMost() {
        if (testsOnPostgres()) QSKIP("This looks on by SQLite's own hooks");
        AccessFixture f(roomy());
        const CustomerId customer = f.addCustomer(QStringLiteral("Dora"), QStringLiteral("dora@example.com"), {});
        fill(f, 3000);
        record(f, 1);
        std::mutex order;
        std::atomic<int> done = 0;
        std::atomic<qint64> largest = 0;
        std::atomic<bool> purging = true;
        std::thread purge([&] {
            for (bool more = true; more;) {
                std::promise<bool> answered;
                {
                    const std::lock_guard lock(order);
                    f.room->give<qint64>(
                        [&](Transaction &t) {
                            const int before = sqlite3_total_changes(sqliteOf(t.db)->handle());
                            Result<qint64> gone = f.access->forgetOld(t);
                            largest = std::max<qint64>(largest, sqlite3_total_changes(sqliteOf(t.db)->handle()) - before);
                            ++done;
                            return gone;
                        },
                        [&](const Result<qint64> &gone) { answered.set_value(gone && *gone > 0); });
                }
                more = answered.get_future().get();
            }
            purging = false;
        });
        int logins = 0;
        int longestWait = 0;
        bool good = true;
        while (purging) {
            std::promise<Result<IssuedLink>> answered;
            {
                const std::lock_guard lock(order);
                const int before = done;
                f.room->give<IssuedLink>(
                    [&, before](Transaction &t) {
                        longestWait = std::max(longestWait, done - before);
                        return f.access->issue(t, {customer, {}, AgentId(1), LinkDoor::Customer, {}});
                    },
                    [&](const Result<IssuedLink> &issued) { answered.set_value(issued); });
            }
            const Result<IssuedLink> issued = answered.get_future().get();
            good = good && issued && f.redeem(f.tokenOf(*issued), "b");
            ++logins;
        }
        purge.join();
        QVERIFY(good);
        QVERIFY2(done > 80, qPrintable(QString::number(done)));
        QVERIFY2(logins > 10, qPrintable(QString::number(logins)));
        QVERIFY2(longestWait <= 1, qPrintable(QString::number(longestWait)));
        QVERIFY2(largest <= 2 * rowsAStep, qPrintable(QString::number(largest)));
        for (const char *table : {"visits", "codes", "code_tries", "messages", "message_attempts", "refused_issues"})
            QCOMPARE(f.number("SELECT COUNT(*) FROM " + std::string(table) + (qstrcmp(table, "visits") == 0 ? " WHERE at < 99999" : "")), 0);
        QCOMPARE(f.number("SELECT COUNT(*) FROM links WHERE issued_at < 99999"), 0);
        QCOMPARE(f.number("SELECT COUNT(*) FROM past_links"), 3000);
    }

    void everyStatementOfAStepIsLedByAKey() {
        if (testsOnPostgres()) QSKIP("This looks on by SQLite's own hooks");
        AccessPolicy policy = roomy();
        policy.activityKept = 90 * day;
        AccessFixture f(policy);
        (void)f.addCustomer(QStringLiteral("Dora"), QStringLiteral("dora@example.com"), {});
        fill(f, 20);
        record(f, 20);
        f.clock.advance(91 * day);
        record(f, 1);
        QSet<QByteArray> statements;
        QVERIFY_OK(f.run([&](Transaction &t) -> Result<void> {
            sqlite3_trace_v2(sqliteOf(t.db)->handle(), SQLITE_TRACE_STMT, &noteStatement, &statements);
            Result<qint64> gone = 1;
            while (gone && *gone > 0) gone = f.access->forgetOld(t);
            sqlite3_trace_v2(sqliteOf(t.db)->handle(), 0, nullptr, nullptr);
            if (!gone) return tl::unexpected<Error>(gone.error());
            return {};
        }));
        QVERIFY(statements.size() >= 20);
        QCOMPARE(f.number("SELECT COUNT(*) FROM activity"), 1);
        int purges = 0;
        for (const QByteArray &sql : std::as_const(statements)) {
            const std::string asked = "EXPLAIN QUERY PLAN " + sql.toStdString();
            Statement plan = f.db->prepare(asked);
            while (plan.step()) {
                const QString detail = plan.text(3);
                // A row or two a day of operating it.
                if (detail == QLatin1String("SCAN activity_purges")) ++purges;
                else QVERIFY2(!detail.startsWith(QLatin1String("SCAN")), qPrintable(detail + QLatin1String(": ") + QString::fromUtf8(sql)));
            }
            QVERIFY2(!plan.error(), sql.constData());
        }
        QVERIFY(purges <= 1);
    }

    // The first row of every table, and a few within, were made or live until far in the future.
    void rowsFromTheFutureKeepNoOldOnes() {
        AccessFixture f(roomy());
        (void)f.addCustomer(QStringLiteral("Dora"), QStringLiteral("dora@example.com"), {});
        fill(f, 1600);
        QVERIFY_OK(f.run([](Transaction &t) {
            return t.db.execute(R"(
                UPDATE links SET expires_at = 9000000000000 WHERE id IN (1, 3, 700);
                UPDATE codes SET expires_at = 9000000000000 WHERE id IN (1, 3, 700);
                UPDATE code_tries SET at = 9000000000000 WHERE id IN (1, 3, 700);
                UPDATE sessions SET expires_at = 9000000000000 WHERE id IN (1, 3, 700);
                UPDATE messages SET at = 9000000000000 WHERE id IN (1, 3, 700);
                UPDATE visits SET at = 9000000000000 WHERE link IN (1, 3, 700))");
        }));
        QVERIFY(forgetAll(f) > 0);
        for (const char *table : {"codes", "code_tries", "messages", "message_attempts"})
            QCOMPARE(f.number("SELECT COUNT(*) FROM " + std::string(table)), 3);
        // The newest stay, too.
        for (const char *table : {"links", "sessions"}) QCOMPARE(f.number("SELECT COUNT(*) FROM " + std::string(table)), 4);
        QCOMPARE(f.number("SELECT COUNT(*) FROM visits WHERE at < 9000000000000"), 0);
        // What is old by now lies before the cursor, and it comes round.
        QVERIFY_OK(f.run([](Transaction &t) { return t.db.execute("UPDATE codes SET expires_at = 5 WHERE id = 3"); }));
        (void)forgetAll(f);
        QCOMPARE(f.number("SELECT COUNT(*) FROM codes"), 2);
    }

    // More rows that stay than one look goes through.
    void theCursorComesRound() {
        AccessFixture f(roomy());
        QVERIFY_OK(f.run([](Transaction &t) {
            return t.db.execute(R"(
                INSERT INTO code_tries (at, address_hash) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 70000)
                    SELECT CASE WHEN i IN (30000, 65000) THEN 5 ELSE 9000000000000 END, x'01' FROM n)");
        }));
        for (int round = 0; round < 4; ++round) (void)forgetAll(f);
        QCOMPARE(f.number("SELECT COUNT(*) FROM code_tries"), 69998);
        QVERIFY_OK(f.run([](Transaction &t) { return t.db.execute("UPDATE code_tries SET at = 5 WHERE id = 30001"); }));
        for (int round = 0; round < 5; ++round) (void)forgetAll(f);
        QCOMPARE(f.number("SELECT COUNT(*) FROM code_tries"), 69997);
    }

    void visitsMayGoBeforeTheirLink() {
        AccessPolicy policy = roomy();
        policy.visitsKept = 30 * day;
        AccessFixture f(policy);
        const CustomerId customer = f.addCustomer(QStringLiteral("Dora"), QStringLiteral("dora@example.com"), {});
        const auto old = f.issue(customer);
        QVERIFY_OK(f.run([&](Transaction &t) { return f.access->recordVisit(t, {old->id, t.now, VisitKind::Person, VisitOutcome::Shown}); }));
        f.clock.advance(30 * day);
        QCOMPARE(forgetAll(f), 0);
        f.clock.advance(1ms);
        QCOMPARE(forgetAll(f), 1);
        QCOMPARE(f.number("SELECT COUNT(*) FROM visits"), 0);
        // The verdict stays.
        QVERIFY_FAILS(f.redeem(f.tokenOf(*old), "b"), ErrorCode::LinkExpired);
    }

    void unlessSetVisitsStayAsLongAsVerdicts() {
        QCOMPARE(visitsKeptBy({}), AccessPolicy().verdictsKept);
        AccessPolicy policy;
        policy.visitsKept = 400 * day;
        QCOMPARE(visitsKeptBy(policy), policy.verdictsKept);
        QVERIFY(visitsOutliveVerdicts(policy));
        policy.activityKept = 89 * day;
        QVERIFY(activityEndsTooSoon(policy));
        policy.activityKept = 90 * day;
        QVERIFY(!activityEndsTooSoon(policy));
        policy.verdictsKept = 91 * day;
        QVERIFY(activityEndsTooSoon(policy));
        QVERIFY(!activityEndsTooSoon({}));
    }

    void activityStaysForEverUnlessItIsSet() {
        AccessFixture f;
        record(f, 10);
        f.clock.advance(3650 * day);
        QCOMPARE(forgetAll(f), 0);
        QCOMPARE(f.number("SELECT COUNT(*) FROM activity"), 10);
    }

    void aPurgedRecordIsProvedFromItsMark() {
        AccessPolicy policy;
        policy.activityKept = 100 * day;
        AccessFixture f(policy);
        record(f, 1200);
        const Result<VerifyReport> whole = verifyStore(f.path);
        QVERIFY_OK(whole);
        QCOMPARE(whole->purgedUpTo, 0);
        f.clock.advance(60 * day);
        record(f, 30);
        f.clock.advance(40 * day + 1ms);
        QCOMPARE(forgetAll(f), 1200);
        QCOMPARE(f.number("SELECT COUNT(*) FROM activity_purges"), 1);
        QCOMPARE(f.number("SELECT COUNT(*) FROM activity_words"), 3);
        Result<VerifyReport> report = verifyStore(f.path, whole->head);
        QVERIFY_OK(report);
        QCOMPARE(report->brokenActivity, 0);
        QCOMPARE(report->brokenPurge, 0);
        QCOMPARE(report->purgedUpTo, 1200);
        QCOMPARE(report->purgedEntries, 1200);
        QCOMPARE(report->purgedAt, f.clock.now());
        QCOMPARE(report->activityEntries, 30);
        // The last that went is known by its hash, those before it by nothing.
        QCOMPARE(report->mark, MarkVerdict::Held);
        QCOMPARE(verifyStore(f.path, ChainMark{1200, QByteArray(8, 'x')})->mark, MarkVerdict::Different);
        QCOMPARE(verifyStore(f.path, ChainMark{7, QByteArray(8, 'x')})->mark, MarkVerdict::Purged);

        // Another day, another mark; the newest entry stays, so that the next one follows it.
        f.clock.advance(200 * day);
        QCOMPARE(forgetAll(f), 29);
        QCOMPARE(f.number("SELECT COUNT(*) FROM activity_purges"), 2);
        record(f, 1);
        report = verifyStore(f.path);
        QCOMPARE(report->brokenActivity, 0);
        QCOMPARE(report->purgedUpTo, 1229);
        QCOMPARE(report->purgedEntries, 1229);
        QCOMPARE(report->head.entry, 1231);
    }

    void tamperingWithAPurgedRecordIsSeen_data() {
        QTest::addColumn<QByteArray>("tampering");
        QTest::addColumn<qint64>("broken");
        QTest::addColumn<bool>("marks");
        QTest::newRow("more taken out") << QByteArray("DELETE FROM activity WHERE id < 30") << 30LL << false;
        QTest::newRow("all taken out") << QByteArray("DELETE FROM activity; DELETE FROM activity_words") << 21LL << false;
        QTest::newRow("the mark gone") << QByteArray("DELETE FROM activity_purges") << 21LL << false;
        QTest::newRow("the mark moved") << QByteArray("DELETE FROM activity WHERE id < 30; UPDATE activity_purges SET entry = 29") << 30LL << true;
        QTest::newRow("the mark's hash") << QByteArray("UPDATE activity_purges SET hash = x'00' WHERE id = 2") << 21LL << true;
        QTest::newRow("the mark's count") << QByteArray("UPDATE activity_purges SET entries = 3 WHERE id = 1") << 0LL << true;
        QTest::newRow("an earlier mark gone") << QByteArray("DELETE FROM activity_purges WHERE id = 1") << 0LL << true;
    }
    void tamperingWithAPurgedRecordIsSeen() {
        QFETCH(QByteArray, tampering);
        QFETCH(qint64, broken);
        QFETCH(bool, marks);
        AccessPolicy policy;
        policy.activityKept = 90 * day;
        AccessFixture f(policy);
        record(f, 10);
        f.clock.advance(2 * day);
        record(f, 10);
        f.clock.advance(50 * day);
        record(f, 20);
        f.clock.advance(39 * day);
        QCOMPARE(forgetAll(f), 10);
        f.clock.advance(2 * day);
        QCOMPARE(forgetAll(f), 10);
        QVERIFY_OK(f.run([&](Transaction &t) { return t.db.execute(tampering.toStdString()); }));
        const Result<VerifyReport> report = verifyStore(f.path);
        QVERIFY_OK(report);
        QCOMPARE(report->brokenActivity, broken);
        QCOMPARE(report->brokenPurge != 0, marks);
    }

    void aPurgedRecordIsListedAndCounted() {
        AccessPolicy policy;
        policy.activityKept = 90 * day;
        AccessFixture f(policy);
        record(f, 700);
        f.clock.advance(50 * day);
        const Instant from = f.clock.now();
        record(f, 40);
        f.clock.advance(41 * day);
        QCOMPARE(forgetAll(f), 700);
        ActivityStore store(*f.db);
        ActivityQuery query;
        query.limit = 25;
        const auto first = store.page(query, 1);
        QVERIFY_OK(first);
        QCOMPARE(first->count, 40);
        QCOMPARE(first->items.size(), 25);
        query.before = ActivityId(first->next.toLongLong());
        const auto second = store.page(query, 1);
        QVERIFY_OK(second);
        QCOMPARE(second->items.size(), 15);
        QVERIFY(second->next.isEmpty());
        ActivityQuery since;
        since.from = from;
        QCOMPARE(store.page(since, 1)->count, 40);
        ActivityQuery earlier;
        earlier.until = from;
        QCOMPARE(store.page(earlier, 1)->count, 0);
    }

    // Whose link it was is kept as long as the activity speaks of it, and no longer.
    // The clock stood in 1970 for a moment.
    void anEntryFromThePastTakesNoFreshOneAlong() {
        AccessPolicy policy;
        policy.activityKept = 100 * day;
        AccessFixture f(policy);
        record(f, 5);
        f.clock.advance(90 * day);
        record(f, 7);
        const Duration since = f.clock.now() - Instant(1000);
        f.clock.advance(-since);
        record(f, 1);
        f.clock.advance(since);
        record(f, 2);
        f.clock.advance(11 * day);
        QCOMPARE(forgetAll(f), 5);
        QCOMPARE(f.number("SELECT COUNT(*) FROM activity"), 10);
        QCOMPARE(verifyStore(f.path)->brokenActivity, 0);
        // With the fresh ones before it, it goes as well.
        f.clock.advance(90 * day);
        QCOMPARE(forgetAll(f), 9);
    }

    void pastLinksGoWithTheirLastEntry() {
        AccessPolicy policy = roomy();
        policy.activityKept = 120 * day;
        AccessFixture f(policy);
        const CustomerId customer = f.addCustomer(QStringLiteral("Dora"), QStringLiteral("dora@example.com"), {});
        QVERIFY_OK(f.issue(customer));
        QVERIFY_OK(f.issue(customer));
        f.clock.advance(91 * day);
        QVERIFY_OK(f.issue(customer));
        QCOMPARE(forgetAll(f), 2);
        QCOMPARE(f.number("SELECT COUNT(*) FROM past_links"), 2);
        f.clock.advance(30 * day);
        QCOMPARE(forgetAll(f), 2);
        QCOMPARE(f.number("SELECT COUNT(*) FROM past_links"), 0);
        QCOMPARE(f.number("SELECT COUNT(*) FROM activity"), 1);
    }

    // The entry that says so goes; that they are not taken in again stays.
    void anErasedCustomerStaysErased() {
        AccessPolicy policy = roomy();
        policy.activityKept = 90 * day;
        AccessFixture f(policy);
        const CustomerId customer = f.addCustomer(QStringLiteral("Dora"), QStringLiteral("dora@example.com"), {});
        QVERIFY_OK(f.run([&](Transaction &t) { return f.access->eraseCustomer(t, customer, QStringLiteral("Dora"), AgentId(1)); }));
        f.clock.advance(91 * day);
        record(f, 1);
        QCOMPARE(forgetAll(f), 1);
        QCOMPARE(f.number("SELECT COUNT(*) FROM activity WHERE kind = 20"), 0);
        QCOMPARE(f.number("SELECT erased_at IS NOT NULL FROM customers WHERE id = 1"), 1);
        const auto known = erasedByAddress(*f.db, "dora@example.com");
        QVERIFY_OK(known);
        QVERIFY(*known && (*known)->id == customer);
        QCOMPARE(verifyStore(f.path)->brokenActivity, 0);
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
