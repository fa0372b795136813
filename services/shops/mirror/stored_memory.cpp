// Reads and keeps by the write room.
#include "services/shops/mirror/stored_memory.h"

#include "services/store/shop_sync_store.h"

namespace latchkey {

Result<QString> StoredMemory::value(const QString &name) {
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto known = m_known.constFind(name); known != m_known.cend()) return *known;
    }
    const Result<QString> stored = m_writes.run<QString>([&name](Transaction &t) { return shopMemory(t.db, name); });
    if (!stored) return stored;
    const std::scoped_lock lock(m_mutex);
    // What was kept meanwhile is newer.
    if (!m_known.contains(name)) m_known.insert(name, *stored);
    return m_known.value(name);
}

Result<void> StoredMemory::keep(const QString &name, const QString &value) {
    {
        const std::scoped_lock lock(m_mutex);
        if (m_known.contains(name) && m_known.value(name) == value) return {};
        m_known.insert(name, value);
    }
    return m_writes.run<void>([&](Transaction &t) { return keepShopMemory(t.db, name, value); });
}

}  // namespace latchkey
