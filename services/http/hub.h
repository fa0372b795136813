// What the server's connections share: the io_context, the limits, the handler and who is connected. Used on the server's thread alone.
#pragma once

#include "services/http/server.h"
#include "services/runtime/clock.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <unordered_map>
#include <unordered_set>

namespace latchkey::http {

class Connection;

class Hub : public std::enable_shared_from_this<Hub> {
public:
    Hub(Limits limits, Handler handler);

    [[nodiscard]] const Limits &limits() const { return m_limits; }
    [[nodiscard]] bool isStopping() const { return m_stopping; }
    // For the Date header; made once a second.
    [[nodiscard]] std::string_view date();
    void handle(ExchangePtr exchange) const { m_handler(std::move(exchange)); }

    [[nodiscard]] bool hasRoomFor(const std::string &addressGroup) const;
    void join(Connection &connection, const std::string &addressGroup);
    void leave(Connection &connection, const std::string &addressGroup);

    // Ends what is idle at once and everything else after `patience`.
    void retire(std::chrono::milliseconds patience);

private:
    void sweepLater();
    void sweep();

    Limits m_limits;
    Handler m_handler;
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
