// Finds where a time begins in a table whose row ids grow with it, by a binary search instead of an index.
#pragma once

#include "services/store/connection.h"

#include <string_view>

namespace latchkey {

// The smallest row id of that time or later; one past the last when there is none.
// `newest` selects the id of the last row; `from` selects id and time of the first row whose id is not below its one parameter.
Result<qint64> firstRowAt(Connection &db, std::string_view newest, std::string_view from, Instant at);

}  // namespace latchkey
