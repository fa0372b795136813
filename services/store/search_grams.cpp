// The index's alphabet and its compression.
#include "services/store/search_grams.h"

#include <cstring>

namespace latchkey {

namespace {

constexpr char bitmapTag = 1;
constexpr char differencesTag = 0;
constexpr std::size_t bitmapBytes = chunkSize / 8;

// Reads one code point and moves on; a broken byte stands for itself, since the store holds only what was valid.
char32_t nextCodePoint(std::string_view text, std::size_t &at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned lead = byte(at);
    if (lead < 0x80) { at += 1; return lead; }
    if (lead >= 0xF0) {
        const char32_t c = ((lead & 7U) << 18) | ((byte(at + 1) & 63U) << 12) | ((byte(at + 2) & 63U) << 6) | (byte(at + 3) & 63U);
        at += 4;
        return c;
    }
    if (lead >= 0xE0) {
        const char32_t c = ((lead & 15U) << 12) | ((byte(at + 1) & 63U) << 6) | (byte(at + 2) & 63U);
        at += 3;
        return c;
    }
    const char32_t c = ((lead & 31U) << 6) | (byte(at + 1) & 63U);
    at += 2;
    return c;
}

bool isAsciiWord(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

// Scripts that are written without spaces: every character may begin a word.
bool isUnspaced(char32_t c) {
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}

bool beginsWord(char32_t before, char32_t here) {
    if (before == 0 || isUnspaced(here)) return true;
    const bool wordHere = isAsciiWord(here) || here >= 0x80;
    const bool wordBefore = isAsciiWord(before) || before >= 0x80;
    return !wordHere || !wordBefore;
}

void appendGramsOf(std::string_view field, std::vector<Gram> &grams) {
    char32_t before = 0;
    std::size_t at = 0;
    // A window of three code points; a space or the field's end closes the run.
    char32_t a = 0, b = 0, c = 0;
    const auto next = [&]() -> char32_t {
        if (at >= field.size()) return 0;
        const char32_t read = nextCodePoint(field, at);
        return read == ' ' ? 0 : read;
    };
    while (at < field.size() || a || b || c) {
        if (!a) {
            before = 0;
            if (at >= field.size()) break;
            a = next();
            b = a ? next() : 0;
            c = b ? next() : 0;
            if (!a) continue;
        }
        if (b && c) grams.push_back(gramOf(a, b, c));
        if (beginsWord(before, a)) {
            grams.push_back(gramOf(a, 0, 0));
            if (b) grams.push_back(gramOf(a, b, 0));
        }
        before = a;
        a = b;
        b = c;
        c = b ? next() : 0;
    }
}

template <class Take>
void eachDifference(std::string_view blob, Take take) {
    std::uint32_t id = 0;
    bool first = true;
    for (std::size_t i = 1; i < blob.size();) {
        std::uint32_t value = 0;
        int shift = 0;
        unsigned char byte = 0;
        do {
            byte = static_cast<unsigned char>(blob[i++]);
            value |= static_cast<std::uint32_t>(byte & 127U) << shift;
            shift += 7;
        } while ((byte & 128U) && i < blob.size() && shift < 21);
        id = first ? value : id + value;
        first = false;
        if (id < chunkSize) take(id);
    }
}

}  // namespace

Gram gramOf(char32_t first, char32_t second, char32_t third) {
    // ASCII is packed tightly: small integers are short in SQLite's records.
    if ((first | second | third) < 0x80) return static_cast<Gram>((first << 14) | (second << 7) | third);
    return (static_cast<Gram>(first) << 42) | (static_cast<Gram>(second) << 21) | static_cast<Gram>(third);
}

Gram stateGram(int emailState) {
    return gramOf(1, static_cast<char32_t>(emailState + 1), 0);
}

void appendGrams(const SearchText &text, std::vector<Gram> &grams) {
    appendGramsOf(text.name, grams);
    appendGramsOf(text.email, grams);
    if (!text.emailKey.empty()) appendGramsOf(text.emailKey, grams);
    appendGramsOf(text.phone, grams);
    appendGramsOf(text.ref, grams);
    if (text.emailState != 0) grams.push_back(stateGram(text.emailState));
}

std::vector<Gram> gramsOfWord(std::string_view word, bool &sure) {
    std::vector<char32_t> letters;
    for (std::size_t at = 0; at < word.size();) letters.push_back(nextCodePoint(word, at));
    sure = letters.size() <= 3;
    if (letters.empty()) return {};
    if (letters.size() == 1) return {gramOf(letters[0], 0, 0)};
    if (letters.size() == 2) return {gramOf(letters[0], letters[1], 0)};
    std::vector<Gram> grams;
    for (std::size_t i = 0; i + 2 < letters.size(); ++i) grams.push_back(gramOf(letters[i], letters[i + 1], letters[i + 2]));
    return grams;
}

QByteArray encodeIds(const std::vector<std::uint16_t> &ids) {
    QByteArray blob;
    if (ids.size() < bitmapBytes) {
        blob.reserve(static_cast<qsizetype>(ids.size()) * 2 + 1);
        blob.append(differencesTag);
        std::uint32_t before = 0;
        for (const std::uint16_t id : ids) {
            std::uint32_t difference = id - before;
            before = id;
            while (difference >= 128) {
                blob.append(static_cast<char>(difference | 128U));
                difference >>= 7;
            }
            blob.append(static_cast<char>(difference));
        }
        if (static_cast<std::size_t>(blob.size()) <= bitmapBytes) return blob;
    }
    blob = QByteArray(static_cast<qsizetype>(bitmapBytes + 1), '\0');
    char *bits = blob.data();
    bits[0] = bitmapTag;
    for (const std::uint16_t id : ids) bits[1 + id / 8] = static_cast<char>(bits[1 + id / 8] | (1 << (id % 8)));
    return blob;
}

std::vector<std::uint16_t> decodeIds(std::string_view blob) {
    std::vector<std::uint16_t> ids;
    if (blob.empty()) return ids;
    if (blob[0] == differencesTag) {
        ids.reserve(blob.size());
        eachDifference(blob, [&](std::uint32_t id) { ids.push_back(static_cast<std::uint16_t>(id)); });
        return ids;
    }
    for (std::size_t i = 0; i < chunkSize && 1 + i / 8 < blob.size(); ++i) {
        if (static_cast<unsigned char>(blob[1 + i / 8]) >> (i % 8) & 1U) ids.push_back(static_cast<std::uint16_t>(i));
    }
    return ids;
}

void ChunkBits::orWith(std::string_view blob) {
    if (blob.empty()) return;
    if (blob[0] == differencesTag) {
        eachDifference(blob, [&](std::uint32_t id) { m_words[id / 64] |= std::uint64_t(1) << (id % 64); });
        return;
    }
    if (blob.size() != bitmapBytes + 1) return;
    for (std::size_t i = 0; i < words; ++i) {
        std::uint64_t word = 0;
        std::memcpy(&word, blob.data() + 1 + i * 8, 8);
        m_words[i] |= word;
    }
}

void ChunkBits::andWith(std::string_view blob) {
    if (!blob.empty() && blob[0] == bitmapTag && blob.size() == bitmapBytes + 1) {
        for (std::size_t i = 0; i < words; ++i) {
            std::uint64_t word = 0;
            std::memcpy(&word, blob.data() + 1 + i * 8, 8);
            m_words[i] &= word;
        }
        return;
    }
    ChunkBits other;
    other.orWith(blob);
    for (std::size_t i = 0; i < words; ++i) m_words[i] &= other.m_words[i];
}

}  // namespace latchkey
