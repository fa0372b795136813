// A statement on a libpq connection: prepared when its bindings are first known, or walked by a cursor.
#pragma once

#include "services/store/statement.h"

#include <string>
#include <vector>

typedef struct pg_result PGresult;

namespace latchkey {

class PostgresConnection;

class PostgresStatement final : public PreparedStatement {
public:
    PostgresStatement(PostgresConnection &connection, std::string sql, bool piecewise) : m_connection(connection), m_sql(std::move(sql)), m_piecewise(piecewise) {}
    ~PostgresStatement() override;

    std::optional<Error> bindInteger(int place, qint64 value) override;
    std::optional<Error> bindText(int place, std::string_view utf8, Keep keep) override;
    std::optional<Error> bindBlob(int place, QByteArrayView bytes, Keep keep) override;
    std::optional<Error> bindNull(int place) override;
    Step step() override;
    [[nodiscard]] Error failure() const override { return m_failure; }
    [[nodiscard]] qint64 changed() const override;
    void reset() override;
    [[nodiscard]] bool isNull(int column) const override;
    [[nodiscard]] qint64 integer(int column) const override;
    [[nodiscard]] std::string_view bytes(int column) const override;

private:
    struct Value {
        unsigned type = 0;  // PostgreSQL's number of it; 0: it may decide
        bool isNull = true;
        bool isBinary = false;
        std::string bytes;
    };
    Value &valueAt(int place);
    Step run();
    bool prepareOn(int generation);
    PGresult *execute(const char *text, bool prepared);
    Step openCursor();
    Step fetch();
    void closeCursor();
    Step take(PGresult *result);
    Step failWith(Error error);

    PostgresConnection &m_connection;
    const std::string m_sql;
    const bool m_piecewise;
    std::string m_name;           // of the prepared statement or the cursor
    int m_preparedOn = 0;         // the connection's generation; 0: nowhere yet
    int m_cursorOn = 0;           // likewise, while a cursor is open
    bool m_ownTransaction = false;
    std::vector<Value> m_values;
    std::size_t m_bound = 0;
    PGresult *m_result = nullptr;
    int m_row = 0;
    Error m_failure;
};

}  // namespace latchkey
