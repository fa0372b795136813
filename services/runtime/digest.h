// SHA-256 and HMAC-SHA-256, so that OpenSSL is met in one folder.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace latchkey {

QByteArray sha256(QByteArrayView bytes);                       // 32 bytes
QByteArray hmacSha256(QByteArrayView key, QByteArrayView bytes);  // 32 bytes
bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

}  // namespace latchkey
