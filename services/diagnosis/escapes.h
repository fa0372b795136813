// The ways in which characters are written in mails, pages and addresses, read back. Pure; each is linear and asks nothing of its input.
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace latchkey {

// As UTF-8, or as Latin-1 when it is none.
QString textOfBytes(const QByteArray &bytes);
// The value of two hexadecimal digits at `at`; nothing when they are none.
std::optional<unsigned char> hexByteAt(QStringView text, qsizetype at);
// "%2F" once; what is no escape stays.
QString percentDecoded(QStringView text);
// Decodes until there is no escape left to decode, at most `most` times; how often it was is added to `times`.
QString percentDecodedWholly(QStringView text, int most, int &times);
// Base 64 in either alphabet, with or without padding, up to the first character that belongs to neither.
QByteArray base64Decoded(QStringView text);

// An HTML entity that stands at `at`, which holds '&'.
struct Entity {
    qsizetype length = 0;
    QString text;
};
std::optional<Entity> entityAt(QStringView text, qsizetype at);

}  // namespace latchkey
