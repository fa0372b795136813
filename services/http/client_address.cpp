// Walks the chain of proxies from the nearest to the farthest.
#include "services/http/client_address.h"

#include <algorithm>

namespace latchkey::http {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// The pieces between the separators that stand outside of quotation marks.
std::vector<std::string_view> piecesOf(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    bool quoted = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quoted && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            quoted = !quoted;
        } else if (text[i] == separator && !quoted) {
            pieces.push_back(trimmed(text.substr(begin, i - begin)));
            begin = i + 1;
        }
    }
    pieces.push_back(trimmed(text.substr(begin)));
    return pieces;
}

std::string unquoted(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
    std::string plain;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        if (text[i] == '\\' && i + 2 < text.size()) ++i;
        plain += text[i];
    }
    return plain;
}

// The node behind "for=" in one element of Forwarded; empty when there is none.
std::string nodeOf(std::string_view element) {
    for (const std::string_view pair : piecesOf(element, ';')) {
        const std::size_t equals = pair.find('=');
        if (equals != 3 || (pair[0] | 0x20) != 'f' || (pair[1] | 0x20) != 'o' || (pair[2] | 0x20) != 'r') continue;
        return unquoted(trimmed(pair.substr(equals + 1)));
    }
    return {};
}

// Several lines of a header are one list in their order.
std::vector<std::string> chainOf(const Headers &headers, std::string_view name, bool isForwarded) {
    std::vector<std::string> chain;
    for (const auto &[key, value] : headers) {
        if (key != name) continue;
        for (const std::string_view piece : piecesOf(value, ',')) chain.push_back(isForwarded ? nodeOf(piece) : std::string(piece));
    }
    return chain;
}

// What cannot be read ends the walk at the last proxy that was believed.
std::optional<Address> clientIn(const std::vector<std::string> &chain, const Networks &trusted) {
    std::optional<Address> last;
    for (auto node = chain.rbegin(); node != chain.rend(); ++node) {
        const std::optional<Address> address = Address::fromNode(*node);
        if (!address) return last;
        last = address;
        if (!trusted.contains(*address)) return last;
    }
    return last;
}

}  // namespace

std::optional<std::string> addressByProxy(std::string_view peer, const Headers &headers, const Networks &trusted) {
    if (trusted.isEmpty() || !trusted.contains(peer)) return std::nullopt;
    const std::vector<std::string> commonly = chainOf(headers, "x-forwarded-for", false);
    const std::vector<std::string> byStandard = chainOf(headers, "forwarded", true);
    const std::optional<Address> client = clientIn(commonly.empty() ? byStandard : commonly, trusted);
    if (!client) return std::nullopt;
    if (!commonly.empty() && !byStandard.empty() && clientIn(byStandard, trusted) != client) return std::nullopt;
    return client->text();
}

}  // namespace latchkey::http
