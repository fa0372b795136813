// A bounded queue between the thread that reads a file and the one that writes the store.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace latchkey {

template <class Batch>
class RowPipe {
public:
    // False when the other end has given up.
    bool put(Batch batch) {
        std::unique_lock lock(m_guard);
        m_room.wait(lock, [this] { return m_batches.size() < most || m_closed; });
        if (m_closed) return false;
        m_batches.push_back(std::move(batch));
        m_arrived.notify_one();
        return true;
    }
    // Nothing when the file is at its end.
    std::optional<Batch> take() {
        std::unique_lock lock(m_guard);
        m_arrived.wait(lock, [this] { return !m_batches.empty() || m_closed; });
        if (m_batches.empty()) return std::nullopt;
        Batch batch = std::move(m_batches.front());
        m_batches.pop_front();
        m_room.notify_one();
        return batch;
    }
    void close() {
        const std::lock_guard lock(m_guard);
        m_closed = true;
        m_room.notify_all();
        m_arrived.notify_all();
    }

private:
    static constexpr std::size_t most = 4;
    std::mutex m_guard;
    std::condition_variable m_room;
    std::condition_variable m_arrived;
    std::deque<Batch> m_batches;
    bool m_closed = false;
};

}  // namespace latchkey
