// Turns link rows into public ids and back: a keyed Feistel network over 30 bits, written in base 32.
#include "models/domain/public_id.h"

namespace latchkey {

namespace {

constexpr int characters = 6;
constexpr int rounds = 8;
constexpr quint32 halfMask = 0x7fff;
constexpr qint64 rowsEnd = qint64(1) << 30;
constexpr char16_t upperAlphabet[] = u"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// The finalizer of splitmix64: every bit of the key and the half reaches every bit of the answer.
quint32 mix(quint32 half, int round, quint64 key) {
    quint64 x = key + (static_cast<quint64>(round + 1) * 0x9e3779b97f4a7c15ULL) + (static_cast<quint64>(half) << 32);
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<quint32>((x ^ (x >> 31)) & halfMask);
}

// What people misread is read as what they meant, as Crockford has it.
int valueOf(QChar c) {
    const QChar upper = c.toUpper();
    if (upper == u'O') return 0;
    if (upper == u'I' || upper == u'L') return 1;
    for (int i = 0; i < 32; ++i)
        if (upper == upperAlphabet[i]) return i;
    return -1;
}

}  // namespace

QString publicIdOf(LinkId link, quint64 key) {
    if (!link.isValid() || link.value() >= rowsEnd) return {};
    const auto row = static_cast<quint32>(link.value());
    quint32 left = row >> 15;
    quint32 right = row & halfMask;
    for (int round = 0; round < rounds; ++round) {
        const quint32 next = left ^ mix(right, round, key);
        left = right;
        right = next;
    }
    quint32 number = (left << 15) | right;
    QString text(characters, Qt::Uninitialized);
    for (int i = characters - 1; i >= 0; --i, number >>= 5) text[i] = QChar(upperAlphabet[number & 31U]);
    return text;
}

std::optional<LinkId> linkOfPublicId(QStringView text, quint64 key) {
    text = text.trimmed();
    if (text.size() != characters) return {};
    quint32 number = 0;
    for (QChar c : text) {
        const int value = valueOf(c);
        if (value < 0) return {};
        number = (number << 5) | static_cast<quint32>(value);
    }
    quint32 left = number >> 15;
    quint32 right = number & halfMask;
    for (int round = rounds - 1; round >= 0; --round) {
        const quint32 before = right ^ mix(left, round, key);
        right = left;
        left = before;
    }
    const LinkId link(static_cast<qint64>((left << 15) | right));
    return link.isValid() ? std::optional(link) : std::nullopt;
}

}  // namespace latchkey
