// Keeps what goes out to a shop within its rate: so many requests a second, so many in flight, and none while it asks for a pause.
#pragma once

#include "services/runtime/clock.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>

namespace latchkey {

// Returns after the time, or soon after the stop token is asked.
using Sleep = std::function<void(Duration, const std::stop_token &)>;
Sleep realSleep();

// Any thread. One for all that goes out over one connection, whoever asks.
class Pacer {
public:
    struct Setup {
        const Clock &clock;
        Sleep sleep = realSleep();
        int perSecond = 5;
        int inFlight = 2;
    };
    explicit Pacer(Setup setup) : m_setup(std::move(setup)) {}

    // A place in flight, given back at its end.
    class Turn {
    public:
        explicit Turn(Pacer &of) : m_of(&of) {}
        Turn(Turn &&other) noexcept : m_of(std::exchange(other.m_of, nullptr)) {}
        Turn &operator=(Turn &&) = delete;
        Turn(const Turn &) = delete;
        Turn &operator=(const Turn &) = delete;
        ~Turn() {
            if (m_of != nullptr) m_of->giveBack();
        }

    private:
        Pacer *m_of;
    };

    // Blocks until it is somebody's turn. Nothing when stopped, or when the shop's pause lasts longer than `longestPause`.
    std::optional<Turn> take(const std::stop_token &stop, Duration longestPause);
    // Nobody's turn before that.
    void pauseUntil(Instant until);
    [[nodiscard]] Instant pausedUntil() const;
    void sleep(Duration howLong, const std::stop_token &stop) const { m_setup.sleep(howLong, stop); }

private:
    void giveBack();
    [[nodiscard]] Duration waitFor(Instant now) const;

    Setup m_setup;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_freed;
    std::deque<Instant> m_sent;  // the newest `perSecond` of them
    Instant m_pausedUntil;
    int m_inFlight = 0;
};

}  // namespace latchkey
