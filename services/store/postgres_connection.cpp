// Connects, notices that the server went away, comes back, and finds out what became of a commit meanwhile.
#include "services/store/postgres_connection.h"

#include "services/store/postgres_sql.h"
#include "services/store/postgres_statement.h"

#include <libpq-fe.h>

#include <poll.h>

#include <array>
#include <cstring>
#include <thread>

namespace latchkey {

namespace {

using namespace std::chrono_literals;

constexpr auto betweenAttempts = 500ms;
constexpr auto writersWait = 3'000ms;    // for a server that is just starting again
constexpr int looksForStop = 20;  // ms
constexpr auto betweenCancels = 250ms;
constexpr auto commitsWait = 10'000ms;  // below the HTTP server's limit, as all that a person waits for
// "Latchkey" as a number: every writing transaction of a database holds it, so that there is one at a time.
constexpr const char *beginText = "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(5503909863310615929); SELECT pg_current_xact_id()::text";
// JIT costs more than any of our statements; what is read is planned for the values at hand, since customers and states are uneven.
constexpr const char *settings = "SET jit = off; SET TimeZone = 'UTC'; SET client_min_messages = error; SET lock_timeout = '8s'; SET bytea_output = 'hex'; "
                                 // An answered action outlives a crash, whatever the database's own setting is.
                                 "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";
constexpr const char *readersSettings = "SET default_transaction_read_only = on; SET plan_cache_mode = force_custom_plan";

struct ResultEnd {
    void operator()(PGresult *result) const { PQclear(result); }
};
using OwnedResult = std::unique_ptr<PGresult, ResultEnd>;

bool isFine(const PGresult *result) {
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

PGconn *connectTo(const QByteArray &url, OpenMode mode) {
    const std::array<const char *, 8> words{"dbname", "application_name", "connect_timeout", "keepalives_idle", "keepalives_interval", "tcp_user_timeout",
                                            "client_encoding", nullptr};
    const std::array<const char *, 8> values{url.constData(), "latchkey", "5", "10", "5", "10000", "UTF8", nullptr};
    PGconn *made = PQconnectdbParams(words.data(), values.data(), 1);
    if (PQstatus(made) != CONNECTION_OK) return made;
    // libpq writes what the server remarks to standard error, where our log stands.
    PQsetNoticeProcessor(made, [](void *, const char *) {}, nullptr);
    OwnedResult done(PQexec(made, settings));
    if (mode == OpenMode::ReadOnly) done.reset(PQexec(made, readersSettings));
    return made;
}

ErrorCode codeOf(std::string_view state) {
    const std::string_view family = state.substr(0, 2);
    if (state == "57014") return ErrorCode::Cancelled;
    if (state == "55P03" || state == "40001" || state == "40P01") return ErrorCode::StoreBusy;
    if (state == "53100") return ErrorCode::StoreFull;
    if (state == "25006" || state == "42501") return ErrorCode::StoreReadOnly;
    if (family == "08" || family == "57" || family == "53") return ErrorCode::StoreUnreachable;
    if (family == "XX") return ErrorCode::StoreDamaged;
    return ErrorCode::StoreFailed;
}

QString oneLine(const char *message) { return QString::fromUtf8(message).simplified(); }

}  // namespace

Error PostgresConnection::unreachable(const QString &detail) { return {ErrorCode::StoreUnreachable, detail, {}}; }

Result<std::unique_ptr<Connection>> PostgresConnection::open(const QString &url, OpenMode mode) {
    PGconn *made = connectTo(url.toUtf8(), mode);
    if (PQstatus(made) != CONNECTION_OK) {
        // libpq names hosts, users and databases here, never a password.
        const QString why = oneLine(PQerrorMessage(made));
        PQfinish(made);
        return tl::unexpected<Error>(unreachable(why));
    }
    std::unique_ptr<PostgresConnection> connection(new PostgresConnection(url, mode));
    connection->adopt(made);
    return std::unique_ptr<Connection>(std::move(connection));
}

PostgresConnection::~PostgresConnection() {
    forgetPrepared();
    if (m_connecting.valid()) PQfinish(m_connecting.get());
    PQfinish(m_handle);
}

void PostgresConnection::adopt(PGconn *fresh) {
    PGconn *const old = std::exchange(m_handle, fresh);
    ++m_generation;
    PQfinish(old);
}

bool PostgresConnection::ready() {
    if (PQstatus(m_handle) == CONNECTION_OK) return true;
    if (!m_connecting.valid()) {
        if (std::chrono::steady_clock::now() < m_nextAttempt) return false;
        m_connecting = std::async(std::launch::async, [url = m_url.toUtf8(), mode = m_mode] { return connectTo(url, mode); });
    }
    if (m_connecting.wait_for(0s) != std::future_status::ready) return false;
    PGconn *const fresh = m_connecting.get();
    m_nextAttempt = std::chrono::steady_clock::now() + betweenAttempts;
    if (PQstatus(fresh) != CONNECTION_OK) {
        PQfinish(fresh);
        return false;
    }
    adopt(fresh);
    return true;
}

bool PostgresConnection::waitUntilReady(std::chrono::milliseconds atMost) {
    const auto end = std::chrono::steady_clock::now() + atMost;
    while (!ready()) {
        if (isStopped() || std::chrono::steady_clock::now() >= end) return false;
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

Result<std::unique_ptr<PreparedStatement>> PostgresConnection::compile(std::string_view sql, bool piecewise) {
    return std::unique_ptr<PreparedStatement>(std::make_unique<PostgresStatement>(*this, postgresStatement(sql), piecewise));
}

Result<void> PostgresConnection::execute(std::string_view sql) {
    if (!ready()) return tl::unexpected<Error>(unreachable());
    return plain(postgresStatement(sql).c_str());
}

Result<void> PostgresConnection::plain(const char *sql) {
    const OwnedResult done(PQexec(m_handle, sql));
    if (!isFine(done.get())) return tl::unexpected<Error>(errorOf(done.get()));
    return {};
}

Result<void> PostgresConnection::beginWriting() {
    m_superseded = false;
    // Nothing has run yet, so that a server which is just starting again costs a moment and no error.
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (!waitUntilReady(writersWait)) return tl::unexpected<Error>(unreachable());
        const OwnedResult begun(PQexec(m_handle, beginText));
        if (isFine(begun.get()) && PQntuples(begun.get()) == 1) {
            m_transaction = PQgetvalue(begun.get(), 0, 0);
            m_commitUnknown = false;
            return {};
        }
        if (PQstatus(m_handle) == CONNECTION_OK) {
            const Error why = errorOf(begun.get());
            const OwnedResult undone(PQexec(m_handle, "ROLLBACK"));
            return tl::unexpected<Error>(why);
        }
    }
    return tl::unexpected<Error>(unreachable());
}

Result<void> PostgresConnection::commit() {
    const OwnedResult done(PQexec(m_handle, "COMMIT"));
    // In a transaction that has failed already, COMMIT succeeds and says "ROLLBACK".
    if (isFine(done.get()) && std::strcmp(PQcmdStatus(done.get()), "COMMIT") == 0) return {};
    if (isFine(done.get())) return fail(ErrorCode::StoreFailed, QStringLiteral("rolled back"));
    if (PQstatus(m_handle) == CONNECTION_OK || m_transaction.empty()) return tl::unexpected<Error>(errorOf(done.get()));
    return settleLostCommit();
}

// The answer was lost, not necessarily the commit: PostgreSQL remembers what became of a transaction.
Result<void> PostgresConnection::settleLostCommit() {
    const std::string ask = "SELECT pg_xact_status('" + m_transaction + "'::xid8)";
    const auto end = std::chrono::steady_clock::now() + commitsWait;
    while (waitUntilReady(std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()))) {
        const OwnedResult status(PQexec(m_handle, ask.c_str()));
        if (isFine(status.get()) && PQntuples(status.get()) == 1) {
            const std::string_view became = PQgetvalue(status.get(), 0, 0);
            if (became == "committed") return {};
            if (became == "aborted") return tl::unexpected<Error>(unreachable());
        }
        std::this_thread::sleep_for(20ms);
    }
    m_commitUnknown = true;
    return tl::unexpected<Error>(unreachable());
}

bool PostgresConnection::inTransaction() const {
    const PGTransactionStatusType status = PQtransactionStatus(m_handle);
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

// A cancel that reaches the server before the statement has begun is lost, so that it is said again until the answer is there.
PGresult *PostgresConnection::awaitResult() {
    auto nextCancel = std::chrono::steady_clock::now();
    pollfd place{PQsocket(m_handle), POLLIN, 0};
    while (PQisBusy(m_handle) == 1) {
        if (isStopped() && std::chrono::steady_clock::now() >= nextCancel) {
            cancel();
            nextCancel = std::chrono::steady_clock::now() + betweenCancels;
        }
        static_cast<void>(::poll(&place, 1, m_stop == nullptr ? -1 : looksForStop));
        if (PQconsumeInput(m_handle) == 0) break;
    }
    PGresult *last = nullptr;
    while (PGresult *next = PQgetResult(m_handle)) {
        PQclear(last);
        last = next;
    }
    return last;
}

void PostgresConnection::cancel() {
    std::array<char, 256> why{};
    PGcancel *request = PQgetCancel(m_handle);
    if (request != nullptr) PQcancel(request, why.data(), static_cast<int>(why.size()));
    PQfreeCancel(request);
}

Error PostgresConnection::errorOf(const PGresult *result) {
    if (PQstatus(m_handle) != CONNECTION_OK) return unreachable();
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (state == nullptr) return {ErrorCode::StoreFailed, QStringLiteral("PostgreSQL"), {}};
    if (std::string_view(state).substr(0, 2) == "40") m_superseded = true;
    QString detail = QStringLiteral("PostgreSQL %1").arg(QLatin1String(state));
    // 42: something is wrong with our own text, in which no value stands.
    if (std::string_view(state).substr(0, 2) == "42") detail += QStringLiteral(": ") + oneLine(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    return {codeOf(state), detail, {}};
}

Result<void> PostgresConnection::copyIn(std::string_view statement, std::string_view rows) {
    const OwnedResult begun(PQexec(m_handle, std::string(statement).c_str()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) return tl::unexpected<Error>(errorOf(begun.get()));
    constexpr std::size_t atOnce = 1 << 20;
    for (std::size_t at = 0; at < rows.size(); at += atOnce) {
        const std::string_view piece = rows.substr(at, atOnce);
        if (PQputCopyData(m_handle, piece.data(), static_cast<int>(piece.size())) != 1) return tl::unexpected<Error>(unreachable());
    }
    if (PQputCopyEnd(m_handle, nullptr) != 1) return tl::unexpected<Error>(unreachable());
    const OwnedResult ended(PQgetResult(m_handle));
    const bool done = PQresultStatus(ended.get()) == PGRES_COMMAND_OK;
    const Error why = done ? Error{} : errorOf(ended.get());
    while (PGresult *more = PQgetResult(m_handle)) PQclear(more);
    if (!done) return tl::unexpected<Error>(why);
    return {};
}

int PostgresConnection::socket() const { return PQsocket(m_handle); }

std::vector<std::string> PostgresConnection::takeNotifications() {
    std::vector<std::string> texts;
    if (PQconsumeInput(m_handle) != 1) return texts;
    while (PGnotify *one = PQnotifies(m_handle)) {
        texts.emplace_back(one->extra);
        PQfreemem(one);
    }
    return texts;
}

PostgresConnection *postgresOf(Connection &db) { return db.engine() == Engine::Postgres ? static_cast<PostgresConnection *>(&db) : nullptr; }

}  // namespace latchkey
