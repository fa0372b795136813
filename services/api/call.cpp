// Answers calls: JSON, nothing, or a problem, each with the service's time.
#include "services/api/call.h"

#include "models/json/json.h"
#include "services/api/error_status.h"
#include "services/api/metrics.h"

#include <algorithm>
#include <charconv>

namespace latchkey {

qint64 Call::number() const {
    if (parameters.empty()) return 0;
    const std::string &text = parameters.front();
    qint64 value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value > 0 ? value : 0;
}

void Call::send(int status, std::string contentType, std::string body, std::vector<std::pair<std::string, std::string>> headers) const {
    http::Response response;
    response.status = status;
    response.contentType = std::move(contentType);
    response.body = std::move(body);
    response.headers = std::move(headers);
    response.headers.emplace_back("X-Service-Time", std::to_string(clock->now().milliseconds()));
    // For a desk of another version; strangers are not told.
    if (agent.id.isValid()) response.headers.emplace_back("Latchkey-Version", LATCHKEY_VERSION);
    response.headers.emplace_back("Cache-Control", "no-store");
    exchange->answer(std::move(response));
}

void Call::json(int status, std::string body) const { send(status, "application/json", std::move(body), {}); }

void Call::nothing() const { send(204, "application/json", {}, {}); }

void Call::text(std::string contentType, std::string body) const { send(200, std::move(contentType), std::move(body), {}); }

void Call::refuse(const Error &error, const QList<Finding> &findings) const {
    metrics->failed(error.code);
    const int status = statusOf(error.code);
    std::vector<std::pair<std::string, std::string>> headers;
    if (error.code == ErrorCode::Unauthorized) headers.emplace_back("WWW-Authenticate", "Bearer");
    if (error.retryAt) {
        const qint64 left = (*error.retryAt - clock->now()).count();
        headers.emplace_back("Retry-After", std::to_string(std::max<qint64>(1, (left + 999) / 1000)));
    }
    JsonWriter out;
    writeProblem(out, error, status, findings);
    send(status, "application/problem+json", out.take(), std::move(headers));
}

}  // namespace latchkey
