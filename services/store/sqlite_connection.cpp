// Opens an SQLite file, runs statements on it, and turns its result codes into ours.
#include "services/store/sqlite_connection.h"

#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>

namespace latchkey {
namespace {

constexpr int BusyTimeoutMs = 8'000;  // below the HTTP server's limit, so that the agent is told why
constexpr int StepsBetweenLooks = 2'000;  // of SQLite's machine: far below a millisecond

class SqliteStatement final : public PreparedStatement {
public:
    SqliteStatement(SqliteConnection &connection, sqlite3_stmt *handle) : m_connection(connection), m_handle(handle) {}
    ~SqliteStatement() override { sqlite3_finalize(m_handle); }

    std::optional<Error> bindInteger(int place, qint64 value) override { return checked(sqlite3_bind_int64(m_handle, place, value)); }
    std::optional<Error> bindText(int place, std::string_view utf8, Keep keep) override {
        // A null pointer would bind NULL, where an empty text is meant.
        const char *bytes = utf8.empty() ? "" : utf8.data();
        return checked(sqlite3_bind_text64(m_handle, place, bytes, utf8.size(), lifeOf(keep), SQLITE_UTF8));
    }
    std::optional<Error> bindBlob(int place, QByteArrayView bytes, Keep keep) override {
        if (bytes.isEmpty()) return checked(sqlite3_bind_zeroblob(m_handle, place, 0));
        return checked(sqlite3_bind_blob64(m_handle, place, bytes.data(), static_cast<sqlite3_uint64>(bytes.size()), lifeOf(keep)));
    }
    std::optional<Error> bindNull(int place) override { return checked(sqlite3_bind_null(m_handle, place)); }

    Step step() override {
        m_code = sqlite3_step(m_handle);
        return m_code == SQLITE_ROW ? Step::Row : m_code == SQLITE_DONE ? Step::Done : Step::Failed;
    }
    [[nodiscard]] Error failure() const override { return m_connection.errorOf(m_code); }
    [[nodiscard]] qint64 changed() const override { return sqlite3_changes64(m_connection.handle()); }
    void reset() override {
        sqlite3_reset(m_handle);
        sqlite3_clear_bindings(m_handle);
    }

    [[nodiscard]] bool isNull(int column) const override { return sqlite3_column_type(m_handle, column) == SQLITE_NULL; }
    [[nodiscard]] qint64 integer(int column) const override { return sqlite3_column_int64(m_handle, column); }
    [[nodiscard]] std::string_view bytes(int column) const override {
        // A blob's bytes are handed out as they are, since it has no encoding.
        const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_handle, column));
        if (bytes == nullptr) return {"", 0};
        return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column))};
    }

private:
    static sqlite3_destructor_type lifeOf(Keep keep) { return keep == Keep::Copy ? SQLITE_TRANSIENT : SQLITE_STATIC; }
    std::optional<Error> checked(int code) {
        if (code == SQLITE_OK) return std::nullopt;
        return m_connection.errorOf(code);
    }

    SqliteConnection &m_connection;
    sqlite3_stmt *m_handle;
    int m_code = SQLITE_OK;
};

ErrorCode codeOf(int extended) {
    switch (extended & 0xff) {
        case SQLITE_FULL:
            return ErrorCode::StoreFull;
        case SQLITE_READONLY:
            return ErrorCode::StoreReadOnly;
        case SQLITE_CORRUPT:
            return ErrorCode::StoreDamaged;
        case SQLITE_NOTADB:
            return ErrorCode::StoreNotOurs;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return ErrorCode::StoreBusy;
        case SQLITE_INTERRUPT:
            return ErrorCode::Cancelled;
        // The shared memory beside the WAL is a file too, and grows on the same disk.
        case SQLITE_IOERR:
            return extended == SQLITE_IOERR_SHMSIZE ? ErrorCode::StoreFull : ErrorCode::StoreFailed;
        default:
            return ErrorCode::StoreFailed;
    }
}

// SQLite itself would make the file readable for everybody whom the umask lets in; its WAL inherits the mode.
Result<void> createPrivately(const QString &path) {
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0 && errno == ENOSPC) return fail(ErrorCode::StoreFull, path);
    if (file < 0 && errno != EEXIST) return fail(ErrorCode::FileUnwritable, path);
    if (file >= 0) ::close(file);
    return {};
}

// SQLite says CANTOPEN for everything that the file system refuses.
Error openingError(const SqliteConnection &connection, int code, const QString &path, OpenMode mode) {
    if ((code & 0xff) != SQLITE_CANTOPEN) {
        Error error = connection.errorOf(code);
        error.detail = path;
        return error;
    }
    const QFileInfo file(path);
    if (!file.exists() || !file.isFile()) return {mode == OpenMode::ReadOnly ? ErrorCode::FileUnreadable : ErrorCode::FileUnwritable, path, {}};
    if (::faccessat(AT_FDCWD, QFile::encodeName(path).constData(), R_OK, AT_EACCESS) != 0) return {ErrorCode::FileUnreadable, path, {}};
    return {ErrorCode::StoreReadOnly, path, {}};
}

// Where the folder may not be written to, SQLite cannot make the shared memory that reading beside a writer takes. Without a WAL there is
// nobody to read beside.
bool mayBeUnchanging(const QString &path, int code) {
    const bool refused = (code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY;
    return refused && QFileInfo(path).isReadable() && !QFileInfo::exists(path + QStringLiteral("-wal"));
}

}  // namespace

