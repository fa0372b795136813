// A hot copy, made under another name and renamed when it is whole.
#include "services/store/store.h"

#include "services/store/migrations.h"
#include "services/store/sqlite_connection.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstdio>

namespace latchkey {
namespace {

constexpr int PagesAtOnce = 2'000;

Result<void> copyPages(SqliteConnection &from, SqliteConnection &to, const std::function<void(int)> &progress) {
    sqlite3_backup *backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (backup == nullptr) return tl::unexpected<Error>(to.errorOf(sqlite3_extended_errcode(to.handle())));
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        code = sqlite3_backup_step(backup, PagesAtOnce);
        const int total = sqlite3_backup_pagecount(backup);
        if (progress && total > 0) progress(100 - static_cast<int>(100LL * sqlite3_backup_remaining(backup) / total));
    }
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE) return tl::unexpected<Error>(to.errorOf(code));
    return {};
}

Result<void> copyInto(const QString &path, const QString &unfinished, const std::function<void(int)> &progress) {
    Result<std::unique_ptr<Connection>> from = Connection::open(path, OpenMode::ReadOnly);
    if (!from) return tl::unexpected<Error>(from.error());
    const Result<int> schema = schemaOf(**from);
    if (!schema || *schema == 0) return fail(ErrorCode::StoreNotOurs, path);
    if (*schema > newestSchema()) return fail(ErrorCode::StoreNewer, QStringLiteral("%1 > %2").arg(*schema).arg(newestSchema()));
    Result<std::unique_ptr<Connection>> to = Connection::open(unfinished, OpenMode::ReadWrite);
    if (!to) return tl::unexpected<Error>(to.error());
    // An open read holds the copy to one moment: else every commit of the service would start it over.
    if (Result<void> begun = (*from)->execute("BEGIN; SELECT count(*) FROM meta"); !begun) return begun;
    Result<void> copied = copyPages(*sqliteOf(**from), *sqliteOf(**to), progress);
    (void)(*from)->execute("COMMIT");
    return copied;
}

bool renameToNew(const QByteArray &from, const QByteArray &to) {
    if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE) == 0) return true;
    // File systems that know no such flag.
    return (errno == EINVAL || errno == ENOSYS) && !QFile::exists(QFile::decodeName(to)) && ::rename(from.constData(), to.constData()) == 0;
}

}  // namespace

Result<void> backupStore(const QString &path, const QString &target, const std::function<void(int percent)> &progress) {
    if (Connection::engineOf(path) != Engine::SQLite) return fail(ErrorCode::NotForPostgres, QStringLiteral("backup"));
    if (!QFileInfo::exists(path)) return fail(ErrorCode::FileUnreadable, path);
    if (QFileInfo::exists(target)) return fail(ErrorCode::FileUnwritable, target);
    const QString unfinished = target + QStringLiteral(".unfinished");
    const auto clear = [&unfinished] {
        for (const char *end : {"", "-wal", "-shm", "-journal"}) QFile::remove(unfinished + QLatin1String(end));
    };
    clear();
    Result<void> copied = copyInto(path, unfinished, progress);
    if (copied && !renameToNew(QFile::encodeName(unfinished), QFile::encodeName(target))) copied = fail(ErrorCode::FileUnwritable, target);
    clear();
    return copied;
}

}  // namespace latchkey
