// One connection to the store, with its cache of prepared statements. Used by one thread at a time; interrupt() from any.
#pragma once

#include "models/domain/result.h"
#include "services/store/statement.h"

#include <QString>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;

namespace latchkey {

enum class OpenMode { ReadWrite, ReadOnly };

class Connection {
public:
    // Opens and configures (WAL, synchronous=FULL, foreign keys on, no automatic checkpoint, bounded cache). A missing file is made
    // with mode 0600 (ReadWrite) or refused (ReadOnly). ReadOnly works in a folder that may not be written to, too. `path` ":memory:" is
    // for tests.
    static Result<std::unique_ptr<Connection>> open(const QString &path, OpenMode mode, int cacheKiB = 8000);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    // From the cache, keyed by the literal's text: pass a literal, never a text built at run time with values in it.
    Statement prepare(std::string_view sql);
    // Runs one or several statements without bindings; for pragmas, migrations and BEGIN/COMMIT.
    Result<void> execute(std::string_view sql);

    [[nodiscard]] qint64 lastInsertId() const;
    [[nodiscard]] qint64 changes() const;
    [[nodiscard]] bool inTransaction() const;
    void interrupt();  // any thread; the running statement fails with Cancelled
    [[nodiscard]] sqlite3 *handle() const { return m_handle; }
    // Turns an SQLite result code (extended) into ours; the message holds no bound value.
    [[nodiscard]] Error errorOf(int code) const;

private:
    explicit Connection(sqlite3 *handle) : m_handle(handle) {}
    static Result<std::unique_ptr<Connection>> openUnchanging(const QString &absolute, int cacheKiB);
    Result<void> configure(OpenMode mode, bool inMemory, int cacheKiB);

    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    sqlite3 *m_handle;
    std::unordered_map<std::string, PreparedStatement, TextHash, std::equal_to<>> m_prepared;
};

}  // namespace latchkey
