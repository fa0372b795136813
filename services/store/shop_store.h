// The shop's own name, as its portal and its letters carry it.
#pragma once

#include "services/store/transaction.h"

namespace latchkey {

// Reads on any connection; rename() inside a transaction of the write room.
class ShopStore {
public:
    explicit ShopStore(Connection &db) : m_db(db) {}

    Result<QString> name();
    Result<void> rename(const QString &name);

private:
    Connection &m_db;
};

}  // namespace latchkey
