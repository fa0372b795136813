// Writes the counters.
#include "services/api/metrics.h"

namespace latchkey {

namespace {

std::string_view nameOf(http::Method method) {
    switch (method) {
        case http::Method::Get:
            return "GET";
        case http::Method::Head:
            return "HEAD";
        case http::Method::Post:
            return "POST";
        case http::Method::Patch:
            return "PATCH";
        case http::Method::Delete:
            return "DELETE";
    }
    return {};
}

// Few enough for a histogram each.
std::string_view classOf(std::string_view route) {
    if (route.empty()) return "none";
    if (route.starts_with("/api/")) return "api";
    if (route.starts_with("/l/")) return "link";
    if (route == "/healthz" || route == "/readyz" || route == "/metrics") return "operation";
    return "portal";
}

std::string_view shown(std::string_view route) { return route.empty() ? "none" : route; }

void writeHeading(std::string &out, const std::string &name, const char *kind, const char *help) {
    out.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" ").append(kind).append("\n");
}

template <class Number>
void writeOne(std::string &out, const std::string &name, const char *kind, const char *help, Number value) {
    writeHeading(out, name, kind, help);
    out.append(name).append(" ").append(std::to_string(value)).append("\n");
}

void writeMessages(std::string &out, const Metrics::Now &now) {
    const std::string name = "latchkey_messages_total";
    writeHeading(out, name, "counter", "Letters and texts that this process has settled, by what became of them.");
    const std::array<std::pair<const char *, std::uint64_t>, 4> states{
        {{"sent", now.messagesSent}, {"captured", now.messagesCaptured}, {"failed", now.messagesFailed}, {"lost", now.messagesLost}}};
    for (const auto &[state, number] : states) out.append(name).append("{state=\"").append(state).append("\"} ").append(std::to_string(number)).append("\n");
    writeOne(out, "latchkey_messages_waiting", "gauge", "Letters and texts that wait or are under way in this process.", now.messagesWaiting);
}

}  // namespace

void Metrics::answered(const http::Answered &answered) {
    ++m_answers[{answered.method, answered.route, answered.status}];
    const double seconds = std::chrono::duration<double>(answered.took).count();
    Histogram &times = m_times[classOf(answered.route)];
    times.sum += seconds;
    std::size_t at = 0;
    while (at < bounds.size() && seconds > bounds[at].first) ++at;
    ++times.counts[at];
}

void Metrics::happened(const QList<Event> &events) {
    for (const Event &event : events) {
        if (event.kind == EventKind::LinkIssued) ++m_linksIssued;
        if (event.kind == EventKind::LinkUsed) ++m_linksRedeemed;
    }
}

void Metrics::failed(ErrorCode code) {
    const bool isStore = code == ErrorCode::StoreBusy || code == ErrorCode::StoreFull || code == ErrorCode::StoreReadOnly || code == ErrorCode::StoreDamaged ||
                         code == ErrorCode::StoreFailed;
    if (isStore) ++m_storeErrors;
}

void Metrics::writeRequests(std::string &out) const {
    writeHeading(out, "latchkey_requests_total", "counter", "Requests answered, by route and status.");
    for (const auto &[key, number] : m_answers) {
        const auto &[method, route, status] = key;
        out.append("latchkey_requests_total{method=\"").append(nameOf(method)).append("\",route=\"").append(shown(route));
        out.append("\",status=\"").append(std::to_string(status)).append("\"} ").append(std::to_string(number)).append("\n");
    }
}

void Metrics::writeTimes(std::string &out) const {
    const std::string name = "latchkey_request_seconds";
    writeHeading(out, name, "histogram", "From the whole request to its answer, by class of routes.");
    for (const auto &[kind, times] : m_times) {
        const std::string label = "{class=\"" + std::string(kind) + "\"";
        std::uint64_t within = 0;
        for (std::size_t i = 0; i < bounds.size(); ++i) {
            within += times.counts[i];
            out.append(name).append("_bucket").append(label).append(",le=\"").append(bounds[i].second).append("\"} ").append(std::to_string(within)).append("\n");
        }
        const std::string all = std::to_string(within + times.counts.back());
        out.append(name).append("_bucket").append(label).append(",le=\"+Inf\"} ").append(all).append("\n");
        out.append(name).append("_sum").append(label).append("} ").append(std::to_string(times.sum)).append("\n");
        out.append(name).append("_count").append(label).append("} ").append(all).append("\n");
    }
}

std::string Metrics::text(const Now &now) const {
    std::string out;
    writeRequests(out);
    writeTimes(out);
    writeOne(out, "latchkey_links_issued_total", "counter", "Magic links issued, by agents and by the login page.", m_linksIssued);
    writeOne(out, "latchkey_links_redeemed_total", "counter", "Magic links redeemed.", m_linksRedeemed);
    writeOne(out, "latchkey_link_issues_refused_total", "counter", "Magic links that an agent asked for and was refused.", m_issuesRefused);
    writeMessages(out, now);
    writeOne(out, "latchkey_store_errors_total", "counter", "Answers in which the store was busy, full, read-only, damaged or failing.", m_storeErrors);
    writeOne(out, "latchkey_connections", "gauge", "Open connections, event streams among them.", now.connections);
    writeOne(out, "latchkey_event_streams", "gauge", "Desks that follow the events.", now.followers);
    writeOne(out, "latchkey_uptime_seconds", "gauge", "Time since the service started.", now.uptimeMs / 1000);
    writeHeading(out, "latchkey_build_info", "gauge", "Always 1; the version is its label.");
    out += "latchkey_build_info{version=\"" LATCHKEY_VERSION "\"} 1\n";
    return out;
}

}  // namespace latchkey
