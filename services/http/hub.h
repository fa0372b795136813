// What the server's connections share: the io_context, the limits, the handler and who is connected. Used on the server's thread alone.
#pragma once

#include "services/http/server.h"
#include "services/runtime/clock.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <memory>
#include <unordered_map>
#include <unordered_set>

namespace latchkey::http {

class Connection;
class TlsContext;

class Hub : public std::enable_shared_from_this<Hub> {
public:
    Hub(Limits limits, Handler handler);

    [[nodiscard]] const Limits &limits() const { return m_limits; }
    [[nodiscard]] bool isStopping() const { return m_stopping; }
    // For the Date header; made once a second.
    [[nodiscard]] std::string_view date();
    void handle(ExchangePtr exchange) const { m_handler(std::move(exchange)); }
    void answered(const Answered &answer) const {
        if (m_observer) m_observer(answer);
    }

    void conduct(Conduct conduct) { m_conduct = std::move(conduct); }
    [[nodiscard]] const Networks &trustedProxies() const { return m_conduct.trustedProxies; }
    [[nodiscard]] std::string_view strictTransport() const { return m_conduct.strictTransport; }
    void observe(Observer observer) { m_observer = std::move(observer); }
    // Null: connections are not encrypted.
    void useTls(std::shared_ptr<TlsContext> tls) { m_tls = std::move(tls); }
    [[nodiscard]] const std::shared_ptr<TlsContext> &tls() const { return m_tls; }
    // Any thread.
    [[nodiscard]] std::size_t connections() const { return m_connected; }

    // A trusted proxy is the one address that all customers share; only the whole number holds for it.
    [[nodiscard]] bool hasRoomFor(const std::string &addressGroup, bool isProxy) const;
    void join(Connection &connection, const std::string &addressGroup);
    void leave(Connection &connection, const std::string &addressGroup);

    // Ends what is idle at once, what has only just connected soon after, and everything else after `patience`.
    void retire(std::chrono::milliseconds patience);

private:
    void sweepLater();
    void sweep();

    Limits m_limits;
    Handler m_handler;
    Observer m_observer;
    Conduct m_conduct;
    std::shared_ptr<TlsContext> m_tls;
    std::atomic<std::size_t> m_connected{0};
    SystemClock m_clock;
    qint64 m_dateSecond = -1;
    std::string m_date;
    std::unordered_set<Connection *> m_connections;
    std::unordered_map<std::string, std::size_t> m_perAddress;
    bool m_stopping = false;
    bool m_sweeping = false;

public:
    // Behind the members that its coroutines reach when it destroys them.
    boost::asio::io_context io{1};

private:
    boost::asio::steady_timer m_sweepTimer{io};
    boost::asio::steady_timer m_stopTimer{io};
};

}  // namespace latchkey::http
