// Reads the token out of a Magic link's path as it arrives from letters, chats and typing.
#pragma once

#include "models/domain/link_token.h"

#include <string_view>

namespace latchkey {

// Upper case is folded, and a full stop, bracket or quote that a letter glued to the end is dropped.
LinkToken tokenFromPath(std::string_view segment);

}  // namespace latchkey
