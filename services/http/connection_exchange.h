// The handler's ends of a connection: one request to answer, and a stream to write to. Both outlive the connection harmlessly.
#pragma once

#include "services/http/connection.h"

namespace latchkey::http {

class ConnectionStream final : public Stream {
public:
    ConnectionStream(std::weak_ptr<Hub> hub, std::weak_ptr<Connection> connection);
    ~ConnectionStream() override;
    bool write(std::string chunk) override;
    void close() override;

private:
    std::weak_ptr<Hub> m_hub;
    std::weak_ptr<Connection> m_connection;
};

class ConnectionExchange final : public Exchange {
public:
    ConnectionExchange(std::weak_ptr<Hub> hub, std::weak_ptr<Connection> connection, Request request);
    // Answers 500 when nobody has: a handler that forgot must not keep the client waiting.
    ~ConnectionExchange() override;
    [[nodiscard]] const Request &request() const override { return m_request; }
    void answer(Response response) override;
    std::shared_ptr<Stream> stream(std::string contentType) override;

private:
    std::weak_ptr<Hub> m_hub;
    std::weak_ptr<Connection> m_connection;
    void tell(int status) const;
    const Request m_request;
    const std::chrono::steady_clock::time_point m_begun = std::chrono::steady_clock::now();
    bool m_answered = false;
};

}  // namespace latchkey::http
