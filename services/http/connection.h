// One client's connection: a coroutine that reads a request, hands it over, and writes the answer, until one side has enough.
// Lives on the server's thread; kept alive by its own coroutine.
#pragma once

#include "services/http/hub.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <optional>

namespace latchkey::http {

class ConnectionStream;
class HeadScanner;
class Wire;

class Connection final : public std::enable_shared_from_this<Connection> {
public:
    using Moment = std::chrono::steady_clock::time_point;

    Connection(Hub &hub, boost::asio::ip::tcp::socket socket, std::string peer, std::string addressGroup);
    ~Connection();

    boost::asio::awaitable<void> run();

    // For the exchange under way.
    void answer(Response response);
    void openStream(std::string contentType, const std::shared_ptr<ConnectionStream> &stream);
    // For the stream. False when it has ended.
    bool send(std::string chunk);
    void endStream();

    // For the hub: time's passing, an orderly end, and the end at once.
    void expire(Moment now);
    void retire(Moment now);
    void abort();

private:
    enum class Phase { Handshaking, Idle, Reading, Handling, Writing, Streaming, Closing };
    struct Incoming;

    boost::asio::awaitable<bool> secure();
    boost::asio::awaitable<bool> serveOne();
    boost::asio::awaitable<int> readHead(HeadScanner &scanner);
    boost::asio::awaitable<int> readRequest(Incoming &incoming);
    boost::asio::awaitable<bool> respond(bool isHead, bool keepAlive);
    boost::asio::awaitable<bool> writeAnswer(Response response, bool isHead, bool keepAlive);
    boost::asio::awaitable<void> serveStream(bool isHead);
    boost::asio::awaitable<void> watchForLeave();
    boost::asio::awaitable<void> linger();
    boost::asio::awaitable<void> nextEvent();
    void within(std::chrono::milliseconds time);
    void closeStream();

    Hub &m_hub;
    const std::unique_ptr<Wire> m_wire;
    // Never expires by itself: cancelled to wake the coroutine that waits for an answer or for output.
    boost::asio::steady_timer m_event;
    boost::beast::flat_buffer m_input;
    const std::string m_peer;
    const std::string m_addressGroup;
    Phase m_phase = Phase::Idle;
    Moment m_deadline = Moment::max();
    bool m_timedOut = false;
    bool m_aborted = false;
    bool m_hasServed = false;
    bool m_handshakeOpen = false;  // TLS is to be spoken, and has not been agreed on

    std::optional<Response> m_answer;
    std::weak_ptr<ConnectionStream> m_stream;
    std::string m_streamType;
    std::string m_outbox;
    std::size_t m_sending = 0;
    bool m_streamAsked = false;
    bool m_streamEnded = false;
};

}  // namespace latchkey::http
