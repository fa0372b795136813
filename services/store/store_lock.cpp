// A locked file beside the store, gone again at the end; a lock of the database's where the store is in PostgreSQL. The store's own file cannot serve: closing it would drop SQLite's locks.
#include "services/store/store_lock.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace latchkey {

namespace {

// Whoever had the lock before may have taken the file away between our opening and our locking it.
bool isStillThere(int descriptor, const QByteArray &path) {
    struct stat ours {};
    struct stat there {};
    return fstat(descriptor, &ours) == 0 && stat(path.constData(), &there) == 0 && ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

QString endingOf(StoreUse use) {
    switch (use) {
    case StoreUse::Import: return QStringLiteral(".importing");
    case StoreUse::Sync: return QStringLiteral(".syncing");
    }
    return {};
}

ErrorCode takenBy(StoreUse use) {
    switch (use) {
    case StoreUse::Import: return ErrorCode::ImportRunning;
    case StoreUse::Sync: return ErrorCode::SyncRunning;
    }
    return ErrorCode::StoreBusy;
}

// Their names' letters as numbers; the writers' lock is another.
std::string_view selectOf(StoreUse use) {
    switch (use) {
    case StoreUse::Import: return "SELECT pg_try_advisory_lock(29672365374927987)";
    case StoreUse::Sync: return "SELECT pg_try_advisory_lock(1937337955)";
    }
    return {};
}

// Who holds the connection holds the lock.
Result<std::unique_ptr<Connection>> takeInDatabase(const QString &url, StoreUse use) {
    Result<std::unique_ptr<Connection>> db = Connection::open(url, OpenMode::ReadOnly);
    if (!db) return db;
    Statement take = (*db)->prepare(selectOf(use));
    const bool taken = take.step() && take.integer(0) == 1;
    if (take.error()) return tl::unexpected<Error>(*take.error());
    if (!taken) return fail(takenBy(use));
    return db;
}

}  // namespace

Result<std::unique_ptr<StoreLock>> StoreLock::take(const QString &where, StoreUse use) {
    if (Connection::engineOf(where) == Engine::Postgres) {
        Result<std::unique_ptr<Connection>> holder = takeInDatabase(where, use);
        if (!holder) return tl::unexpected<Error>(holder.error());
        return std::unique_ptr<StoreLock>(new StoreLock(std::move(*holder)));
    }
    const QByteArray path = QFile::encodeName(where + endingOf(use));
    while (true) {
        const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (descriptor < 0) return fail(ErrorCode::FileUnwritable, QFile::decodeName(path));
        const bool locked = flock(descriptor, LOCK_EX | LOCK_NB) == 0;
        if (locked && isStillThere(descriptor, path)) return std::unique_ptr<StoreLock>(new StoreLock(descriptor, path));
        ::close(descriptor);
        if (!locked) return fail(takenBy(use));
    }
}

StoreLock::~StoreLock() {
    if (m_holder) return;
    ::unlink(m_path.constData());
    ::close(m_descriptor);
}

}  // namespace latchkey
