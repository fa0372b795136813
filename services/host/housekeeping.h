// A thread for small work that nobody waits for, done again and again until the service ends.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace latchkey {

class Housekeeping {
public:
    // `work` answers whether there is more of it to do at once; it must not block for long, since ending waits for it.
    struct Chore {
        std::chrono::milliseconds every;
        std::function<bool()> work;
    };
    explicit Housekeeping(std::vector<Chore> chores);
    ~Housekeeping();  // finishes the chore under way

private:
    void run();

    struct Due {
        Chore chore;
        std::chrono::steady_clock::time_point at;
    };
    std::vector<Due> m_chores;
    std::mutex m_mutex;
    std::condition_variable m_end;
    bool m_ending = false;
    std::thread m_thread;
};

}  // namespace latchkey
