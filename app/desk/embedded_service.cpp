// Whichever comes last, the service or the one who waits for it, sets the delivery off.
#include "app/desk/embedded_service.h"

#include <QMetaObject>
#include <QObject>

namespace latchkey {

EmbeddedService::EmbeddedService(HostOptions options) : m_thread([this, options = std::move(options)] { run(options); }) {}

EmbeddedService::~EmbeddedService() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        m_receiver = nullptr;
    }
    m_end.notify_all();
    m_thread.join();
}

void EmbeddedService::run(const HostOptions &options) {
    const Result<std::unique_ptr<RunningService>> service = RunningService::start(options);
    std::unique_lock lock(m_mutex);
    if (service) m_result = (*service)->url();
    else m_result = tl::unexpected<Error>(service.error());
    deliver();
    m_end.wait(lock, [this] { return m_ending; });
}

void EmbeddedService::whenReady(QObject *receiver, Ready ready) {
    const std::lock_guard lock(m_mutex);
    m_receiver = receiver;
    m_ready = std::move(ready);
    deliver();
}

void EmbeddedService::deliver() {
    if (!m_result || m_receiver == nullptr) return;
    QMetaObject::invokeMethod(m_receiver, [ready = m_ready, result = *m_result] { ready(result); }, Qt::QueuedConnection);
    m_receiver = nullptr;
}

}  // namespace latchkey
