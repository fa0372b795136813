// A browser's name as a person would say it, for the list of devices that are signed in.
#pragma once

#include <QString>

#include <string_view>

namespace latchkey {

// "Chrome on Android" from a User-Agent; empty when it tells nothing. A guess for people, never for deciding anything.
QString deviceOf(std::string_view userAgent);

}  // namespace latchkey
