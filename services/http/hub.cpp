// Counts connections, and walks over them to end those whose time is up.
#include "services/http/hub.h"

#include "services/http/connection.h"
#include "services/http/response_head.h"

#include <algorithm>

namespace latchkey::http {

using namespace std::chrono_literals;

Hub::Hub(Limits limits, Handler handler) : m_limits(limits), m_handler(std::move(handler)) {}

std::string_view Hub::date() {
    const Instant now = m_clock.now();
    if (now.milliseconds() / 1000 != m_dateSecond) {
        m_dateSecond = now.milliseconds() / 1000;
        m_date = httpDate(now);
    }
    return m_date;
}

bool Hub::hasRoomFor(const std::string &addressGroup, bool isProxy) const {
    if (m_connections.size() >= m_limits.connections) return false;
    if (isProxy) return true;
    const auto found = m_perAddress.find(addressGroup);
    return found == m_perAddress.end() || found->second < m_limits.connectionsPerAddress;
}

void Hub::join(Connection &connection, const std::string &addressGroup) {
    m_connections.insert(&connection);
    m_connected = m_connections.size();
    ++m_perAddress[addressGroup];
    sweepLater();
}

void Hub::leave(Connection &connection, const std::string &addressGroup) {
    m_connections.erase(&connection);
    m_connected = m_connections.size();
    const auto found = m_perAddress.find(addressGroup);
    if (found != m_perAddress.end() && --found->second == 0) m_perAddress.erase(found);
    // The thread ends when nothing is left to wait for.
    if (!m_stopping || !m_connections.empty()) return;
    m_sweepTimer.cancel();
    m_stopTimer.cancel();
}

void Hub::retire(std::chrono::milliseconds patience) {
    m_stopping = true;
    const auto now = std::chrono::steady_clock::now();
    for (Connection *connection : m_connections) connection->retire(now);
    if (m_connections.empty()) {
        m_sweepTimer.cancel();
        return;
    }
    m_stopTimer.expires_after(patience);
    m_stopTimer.async_wait([this](boost::system::error_code error) {
        if (error) return;
        for (Connection *connection : m_connections) connection->abort();
    });
}

// One timer for all, since a timer per connection would be set twice a request.
void Hub::sweepLater() {
    if (m_sweeping) return;
    m_sweeping = true;
    m_sweepTimer.expires_after(std::clamp<std::chrono::milliseconds>(std::min(m_limits.request, m_limits.idle) / 10, 10ms, 1000ms));
    m_sweepTimer.async_wait([this](boost::system::error_code error) {
        m_sweeping = false;
        if (!error) sweep();
    });
}

void Hub::sweep() {
    const auto now = std::chrono::steady_clock::now();
    for (Connection *connection : m_connections) connection->expire(now);
    if (!m_connections.empty()) sweepLater();
}

}  // namespace latchkey::http
