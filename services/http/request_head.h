// What must be right about a request's head before anything of it is believed; the checks that Beast's parser leaves to us.
#pragma once

#include "services/http/http.h"

#include <optional>

namespace latchkey::http {

// Reads the raw bytes of a head as they arrive. Control characters, bare CR or LF and folded lines are refused here,
// since a parser that mends them lets two readers see two different requests.
class HeadScanner {
public:
    enum class State { More, Done, Bad };
    // `text` is everything received so far; what was seen before is not read again.
    State scan(std::string_view text);
    // Where the request line begins (an empty line before it is tolerated) and the head ends.
    [[nodiscard]] std::size_t begin() const { return m_begin; }
    [[nodiscard]] std::size_t end() const { return m_at; }

private:
    std::size_t m_at = 0;
    std::size_t m_begin = 0;
    std::size_t m_lineLength = 0;
    bool m_afterReturn = false;
    bool m_inRequestLine = true;
};

struct Head {
    std::string_view method;
    std::string_view target;
    unsigned version = 11;
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
};

// The status that refuses this head, or 0. A body that is too large is not judged here.
int refusalOf(const Head &head);
// Only for a method that refusalOf() has let pass.
Method methodOf(std::string_view name);
bool wantsContinue(const Head &head);

struct Target { std::string path, query; };
// Splits and decodes an origin-form target; nothing when a character, an escape or a segment could be read in two ways.
std::optional<Target> readTarget(std::string_view target);

}  // namespace latchkey::http
