// Keeps a second import away from a store while one is running, in whichever process.
#pragma once

#include "models/domain/result.h"
#include "services/store/connection.h"

#include <memory>

namespace latchkey {

// The system, or the database's server, lets go of it when the process ends, however it ends.
class ImportLock {
public:
    // ImportRunning when another import has it.
    static Result<std::unique_ptr<ImportLock>> take(const QString &storePath);
    ~ImportLock();
    ImportLock(const ImportLock &) = delete;
    ImportLock &operator=(const ImportLock &) = delete;

private:
    ImportLock(int descriptor, QByteArray path) : m_descriptor(descriptor), m_path(std::move(path)) {}
    explicit ImportLock(std::unique_ptr<Connection> holder) : m_holder(std::move(holder)) {}

    int m_descriptor = -1;
    QByteArray m_path;
    std::unique_ptr<Connection> m_holder;  // where the store is in PostgreSQL
};

}  // namespace latchkey
