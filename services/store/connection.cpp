// Opens a connection of the engine that the place asks for, and keeps its prepared statements.
#include "services/store/connection.h"

#include "services/store/postgres_connection.h"
#include "services/store/sqlite_connection.h"

namespace latchkey {

Engine Connection::engineOf(const QString &where) {
    const bool isUrl = where.startsWith(QLatin1String("postgresql://")) || where.startsWith(QLatin1String("postgres://"));
    return isUrl ? Engine::Postgres : Engine::SQLite;
}

Result<std::unique_ptr<Connection>> Connection::open(const QString &where, OpenMode mode, int cacheKiB) {
    switch (engineOf(where)) {
    case Engine::SQLite: return SqliteConnection::open(where, mode, cacheKiB);
    case Engine::Postgres: return PostgresConnection::open(where, mode);
    }
    return fail(ErrorCode::StoreNotOurs, where);
}

Statement Connection::prepare(std::string_view sql) {
    const auto found = m_prepared.find(sql);
    if (found != m_prepared.end() && !found->second->inUse) {
        found->second->inUse = true;
        return Statement(*found->second);
    }
    Result<std::unique_ptr<PreparedStatement>> made = compile(sql, false);
    if (!made) return Statement(std::move(made.error()));
    if (found != m_prepared.end()) return Statement(std::move(*made));
    PreparedStatement &kept = *m_prepared.emplace(std::string(sql), std::move(*made)).first->second;
    kept.inUse = true;
    return Statement(kept);
}

Statement Connection::walk(std::string_view sql) {
    if (engine() == Engine::SQLite) return prepare(sql);
    Result<std::unique_ptr<PreparedStatement>> made = compile(sql, true);
    if (!made) return Statement(std::move(made.error()));
    return Statement(std::move(*made));
}

}  // namespace latchkey
