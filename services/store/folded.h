// Folding straight from UTF-8: plain ASCII, which most rows are, never becomes a QString.
#pragma once

#include <string>
#include <string_view>

namespace latchkey {

bool isPlainAscii(std::string_view text);  // only 0x20 to 0x7E
// The same text as foldForSearch().
std::string foldUtf8(std::string_view text);
// The same text as emailKey() and phoneKey(); empty when there is none.
std::string emailKeyUtf8(std::string_view text);
std::string phoneKeyUtf8(std::string_view text);

}  // namespace latchkey
