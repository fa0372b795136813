// Drops what a sentence around a link leaves at its end.
#include "services/portal/token_path.h"

namespace latchkey {

LinkToken tokenFromPath(std::string_view segment) {
    constexpr std::string_view alphabet(base32Alphabet);
    constexpr std::size_t longest = 200;
    QByteArray token;
    for (const char c : segment.substr(0, longest)) token.append(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    while (!token.isEmpty() && alphabet.find(token.back()) == std::string_view::npos) token.chop(1);
    return LinkToken(token);
}

}  // namespace latchkey
