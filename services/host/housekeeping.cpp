// Waits for whichever chore is due first.
#include "services/host/housekeeping.h"

#include "services/runtime/process_hygiene.h"

#include <algorithm>

namespace latchkey {

namespace {

// Between two steps of a long chore, so that it never holds up a login.
constexpr std::chrono::milliseconds breath{20};

}  // namespace

Housekeeping::Housekeeping(std::vector<Chore> chores) {
    const auto now = std::chrono::steady_clock::now();
    for (Chore &chore : chores) m_chores.push_back({std::move(chore), now + chore.every});
    m_thread = std::thread([this] { run(); });
}

Housekeeping::~Housekeeping() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_end.notify_all();
    m_thread.join();
}

void Housekeeping::run() {
    nameThisThread("housekeeping");
    std::unique_lock lock(m_mutex);
    while (!m_ending) {
        const auto first = std::min_element(m_chores.begin(), m_chores.end(), [](const Due &a, const Due &b) { return a.at < b.at; });
        if (m_end.wait_until(lock, first->at, [this] { return m_ending; })) return;
        lock.unlock();
        const bool more = first->chore.work();
        lock.lock();
        first->at = std::chrono::steady_clock::now() + (more ? breath : first->chore.every);
    }
}

}  // namespace latchkey
