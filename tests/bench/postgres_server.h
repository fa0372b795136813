// A PostgreSQL of the bench's own, durable and otherwise as Debian sets it, on a socket.
#pragma once

#include "tests/bench/context.h"

namespace latchkey::bench {

class PostgresServer {
public:
    explicit PostgresServer(const Context &context);
    ~PostgresServer();
    PostgresServer(const PostgresServer &) = delete;
    PostgresServer &operator=(const PostgresServer &) = delete;

    [[nodiscard]] QString url() const;
    void sql(const QString &text, const QString &database = QStringLiteral("postgres")) const;
    // Transactions in a second, of a script in pgbench's language.
    [[nodiscard]] double pgbench(const QByteArray &script, int clients) const;
    // Imports the data set of that size; answers an admin's token.
    [[nodiscard]] std::string filled(const Context &context, qint64 customers) const;

private:
    const QString m_folder;
    const QString m_work;
};

}  // namespace latchkey::bench
