// Binding, stepping and reading, whatever the engine.
#include "services/store/statement.h"

#include <utility>

namespace latchkey {

Statement::Statement(Statement &&other) noexcept
    : m_own(std::move(other.m_own)),
      m_prepared(std::exchange(other.m_prepared, nullptr)),
      m_bound(other.m_bound),
      m_ended(other.m_ended),
      m_error(std::move(other.m_error)) {}

Statement::~Statement() {
    if (m_prepared == nullptr) return;
    m_prepared->reset();
    m_prepared->inUse = false;
}

Statement &Statement::check(std::optional<Error> failed) {
    if (failed && !m_error) m_error = std::move(failed);
    return *this;
}

Statement &Statement::bind(qint64 value) { return m_prepared == nullptr ? *this : check(m_prepared->bindInteger(++m_bound, value)); }

Statement &Statement::bind(QStringView text) {
    const QByteArray utf8 = text.toUtf8();
    return bindText({utf8.constData(), static_cast<std::size_t>(utf8.size())});
}

Statement &Statement::bindText(std::string_view utf8) {
    return m_prepared == nullptr ? *this : check(m_prepared->bindText(++m_bound, utf8, PreparedStatement::Keep::Copy));
}

Statement &Statement::bindBlob(QByteArrayView bytes) {
    return m_prepared == nullptr ? *this : check(m_prepared->bindBlob(++m_bound, bytes, PreparedStatement::Keep::Copy));
}

Statement &Statement::bindTextInPlace(std::string_view utf8) {
    return m_prepared == nullptr ? *this : check(m_prepared->bindText(++m_bound, utf8, PreparedStatement::Keep::InPlace));
}

Statement &Statement::bindBlobInPlace(QByteArrayView bytes) {
    return m_prepared == nullptr ? *this : check(m_prepared->bindBlob(++m_bound, bytes, PreparedStatement::Keep::InPlace));
}

Statement &Statement::bindNull() { return m_prepared == nullptr ? *this : check(m_prepared->bindNull(++m_bound)); }

bool Statement::step() {
    if (m_prepared == nullptr || m_ended || m_error) return false;
    const PreparedStatement::Step taken = m_prepared->step();
    if (taken == PreparedStatement::Step::Row) return true;
    m_ended = true;
    if (taken == PreparedStatement::Step::Failed) m_error = m_prepared->failure();
    return false;
}

Result<qint64> Statement::run() {
    while (step()) {
    }
    if (m_error) {
        if (m_prepared != nullptr) m_prepared->reset();
        return tl::unexpected<Error>(*m_error);
    }
    const qint64 changed = m_prepared->changed();
    reset();
    return changed;
}

Result<qint64> Statement::insertedId() {
    const qint64 id = step() ? integer(0) : 0;
    if (const Result<qint64> done = run(); !done) return done;
    return id;
}

QString Statement::text(int column) const {
    const std::string_view bytes = utf8(column);
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QByteArray Statement::blob(int column) const {
    const std::string_view bytes = utf8(column);
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

void Statement::reset() {
    if (m_prepared == nullptr) return;
    m_prepared->reset();
    m_bound = 0;
    m_ended = false;
    m_error.reset();
}

}  // namespace latchkey
