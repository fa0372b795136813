// Opens an SQLite connection, keeps its prepared statements, and turns its result codes into ours.
#include "services/store/connection.h"

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
Error openingError(const Connection &connection, int code, const QString &path, OpenMode mode) {
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

Result<std::unique_ptr<Connection>> Connection::open(const QString &path, OpenMode mode, int cacheKiB) {
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
    std::unique_ptr<Connection> connection(new Connection(handle));
    if (code != SQLITE_OK) return tl::unexpected<Error>(openingError(*connection, code, absolute, mode));
    // A write-protected file is opened for reading without a word.
    if (mode == OpenMode::ReadWrite && sqlite3_db_readonly(handle, "main") == 1) return fail(ErrorCode::StoreReadOnly, absolute);
    const Result<void> configured = connection->configure(mode, inMemory, cacheKiB);
    if (!configured && mode == OpenMode::ReadOnly && mayBeUnchanging(absolute, sqlite3_extended_errcode(handle)))
        return openUnchanging(absolute, cacheKiB);
    if (!configured) return tl::unexpected<Error>(openingError(*connection, sqlite3_extended_errcode(handle), absolute, mode));
    return connection;
}

Result<std::unique_ptr<Connection>> Connection::openUnchanging(const QString &absolute, int cacheKiB) {
    sqlite3 *handle = nullptr;
    const QByteArray uri = QUrl::fromLocalFile(absolute).toEncoded() + "?immutable=1";
    const int code =
        sqlite3_open_v2(uri.constData(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    std::unique_ptr<Connection> connection(new Connection(handle));
    if (code != SQLITE_OK || !connection->configure(OpenMode::ReadOnly, false, cacheKiB))
        return tl::unexpected<Error>(openingError(*connection, sqlite3_extended_errcode(handle), absolute, OpenMode::ReadOnly));
    return connection;
}

Result<void> Connection::configure(OpenMode mode, bool inMemory, int cacheKiB) {
    sqlite3_busy_timeout(m_handle, BusyTimeoutMs);
    sqlite3_wal_autocheckpoint(m_handle, 0);
    // secure_delete: Debian's default writes every freed page once more.
    Result<void> done =
        execute("PRAGMA cache_size=-" + std::to_string(cacheKiB) + ";PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA secure_delete=FAST");
    if (!done || inMemory) return done;
    if (mode == OpenMode::ReadOnly) return execute("PRAGMA query_only=ON;SELECT count(*) FROM sqlite_schema");
    return execute("PRAGMA journal_mode=WAL;PRAGMA journal_size_limit=33554432");
}

Connection::~Connection() {
    for (const auto &[text, prepared] : m_prepared) sqlite3_finalize(prepared.handle);
    sqlite3_close_v2(m_handle);
}

Statement Connection::prepare(std::string_view sql) {
    const auto found = m_prepared.find(sql);
    if (found != m_prepared.end() && !found->second.inUse) {
        found->second.inUse = true;
        return {*this, found->second.handle, &found->second};
    }
    sqlite3_stmt *handle = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (code != SQLITE_OK) {
        Error error = errorOf(code);
        // Says what is wrong with our own text, in which no value stands.
        if ((code & 0xff) == SQLITE_ERROR) error.detail = QString::fromUtf8(sqlite3_errmsg(m_handle));
        return {*this, std::move(error)};
    }
    if (found != m_prepared.end()) return {*this, handle, nullptr};
    PreparedStatement &kept = m_prepared.emplace(std::string(sql), PreparedStatement{handle, true}).first->second;
    return {*this, handle, &kept};
}

Result<void> Connection::execute(std::string_view sql) {
    const int code = sqlite3_exec(m_handle, std::string(sql).c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return tl::unexpected<Error>(errorOf(code));
    return {};
}

qint64 Connection::lastInsertId() const { return sqlite3_last_insert_rowid(m_handle); }

qint64 Connection::changes() const { return sqlite3_changes64(m_handle); }

bool Connection::inTransaction() const { return sqlite3_get_autocommit(m_handle) == 0; }

void Connection::interrupt() { sqlite3_interrupt(m_handle); }

Error Connection::errorOf(int code) const {
    // A constraint's message names columns only; others may quote what was searched for.
    const char *message = (code & 0xff) == SQLITE_CONSTRAINT ? sqlite3_errmsg(m_handle) : sqlite3_errstr(code);
    return {codeOf(code), QStringLiteral("%1 (%2)").arg(QString::fromUtf8(message)).arg(code), {}};
}

}  // namespace latchkey
