// Copies the WAL back into the store, on a thread and connection of its own, so that no commit waits for it.
#pragma once

#include "services/store/connection.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace latchkey {

// Lets the write room through between two transactions, or holds it there while the checkpointer finishes.
class Gate {
public:
    // The room's side.
    void enter();
    void leave();
    // The checkpointer's side. Waits for the transaction under way, which costs the room nothing.
    void hold();
    void release();

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_inside = false;
    bool m_held = false;
};

// Made and owned by the write room. SQLite's own PASSIVE checkpoint never catches up under load, since new frames always arrive
// before it ends; so the last few frames are copied while the room pauses, after which the next commit begins the WAL anew.
class Checkpointer {
public:
    static Result<std::unique_ptr<Checkpointer>> open(const QString &path, Gate &gate);
    ~Checkpointer();  // empties the WAL, unless others read

    // The room's thread, after each commit: how many pages the WAL holds now.
    void committed(int walPages);

private:
    Checkpointer(std::unique_ptr<Connection> db, Gate &gate);
    void loop();
    bool checkpoint(bool idle);  // whether nothing is left to copy

    std::unique_ptr<Connection> m_db;
    Gate &m_gate;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    quint64 m_commits = 0;  // seen
    quint64 m_settled = 0;  // of them, gone from the WAL
    int m_threshold;
    bool m_wanted = false;
    bool m_stop = false;
    std::thread m_thread;
};

}  // namespace latchkey
