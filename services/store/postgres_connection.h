// The PostgreSQL engine: one libpq connection that comes back by itself.
#pragma once

#include "services/store/connection.h"

#include <chrono>
#include <future>

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;

namespace latchkey {

class PostgresConnection final : public Connection {
public:
    static Result<std::unique_ptr<Connection>> open(const QString &url, OpenMode mode);
    ~PostgresConnection() override;

    [[nodiscard]] Engine engine() const override { return Engine::Postgres; }
    Result<void> execute(std::string_view sql) override;
    Result<void> beginWriting() override;
    Result<void> commit() override;
    Result<void> save() override { return plain("SAVEPOINT job"); }
    Result<void> undoToSave() override { return plain("ROLLBACK TO job"); }
    Result<void> release() override { return plain("RELEASE job"); }
    [[nodiscard]] bool wasSuperseded() const override { return m_superseded; }
    [[nodiscard]] bool commitIsUnknown() const override { return m_commitUnknown; }
    [[nodiscard]] bool inTransaction() const override;
    void interrupt() override {}  // whoever waits for the answer sees the flag of stopWhen(), so that nobody else waits for the server
    void stopWhen(const std::atomic<bool> &flag) override { m_stop = &flag; }

    // For its statements. Whether there is a connection to work on; where it was lost, another is being made in a thread of its own, and nobody waits.
    [[nodiscard]] bool ready();
    [[nodiscard]] bool isStopped() const { return m_stop != nullptr && m_stop->load(); }
    [[nodiscard]] PGconn *handle() const { return m_handle; }
    [[nodiscard]] int generation() const { return m_generation; }  // another after each new connection, on which nothing is prepared
    [[nodiscard]] int nextNumber() { return ++m_numbers; }
    // Of a result that is none; says the state's code, and PostgreSQL's words where no value can stand in them.
    // Of what has been sent; nothing when the connection is lost. Ends soon after the flag of stopWhen() is set.
    [[nodiscard]] PGresult *awaitResult();
    [[nodiscard]] Error errorOf(const PGresult *result);
    [[nodiscard]] static Error unreachable(const QString &detail = {});
    // Bytes of COPY … FROM STDIN, in its text form.
    Result<void> copyIn(std::string_view statement, std::string_view rows);
    // The file descriptor, and what has been notified since; for the listener.
    [[nodiscard]] int socket() const;
    std::vector<std::string> takeNotifications();

private:
    PostgresConnection(QString url, OpenMode mode) : m_url(std::move(url)), m_mode(mode) {}
    Result<std::unique_ptr<PreparedStatement>> compile(std::string_view sql, bool piecewise) override;
    void adopt(PGconn *fresh);
    bool waitUntilReady(std::chrono::milliseconds atMost);
    void cancel();
    Result<void> settleLostCommit();
    Result<void> plain(const char *sql);

    const QString m_url;
    const OpenMode m_mode;
    PGconn *m_handle = nullptr;
    int m_generation = 0;
    int m_numbers = 0;
    std::string m_transaction;  // PostgreSQL's number of the transaction that writes
    bool m_superseded = false;
    bool m_commitUnknown = false;
    const std::atomic<bool> *m_stop = nullptr;

    std::future<PGconn *> m_connecting;
    std::chrono::steady_clock::time_point m_nextAttempt;
};

// The PostgreSQL connection behind it; null for another engine.
PostgresConnection *postgresOf(Connection &db);

}  // namespace latchkey
