// The HTTP server on Boost.Beast: one thread, one coroutine per connection, limits on everything a client can send or hold.
#pragma once

#include "models/domain/result.h"
#include "services/http/http.h"

#include <chrono>
#include <cstdint>
#include <functional>

namespace latchkey::http {

struct Limits {
    std::size_t headerBytes = 16 * 1024;
    std::size_t bodyBytes = 64 * 1024;
    // Asked on the server's thread once the head is read, before any of the body is: how much this request may bring. Null: bodyBytes.
    std::function<std::size_t(const Request &)> bodyBytesOf = {};
    std::size_t largestBodyBytes = 64 * 1024;                      // whatever bodyBytesOf() says
    std::chrono::milliseconds request = std::chrono::seconds(10);  // absolute, from the first byte; a trickle does not reset it
    std::chrono::milliseconds idle = std::chrono::seconds(30);     // between requests of a kept connection
    std::size_t connections = 400;
    std::size_t connectionsPerAddress = 64;
    std::size_t unsentBytes = 256 * 1024;                          // of a stream
};

class Server {
public:
    Server(Limits limits, Handler handler);
    ~Server();  // stops

    // Binds; port 0 picks one. PortInUse, AddressUnusable. Answers the port.
    Result<std::uint16_t> listen(const std::string &address, std::uint16_t port);
    // Starts the thread that accepts and answers.
    void start();
    // Accepts no more, lets running exchanges finish (5 s at most), joins the thread. Any thread but its own.
    void stop();
    // Runs the closure on the server's thread; dropped after stop(). Any thread.
    void post(std::function<void()> closure);

private:
    struct Inner;
    std::shared_ptr<Inner> m_inner;
};

}  // namespace latchkey::http
