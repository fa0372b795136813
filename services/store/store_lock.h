// Keeps a second import, or a second sync, away from a store while one is running, in whichever process.
#pragma once

#include "services/store/connection.h"

namespace latchkey {

enum class StoreUse { Import, Sync };

// The system, or the database's server, lets go of it when the process ends, however it ends. Any thread.
class StoreLock {
public:
    // ImportRunning or SyncRunning when another one has it.
    static Result<std::unique_ptr<StoreLock>> take(const QString &where, StoreUse use);
    ~StoreLock();
    StoreLock(const StoreLock &) = delete;
    StoreLock &operator=(const StoreLock &) = delete;

private:
    StoreLock(int descriptor, QByteArray path) : m_descriptor(descriptor), m_path(std::move(path)) {}
    explicit StoreLock(std::unique_ptr<Connection> holder) : m_holder(std::move(holder)) {}

    int m_descriptor = -1;
    QByteArray m_path;
    std::unique_ptr<Connection> m_holder;  // where the store is in PostgreSQL
};

}  // namespace latchkey
