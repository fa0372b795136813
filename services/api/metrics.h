// Counts what the service answers and what happens to links, and writes the counts in Prometheus' text form.
#pragma once

#include "models/domain/event.h"
#include "models/domain/result.h"
#include "services/http/http.h"

#include <QList>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace latchkey {

// On the server's thread only. Labels are patterns of routes, never paths: no id and no token can get into them.
class Metrics {
public:
    void answered(const http::Answered &answered);
    void happened(const QList<Event> &events);
    void refusedIssue() { ++m_issuesRefused; }
    // Counts those in which the store is to blame.
    void failed(ErrorCode code);

    // What is asked for at the moment of writing.
    struct Now {
        std::size_t connections = 0;
        std::size_t followers = 0;
        std::size_t messagesWaiting = 0;
        std::uint64_t messagesSent = 0;
        std::uint64_t messagesCaptured = 0;
        std::uint64_t messagesFailed = 0;
        std::uint64_t messagesLost = 0;
        std::int64_t uptimeMs = 0;
    };
    [[nodiscard]] std::string text(const Now &now) const;

private:
    // Upper bounds in seconds; everything is within the last, which has no bound.
    static constexpr std::array<std::pair<double, const char *>, 12> bounds{{{0.001, "0.001"}, {0.0025, "0.0025"}, {0.005, "0.005"}, {0.01, "0.01"}, {0.025, "0.025"}, {0.05, "0.05"},
                                                                             {0.1, "0.1"}, {0.25, "0.25"}, {0.5, "0.5"}, {1, "1"}, {2.5, "2.5"}, {10, "10"}}};
    struct Histogram {
        std::array<std::uint64_t, bounds.size() + 1> counts{};
        double sum = 0;
    };
    void writeRequests(std::string &out) const;
    void writeTimes(std::string &out) const;

    // Routes live as long as the router, so that views of their patterns do.
    std::map<std::tuple<http::Method, std::string_view, int>, std::uint64_t> m_answers;
    std::map<std::string_view, Histogram> m_times;  // by class
    std::uint64_t m_linksIssued = 0;
    std::uint64_t m_linksRedeemed = 0;
    std::uint64_t m_issuesRefused = 0;
    std::uint64_t m_storeErrors = 0;
};

}  // namespace latchkey
