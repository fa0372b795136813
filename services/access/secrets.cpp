// Draws secrets and digests them; every keyed digest has a word of its own in front so that none can stand for another.
#include "services/access/secrets.h"

#include "services/access/network_prefix.h"
#include "services/runtime/digest.h"

namespace latchkey {

namespace {

constexpr qsizetype hexLength = 32;

}  // namespace

QByteArray randomHex(Chance &chance) {
    const auto bytes = chance.bytes<16>();
    return QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())).toHex();
}

bool isHexSecret(QByteArrayView text) {
    if (text.size() != hexLength) return false;
    for (const char c : text)
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
    return true;
}

CodeSecret randomCode(Chance &chance, int digits) {
    QByteArray code;
    for (int i = 0; i < digits; ++i) code.append(static_cast<char>('0' + static_cast<int>(chance.below(10))));
    return CodeSecret(code);
}

SessionSecret sessionOfPress(const QByteArray &key, QByteArrayView token, QByteArrayView browser) {
    QByteArray input("press\0", 6);
    input.append(token).append('\0').append(browser);
    return SessionSecret(hmacSha256(key, input).toHex().left(hexLength));
}

QByteArray codeMac(const QByteArray &key, QByteArrayView challengeHash, QByteArrayView code) {
    QByteArray input("code\0", 5);
    input.append(challengeHash).append('\0').append(code);
    return hmacSha256(key, input);
}

QByteArray typedMac(const QByteArray &key, const QString &foldedValue) { return hmacSha256(key, QByteArray("typed\0", 6) + foldedValue.toUtf8()); }

QByteArray addressMac(const QByteArray &key, const QString &networkAddress) {
    return hmacSha256(key, QByteArray("address\0", 8) + networkPrefix(networkAddress));
}

}  // namespace latchkey
