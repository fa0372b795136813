// A client's socket, encrypted or not: to whoever reads and writes, both are one stream.
#pragma once

#include "services/http/tls.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <optional>

namespace latchkey::http {

// Included by connection.cpp alone, since each of its two kinds is compiled for every operation.
class Wire {
public:
    using Socket = boost::asio::ip::tcp::socket;
    using TlsStream = boost::asio::ssl::stream<Socket &>;
    using executor_type = Socket::executor_type;

    explicit Wire(Socket socket) : m_socket(std::move(socket)) {}

    executor_type get_executor() { return m_socket.get_executor(); }
    Socket &socket() { return m_socket; }
    // Null until startTls().
    TlsStream *tls() { return m_tls ? &*m_tls : nullptr; }
    TlsStream &startTls(std::shared_ptr<TlsContext> context) {
        m_context = std::move(context);
        return m_tls.emplace(m_socket, m_context->context());
    }

    template <class Buffers, class Token>
    auto async_read_some(const Buffers &buffers, Token &&token) {
        if (m_tls) return m_tls->async_read_some(buffers, std::forward<Token>(token));
        return m_socket.async_read_some(buffers, std::forward<Token>(token));
    }
    template <class Buffers, class Token>
    auto async_write_some(const Buffers &buffers, Token &&token) {
        if (m_tls) return m_tls->async_write_some(buffers, std::forward<Token>(token));
        return m_socket.async_write_some(buffers, std::forward<Token>(token));
    }

private:
    Socket m_socket;
    std::shared_ptr<TlsContext> m_context;  // of the handshake; a newer certificate is for newer connections
    std::optional<TlsStream> m_tls;
};

}  // namespace latchkey::http
