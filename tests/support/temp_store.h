// A migrated store of its own that goes with it: path, write room, a read connection, and what was announced.
#pragma once

#include "services/store/store.h"
#include "services/store/write_room.h"
#include "tests/support/counting_chance.h"
#include "tests/support/manual_clock.h"
#include "tests/support/test_database.h"

#include <QTemporaryDir>

#include <mutex>

namespace latchkey {

class TempStore {
public:
    TempStore() {
        identity = taken(openStore(m_path, chance, clock), "open the store");
        openRoom();
        m_reader = taken(Connection::open(m_path, OpenMode::ReadOnly), "open a reader");
    }
    TempStore(const TempStore &) = delete;
    TempStore &operator=(const TempStore &) = delete;

    ManualClock clock;
    CountingChance chance;
    StoreIdentity identity;

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    WriteRoom &room() { return *m_room; }
    Connection &reader() { return *m_reader; }

    // Runs a verb in the write room and waits for its commit: write([&](Transaction &t) { return verb(t); }).
    template <class Verb>
    auto write(Verb verb) {
        using Answer = decltype(verb(std::declval<Transaction &>()));
        return m_room->run<typename Answer::value_type>(std::move(verb));
    }
    // For a test's own rows.
    void sql(std::string_view text) {
        const Result<void> done = write([text](Transaction &t) {
            Result<void> run = t.db.execute(text);
            if (run) settleIds(t.db);
            return run;
        });
        if (!done) qFatal("%s", qPrintable(done.error().detail));
    }
    // The first column of the first row, by the read connection; -1 without a row.
    qint64 number(std::string_view select) {
        Statement statement = m_reader->prepare(select);
        return statement.step() ? statement.integer(0) : -1;
    }

    // Events follow their verb's answer; the next verb comes behind them.
    QList<Event> events() {
        if (m_room) (void)write([](Transaction &) { return Result<void>(); });
        std::lock_guard lock(m_mutex);
        return m_events;
    }
    // Commits and closes everything that the room holds, then opens it again: a restart of the service.
    void restartRoom() {
        closeRoom();
        openRoom();
    }
    void closeRoom() { m_room.reset(); }

private:
    template <class T>
    static T taken(Result<T> result, const char *what) {
        if (!result) qFatal("cannot %s: %s %s", what, qPrintable(toText(result.error().code)), qPrintable(result.error().detail));
        return std::move(*result);
    }
    void openRoom() {
        const auto keep = [this](const QList<Event> &events) {
            std::lock_guard lock(m_mutex);
            m_events += events;
        };
        m_room = taken(WriteRoom::open(m_path, clock, {{}, keep}), "open the write room");
    }

    QTemporaryDir m_folder;
    TestDatabase m_database{m_folder.path()};
    const QString m_path = m_database.where();
    std::mutex m_mutex;
    QList<Event> m_events;
    std::unique_ptr<WriteRoom> m_room;
    std::unique_ptr<Connection> m_reader;
};

}  // namespace latchkey
