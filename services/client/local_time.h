// This computer's clock, for the desk: below it only the runtime may ask for the time.
#pragma once

#include "models/domain/instant.h"

namespace latchkey {

// Wrong when the computer's clock is; ServiceClient::clockOffset() sets it right.
Instant localTime();

}  // namespace latchkey
