// PostgreSQL's rows are gathered in COPY's text form and sent by the megabyte.
#include "services/store/bulk_rows.h"

#include "services/store/postgres_connection.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr std::size_t sentAtOnce = 1 << 20;

std::string insertInto(const std::string &table, const std::string &columns) {
    std::string places = "?";
    for (auto commas = std::count(columns.begin(), columns.end(), ','); commas > 0; --commas) places += ", ?";
    return "INSERT INTO " + table + " (" + columns + ") VALUES (" + places + ")";
}

void appendEscaped(std::string &out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
        case '\\': out += "\\\\"; break;
        case '\t': out += "\\t"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\0': out += "\xEF\xBF\xBD"; break;  // no text of PostgreSQL's holds a zero byte
        default: out += c;
        }
    }
}

}  // namespace

BulkRows::BulkRows(Connection &db, std::string table, std::string columns) : m_db(db), m_table(std::move(table)), m_columns(std::move(columns)) {
    if (db.engine() == Engine::SQLite) m_insert.emplace(db.prepare(insertInto(m_table, m_columns)));
}

void BulkRows::separate() {
    if (m_inRow) m_waiting += '\t';
    m_inRow = true;
}

BulkRows &BulkRows::bind(qint64 value) {
    if (m_insert) {
        m_insert->bind(value);
        return *this;
    }
    separate();
    m_waiting += std::to_string(value);
    return *this;
}

BulkRows &BulkRows::bindTextInPlace(std::string_view utf8) {
    if (m_insert) {
        m_insert->bindTextInPlace(utf8);
        return *this;
    }
    separate();
    appendEscaped(m_waiting, utf8);
    return *this;
}

BulkRows &BulkRows::bindBlobInPlace(QByteArrayView bytes) {
    if (m_insert) {
        m_insert->bindBlobInPlace(bytes);
        return *this;
    }
    separate();
    m_waiting += "\\\\x";
    m_waiting += bytes.toByteArray().toHex().toStdString();
    return *this;
}

BulkRows &BulkRows::bindNull() {
    if (m_insert) {
        m_insert->bindNull();
        return *this;
    }
    separate();
    m_waiting += "\\N";
    return *this;
}

Result<void> BulkRows::run() {
    if (m_insert) {
        if (const Result<qint64> done = m_insert->run(); !done) return tl::unexpected<Error>(done.error());
        return {};
    }
    m_waiting += '\n';
    m_inRow = false;
    return m_waiting.size() < sentAtOnce ? Result<void>() : flush();
}

Result<void> BulkRows::flush() {
    if (m_waiting.empty()) return {};
    const std::string rows = std::exchange(m_waiting, {});
    if (Result<void> sent = postgresOf(m_db)->copyIn("COPY " + m_table + " (" + m_columns + ") FROM STDIN", rows); !sent) return sent;
    if (m_columns.rfind("id,", 0) != 0) return {};
    // The table's own numbers go on behind those that were given here.
    return m_db.execute("SELECT setval(pg_get_serial_sequence('" + m_table + "', 'id'), (SELECT max(id) FROM " + m_table + "))");
}

}  // namespace latchkey
