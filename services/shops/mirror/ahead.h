// A thread that reads the next page while this one is being stored; one for a whole run, so that its connection is kept.
#pragma once

#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace latchkey {

// Used by one thread; one question at a time. The destructor waits for the question under way.
class Ahead {
public:
    Ahead();
    ~Ahead();
    Ahead(const Ahead &) = delete;
    Ahead &operator=(const Ahead &) = delete;

    template <class T>
    std::future<T> ask(std::function<T()> question) {
        auto task = std::make_shared<std::packaged_task<T()>>(std::move(question));
        std::future<T> answer = task->get_future();
        give([task] { (*task)(); });
        return answer;
    }

private:
    void give(std::function<void()> work);
    void loop();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::function<void()> m_work;
    bool m_ending = false;
    std::thread m_thread;
};

}  // namespace latchkey
