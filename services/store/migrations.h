// The schema's steps: numbered SQL texts, each applied once and in one transaction.
#pragma once

#include "services/store/connection.h"

#include <QList>

namespace latchkey {

struct Migration {
    int number = 0;
    QByteArray sql;
};

// resources/sql/NNNN-*.sql, in order.
QList<Migration> compiledInMigrations();
// A compiled-in SQL text by its file's name; empty when there is none.
QByteArray compiledInSql(const QString &name);

// The text as the connection's engine writes it.
std::string schemaTextFor(Connection &db, const QByteArray &sql);

// Brings the store from its number (user_version; in PostgreSQL the table latchkey_schema) to the last one's. Refuses a newer store with StoreNewer, detail "7 > 1".
Result<void> migrate(Connection &db, const QList<Migration> &migrations);
// The store's number; 0 when it is new and empty, StoreNotOurs when somebody else's tables are in it.
Result<int> schemaOf(Connection &db);

}  // namespace latchkey
