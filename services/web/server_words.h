// What a foreign server said, made fit to be kept and shown: one short line without our secrets.
#pragma once

#include "models/domain/secret.h"

#include <QByteArrayView>
#include <QString>

#include <vector>

namespace latchkey {

using MessageText = Secret<struct MessageTextTag>;  // UTF-8; holds a code, a link or a token

constexpr qsizetype longestWords = 300;

// Control characters become spaces, bytes that are no UTF-8 are read as Latin-1, and every hidden text becomes "••••",
// also where the server broke it by blanks or in quoted-printable's way.
QString serverWords(QByteArrayView said, const std::vector<MessageText> &hidden);

}  // namespace latchkey
