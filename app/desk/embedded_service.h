// The service inside the desk's process, started and ended on a thread of its own so that the window never waits for it.
#pragma once

#include "services/host/running_service.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

class QObject;

namespace latchkey {

// Made before the application object, so that the store opens while Qt starts.
class EmbeddedService {
public:
    explicit EmbeddedService(HostOptions options);
    ~EmbeddedService();  // ends the service in order

    // Calls `ready` on the thread of `receiver` with the service's URL, or with why there is none. Once.
    using Ready = std::function<void(const Result<QString> &url)>;
    void whenReady(QObject *receiver, Ready ready);

private:
    void run(const HostOptions &options);
    void deliver();

    std::mutex m_mutex;
    std::condition_variable m_end;
    bool m_ending = false;
    std::optional<Result<QString>> m_result;
    QObject *m_receiver = nullptr;
    Ready m_ready;
    std::thread m_thread;
};

}  // namespace latchkey
