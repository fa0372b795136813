// A locked file beside the store, gone again at the end; a lock of the database's where the store is in PostgreSQL. The store's own file cannot serve: closing it would drop SQLite's locks.
#include "services/directory/import_lock.h"

#include "services/store/import_connection.h"

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

}  // namespace

Result<std::unique_ptr<ImportLock>> ImportLock::take(const QString &storePath) {
    if (Connection::engineOf(storePath) == Engine::Postgres) {
        Result<std::unique_ptr<Connection>> holder = takeImportsOf(storePath);
        if (!holder) return tl::unexpected<Error>(holder.error());
        return std::unique_ptr<ImportLock>(new ImportLock(std::move(*holder)));
    }
    const QByteArray path = QFile::encodeName(storePath + QStringLiteral(".importing"));
    while (true) {
        const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (descriptor < 0) return fail(ErrorCode::FileUnwritable, QFile::decodeName(path));
        const bool locked = flock(descriptor, LOCK_EX | LOCK_NB) == 0;
        if (locked && isStillThere(descriptor, path)) return std::unique_ptr<ImportLock>(new ImportLock(descriptor, path));
        ::close(descriptor);
        if (!locked) return fail(ErrorCode::ImportRunning);
    }
}

ImportLock::~ImportLock() {
    if (m_holder) {
        leaveImports(*m_holder);
        return;
    }
    ::unlink(m_path.constData());
    ::close(m_descriptor);
}

}  // namespace latchkey
