// The read room: a queue, its threads, and who runs which lane.
#include "services/store/read_room.h"

#include "services/runtime/process_hygiene.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace latchkey {
namespace {

constexpr int CacheKiB = 2'000;

}  // namespace

struct ReadRoom::Inner {
    struct Job {
        std::string lane;
        std::function<void(Connection &)> work;
        std::function<void(bool)> answer;
    };
    struct Reader {
        std::unique_ptr<Connection> db;
        std::string lane;      // of the running job; guarded by the room's mutex
        bool running = false;  // guarded too
        std::atomic<bool> superseded = false;
        std::thread thread;
    };

    void loop(Reader &reader);
    void perform(Reader &reader, Job &job);
    void send(std::function<void(bool)> answer, bool cancelled);
    void supersede(Reader &reader);

    Post post;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<Job> queue;
    std::vector<std::unique_ptr<Reader>> readers;
    bool stop = false;
};

Result<std::unique_ptr<ReadRoom>> ReadRoom::open(const QString &path, int threads, Post post) {
    std::unique_ptr<ReadRoom> room(new ReadRoom);
    Inner &inner = *room->m_inner;
    inner.post = std::move(post);
    for (int i = 0; i < threads; ++i) {
        Result<std::unique_ptr<Connection>> db = Connection::open(path, OpenMode::ReadOnly, CacheKiB);
        if (!db) return tl::unexpected<Error>(db.error());
        auto reader = std::make_unique<Inner::Reader>();
        reader->db = std::move(*db);
        reader->db->stopWhen(reader->superseded);
        inner.readers.push_back(std::move(reader));
    }
    for (const auto &reader : inner.readers) reader->thread = std::thread([&inner, &r = *reader] { inner.loop(r); });
    return room;
}

ReadRoom::ReadRoom() : m_inner(std::make_unique<Inner>()) {}

ReadRoom::~ReadRoom() {
    {
        std::lock_guard lock(m_inner->mutex);
        m_inner->stop = true;
        for (const auto &reader : m_inner->readers) m_inner->supersede(*reader);
    }
    m_inner->wake.notify_all();
    for (const auto &reader : m_inner->readers)
        if (reader->thread.joinable()) reader->thread.join();
    for (Inner::Job &job : m_inner->queue) m_inner->send(std::move(job.answer), true);
}

void ReadRoom::enqueue(std::string lane, std::function<void(Connection &)> job, std::function<void(bool)> answer) {
    std::function<void(bool)> older;
    {
        std::lock_guard lock(m_inner->mutex);
        if (!lane.empty()) {
            for (const auto &reader : m_inner->readers)
                if (reader->running && reader->lane == lane) m_inner->supersede(*reader);
            const auto waits = std::find_if(m_inner->queue.begin(), m_inner->queue.end(), [&](const Inner::Job &j) { return j.lane == lane; });
            if (waits != m_inner->queue.end()) {
                older = std::move(waits->answer);
                m_inner->queue.erase(waits);
            }
        }
        m_inner->queue.push_back({std::move(lane), std::move(job), std::move(answer)});
    }
    m_inner->wake.notify_one();
    if (older) m_inner->send(std::move(older), true);
}

// Called with the mutex held, so that the interrupt cannot meet the next job.
void ReadRoom::Inner::supersede(Reader &reader) {
    reader.superseded = true;
    if (reader.running) reader.db->interrupt();
}

void ReadRoom::Inner::loop(Reader &reader) {
    nameThisThread("read-room");
    std::unique_lock lock(mutex);
    for (;;) {
        wake.wait(lock, [this] { return stop || !queue.empty(); });
        if (stop) return;
        Job job = std::move(queue.front());
        queue.pop_front();
        reader.lane = job.lane;
        reader.running = true;
        reader.superseded = false;
        lock.unlock();
        perform(reader, job);
        lock.lock();
        reader.running = false;
        const bool superseded = reader.superseded.exchange(false);
        lock.unlock();
        send(std::move(job.answer), superseded);
        job = {};
        lock.lock();
    }
}

void ReadRoom::Inner::perform(Reader &reader, Job &job) {
    // One transaction, so that a page and its count are of the same moment.
    (void)reader.db->execute("BEGIN");
    try {
        job.work(*reader.db);
    } catch (...) {
        // The answer stays at StoreFailed.
    }
    // Again when an interrupt that came late met the COMMIT instead of the job.
    while (reader.db->inTransaction()) (void)reader.db->execute("COMMIT");
}

void ReadRoom::Inner::send(std::function<void(bool)> answer, bool cancelled) {
    if (!post) return answer(cancelled);
    post([answer = std::move(answer), cancelled] { answer(cancelled); });
}

}  // namespace latchkey
