// A clock that runs with the real one and leaps ahead by what somebody slept, so that pauses of a minute cost a test nothing.
#pragma once

#include "services/runtime/clock.h"

#include <QList>

#include <atomic>
#include <functional>
#include <mutex>
#include <stop_token>

namespace latchkey {

class LeapingClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return m_real.now() + Duration(m_ahead.load()); }

    std::function<void(Duration, const std::stop_token &)> sleep() {
        return [this](Duration howLong, const std::stop_token &) {
            m_ahead += howLong.count();
            const std::scoped_lock lock(m_mutex);
            m_slept.append(howLong);
        };
    }
    void leap(Duration by) { m_ahead += by.count(); }
    [[nodiscard]] QList<Duration> slept() {
        const std::scoped_lock lock(m_mutex);
        return m_slept;
    }
    [[nodiscard]] Duration sleptInAll() {
        Duration all{0};
        for (const Duration one : slept()) all += one;
        return all;
    }

private:
    SystemClock m_real;
    std::atomic<qint64> m_ahead{0};
    std::mutex m_mutex;
    QList<Duration> m_slept;
};

}  // namespace latchkey
