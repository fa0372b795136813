// One snapshot for several reads: they agree with each other, and the file is locked once instead of once a statement.
#pragma once

#include "services/store/connection.h"

namespace latchkey {

// Does nothing inside a transaction that is already open.
class ReadTransaction {
public:
    explicit ReadTransaction(Connection &db);
    ~ReadTransaction();
    ReadTransaction(const ReadTransaction &) = delete;
    ReadTransaction &operator=(const ReadTransaction &) = delete;

private:
    Connection &m_db;
    bool m_ours;
};

}  // namespace latchkey
