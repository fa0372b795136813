// The system's clock.
#include "services/runtime/clock.h"

namespace latchkey {

Instant SystemClock::now() const {
    const auto since1970 = std::chrono::system_clock::now().time_since_epoch();
    return Instant(std::chrono::duration_cast<Duration>(since1970).count());
}

}  // namespace latchkey
