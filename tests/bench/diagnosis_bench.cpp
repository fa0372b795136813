// P17: the details of one customer with findings and advice, in one thread, beside as many point SELECTs in a bare loop of the same run.
#include "services/store/sqlite_connection.h"
#include "services/api/details.h"
#include "services/store/store.h"
#include "tests/bench/context.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <sqlite3.h>

namespace latchkey::bench {

namespace {

constexpr int rounds = 20'000;
constexpr qint64 troubled = 2'000;  // customers with as much history as is ever read

template <class T>
T takenOrDie(Result<T> result, const char *what) {
    if (result) return std::move(*result);
    std::fprintf(stderr, "%s: %s\n", what, qPrintable(result.error().detail));
    std::exit(1);
}

// Twenty links with visits, forty doings and a bounced letter for each of the first customers; an hour's links among them.
void giveHistory(Connection &db, Instant now) {
    const auto run = [&](std::string_view sql, const std::vector<qint64> &values) {
        Statement statement = db.prepare(sql);
        for (const qint64 value : values) statement.bind(value);
        takenOrDie(statement.run(), "cannot give the customers a history");
    };
    const qint64 minute = 60'000;
    run(R"(WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ?), l (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM l WHERE k < 19)
           INSERT INTO links (token_hash, customer, door, issued_at, expires_at, ended, ended_at)
           SELECT randomblob(32), n, 1, ? - k * ?, ? - k * ? + ?, k % 4, CASE WHEN k % 4 = 0 THEN NULL ELSE ? - k * ? + 1000 END FROM l, c ORDER BY k DESC)",
        {troubled, now.milliseconds(), 25 * minute, now.milliseconds(), 25 * minute, 10 * minute, now.milliseconds(), 25 * minute});
    run(R"(WITH RECURSIVE v (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM v WHERE k < 3)
           INSERT INTO visits (link, at, kind, outcome) SELECT id, issued_at + k * ?, k % 2, 0 FROM links, v WHERE customer <= ?)",
        {minute, troubled});
    run(R"(WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ?), e (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM e WHERE k < 40)
           INSERT INTO activity (at, kind, customer, note, hash) SELECT ? - k * ?, 6, n, '', x'00' FROM e, c)",
        {troubled, now.milliseconds(), minute});
    run(R"(INSERT INTO messages (customer, channel, kind, state, problem, language, recipient, subject, body, detail, at)
           SELECT id, 0, 1, 3, 8, 0, COALESCE(email, ''), '', '', '', ? FROM customers WHERE id <= ?)",
        {now.milliseconds(), troubled});
}

int countStatement(unsigned, void *count, void *, void *) {
    ++*static_cast<int *>(count);
    return 0;
}

struct Times {
    std::vector<double> all;
    [[nodiscard]] double at(double share) {
        std::sort(all.begin(), all.end());
        return all.empty() ? 0 : all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
    }
};

template <class Work>
Times timed(int count, Work work) {
    Times times;
    times.all.reserve(static_cast<std::size_t>(count));
    QElapsedTimer timer;
    for (int i = 0; i < count; ++i) {
        timer.start();
        work();
        times.all.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    return times;
}

struct Reader {
    Connection &db;
    const Details &details;
    qint64 customers;
    Instant now;
    std::mt19937_64 dice{1};

    CustomerId somebody(qint64 below) { return CustomerId(1 + static_cast<qint64>(dice() % static_cast<std::uint64_t>(below))); }
    void read(qint64 below) { takenOrDie(details.customer(db, somebody(below), {Role::Senior}, now), "a customer could not be read"); }
    int statements(qint64 below) {
        constexpr int tries = 200;
        int count = 0;
        sqlite3_trace_v2(sqliteOf(db)->handle(), SQLITE_TRACE_STMT, countStatement, &count);
        for (int i = 0; i < tries; ++i) read(below);
        sqlite3_trace_v2(sqliteOf(db)->handle(), 0, nullptr, nullptr);
        return (count + tries - 1) / tries;
    }
    void pointSelects(int count) {
        for (int i = 0; i < count; ++i) {
            Statement select = db.prepare("SELECT ref, first_name, last_name, email, phone FROM customers WHERE id = ?");
            select.bind(somebody(customers));
            if (select.step()) (void)select.utf8(3);
        }
    }
};

void measure(Context &context, Reader &reader, const char *number_, const char *what, qint64 below) {
    const int statements = reader.statements(below);
    Times bare = timed(rounds, [&] { reader.pointSelects(statements); });
    Times ours = timed(rounds, [&] { reader.read(below); });
    const double p99 = ours.at(0.99);
    context.rows.push_back({number_, what, number(ours.at(0.5), 3) + " / " + number(p99, 3, " ms"),
                            number(statements) + " point SELECTs " + number(bare.at(0.5), 3) + " / " + number(bare.at(0.99), 3, " ms"), "p99 <= 2 ms", p99 <= 2});
}

}  // namespace

void measureDiagnosis(Context &context) {
    if (context.store.isEmpty()) context.store = importedStore(context, context.customers);
    SystemChance chance;
    const SystemClock clock;
    const Instant now = clock.now();
    const StoreIdentity identity = takenOrDie(openStore(context.store, chance, clock), "the store cannot be opened");
    {
        const auto writer = takenOrDie(Connection::open(context.store, OpenMode::ReadWrite), "the store cannot be written");
        takenOrDie(writer->execute("BEGIN").map([] { return true; }), "cannot begin");
        giveHistory(*writer, now);
        takenOrDie(writer->execute("COMMIT").map([] { return true; }), "cannot commit");
    }
    const auto db = takenOrDie(Connection::open(context.store, OpenMode::ReadOnly), "the store cannot be read");
    const auto letters = Letters::load({});
    if (!letters) std::exit(1);
    CapturingPostman postman(*letters);
    const AccessService access({{}, QStringLiteral("https://portal.example.com"), QStringLiteral("Bench"), identity.publicIdKey, QByteArray(32, 'k')}, chance, postman);
    Directory directory;
    const Details details(directory, access);
    Reader reader{*db, details, context.customers, now};
    measure(context, reader, "P17", "details and diagnosis of anybody, p50 / p99", context.customers);
    measure(context, reader, "P17", "the same of customers with 20 links and 60 visits", std::min(troubled, context.customers));
}

}  // namespace latchkey::bench
