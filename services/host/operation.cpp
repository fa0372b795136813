// The defaults of an https portal, and one line for a request.
#include "services/host/operation.h"

#include <QLoggingCategory>

namespace latchkey {

namespace {

Q_LOGGING_CATEGORY(requestLog, "request", QtInfoMsg)

constexpr int usualStrictDays = 180;
constexpr qint64 secondsOfDay = 86'400;

const char *nameOf(http::Method method) {
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
    return "";
}

}  // namespace

http::Conduct conductOf(const HostOptions &options) {
    const bool speaksTls = !options.tls.isEmpty();
    const bool isHttps = speaksTls || options.baseUrl.startsWith(QLatin1String("https:"));
    http::Conduct conduct;
    conduct.trustedProxies = options.trustedProxies.value_or(isHttps && !speaksTls ? http::Networks::loopback() : http::Networks());
    const qint64 days = options.strictTransportDays.value_or(isHttps ? usualStrictDays : 0);
    if (days > 0) conduct.strictTransport = "max-age=" + std::to_string(days * secondsOfDay);
    return conduct;
}

void logRequest(const http::Answered &answered) {
    if (!requestLog().isDebugEnabled()) return;
    const std::string route(answered.route.empty() ? "none" : answered.route);
    qCDebug(requestLog, "answered method=%s route=%s status=%d ms=%.1f", nameOf(answered.method), route.c_str(), answered.status,
            static_cast<double>(answered.took.count()) / 1000);
}

}  // namespace latchkey
