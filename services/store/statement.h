// A prepared statement: bind in order, step, read columns by number. Reset when it leaves scope, so that no read lock stays.
#pragma once

#include "models/domain/id.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <string_view>

namespace latchkey {

class Connection;

// What an engine makes of a statement's text; places are 1, 2, 3…, columns 0, 1, 2…
class PreparedStatement {
public:
    enum class Keep { Copy, InPlace };  // in place: the bytes stay where they are until the statement is reset
    enum class Step { Row, Done, Failed };

    virtual ~PreparedStatement() = default;

    // Answers nothing when all is well.
    virtual std::optional<Error> bindInteger(int place, qint64 value) = 0;
    virtual std::optional<Error> bindText(int place, std::string_view utf8, Keep keep) = 0;
    virtual std::optional<Error> bindBlob(int place, QByteArrayView bytes, Keep keep) = 0;
    virtual std::optional<Error> bindNull(int place) = 0;

    virtual Step step() = 0;
    [[nodiscard]] virtual Error failure() const = 0;  // of the step that failed
    [[nodiscard]] virtual qint64 changed() const = 0; // rows, by the statement that has run to its end
    virtual void reset() = 0;                         // ends it and forgets what was bound

    [[nodiscard]] virtual bool isNull(int column) const = 0;
    [[nodiscard]] virtual qint64 integer(int column) const = 0;
    [[nodiscard]] virtual std::string_view bytes(int column) const = 0;  // of a text or a blob, until the next step

    bool inUse = false;  // by a Statement of the connection's cache
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
    // Runs an INSERT … RETURNING id of one row and answers that id.
    Result<qint64> insertedId();
    // The failure of the last step(), if it failed.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    [[nodiscard]] bool isNull(int column) const { return m_prepared->isNull(column); }
    [[nodiscard]] qint64 integer(int column) const { return m_prepared->integer(column); }
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] std::string_view utf8(int column) const { return m_prepared->bytes(column); }  // until the next step
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] Instant instant(int column) const { return Instant(integer(column)); }
    template <class IdType>
    [[nodiscard]] IdType id(int column) const { return IdType(integer(column)); }

    // Resets and unbinds, to be used again at once.
    void reset();

private:
    friend class Connection;
    explicit Statement(PreparedStatement &cached) : m_prepared(&cached) {}
    // The second user of the same text at the same time has one of its own.
    explicit Statement(std::unique_ptr<PreparedStatement> own) : m_own(std::move(own)), m_prepared(m_own.get()) {}
    explicit Statement(Error error) : m_error(std::move(error)) {}
    // The first failure is kept, and stops what follows.
    Statement &check(std::optional<Error> failed);

    std::unique_ptr<PreparedStatement> m_own;
    PreparedStatement *m_prepared = nullptr;  // null after a statement that could not be prepared
    int m_bound = 0;
    bool m_ended = false;
    std::optional<Error> m_error;
};

}  // namespace latchkey
