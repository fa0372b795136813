// BEGIN and COMMIT around reads.
#include "services/store/read_transaction.h"

#include <sqlite3.h>

namespace latchkey {

ReadTransaction::ReadTransaction(Connection &db)
    : m_db(db), m_ours(sqlite3_get_autocommit(db.handle()) != 0 && db.execute("BEGIN").has_value()) {}

ReadTransaction::~ReadTransaction() {
    // An interrupted read may have ended it already.
    if (m_ours && sqlite3_get_autocommit(m_db.handle()) == 0) static_cast<void>(m_db.execute("COMMIT"));
}

}  // namespace latchkey
