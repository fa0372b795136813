// How the service behaves towards proxies and browsers, and what its log tells of requests.
#pragma once

#include "services/host/running_service.h"

namespace latchkey {

// Trusted proxies and HSTS, with what goes without saying for an https base URL.
http::Conduct conductOf(const HostOptions &options);
// At debug level only: method, the route's pattern (never the path, which may hold a token), status and time. On the server's thread.
void logRequest(const http::Answered &answered);

}  // namespace latchkey
