// The import's connection: tuned for loading much, with a checkpointer beside it.
#pragma once

#include "services/store/checkpointer.h"

namespace latchkey {

// Used by the thread that imports. Durable at its end rather than at every commit; interrupted, the store stays sound.
class ImportConnection {
public:
    static Result<std::unique_ptr<ImportConnection>> open(const QString &path);
    ~ImportConnection();

    [[nodiscard]] Connection &db() { return *m_db; }
    // Nothing happens when a transaction is already open, or none is.
    Result<void> begin();
    Result<void> commit();
    void rollback();
    // Makes the directory's indexes that are missing, each in a transaction of its own.
    Result<void> createIndexes();
    // What was committed is on the disk afterwards.
    Result<void> settle();

private:
    explicit ImportConnection(std::unique_ptr<Connection> db) : m_db(std::move(db)) {}
    void leave();

    std::unique_ptr<Connection> m_db;
    int m_walPages = 0;  // of SQLite only, as are the gate and the checkpointer
    Gate m_gate;
    bool m_inside = false;  // the gate
    std::unique_ptr<Checkpointer> m_checkpointer;
};

}  // namespace latchkey
