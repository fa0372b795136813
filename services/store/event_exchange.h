// What several processes on one PostgreSQL announce to each other: NOTIFY inside the transaction, LISTEN in a thread of its own.
#pragma once

#include "models/domain/event.h"
#include "services/runtime/clock.h"
#include "services/store/connection.h"

#include <QList>

#include <atomic>
#include <functional>
#include <thread>

namespace latchkey {

class EventExchange {
public:
    // `heard` is called in the exchange's thread with what other processes announced; with DirectoryChanged after the connection was away, since what
    // happened meanwhile is not told again.
    using Heard = std::function<void(const QList<Event> &)>;
    static Result<std::unique_ptr<EventExchange>> open(const QString &url, const Clock &clock, Heard heard);
    ~EventExchange();
    EventExchange(const EventExchange &) = delete;
    EventExchange &operator=(const EventExchange &) = delete;

    // Inside the transaction that the events are of, so that they are told when it is committed, and only then.
    Result<void> tell(Connection &db, const QList<Event> &events);

private:
    EventExchange(std::unique_ptr<Connection> db, const Clock &clock, Heard heard);
    void loop();
    bool listen();
    void take(const std::string &text);

    std::unique_ptr<Connection> m_db;
    const Clock &m_clock;
    const Heard m_heard;
    const QByteArray m_name;  // of this process, drawn at its start
    int m_wake[2] = {-1, -1};
    std::thread m_thread;
};

}  // namespace latchkey
