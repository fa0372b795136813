// What a shop's client remembers, kept in the store that mirrors the shop.
#pragma once

#include "services/shops/shop_memory.h"
#include "services/store/write_room.h"

namespace latchkey {

// Any thread but the write room's own; a call waits for it.
class StoredMemory final : public ShopMemory {
public:
    explicit StoredMemory(WriteRoom &writes) : m_writes(writes) {}
    Result<QString> value(const QString &name) override;
    Result<void> keep(const QString &name, const QString &value) override;

private:
    WriteRoom &m_writes;
    std::mutex m_mutex;
    QHash<QString, QString> m_known;  // so that a client may ask as often as it likes
};

}  // namespace latchkey
