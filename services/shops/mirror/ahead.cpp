// Waits for a question, asks it, waits for the next.
#include "services/shops/mirror/ahead.h"

#include "services/runtime/process_hygiene.h"

namespace latchkey {

Ahead::Ahead() : m_thread([this] { loop(); }) {}

Ahead::~Ahead() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Ahead::give(std::function<void()> work) {
    {
        const std::lock_guard lock(m_mutex);
        m_work = std::move(work);
    }
    m_wake.notify_one();
}

void Ahead::loop() {
    nameThisThread("shop-read");
    surviveBrokenPipes();
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_ending || m_work; });
        if (!m_work) return;
        const std::function<void()> work = std::exchange(m_work, {});
        lock.unlock();
        work();
        lock.lock();
    }
}

}  // namespace latchkey
