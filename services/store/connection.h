// One connection to the store, with its cache of prepared statements. Used by one thread at a time; interrupt() from any.
#pragma once

#include "models/domain/result.h"
#include "services/store/statement.h"

#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace latchkey {

enum class OpenMode { ReadWrite, ReadOnly };
enum class Engine { SQLite, Postgres };

class Connection {
public:
    // `where` is the path of an SQLite file, or a URL that begins with "postgresql://" or "postgres://" (libpq's form).
    // SQLite: WAL, synchronous=FULL, foreign keys on, no automatic checkpoint, a cache of `cacheKiB`. A missing file is made with mode 0600
    // (ReadWrite) or refused (ReadOnly). ReadOnly works in a folder that may not be written to, too. ":memory:" is for tests.
    // PostgreSQL: connects again by itself once the server is back; StoreUnreachable until then.
    static Result<std::unique_ptr<Connection>> open(const QString &where, OpenMode mode, int cacheKiB = 8000);
    static Engine engineOf(const QString &where);
    virtual ~Connection() = default;
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] virtual Engine engine() const = 0;
    // From the cache, keyed by the literal's text: pass a literal, never a text built at run time with values in it. The text is SQLite's; PostgreSQL's
    // connection translates it (postgres_sql.h).
    Statement prepare(std::string_view sql);
    // A SELECT that may have any number of rows, or of which not all are wanted: they come piece by piece, from the moment of the first step().
    Statement walk(std::string_view sql);
    // Runs one or several statements without bindings; for pragmas, migrations and savepoints.
    virtual Result<void> execute(std::string_view sql) = 0;

    // A transaction that writes: there is one at a time in the whole store, whatever process it is of. StoreBusy when another holds it for seconds.
    virtual Result<void> beginWriting() = 0;
    // PostgreSQL: where the connection is lost before the answer has come, this finds out whether the commit stands.
    virtual Result<void> commit() = 0;
    // A savepoint inside it, one at a time.
    virtual Result<void> save() = 0;
    virtual Result<void> undoToSave() = 0;
    virtual Result<void> release() = 0;
    // The transaction lost to another one (a deadlock, a serialization failure): it has left nothing, and may be run again.
    [[nodiscard]] virtual bool wasSuperseded() const { return false; }
    // The last commit may stand or not: the server did not come back in time to say so.
    [[nodiscard]] virtual bool commitIsUnknown() const { return false; }
    [[nodiscard]] virtual bool inTransaction() const = 0;
    virtual void interrupt() = 0;  // any thread, once the flag of stopWhen() is set; the running statement fails with Cancelled
    // What runs while `flag` is set ends with Cancelled; the flag must outlive the connection.
    virtual void stopWhen(const std::atomic<bool> &flag) = 0;

protected:
    Connection() = default;
    // `piecewise`: for walk().
    virtual Result<std::unique_ptr<PreparedStatement>> compile(std::string_view sql, bool piecewise) = 0;
    void forgetPrepared() { m_prepared.clear(); }

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    std::unordered_map<std::string, std::unique_ptr<PreparedStatement>, TextHash, std::equal_to<>> m_prepared;
};

}  // namespace latchkey
