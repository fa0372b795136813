// How access makes its secrets and what of them may rest in the store.
#pragma once

#include "models/domain/secret.h"
#include "services/runtime/chance.h"

#include <QString>

namespace latchkey {

// 128 bits of chance as 32 hexadecimal digits: sessions, challenges and form nonces.
QByteArray randomHex(Chance &chance);
bool isHexSecret(QByteArrayView text);
CodeSecret randomCode(Chance &chance, int digits);

// The session that one browser's press on one link leads to: always the same, so that pressing twice gives the same result.
SessionSecret sessionOfPress(const QByteArray &key, QByteArrayView token, QByteArrayView browser);
QByteArray codeMac(const QByteArray &key, QByteArrayView challengeHash, QByteArrayView code);
// What was typed, and where from, known again without being kept.
QByteArray typedMac(const QByteArray &key, const QString &foldedValue);
QByteArray addressMac(const QByteArray &key, const QString &networkAddress);

}  // namespace latchkey
