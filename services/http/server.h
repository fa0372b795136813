// The HTTP server on Boost.Beast: one thread, one coroutine per connection, limits on everything a client can send or hold.
#pragma once

#include "models/domain/result.h"
#include "services/http/http.h"
#include "services/http/networks.h"

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
    std::chrono::milliseconds request = std::chrono::seconds(10);  // absolute, from the first byte; a trickle does not reset it. A handshake too
    std::chrono::milliseconds idle = std::chrono::seconds(30);     // between requests of a kept connection
    std::size_t connections = 400;
    std::size_t connectionsPerAddress = 64;                        // trusted proxies may have all
    std::size_t unsentBytes = 256 * 1024;                          // of a stream
};

// PEM files; the certificate's holds the whole chain, leaf first.
struct TlsFiles {
    std::string certificate;
    std::string key;
    [[nodiscard]] bool isEmpty() const { return certificate.empty(); }
    friend bool operator==(const TlsFiles &, const TlsFiles &) = default;
};

// What may change while the server runs.
struct Conduct {
    Networks trustedProxies;      // whose word about a client's address is taken
    std::string strictTransport;  // the value of Strict-Transport-Security on every answer; empty: the header is left out
};

class Server {
public:
    Server(Limits limits, Handler handler);
    ~Server();  // stops

    // Binds; port 0 picks one. PortInUse, AddressUnusable. Answers the port. `shared`: several processes of one user may listen on the
    // same port at once, so that a new one is there before the old one goes.
    Result<std::uint16_t> listen(const std::string &address, std::uint16_t port, bool shared = false);
    // Takes over a socket that listens already, as the service manager hands one over, and owns it from then on. AddressUnusable.
    Result<std::uint16_t> adopt(int listeningSocket);
    // From then on new connections speak TLS with this certificate. ConfigurationInvalid, and all stays as it was, when it cannot be used.
    // Any thread, also while the server runs.
    Result<void> useTls(const TlsFiles &files);
    // For requests that come in from then on. Any thread.
    void conduct(Conduct conduct);
    // Told of every answer on the server's thread; before start().
    void observe(Observer observer);
    // Starts the thread that accepts and answers.
    void start();
    // Accepts no more; what has connected is served, and told that it was the last time (10 s at most); joins the thread. Any thread but its own.
    void stop();
    // How many are connected. Any thread.
    [[nodiscard]] std::size_t connections() const;
    // Runs the closure on the server's thread; dropped after stop(). Any thread.
    void post(std::function<void()> closure);

private:
    struct Inner;
    std::shared_ptr<Inner> m_inner;
};

}  // namespace latchkey::http
