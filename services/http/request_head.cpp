// The raw scan of a head, and the rules about its method, target, Host, length and expectations.
#include "services/http/request_head.h"

#include "services/http/percent.h"

#include <algorithm>
#include <array>

namespace latchkey::http {

namespace {

constexpr std::size_t mostHeaders = 100;

constexpr std::array<std::pair<std::string_view, Method>, 5> methods{{{"GET", Method::Get},
                                                                       {"HEAD", Method::Head},
                                                                       {"POST", Method::Post},
                                                                       {"PATCH", Method::Patch},
                                                                       {"DELETE", Method::Delete}}};

bool isAlphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool equalIgnoringCase(std::string_view text, std::string_view lowerCase) {
    return std::equal(text.begin(), text.end(), lowerCase.begin(), lowerCase.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
}

bool isHost(std::string_view host) {
    return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
        return isAlphanumeric(c) || std::string_view(".-_~!$&'()*+,;=:[]%").find(c) != std::string_view::npos;
    });
}

bool isLength(std::string_view text) {
    return !text.empty() && text.size() <= 18 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Printable ASCII without the characters that only a broken or an attacking client leaves unescaped.
bool isTargetCharacter(char c) { return c > ' ' && c < 0x7F && c != '#' && c != '\\' && c != '"' && c != '<' && c != '>'; }

bool hasDotSegment(std::string_view path) {
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::string_view segment = path.substr(0, path.find('/'));
        if (segment == "." || segment == "..") return true;
        path.remove_prefix(segment.size());
    }
    return false;
}

}  // namespace

HeadScanner::State HeadScanner::scan(std::string_view text) {
    for (; m_at < text.size(); ++m_at) {
        const auto c = static_cast<unsigned char>(text[m_at]);
        if (m_afterReturn) {
            if (c != '\n') return State::Bad;
            m_afterReturn = false;
            if (m_lineLength > 0) {
                m_inRequestLine = false;
                m_lineLength = 0;
            } else if (!m_inRequestLine) {
                ++m_at;
                return State::Done;
            } else if (m_begin > 0) {
                return State::Bad;
            } else {
                m_begin = m_at + 1;
            }
            continue;
        }
        if (c == '\r') {
            m_afterReturn = true;
            continue;
        }
        if (c == 0x7F || (c < 0x20 && c != '\t')) return State::Bad;
        if (m_lineLength == 0 && (c == ' ' || c == '\t')) return State::Bad;
        ++m_lineLength;
    }
    return State::More;
}

int refusalOf(const Head &head) {
    if (head.version != 10 && head.version != 11) return 400;
    std::size_t hosts = 0;
    std::size_t lengths = 0;
    std::size_t codings = 0;
    std::size_t expectations = 0;
    for (const auto &[name, value] : head.headers) {
        if (name == "host") {
            ++hosts;
            if (!isHost(value)) return 400;
        } else if (name == "content-length") {
            ++lengths;
            if (!isLength(value)) return 400;
        } else if (name == "transfer-encoding") {
            ++codings;
            if (!equalIgnoringCase(value, "chunked")) return 400;
        } else if (name == "expect") {
            ++expectations;
            if (!equalIgnoringCase(value, "100-continue")) return 417;
        }
    }
    if (hosts > 1 || (hosts == 0 && head.version == 11)) return 400;
    if (lengths + codings > 1) return 400;
    if (codings > 0 && head.version == 10) return 400;
    if (expectations > 1) return 417;
    if (head.headers.size() > mostHeaders) return 431;
    const bool known = std::any_of(methods.begin(), methods.end(), [&](const auto &entry) { return entry.first == head.method; });
    return known ? 0 : 405;
}

Method methodOf(std::string_view name) {
    for (const auto &[text, method] : methods)
        if (text == name) return method;
    return Method::Get;
}

bool wantsContinue(const Head &head) {
    return head.version == 11 &&
           std::any_of(head.headers.begin(), head.headers.end(), [](const auto &header) { return header.first == "expect"; });
}

std::optional<Target> readTarget(std::string_view target) {
    if (target.empty() || target.front() != '/' || !std::all_of(target.begin(), target.end(), isTargetCharacter)) return {};
    const std::size_t question = target.find('?');
    const std::string_view rawPath = target.substr(0, question);
    auto path = percentDecoded(rawPath, false);
    if (!path) return {};
    // An escaped slash or backslash would make one segment look like two to whoever stands before or behind us.
    if (std::count(path->begin(), path->end(), '/') != std::count(rawPath.begin(), rawPath.end(), '/')) return {};
    if (std::any_of(path->begin(), path->end(), [](char c) { return c == '\\' || (c >= 0 && c < ' ') || c == 0x7F; })) return {};
    if (hasDotSegment(*path)) return {};
    Target read{std::move(*path), {}};
    if (question != std::string_view::npos) read.query = target.substr(question + 1);
    return read;
}

}  // namespace latchkey::http
