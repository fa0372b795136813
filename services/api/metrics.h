// Counts answered requests by route and status, and writes the counts in Prometheus' text form.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace latchkey {

// On the server's thread only.
class Metrics {
public:
    // `route` is "GET /api/v1/me": the pattern, never a path with ids in it.
    void count(const std::string *route, int status) { ++m_answers[{route, status}]; }
    [[nodiscard]] std::string text(std::size_t followers, std::int64_t uptimeMs) const;

private:
    std::map<std::pair<const std::string *, int>, std::uint64_t> m_answers;
};

}  // namespace latchkey
