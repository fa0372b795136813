// Whom a request comes from when reverse proxies stand before the service: what they say is believed only of those that are trusted. Pure.
#pragma once

#include "services/http/http.h"
#include "services/http/networks.h"

namespace latchkey::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

// Nothing: whoever holds the connection is the client, as far as can be known. Otherwise the rightmost address of X-Forwarded-For or of
// RFC 7239's Forwarded that is no trusted proxy's own. What stands to the left of it, the client may have made up. Where the two headers
// tell different stories, one of them came from the client, and neither counts.
std::optional<std::string> addressByProxy(std::string_view peer, const Headers &headers, const Networks &trusted);

}  // namespace latchkey::http
