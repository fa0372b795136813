// What a writing verb is handed: the connection inside its savepoint, the time, the activity chain, and a place for events.
#pragma once

#include "models/domain/activity.h"
#include "models/domain/event.h"
#include "services/store/connection.h"

#include <QList>

#include <functional>
#include <utility>
#include <vector>

namespace latchkey {

// The desk of latchkeyd's own commands.
inline constexpr QLatin1String commandDesk("latchkeyd");

// Lives for one verb in the write room. If the verb answers an error, everything it wrote is rolled back.
class Transaction {
public:
    Transaction(Connection &connection, Instant at) : db(connection), now(at) {}

    Connection &db;
    const Instant now;
    QString desk;  // where the agent sits who asked for this verb; every entry that is recorded carries it

    // Appends to the chained record; at and id are set here. The entry before is read from the store itself, so that the chain
    // holds through rollbacks and beside other processes.
    Result<void> record(Activity entry);
    // With a person's own words; `salt` is 16 bytes of chance, so that erased words cannot be guessed from their hash.
    Result<void> recordWords(Activity entry, const QString &words, const QByteArray &salt);
    // Told to every desk after the commit, and only then.
    void announce(Event event) { m_events.append(event); }
    // Runs in the write room once the commit stands, before anybody is answered; must not block or write (a letter is handed to the courier).
    void afterCommit(std::function<void()> hook) { m_hooks.push_back(std::move(hook)); }
    // A verb of its own once this one is answered, 20 ms later at the latest: what must not show in the time of the answer.
    void later(std::function<Result<void>(Transaction &)> verb) { m_later.push_back(std::move(verb)); }
    // Keeps what this verb wrote although it answers an error: a wrong code must stay counted.
    void keepDespiteError() { m_keep = true; }

    [[nodiscard]] bool keptDespiteError() const { return m_keep; }
    [[nodiscard]] const QList<Event> &events() const { return m_events; }
    [[nodiscard]] std::vector<std::function<void()>> takeHooks() { return std::exchange(m_hooks, {}); }
    [[nodiscard]] std::vector<std::function<Result<void>(Transaction &)>> takeLater() { return std::exchange(m_later, {}); }

private:
    Result<void> append(Activity entry);
    Result<qint64> deskId();

    QList<Event> m_events;
    std::vector<std::function<void()>> m_hooks;
    std::vector<std::function<Result<void>(Transaction &)>> m_later;
    bool m_keep = false;
};

}  // namespace latchkey
