// Binds by type, runs, and reads PostgreSQL's binary form.
#include "services/store/postgres_statement.h"

#include "services/store/postgres_connection.h"

#include <libpq-fe.h>

#include <QtEndian>

#include <array>
#include <charconv>

namespace latchkey {

namespace {

// PostgreSQL's numbers of its types (pg_type.dat).
constexpr Oid boolType = 16, byteaType = 17, int8Type = 20, int2Type = 21, int4Type = 23, textType = 25, numericType = 1700;
constexpr int binaryForm = 1;
constexpr const char *rowsAtOnce = "FETCH FORWARD 500 FROM ";

template <class Integer>
qint64 bigEndian(const char *bytes) {
    return qFromBigEndian<Integer>(bytes);
}

// A whole number in PostgreSQL's numeric form: how many digits of 10,000, the weight of the first, sign, scale, digits.
qint64 wholeOf(const char *bytes) {
    const int digits = qFromBigEndian<qint16>(bytes);
    const int weight = qFromBigEndian<qint16>(bytes + 2);
    const bool negative = qFromBigEndian<quint16>(bytes + 4) == 0x4000;
    qint64 whole = 0;
    for (int i = 0; i <= weight; ++i) whole = whole * 10'000 + (i < digits ? qFromBigEndian<qint16>(bytes + 8 + 2 * i) : 0);
    return negative ? -whole : whole;
}

// No text of PostgreSQL's holds a zero byte.
std::string withoutZeros(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) c == '\0' ? out.append("\xEF\xBF\xBD") : out.append(1, c);
    return out;
}

}  // namespace

PostgresStatement::~PostgresStatement() {
    reset();
    // Of a statement that is used beside itself; those of the cache end with their connection.
}

PostgresStatement::Value &PostgresStatement::valueAt(int place) {
    const auto at = static_cast<std::size_t>(place);
    if (m_values.size() < at) m_values.resize(at);
    m_bound = std::max(m_bound, at);
    return m_values[at - 1];
}

std::optional<Error> PostgresStatement::bindInteger(int place, qint64 value) {
    Value &to = valueAt(place);
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    to.type = int8Type;
    to.isNull = to.isBinary = false;
    to.bytes.assign(digits.data(), end.ptr);
    return std::nullopt;
}

std::optional<Error> PostgresStatement::bindText(int place, std::string_view utf8, Keep) {
    Value &to = valueAt(place);
    to.type = textType;
    to.isNull = to.isBinary = false;
    if (utf8.find('\0') == std::string_view::npos) to.bytes.assign(utf8);
    else to.bytes = withoutZeros(utf8);
    return std::nullopt;
}

