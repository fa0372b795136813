// Builds a first import's search index in a thread of its own, beside the one that writes the rows.
#pragma once

#include "services/store/import_store.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace latchkey {

// Used by the thread that writes the store: it gives rows in the order of their ids and takes back what a chunk of them adds to the index.
class SearchThread {
public:
    struct Row {
        qint64 id;
        ImportedCustomer customer;
    };

    SearchThread();
    ~SearchThread();
    SearchThread(const SearchThread &) = delete;
    SearchThread &operator=(const SearchThread &) = delete;

    // Blocks while the thread is far behind.
    void add(std::vector<Row> rows);
    // Waits until all rows are in; later rows must belong to later chunks.
    std::vector<PackedGram> finishChunk();

private:
    void loop();

    SearchBuilder m_builder;
    std::mutex m_guard;
    std::condition_variable m_wake;
    std::condition_variable m_settled;
    std::deque<std::vector<Row>> m_waiting;
    bool m_busy = false;
    bool m_stop = false;
    std::thread m_thread;
};

}  // namespace latchkey
