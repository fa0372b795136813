// BEGIN and COMMIT around reads.
#include "services/store/read_transaction.h"

namespace latchkey {

ReadTransaction::ReadTransaction(Connection &db)
    : m_db(db), m_ours(!db.inTransaction() && db.execute(db.engine() == Engine::Postgres ? "BEGIN ISOLATION LEVEL REPEATABLE READ" : "BEGIN").has_value()) {}

ReadTransaction::~ReadTransaction() {
    // An interrupted read may have ended it already.
    if (m_ours && m_db.inTransaction()) static_cast<void>(m_db.execute("COMMIT"));
}

}  // namespace latchkey
