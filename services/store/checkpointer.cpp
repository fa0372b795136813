// When to checkpoint, and how: PASSIVE beside the writer, PASSIVE again while it pauses, TRUNCATE when nobody writes.
#include "services/store/checkpointer.h"

#include "services/runtime/process_hygiene.h"
#include "services/store/sqlite_connection.h"

#include <sqlite3.h>

#include <chrono>

namespace latchkey {
namespace {

using namespace std::chrono_literals;

constexpr int PagesToCopy = 4'000;  // fewer would copy the same page back more often
constexpr auto IdleAfter = 3s;

}  // namespace

void Gate::enter() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_held; });
    m_inside = true;
}

void Gate::leave() {
    std::lock_guard lock(m_mutex);
    m_inside = false;
    if (m_held) m_changed.notify_all();
}

void Gate::hold() {
    std::unique_lock lock(m_mutex);
    m_held = true;
    m_changed.wait(lock, [this] { return !m_inside; });
}

void Gate::release() {
    std::lock_guard lock(m_mutex);
    m_held = false;
    m_changed.notify_all();
}

Result<std::unique_ptr<Checkpointer>> Checkpointer::open(const QString &path, Gate &gate) {
    Result<std::unique_ptr<Connection>> db = Connection::open(path, OpenMode::ReadWrite, 64);
    if (!db) return tl::unexpected<Error>(db.error());
    // It asks again at the next commit, so it never waits for a lock.
    sqlite3_busy_timeout(sqliteOf(**db)->handle(), 0);
    return std::unique_ptr<Checkpointer>(new Checkpointer(std::move(*db), gate));
}

Checkpointer::Checkpointer(std::unique_ptr<Connection> db, Gate &gate)
    : m_db(std::move(db)), m_gate(gate), m_threshold(PagesToCopy), m_thread([this] { loop(); }) {}

Checkpointer::~Checkpointer() {
    {
        std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_one();
    m_thread.join();
    (void)checkpoint(true);
}

void Checkpointer::committed(int walPages) {
    std::lock_guard lock(m_mutex);
    const bool first = m_commits++ == m_settled;
    if (walPages >= m_threshold) m_wanted = true;
    if (first || m_wanted) m_wake.notify_one();
}

void Checkpointer::loop() {
    nameThisThread("checkpointer");
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        m_wake.wait(lock, [this] { return m_stop || m_commits != m_settled; });
        const quint64 before = m_commits;
        const bool woken = m_wake.wait_for(lock, IdleAfter, [this] { return m_stop || m_wanted; });
        if (m_stop) break;
        if (!woken && m_commits != before) continue;
        m_wanted = false;
        lock.unlock();
        const bool emptied = checkpoint(!woken);
        lock.lock();
        // Only the idle one settles: it leaves no WAL behind, where the other leaves a long file to be written anew.
        if (!woken && emptied) m_settled = before;
    }
}

bool Checkpointer::checkpoint(bool idle) {
    int inWal = 0;
    int copied = 0;
    sqlite3_wal_checkpoint_v2(sqliteOf(*m_db)->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &inWal, &copied);
    m_gate.hold();
    const int mode = idle ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    const int code = sqlite3_wal_checkpoint_v2(sqliteOf(*m_db)->handle(), nullptr, mode, &inWal, &copied);
    m_gate.release();
    const bool done = code == SQLITE_OK && inWal == copied;
    std::lock_guard lock(m_mutex);
    // A long read keeps the rest in the WAL: asking at every commit would only hold up the room.
    m_threshold = done ? PagesToCopy : inWal + PagesToCopy;
    return done;
}

}  // namespace latchkey
