// Many rows into one table: by one prepared statement into SQLite, by COPY into PostgreSQL.
#pragma once

#include "services/store/connection.h"

#include <string>
#include <vector>

namespace latchkey {

// Used like a Statement: bind in the order of the columns, then run(). What is bound must stay where it is until run().
class BulkRows {
public:
    // `columns` are the names with commas between them; the first is "id" where the table has one of its own.
    BulkRows(Connection &db, std::string table, std::string columns);

    BulkRows &bind(qint64 value);
    BulkRows &bind(int value) { return bind(static_cast<qint64>(value)); }
    BulkRows &bind(Instant at) { return bind(at.milliseconds()); }
    BulkRows &bindTextInPlace(std::string_view utf8);
    BulkRows &bindBlobInPlace(QByteArrayView bytes);
    BulkRows &bindNull();
    BulkRows &bindOrNull(Instant at) { return at.isSet() ? bind(at) : bindNull(); }
    Result<void> run();
    // Rows may wait until then: before whatever reads them, and before each commit.
    Result<void> flush();

private:
    void separate();

    Connection &m_db;
    const std::string m_table;
    const std::string m_columns;
    std::optional<Statement> m_insert;  // SQLite's
    std::string m_waiting;              // PostgreSQL's
    bool m_inRow = false;
};

}  // namespace latchkey
