// Writes the check characters of link tokens and finds damage by them: Reed-Solomon over GF(32).
#include "models/domain/link_token.h"

namespace latchkey {

namespace {

constexpr int dataLength = linkTokenLength - 2;

// The field's powers of two and their logarithms, modulo x^5 + x^2 + 1.
struct Field {
    std::array<unsigned char, 62> power{};
    std::array<unsigned char, 32> log{};

    constexpr Field() {
        unsigned value = 1;
        for (unsigned i = 0; i < 31; ++i) {
            power[i] = power[i + 31] = static_cast<unsigned char>(value);
            log[value] = static_cast<unsigned char>(i);
            value <<= 1;
            if (value & 32U) value ^= 0b100101U;
        }
    }
    [[nodiscard]] constexpr unsigned times(unsigned a, unsigned b) const {
        return a == 0 || b == 0 ? 0U : power[static_cast<std::size_t>(log[a] + log[b])];
    }
};
constexpr Field field;

constexpr std::array<signed char, 128> makeValues() {
    std::array<signed char, 128> values{};
    values.fill(-1);
    for (int i = 0; i < 32; ++i) values[static_cast<std::size_t>(base32Alphabet[i])] = static_cast<signed char>(i);
    return values;
}
constexpr std::array<signed char, 128> values = makeValues();

int valueOf(char c) {
    const auto code = static_cast<unsigned char>(c);
    return code < 128 ? values[code] : -1;
}

// The word as a polynomial (the first character is its highest power) at the generator's roots, 2 and 4: zero twice when whole.
struct Syndromes {
    unsigned first = 0;
    unsigned second = 0;
};

Syndromes syndromesOf(const std::array<unsigned char, linkTokenLength> &word) {
    Syndromes s;
    for (unsigned char symbol : word) {
        s.first = field.times(s.first, 2) ^ symbol;
        s.second = field.times(s.second, 4) ^ symbol;
    }
    return s;
}

// The place whose error alone explains both syndromes.
std::optional<int> placeOf(Syndromes s) {
    if (s.first == 0 || s.second == 0) return {};
    const int power = (field.log[s.second] - field.log[s.first] + 31) % 31;
    if (power >= linkTokenLength) return {};
    return linkTokenLength - 1 - power;
}

}  // namespace

LinkToken linkTokenFromRandom(const std::array<unsigned char, 17> &random) {
    QByteArray data(dataLength, Qt::Uninitialized);
    for (int i = 0; i < dataLength; ++i) {
        const int bit = i * 5;
        const auto byte = static_cast<std::size_t>(bit / 8);
        const unsigned pair = static_cast<unsigned>(random[byte] << 8) | (byte + 1 < random.size() ? random[byte + 1] : 0U);
        data[i] = base32Alphabet[(pair >> (11 - bit % 8)) & 31U];
    }
    return linkTokenFromData(data).value();
}

std::optional<LinkToken> linkTokenFromData(QByteArrayView data) {
    if (data.size() != dataLength) return {};
    // The remainder of dividing by (x - 2)(x - 4) = x^2 + 6x + 8 becomes the two check characters.
    unsigned high = 0;
    unsigned low = 0;
    for (const char c : data) {
        const int value = valueOf(c);
        if (value < 0) return {};
        const unsigned carried = high ^ static_cast<unsigned>(value);
        high = low ^ field.times(carried, 6);
        low = field.times(carried, 8);
    }
    QByteArray text = data.toByteArray();
    text.append(base32Alphabet[high]);
    text.append(base32Alphabet[low]);
    return LinkToken(std::move(text));
}

bool linkTokenIsWhole(QByteArrayView text) {
    if (text.size() != linkTokenLength) return false;
    std::array<unsigned char, linkTokenLength> word{};
    for (int i = 0; i < linkTokenLength; ++i) {
        const int value = valueOf(text[i]);
        if (value < 0) return false;
        word[static_cast<std::size_t>(i)] = static_cast<unsigned char>(value);
    }
    const Syndromes s = syndromesOf(word);
    return s.first == 0 && s.second == 0;
}

std::optional<int> locateWrongCharacter(QByteArrayView text) {
    if (text.size() != linkTokenLength) return {};
    std::array<unsigned char, linkTokenLength> word{};
    std::optional<int> foreign;
    for (int i = 0; i < linkTokenLength; ++i) {
        const int value = valueOf(text[i]);
        if (value < 0) {
            if (foreign) return {};
            foreign = i;
        } else {
            word[static_cast<std::size_t>(i)] = static_cast<unsigned char>(value);
        }
    }
    const Syndromes s = syndromesOf(word);
    if (!foreign) return placeOf(s);
    // A character outside the alphabet counts as zero: it is the only wrong one when zero fits or the error lies there.
    const bool zeroFits = s.first == 0 && s.second == 0;
    return zeroFits || placeOf(s) == foreign ? foreign : std::nullopt;
}

}  // namespace latchkey