std::optional<Error> PostgresStatement::bindBlob(int place, QByteArrayView bytes, Keep) {
    Value &to = valueAt(place);
    to.type = byteaType;
    to.isNull = false;
    to.isBinary = true;
    to.bytes.assign(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return std::nullopt;
}

std::optional<Error> PostgresStatement::bindNull(int place) {
    valueAt(place) = {};
    return std::nullopt;
}

PreparedStatement::Step PostgresStatement::failWith(Error error) {
    m_failure = std::move(error);
    return Step::Failed;
}

PreparedStatement::Step PostgresStatement::step() {
    if (m_result != nullptr && ++m_row < PQntuples(m_result)) return Step::Row;
    if (m_result != nullptr) return m_cursorOn != 0 ? fetch() : Step::Done;
    return run();
}

PreparedStatement::Step PostgresStatement::run() {
    if (m_connection.isStopped()) return failWith({ErrorCode::Cancelled, {}, {}});
    if (!m_connection.ready()) return failWith(PostgresConnection::unreachable());
    if (m_piecewise) return openCursor();
    const int generation = m_connection.generation();
    if (m_preparedOn != generation && !prepareOn(generation)) return Step::Failed;
    return take(execute(m_name.c_str(), true));
}

bool PostgresStatement::prepareOn(int generation) {
    if (m_name.empty()) m_name = "s" + std::to_string(m_connection.nextNumber());
    std::vector<Oid> types;
    for (std::size_t i = 0; i < m_bound; ++i) types.push_back(m_values[i].type);
    PGresult *made = PQprepare(m_connection.handle(), m_name.c_str(), m_sql.c_str(), static_cast<int>(types.size()), types.data());
    const bool done = PQresultStatus(made) == PGRES_COMMAND_OK;
    if (!done) m_failure = m_connection.errorOf(made);
    PQclear(made);
    m_preparedOn = done ? generation : 0;
    return done;
}

PGresult *PostgresStatement::execute(const char *text, bool prepared) {
    std::vector<const char *> values;
    std::vector<int> lengths, forms;
    std::vector<Oid> types;
    for (std::size_t i = 0; i < m_bound; ++i) {
        const Value &value = m_values[i];
        values.push_back(value.isNull ? nullptr : value.bytes.c_str());
        lengths.push_back(static_cast<int>(value.bytes.size()));
        forms.push_back(value.isBinary ? 1 : 0);
        types.push_back(value.type);
    }
    const int count = static_cast<int>(m_bound);
    PGconn *to = m_connection.handle();
    if (prepared) PQsendQueryPrepared(to, text, count, values.data(), lengths.data(), forms.data(), binaryForm);
    else PQsendQueryParams(to, text, count, types.data(), values.data(), lengths.data(), forms.data(), binaryForm);
    return m_connection.awaitResult();
}

PreparedStatement::Step PostgresStatement::openCursor() {
    if (!m_connection.inTransaction()) {
        if (const Result<void> begun = m_connection.execute("BEGIN"); !begun) return failWith(begun.error());
        m_ownTransaction = true;
    }
    m_name = "w" + std::to_string(m_connection.nextNumber());
    PGresult *opened = execute(("DECLARE " + m_name + " NO SCROLL CURSOR FOR " + m_sql).c_str(), false);
    const bool done = PQresultStatus(opened) == PGRES_COMMAND_OK;
    if (!done) m_failure = m_connection.errorOf(opened);
    PQclear(opened);
    if (!done) return Step::Failed;
    m_cursorOn = m_connection.generation();
    return fetch();
}

PreparedStatement::Step PostgresStatement::fetch() {
    if (m_connection.isStopped()) return failWith({ErrorCode::Cancelled, {}, {}});
    const std::string text = rowsAtOnce + m_name;
    PQsendQueryParams(m_connection.handle(), text.c_str(), 0, nullptr, nullptr, nullptr, nullptr, binaryForm);
    return take(m_connection.awaitResult());
}

PreparedStatement::Step PostgresStatement::take(PGresult *result) {
    PQclear(m_result);
    m_result = result;
    m_row = 0;
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return failWith(m_connection.errorOf(result));
    return PQntuples(result) > 0 ? Step::Row : Step::Done;
}

void PostgresStatement::closeCursor() {
    const bool isOurs = m_cursorOn == m_connection.generation() && PQtransactionStatus(m_connection.handle()) == PQTRANS_INTRANS;
    if (m_cursorOn != 0 && isOurs) PQclear(PQexec(m_connection.handle(), ("CLOSE " + m_name).c_str()));
    m_cursorOn = 0;
    if (std::exchange(m_ownTransaction, false) && m_connection.inTransaction()) static_cast<void>(m_connection.commit());
}

qint64 PostgresStatement::changed() const {
    if (m_result == nullptr) return 0;
    return QByteArray(PQcmdTuples(m_result)).toLongLong();
}

void PostgresStatement::reset() {
    if (m_piecewise) closeCursor();
    PQclear(m_result);
    m_result = nullptr;
    m_row = 0;
    m_bound = 0;
}

bool PostgresStatement::isNull(int column) const { return PQgetisnull(m_result, m_row, column) == 1; }

qint64 PostgresStatement::integer(int column) const {
    if (isNull(column)) return 0;
    const char *bytes = PQgetvalue(m_result, m_row, column);
    switch (PQftype(m_result, column)) {
    case int8Type: return bigEndian<qint64>(bytes);
    case int4Type: return bigEndian<qint32>(bytes);
    case int2Type: return bigEndian<qint16>(bytes);
    case boolType: return bytes[0];
    case numericType: return wholeOf(bytes);
    default: return QByteArray::fromRawData(bytes, PQgetlength(m_result, m_row, column)).toLongLong();
    }
}

std::string_view PostgresStatement::bytes(int column) const {
    if (isNull(column)) return {"", 0};
    return {PQgetvalue(m_result, m_row, column), static_cast<std::size_t>(PQgetlength(m_result, m_row, column))};
}

}  // namespace latchkey
