// Every secret that a test sees is noted here, so that the run's last test can search all output for it.
#pragma once

#include <QByteArray>
#include <QFile>

namespace latchkey {

// Appends to the file that CTest names in LATCHKEY_MINTED; nothing when it names none.
inline void noteMinted(const QByteArray &secret) {
    const QByteArray path = qgetenv("LATCHKEY_MINTED");
    if (path.isEmpty() || secret.size() < 12) return;  // a four-digit code would be found by accident
    QFile file(QString::fromLocal8Bit(path));
    if (file.open(QIODevice::WriteOnly | QIODevice::Append)) file.write(secret + '\n');
}

// The 28 characters in a Magic link's URL or path.
inline QByteArray tokenIn(const QByteArray &url) {
    const qsizetype at = url.indexOf("/l/");
    return at < 0 ? QByteArray() : url.mid(at + 3, 28);
}

}  // namespace latchkey
