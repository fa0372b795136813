// Finds the handler of a path by comparing segments; of several that fit, the one with most literal segments wins.
#include "services/http/router.h"

namespace latchkey::http {

namespace {

std::string_view nextSegment(std::string_view &rest) {
    rest.remove_prefix(1);
    const std::size_t end = rest.find('/');
    const std::string_view segment = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end);
    return segment;
}

// How many segments agree literally, or -1 when the pattern does not fit.
int fit(std::string_view pattern, std::string_view path, Parameters &parameters) {
    parameters.clear();
    int literals = 0;
    while (!pattern.empty() && !path.empty()) {
        const std::string_view wanted = nextSegment(pattern);
        const std::string_view given = nextSegment(path);
        if (wanted.size() >= 2 && wanted.front() == '{' && wanted.back() == '}') {
            if (given.empty()) return -1;
            parameters.emplace_back(given);
        } else if (wanted == given) {
            ++literals;
        } else {
            return -1;
        }
    }
    return pattern.empty() && path.empty() ? literals : -1;
}

std::string_view name(Method method) {
    switch (method) {
        case Method::Get: return "GET";
        case Method::Head: return "HEAD";
        case Method::Post: return "POST";
        case Method::Patch: return "PATCH";
        case Method::Delete: return "DELETE";
    }
    return {};
}

void allow(std::string &allowed, Method method) {
    if (!allowed.empty()) allowed += ", ";
    allowed += name(method);
    if (method == Method::Get) allowed += ", HEAD";
}

}  // namespace

void Router::add(Method method, std::string pattern, RouteHandler handler) {
    m_routes.push_back(Route{method, std::move(pattern), std::move(handler)});
}

bool Router::handle(const ExchangePtr &exchange) const {
    const Request &request = exchange->request();
    const Method method = request.method == Method::Head ? Method::Get : request.method;
    const Route *best = nullptr;
    int bestLiterals = -1;
    Parameters bestParameters;
    std::string allowed;
    Parameters parameters;
    for (const Route &route : m_routes) {
        const int literals = fit(route.pattern, request.path, parameters);
        if (literals < 0) continue;
        if (route.method != method) {
            allow(allowed, route.method);
        } else if (literals > bestLiterals) {
            best = &route;
            bestLiterals = literals;
            bestParameters.swap(parameters);
        }
    }
    if (best) {
        exchange->route = best->pattern;
        best->handler(exchange, bestParameters);
        return true;
    }
    if (allowed.empty()) return false;
    exchange->answer(Response{405, "text/plain; charset=utf-8", "Method Not Allowed\n", {{"Allow", allowed}}});
    return true;
}

}  // namespace latchkey::http
