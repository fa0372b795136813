// The lists by which programs that open links are known: words of their user agents, and the networks of mail filters.
#pragma once

#include <string_view>

namespace latchkey {

// Any thread. Both lists are compiled in from resources/scanners and read at the first question.
bool isScannerAgent(std::string_view userAgent);
// `address` as text, IPv4 or IPv6, with or without a port; false when it is none.
bool isScannerNetwork(std::string_view address);

}  // namespace latchkey
