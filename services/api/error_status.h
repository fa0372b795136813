// Which HTTP status carries which error: the one place where the two meet.
#pragma once

#include "models/domain/result.h"

namespace latchkey {

int statusOf(ErrorCode code);

}  // namespace latchkey
