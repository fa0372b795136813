// Keeps a second import away from a store while one is running, in whichever process.
#pragma once

#include "models/domain/result.h"

#include <memory>

namespace latchkey {

// The system lets go of it when the process ends, however it ends.
class ImportLock {
public:
    // ImportRunning when another import has it.
    static Result<std::unique_ptr<ImportLock>> take(const QString &storePath);
    ~ImportLock();
    ImportLock(const ImportLock &) = delete;
    ImportLock &operator=(const ImportLock &) = delete;

private:
    ImportLock(int descriptor, QByteArray path) : m_descriptor(descriptor), m_path(std::move(path)) {}

    int m_descriptor;
    QByteArray m_path;
};

}  // namespace latchkey