Result<std::unique_ptr<Connection>> SqliteConnection::open(const QString &path, OpenMode mode, int cacheKiB) {
    const bool inMemory = path == QLatin1String(":memory:");
    // Absolute, since SQLite may read "file:…" as a URI.
    const QString absolute = inMemory ? path : QFileInfo(path).absoluteFilePath();
    if (!inMemory && mode == OpenMode::ReadWrite) {
        if (Result<void> created = createPrivately(absolute); !created) return tl::unexpected<Error>(created.error());
    }
    // Must precede the process's first connection; the counters of memory that nobody reads would lock a mutex at every allocation.
    [[maybe_unused]] static const int withoutCounters = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3 *handle = nullptr;
    const int flags =
        (mode == OpenMode::ReadWrite || inMemory ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(QFile::encodeName(absolute).constData(), &handle, flags, nullptr);
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(handle));
    if (code != SQLITE_OK) return tl::unexpected<Error>(openingError(*connection, code, absolute, mode));
    // A write-protected file is opened for reading without a word.
    if (mode == OpenMode::ReadWrite && sqlite3_db_readonly(handle, "main") == 1) return fail(ErrorCode::StoreReadOnly, absolute);
    const Result<void> configured = connection->configure(mode, inMemory, cacheKiB);
    if (!configured && mode == OpenMode::ReadOnly && mayBeUnchanging(absolute, sqlite3_extended_errcode(handle)))
        return openUnchanging(absolute, cacheKiB);
    if (!configured) return tl::unexpected<Error>(openingError(*connection, sqlite3_extended_errcode(handle), absolute, mode));
    return std::unique_ptr<Connection>(std::move(connection));
}

Result<std::unique_ptr<Connection>> SqliteConnection::openUnchanging(const QString &absolute, int cacheKiB) {
    sqlite3 *handle = nullptr;
    const QByteArray uri = QUrl::fromLocalFile(absolute).toEncoded() + "?immutable=1";
    const int code =
        sqlite3_open_v2(uri.constData(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(handle));
    if (code != SQLITE_OK || !connection->configure(OpenMode::ReadOnly, false, cacheKiB))
        return tl::unexpected<Error>(openingError(*connection, sqlite3_extended_errcode(handle), absolute, OpenMode::ReadOnly));
    return std::unique_ptr<Connection>(std::move(connection));
}

Result<void> SqliteConnection::configure(OpenMode mode, bool inMemory, int cacheKiB) {
    sqlite3_busy_timeout(m_handle, BusyTimeoutMs);
    sqlite3_wal_autocheckpoint(m_handle, 0);
    // secure_delete: Debian's default writes every freed page once more.
    Result<void> done =
        execute("PRAGMA cache_size=-" + std::to_string(cacheKiB) + ";PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA secure_delete=FAST");
    if (!done || inMemory) return done;
    if (mode == OpenMode::ReadOnly) return execute("PRAGMA query_only=ON;SELECT count(*) FROM sqlite_schema");
    // SQLite itself does not wait here for another process that is just making the store.
    constexpr int pauseMs = 10;
    for (int waited = 0; waited < BusyTimeoutMs; waited += pauseMs) {
        done = execute("PRAGMA journal_mode=WAL;PRAGMA journal_size_limit=33554432");
        if (done || done.error().code != ErrorCode::StoreBusy) break;
        sqlite3_sleep(pauseMs);
    }
    return done;
}

SqliteConnection::~SqliteConnection() {
    forgetPrepared();
    sqlite3_close_v2(m_handle);
}

Result<std::unique_ptr<PreparedStatement>> SqliteConnection::compile(std::string_view sql, bool) {
    sqlite3_stmt *handle = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (code == SQLITE_OK) return std::unique_ptr<PreparedStatement>(std::make_unique<SqliteStatement>(*this, handle));
    Error error = errorOf(code);
    // Says what is wrong with our own text, in which no value stands.
    if ((code & 0xff) == SQLITE_ERROR) error.detail = QString::fromUtf8(sqlite3_errmsg(m_handle));
    return tl::unexpected<Error>(std::move(error));
}

Result<void> SqliteConnection::execute(std::string_view sql) {
    const int code = sqlite3_exec(m_handle, std::string(sql).c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return tl::unexpected<Error>(errorOf(code));
    return {};
}

Result<void> SqliteConnection::runKept(std::string_view sql) {
    const Result<qint64> done = prepare(sql).run();
    if (!done) return tl::unexpected<Error>(done.error());
    return {};
}

Result<void> SqliteConnection::beginWriting() { return runKept("BEGIN IMMEDIATE"); }

Result<void> SqliteConnection::commit() { return runKept("COMMIT"); }

bool SqliteConnection::inTransaction() const { return sqlite3_get_autocommit(m_handle) == 0; }

void SqliteConnection::interrupt() { sqlite3_interrupt(m_handle); }

void SqliteConnection::stopWhen(const std::atomic<bool> &flag) {
    // Looked at from inside SQLite, because an interrupt that falls between two statements of a job is lost.
    const auto isSet = [](void *place) { return static_cast<const std::atomic<bool> *>(place)->load() ? 1 : 0; };
    sqlite3_progress_handler(m_handle, StepsBetweenLooks, isSet, const_cast<std::atomic<bool> *>(&flag));
}

SqliteConnection *sqliteOf(Connection &db) { return db.engine() == Engine::SQLite ? static_cast<SqliteConnection *>(&db) : nullptr; }

Error SqliteConnection::errorOf(int code) const {
    // A constraint's message names columns only; others may quote what was searched for.
    const char *message = (code & 0xff) == SQLITE_CONSTRAINT ? sqlite3_errmsg(m_handle) : sqlite3_errstr(code);
    return {codeOf(code), QStringLiteral("%1 (%2)").arg(QString::fromUtf8(message)).arg(code), {}};
}

}  // namespace latchkey
