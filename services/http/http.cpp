// Headers, cookies and forms of a request, taken apart.
#include "services/http/http.h"

#include "services/http/percent.h"

namespace latchkey::http {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// Cuts the next piece off the front of `rest`, without the separator.
std::string_view nextPiece(std::string_view &rest, char separator) {
    const std::size_t end = rest.find(separator);
    const std::string_view piece = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    return piece;
}

}  // namespace

std::string_view Request::header(std::string_view lowerCaseName) const {
    for (const auto &[name, value] : headers)
        if (name == lowerCaseName) return value;
    return {};
}

std::string_view Request::cookie(std::string_view name) const {
    for (const auto &[headerName, value] : headers) {
        if (headerName != "cookie") continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const std::string_view pair = trimmed(nextPiece(rest, ';'));
            const std::size_t equals = pair.find('=');
            if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
            std::string_view found = pair.substr(equals + 1);
            if (found.size() >= 2 && found.front() == '"' && found.back() == '"') found = found.substr(1, found.size() - 2);
            return found;
        }
    }
    return {};
}

std::vector<std::pair<std::string, std::string>> parseForm(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!text.empty()) {
        const std::string_view pair = nextPiece(text, '&');
        if (pair.empty()) continue;
        const std::size_t equals = pair.find('=');
        auto name = percentDecoded(pair.substr(0, equals), true);
        auto value = percentDecoded(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
        if (name && value) pairs.emplace_back(std::move(*name), std::move(*value));
    }
    return pairs;
}

}  // namespace latchkey::http
