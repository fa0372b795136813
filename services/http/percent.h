// Percent-decoding and the UTF-8 check that both paths and forms need.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace latchkey::http {

// Nothing when an escape is broken, or when the decoded text holds NUL or is not UTF-8.
std::optional<std::string> percentDecoded(std::string_view text, bool plusIsSpace);
// Overlong forms, surrogates and code points past U+10FFFF are refused.
bool isUtf8(std::string_view text);

}  // namespace latchkey::http
