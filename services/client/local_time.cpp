// Reads this computer's clock through the runtime.
#include "services/client/local_time.h"

#include "services/runtime/clock.h"

namespace latchkey {

Instant localTime() { return SystemClock().now(); }

}  // namespace latchkey
