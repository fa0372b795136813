// A locked file beside the store, gone again at the end. The store's own file cannot serve: closing it would drop SQLite's locks.
#include "services/directory/import_lock.h"

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
    ::unlink(m_path.constData());
    ::close(m_descriptor);
}

}  // namespace latchkey
