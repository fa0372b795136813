// Counts requests by the clock and lets them wait.
#include "services/shops/skio/pacer.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr Duration aSecond{1000};

}  // namespace

Sleep realSleep() {
    return [](Duration howLong, const std::stop_token &stop) {
        std::mutex mutex;
        std::condition_variable_any woken;
        std::unique_lock lock(mutex);
        woken.wait_for(lock, stop, howLong, [] { return false; });
    };
}

Duration Pacer::waitFor(Instant now) const {
    Duration wait{0};
    if (m_pausedUntil > now) wait = m_pausedUntil - now;
    const bool isFull = m_sent.size() >= static_cast<std::size_t>(m_setup.perSecond);
    // A clock that was set back would make everybody wait for it to catch up.
    if (isFull && m_sent.front() <= now && m_sent.front() + aSecond > now) wait = std::max(wait, m_sent.front() + aSecond - now);
    return wait;
}

std::optional<Pacer::Turn> Pacer::take(const std::stop_token &stop, Duration longestPause) {
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (!m_freed.wait(lock, stop, [this] { return m_inFlight < m_setup.inFlight; })) return std::nullopt;
        const Instant now = m_setup.clock.now();
        if (m_pausedUntil > now + longestPause) return std::nullopt;
        const Duration wait = waitFor(now);
        if (wait.count() <= 0) break;
        lock.unlock();
        m_setup.sleep(std::min(wait, aSecond), stop);
        lock.lock();
        if (stop.stop_requested()) return std::nullopt;
    }
    if (stop.stop_requested()) return std::nullopt;
    m_sent.push_back(m_setup.clock.now());
    if (m_sent.size() > static_cast<std::size_t>(m_setup.perSecond)) m_sent.pop_front();
    ++m_inFlight;
    return std::optional<Turn>(std::in_place, *this);
}

void Pacer::pauseUntil(Instant until) {
    const std::scoped_lock lock(m_mutex);
    m_pausedUntil = std::max(m_pausedUntil, until);
}

Instant Pacer::pausedUntil() const {
    const std::scoped_lock lock(m_mutex);
    return m_pausedUntil;
}

void Pacer::giveBack() {
    {
        const std::scoped_lock lock(m_mutex);
        --m_inFlight;
    }
    m_freed.notify_one();
}

}  // namespace latchkey
