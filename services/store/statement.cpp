// Binding, stepping and reading over sqlite3_stmt.
#include "services/store/statement.h"

#include "services/store/connection.h"

#include <sqlite3.h>

#include <utility>

namespace latchkey {

Statement::Statement(Connection &connection, sqlite3_stmt *handle, PreparedStatement *cached)
    : m_connection(&connection), m_handle(handle), m_cached(cached) {}

Statement::Statement(Connection &connection, Error error)
    : m_connection(&connection), m_handle(nullptr), m_cached(nullptr), m_error(std::move(error)) {}

Statement::Statement(Statement &&other) noexcept
    : m_connection(other.m_connection),
      m_handle(std::exchange(other.m_handle, nullptr)),
      m_cached(std::exchange(other.m_cached, nullptr)),
      m_bound(other.m_bound),
      m_ended(other.m_ended),
      m_error(std::move(other.m_error)) {}

Statement::~Statement() {
    if (m_cached == nullptr) {
        sqlite3_finalize(m_handle);
        return;
    }
    sqlite3_reset(m_handle);
    sqlite3_clear_bindings(m_handle);
    m_cached->inUse = false;
}

// The first failure is kept, and stops what follows.
Statement &Statement::check(int code) {
    if (code != SQLITE_OK && !m_error) m_error = m_connection->errorOf(code);
    return *this;
}

Statement &Statement::bind(qint64 value) {
    if (m_handle == nullptr) return *this;
    return check(sqlite3_bind_int64(m_handle, nextPlace(), value));
}

Statement &Statement::bind(QStringView text) {
    const QByteArray utf8 = text.toUtf8();
    return bindText({utf8.constData(), static_cast<std::size_t>(utf8.size())});
}

Statement &Statement::bindText(std::string_view utf8) {
    if (m_handle == nullptr) return *this;
    // A null pointer would bind NULL, where an empty text is meant.
    const char *bytes = utf8.empty() ? "" : utf8.data();
    return check(sqlite3_bind_text64(m_handle, nextPlace(), bytes, utf8.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

Statement &Statement::bindBlob(QByteArrayView bytes) {
    if (m_handle == nullptr) return *this;
    if (bytes.isEmpty()) return check(sqlite3_bind_zeroblob(m_handle, nextPlace(), 0));
    return check(sqlite3_bind_blob64(m_handle, nextPlace(), bytes.data(), static_cast<sqlite3_uint64>(bytes.size()), SQLITE_TRANSIENT));
}

Statement &Statement::bindTextInPlace(std::string_view utf8) {
    if (m_handle == nullptr) return *this;
    const char *bytes = utf8.empty() ? "" : utf8.data();
    return check(sqlite3_bind_text64(m_handle, nextPlace(), bytes, utf8.size(), SQLITE_STATIC, SQLITE_UTF8));
}

Statement &Statement::bindBlobInPlace(QByteArrayView bytes) {
    if (m_handle == nullptr) return *this;
    if (bytes.isEmpty()) return check(sqlite3_bind_zeroblob(m_handle, nextPlace(), 0));
    return check(sqlite3_bind_blob64(m_handle, nextPlace(), bytes.data(), static_cast<sqlite3_uint64>(bytes.size()), SQLITE_STATIC));
}

Statement &Statement::bindNull() {
    if (m_handle == nullptr) return *this;
    return check(sqlite3_bind_null(m_handle, nextPlace()));
}

bool Statement::step() {
    if (m_handle == nullptr || m_ended || m_error) return false;
    const int code = sqlite3_step(m_handle);
    if (code == SQLITE_ROW) return true;
    m_ended = true;
    if (code != SQLITE_DONE) m_error = m_connection->errorOf(code);
    return false;
}

Result<qint64> Statement::run() {
    while (step()) {
    }
    if (m_error) {
        sqlite3_reset(m_handle);
        return tl::unexpected<Error>(*m_error);
    }
    const qint64 changed = m_connection->changes();
    reset();
    return changed;
}

bool Statement::isNull(int column) const { return sqlite3_column_type(m_handle, column) == SQLITE_NULL; }

qint64 Statement::integer(int column) const { return sqlite3_column_int64(m_handle, column); }

QString Statement::text(int column) const {
    const std::string_view bytes = utf8(column);
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

std::string_view Statement::utf8(int column) const {
    const unsigned char *bytes = sqlite3_column_text(m_handle, column);
    if (bytes == nullptr) return {"", 0};
    return {reinterpret_cast<const char *>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column))};
}

QByteArray Statement::blob(int column) const {
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_handle, column));
    return QByteArray(bytes, sqlite3_column_bytes(m_handle, column));
}

void Statement::reset() {
    if (m_handle == nullptr) return;
    sqlite3_reset(m_handle);
    sqlite3_clear_bindings(m_handle);
    m_bound = 0;
    m_ended = false;
    m_error.reset();
}

}  // namespace latchkey
