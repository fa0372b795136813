// A clock that stands still until a test advances it.
#pragma once

#include "services/runtime/clock.h"

#include <atomic>

namespace latchkey {

class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start = Instant(1'767'225'600'000)) : m_ms(start.milliseconds()) {}  // 2026-01-01
    [[nodiscard]] Instant now() const override { return Instant(m_ms.load()); }
    void advance(Duration by) { m_ms += by.count(); }

private:
    std::atomic<qint64> m_ms;
};

}  // namespace latchkey
