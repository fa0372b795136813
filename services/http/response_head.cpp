// The bytes before a response's body.
#include "services/http/response_head.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace latchkey::http {

namespace {

std::string_view reason(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 301: return "Moved Permanently";
        case 302: return "Found";
        case 303: return "See Other";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 406: return "Not Acceptable";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 410: return "Gone";
        case 413: return "Content Too Large";
        case 415: return "Unsupported Media Type";
        case 417: return "Expectation Failed";
        case 422: return "Unprocessable Content";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 502: return "Bad Gateway";
        case 503: return "Service Unavailable";
        case 504: return "Gateway Timeout";
        default: return "Status";
    }
}

bool isClean(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == 0x7F; });
}

void appendHeader(std::string &head, std::string_view name, std::string_view value) {
    if (!isClean(name) || !isClean(value)) return;
    head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

// Written by hand, since strftime would ask the locale for the names.
std::string httpDate(Instant at) {
    static constexpr std::array<const char *, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char *, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds = static_cast<std::time_t>(at.milliseconds() / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT", days[static_cast<std::size_t>(parts.tm_wday)],
                  parts.tm_mday, months[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
                  parts.tm_sec);
    return text.data();
}

std::string responseHead(const Response &response, Framing framing, std::string_view date) {
    std::string head;
    head.reserve(512);
    head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ").append(reason(response.status)).append("\r\n");
    appendHeader(head, "Date", date);
    const bool hasBody = response.status != 204 && response.status != 304;
    if (hasBody && !response.contentType.empty()) appendHeader(head, "Content-Type", response.contentType);
    if (hasBody && !framing.endsWithConnection) appendHeader(head, "Content-Length", std::to_string(response.body.size()));
    appendHeader(head, "Connection", framing.keepAlive ? "keep-alive" : "close");
    if (!framing.strictTransport.empty()) appendHeader(head, "Strict-Transport-Security", framing.strictTransport);
    for (const auto &[name, value] : response.headers) appendHeader(head, name, value);
    return head += "\r\n";
}

Response plainAnswer(int status) {
    Response response{status, "text/plain; charset=utf-8", std::string(reason(status)) + "\n",
                      {{"Cache-Control", "no-store"}, {"X-Content-Type-Options", "nosniff"}}};
    if (status == 405) response.headers.emplace_back("Allow", "GET, HEAD, POST, PATCH, DELETE");
    if (status == 503) response.headers.emplace_back("Retry-After", "5");
    return response;
}

}  // namespace latchkey::http
