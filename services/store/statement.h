// A prepared statement: bind in order, step, read columns by number. Reset when it leaves scope, so that no read lock stays.
#pragma once

#include "models/domain/id.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <string_view>

struct sqlite3_stmt;

namespace latchkey {

class Connection;

// One prepared statement of a connection's cache.
struct PreparedStatement {
    sqlite3_stmt *handle = nullptr;
    bool inUse = false;
};

// Made by Connection::prepare(); used in the thread that uses the connection. Binding is 1, 2, 3… in the order of the calls.
class Statement {
public:
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&) = delete;
    Statement(const Statement &) = delete;
    ~Statement();

    Statement &bind(qint64 value);
    Statement &bind(int value) { return bind(static_cast<qint64>(value)); }
    Statement &bind(bool value) { return bind(static_cast<qint64>(value)); }
    Statement &bind(Instant at) { return bind(at.milliseconds()); }
    template <class Tag>
    Statement &bind(Id<Tag> id) { return bind(id.value()); }
    Statement &bind(QStringView text);           // as UTF-8
    Statement &bind(const void *) = delete;      // a u"literal" would become true: wrap it in QStringView
    Statement &bindText(std::string_view utf8);  // copied
    Statement &bindBlob(QByteArrayView bytes);   // copied
    // Not copied: the bytes must stay where they are until the statement is reset or has run.
    Statement &bindTextInPlace(std::string_view utf8);
    Statement &bindBlobInPlace(QByteArrayView bytes);
    Statement &bindNull();
    // Zero, unset and invalid become NULL.
    Statement &bindOrNull(Instant at) { return at.isSet() ? bind(at) : bindNull(); }
    template <class Tag>
    Statement &bindOrNull(Id<Tag> id) { return id.isValid() ? bind(id) : bindNull(); }

    // True while there is a row, and false ever after until reset(). A failure ends the loop and is kept: ask error() or finish with run().
    bool step();
    // Runs a statement to its end, passing over its rows; answers the number of rows changed. Then it can be bound anew.
    Result<qint64> run();
    // The failure of the last step(), if it failed.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] std::string_view utf8(int column) const;  // until the next step
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] Instant instant(int column) const { return Instant(integer(column)); }
    template <class IdType>
    [[nodiscard]] IdType id(int column) const { return IdType(integer(column)); }

    // Resets and unbinds, to be used again at once.
    void reset();

private:
    friend class Connection;
    // `cached` is null for the second user of the same text at the same time, whose handle is of its own.
    Statement(Connection &connection, sqlite3_stmt *handle, PreparedStatement *cached);
    Statement(Connection &connection, Error error);
    int nextPlace() { return ++m_bound; }
    Statement &check(int code);

    Connection *m_connection;
    sqlite3_stmt *m_handle;
    PreparedStatement *m_cached;
    int m_bound = 0;
    bool m_ended = false;
    std::optional<Error> m_error;
};

}  // namespace latchkey
