// What a shop's client remembers from one run to the next: fields that are left out, page sizes, what works. Never a token or a link.
#pragma once

#include "models/domain/result.h"

#include <QHash>
#include <QString>

#include <mutex>

namespace latchkey {

// Small texts by name ("fields", "page_sizes", "abilities", "documents", "introspection"). Thread: any; a call may block on a store, so it
// belongs into a shop thread. What cannot be kept is not worth an error to an agent: the client goes on and learns it again.
class ShopMemory {
public:
    virtual ~ShopMemory() = default;
    virtual Result<QString> value(const QString &name) = 0;  // empty when there is none
    virtual Result<void> keep(const QString &name, const QString &value) = 0;
};

// For as long as the process lives: of a probe on the command line, which must not change what a service remembers.
class ShortMemory final : public ShopMemory {
public:
    Result<QString> value(const QString &name) override {
        const std::scoped_lock lock(m_mutex);
        return m_values.value(name);
    }
    Result<void> keep(const QString &name, const QString &value) override {
        const std::scoped_lock lock(m_mutex);
        m_values.insert(name, value);
        return {};
    }

private:
    std::mutex m_mutex;
    QHash<QString, QString> m_values;
};

}  // namespace latchkey
