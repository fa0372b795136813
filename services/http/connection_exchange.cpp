// The handler's ends of a connection. Their last holder may be any thread, so their destructors only post.
#include "services/http/connection_exchange.h"

#include "services/http/response_head.h"

#include <boost/asio/post.hpp>

namespace latchkey::http {

ConnectionStream::ConnectionStream(std::weak_ptr<Hub> hub, std::weak_ptr<Connection> connection)
    : m_hub(std::move(hub)), m_connection(std::move(connection)) {}

ConnectionStream::~ConnectionStream() {
    const auto hub = m_hub.lock();
    if (!hub || m_connection.expired()) return;
    boost::asio::post(hub->io, [weak = m_connection] {
        if (const auto connection = weak.lock()) connection->endStream();
    });
}

bool ConnectionStream::write(std::string chunk) {
    const auto connection = m_connection.lock();
    return connection && connection->send(std::move(chunk));
}

void ConnectionStream::close() {
    if (const auto connection = m_connection.lock()) connection->endStream();
}

ConnectionExchange::ConnectionExchange(std::weak_ptr<Hub> hub, std::weak_ptr<Connection> connection, Request request)
    : m_hub(std::move(hub)), m_connection(std::move(connection)), m_request(std::move(request)) {}

void ConnectionExchange::tell(int status) const {
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - m_begun);
    if (const auto hub = m_hub.lock()) hub->answered({m_request.method, route, status, took});
}

ConnectionExchange::~ConnectionExchange() {
    if (m_answered) return;
    const auto hub = m_hub.lock();
    if (!hub) return;
    boost::asio::post(hub->io, [weak = m_connection, weakHub = m_hub, method = m_request.method, pattern = route] {
        if (const auto there = weakHub.lock()) there->answered({method, pattern, 500, {}});
        if (const auto connection = weak.lock()) connection->answer(plainAnswer(500));
    });
}

void ConnectionExchange::answer(Response response) {
    if (std::exchange(m_answered, true)) return;
    tell(response.status);
    if (const auto connection = m_connection.lock()) connection->answer(std::move(response));
}

std::shared_ptr<Stream> ConnectionExchange::stream(std::string contentType) {
    const auto connection = m_connection.lock();
    const bool tooLate = std::exchange(m_answered, true);
    if (!connection || tooLate) return std::make_shared<ConnectionStream>(std::weak_ptr<Hub>(), std::weak_ptr<Connection>());
    tell(200);
    auto stream = std::make_shared<ConnectionStream>(m_hub, m_connection);
    connection->openStream(std::move(contentType), stream);
    return stream;
}

}  // namespace latchkey::http
