// Turns link rows into public ids and back: a keyed Feistel network over 30 bits, and over 40 from the thousand-millionth link on.
#include "models/domain/public_id.h"

namespace latchkey {

namespace {

constexpr int rounds = 8;

struct Width {
    int characters;
    int halfBits;

    [[nodiscard]] constexpr qint64 end() const { return qint64(1) << (2 * halfBits); }
    [[nodiscard]] constexpr quint64 halfMask() const { return (quint64(1) << halfBits) - 1; }
};
constexpr Width shortIds{6, 15};
constexpr Width longIds{8, 20};
constexpr char16_t upperAlphabet[] = u"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// The finalizer of splitmix64: every bit of the key and the half reaches every bit of the answer.
quint64 mix(quint64 half, int round, quint64 key) {
    quint64 x = key + (static_cast<quint64>(round + 1) * 0x9e3779b97f4a7c15ULL) + (half << 32);
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
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
    if (!link.isValid() || link.value() >= longIds.end()) return {};
    const Width &width = link.value() < shortIds.end() ? shortIds : longIds;
    const auto row = static_cast<quint64>(link.value());
    quint64 left = row >> width.halfBits;
    quint64 right = row & width.halfMask();
    for (int round = 0; round < rounds; ++round) {
        const quint64 next = left ^ (mix(right, round, key) & width.halfMask());
        left = right;
        right = next;
    }
    quint64 number = (left << width.halfBits) | right;
    QString text(width.characters, Qt::Uninitialized);
    for (int i = width.characters - 1; i >= 0; --i, number >>= 5) text[i] = QChar(upperAlphabet[number & 31U]);
    return text;
}

std::optional<LinkId> linkOfPublicId(QStringView text, quint64 key) {
    text = text.trimmed();
    const Width &width = text.size() == longIds.characters ? longIds : shortIds;
    if (text.size() != width.characters) return {};
    quint64 number = 0;
    for (QChar c : text) {
        const int value = valueOf(c);
        if (value < 0) return {};
        number = (number << 5) | static_cast<quint64>(value);
    }
    quint64 left = number >> width.halfBits;
    quint64 right = number & width.halfMask();
    for (int round = rounds - 1; round >= 0; --round) {
        const quint64 before = right ^ (mix(left, round, key) & width.halfMask());
        right = left;
        left = before;
    }
    const LinkId link(static_cast<qint64>((left << width.halfBits) | right));
    const bool ofThisWidth = (link.value() < shortIds.end()) == (width.halfBits == shortIds.halfBits);
    return link.isValid() && ofThisWidth ? std::optional(link) : std::nullopt;
}

}  // namespace latchkey
