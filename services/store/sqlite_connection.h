// The SQLite engine: one file, one writer, by the C API.
#pragma once

#include "services/store/connection.h"

struct sqlite3;

namespace latchkey {

class SqliteConnection final : public Connection {
public:
    static Result<std::unique_ptr<Connection>> open(const QString &path, OpenMode mode, int cacheKiB);
    ~SqliteConnection() override;

    [[nodiscard]] Engine engine() const override { return Engine::SQLite; }
    Result<void> execute(std::string_view sql) override;
    Result<void> beginWriting() override;
    Result<void> commit() override;
    Result<void> save() override { return runKept("SAVEPOINT job"); }
    Result<void> undoToSave() override { return runKept("ROLLBACK TO job"); }
    Result<void> release() override { return runKept("RELEASE job"); }
    [[nodiscard]] bool inTransaction() const override;
    void interrupt() override;
    void stopWhen(const std::atomic<bool> &flag) override;

    [[nodiscard]] sqlite3 *handle() const { return m_handle; }
    // Turns an SQLite result code (extended) into ours; the message holds no bound value.
    [[nodiscard]] Error errorOf(int code) const;

private:
    explicit SqliteConnection(sqlite3 *handle) : m_handle(handle) {}
    Result<std::unique_ptr<PreparedStatement>> compile(std::string_view sql, bool piecewise) override;
    static Result<std::unique_ptr<Connection>> openUnchanging(const QString &absolute, int cacheKiB);
    Result<void> runKept(std::string_view sql);
    Result<void> configure(OpenMode mode, bool inMemory, int cacheKiB);

    sqlite3 *m_handle;
};

// The SQLite connection behind it; null for another engine.
SqliteConnection *sqliteOf(Connection &db);

}  // namespace latchkey
