// The key file beside the store: made once, whole or not at all.
#include "services/store/store.h"

#include <QFile>

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

}  // namespace

Result<QByteArray> codeKeyBeside(const QString &storePath, Chance &chance) {
    const QString path = storePath + QStringLiteral(".key");
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
