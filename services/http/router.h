// Finds the handler of a path: "/customers/{id}" patterns, 404 and 405 with Allow for the rest. HEAD is answered by GET's handler.
#pragma once

#include "services/http/http.h"

#include <vector>

namespace latchkey::http {

using Parameters = std::vector<std::string>;  // in the pattern's order
using RouteHandler = std::function<void(ExchangePtr, const Parameters &)>;

class Router {
public:
    struct Route {
        Method method;
        std::string pattern;
        RouteHandler handler;
    };
    void add(Method method, std::string pattern, RouteHandler handler);
    // True when a route's pattern fits the path (then it has been answered, if only by 405).
    bool handle(const ExchangePtr &exchange) const;
    [[nodiscard]] const std::vector<Route> &routes() const { return m_routes; }

private:
    std::vector<Route> m_routes;
};

}  // namespace latchkey::http
