// Writes the counters.
#include "services/api/metrics.h"

namespace latchkey {

std::string Metrics::text(std::size_t followers, std::int64_t uptimeMs) const {
    std::string out =
        "# HELP latchkey_requests_total API requests answered, by route and status.\n"
        "# TYPE latchkey_requests_total counter\n";
    for (const auto &[key, number] : m_answers) {
        const std::size_t space = key.first->find(' ');
        out += "latchkey_requests_total{method=\"" + key.first->substr(0, space) + "\",route=\"" + key.first->substr(space + 1) + "\",status=\"" +
               std::to_string(key.second) + "\"} " + std::to_string(number) + "\n";
    }
    out +=
        "# HELP latchkey_event_streams Desks that follow the events.\n"
        "# TYPE latchkey_event_streams gauge\n"
        "latchkey_event_streams " +
        std::to_string(followers) +
        "\n"
        "# HELP latchkey_uptime_seconds Time since the service started.\n"
        "# TYPE latchkey_uptime_seconds gauge\n"
        "latchkey_uptime_seconds " +
        std::to_string(uptimeMs / 1000) + "\n";
    return out;
}

}  // namespace latchkey
