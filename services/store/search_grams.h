// Cuts text into the pieces that the search index keeps, and packs sets of customers into blobs. Pure; no store.
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey {

using Gram = std::int64_t;

inline constexpr int chunkBits = 15;
inline constexpr std::size_t chunkSize = std::size_t(1) << chunkBits;

// One, two or three code points (the others zero) as one number: three letters from anywhere, one or two from a word's start.
Gram gramOf(char32_t first, char32_t second, char32_t third);
// A piece that no text has: customers whose address is in this state.
Gram stateGram(int emailState);

// What can be found of a customer, as UTF-8 in its folded form.
struct SearchText {
    std::string_view name;   // name_key
    std::string_view email;  // foldForSearch() of the address on file
    std::string_view emailKey;  // where it differs from it: an internationalised domain in ASCII
    std::string_view phone;  // digits
    std::string_view ref;
    int emailState = 0;
};

// Appends every gram of the customer; some may stand twice.
void appendGrams(const SearchText &text, std::vector<Gram> &grams);

// The grams that a text must have to contain `word` (folded): what to look up. `sure` is set when having them is enough.
std::vector<Gram> gramsOfWord(std::string_view word, bool &sure);

// A sorted set of numbers below chunkSize. Sparse sets are differences, dense ones a bitmap.
QByteArray encodeIds(const std::vector<std::uint16_t> &ids);
std::vector<std::uint16_t> decodeIds(std::string_view blob);

// A bitmap over one chunk's customers.
class ChunkBits {
public:
    static constexpr std::size_t words = chunkSize / 64;
    void fill() { m_words.assign(words, ~std::uint64_t(0)); }
    void clear() { m_words.assign(words, 0); }
    void orWith(std::string_view blob);
    void andWith(std::string_view blob);
    [[nodiscard]] const std::vector<std::uint64_t> &raw() const { return m_words; }

private:
    std::vector<std::uint64_t> m_words = std::vector<std::uint64_t>(words, 0);
};

}  // namespace latchkey
