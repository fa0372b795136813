// A bounded queue of rows, and the thread that cuts them into grams.
#include "services/store/search_thread.h"

#include "services/runtime/process_hygiene.h"

namespace latchkey {

namespace {

constexpr std::size_t waitingAtMost = 8;

}  // namespace

SearchThread::SearchThread() : m_thread([this] { loop(); }) {}

SearchThread::~SearchThread() {
    {
        const std::lock_guard lock(m_guard);
        m_stop = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void SearchThread::add(std::vector<Row> rows) {
    std::unique_lock lock(m_guard);
    m_settled.wait(lock, [this] { return m_waiting.size() < waitingAtMost; });
    m_waiting.push_back(std::move(rows));
    m_wake.notify_one();
}

std::vector<PackedGram> SearchThread::finishChunk() {
    std::unique_lock lock(m_guard);
    m_settled.wait(lock, [this] { return m_waiting.empty() && !m_busy; });
    return m_builder.pack();
}

void SearchThread::loop() {
    nameThisThread("import-search");
    std::unique_lock lock(m_guard);
    while (true) {
        m_wake.wait(lock, [this] { return m_stop || !m_waiting.empty(); });
        if (m_stop) return;
        const std::vector<Row> rows = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_busy = true;
        lock.unlock();
        for (const Row &row : rows) m_builder.add(row.id, row.customer.searchText());
        lock.lock();
        m_busy = false;
        m_settled.notify_one();
    }
}

}  // namespace latchkey
