// The port through which time comes in; the only folder that asks the operating system for it.
#pragma once

#include "models/domain/instant.h"

namespace latchkey {

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;  // any thread
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

}  // namespace latchkey
