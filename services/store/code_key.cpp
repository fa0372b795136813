// The key file beside the store: made once, whole or not at all.
#include "services/runtime/digest.h"
#include "services/store/store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace latchkey {
namespace {

constexpr qsizetype KeySize = 32;

Result<QByteArray> readKey(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return fail(ErrorCode::FileUnreadable, path);
    const QByteArray key = file.read(KeySize + 1);
    if (key.size() != KeySize) return fail(ErrorCode::FileUnreadable, path);
    return key;
}

bool writePrivately(const QByteArray &path, const QByteArray &bytes) {
    const int file = ::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) return false;
    const bool written = ::write(file, bytes.constData(), static_cast<std::size_t>(bytes.size())) == bytes.size() && ::fsync(file) == 0;
    return ::close(file) == 0 && written;
}

// A database has no place beside it.
QString usualPlace(const QString &where) {
    if (Connection::engineOf(where) == Engine::SQLite) return where + QStringLiteral(".key");
    const QString state = qEnvironmentVariable("STATE_DIRECTORY").section(QLatin1Char(':'), 0, 0);
    if (!state.isEmpty()) return state + QStringLiteral("/code.key");
    const QString home = qEnvironmentVariable("XDG_STATE_HOME", QDir::homePath() + QStringLiteral("/.local/state"));
    const QByteArray name = sha256(storeForPeople(where).toUtf8()).toHex().left(16);
    return QStringLiteral("%1/latchkey/%2.key").arg(home, QString::fromLatin1(name));
}

}  // namespace

QString storeForPeople(const QString &where) {
    if (Connection::engineOf(where) == Engine::SQLite) return where;
    QUrl url(where);
    url.setPassword(QString());
    // A password may also stand among the parameters, and libpq understands hosts that QUrl does not.
    return url.isValid() ? url.toString(QUrl::RemoveQuery | QUrl::RemovePassword)
                         : QStringLiteral("postgresql://") + where.section(QLatin1Char('@'), -1).section(QLatin1String("//"), -1).section(QLatin1Char('?'), 0, 0);
}

Result<void> matchCodeKey(Connection &db, const QByteArray &key) {
    const QString mark = QString::fromLatin1(hmacSha256(key, "latchkey").toHex().left(16));
    Statement insert = db.prepare("INSERT INTO meta (name, value) VALUES ('code_key_mark', ?) ON CONFLICT DO NOTHING");
    if (const Result<qint64> done = insert.bind(QStringView(mark)).run(); !done) return tl::unexpected<Error>(done.error());
    Statement read = db.prepare("SELECT value FROM meta WHERE name = 'code_key_mark'");
    if (!read.step()) return tl::unexpected<Error>(read.error().value_or(Error{ErrorCode::StoreFailed, {}, {}}));
    if (read.text(0) == mark) return {};
    return fail(ErrorCode::ConfigurationInvalid, QStringLiteral("code-key-file"));
}

Result<QByteArray> codeKeyFor(const QString &where, const QString &keyFile, Chance &chance) {
    const QString path = keyFile.isEmpty() ? usualPlace(where) : keyFile;
    if (keyFile.isEmpty()) QDir().mkpath(QFileInfo(path).absolutePath());
    if (QFile::exists(path)) return readKey(path);
    const std::array<unsigned char, KeySize> drawn = chance.bytes<KeySize>();
    const QByteArray key(reinterpret_cast<const char *>(drawn.data()), KeySize);
    const QByteArray name = QFile::encodeName(path);
    const QByteArray unfinished = name + '.' + QByteArray::number(::getpid());
    const bool written = writePrivately(unfinished, key);
    // link() refuses an existing name: of two processes that make the key at once, one is the first, and both read its key.
    const bool placed = written && (::link(unfinished.constData(), name.constData()) == 0 || errno == EEXIST);
    ::unlink(unfinished.constData());
    if (!placed) return fail(ErrorCode::FileUnwritable, path);
    return readKey(path);
}

}  // namespace latchkey
