// Reads and writes the agents table.
#include "services/store/agent_store.h"

namespace latchkey {

namespace {

Agent agentOf(const Statement &row) {
    Agent agent;
    agent.id = row.id<AgentId>(0);
    agent.name = row.text(1);
    agent.role = static_cast<Role>(row.integer(2));
    agent.disabledAt = row.instant(3);
    return agent;
}

Result<std::optional<Agent>> one(Statement &statement) {
    std::optional<Agent> found;
    if (statement.step()) found = agentOf(statement);
    if (statement.error()) return tl::unexpected<Error>(*statement.error());
    return found;
}

Result<void> done(Statement &statement) {
    const Result<qint64> rows = statement.run();
    if (!rows) return tl::unexpected<Error>(rows.error());
    if (*rows != 1) return fail(ErrorCode::NotFound);
    return {};
}

}  // namespace

Result<std::optional<Agent>> AgentStore::byTokenHash(QByteArrayView hash) {
    Statement statement = m_db.prepare(R"(SELECT id, name, role, disabled_at FROM agents WHERE token_hash = ?)");
    statement.bindBlob(hash);
    return one(statement);
}

Result<std::optional<Agent>> AgentStore::byName(const QString &name) {
    Statement statement = m_db.prepare(R"(SELECT id, name, role, disabled_at FROM agents WHERE name = ?)");
    statement.bind(QStringView(name));
    return one(statement);
}

Result<QList<Agent>> AgentStore::all() {
    Statement statement = m_db.prepare(R"(SELECT id, name, role, disabled_at FROM agents ORDER BY name)");
    QList<Agent> agents;
    while (statement.step()) agents.append(agentOf(statement));
    if (statement.error()) return tl::unexpected<Error>(*statement.error());
    return agents;
}

Result<AgentId> AgentStore::insert(const QString &name, Role role, QByteArrayView tokenHash, Instant now) {
    Statement statement = m_db.prepare(R"(INSERT INTO agents (name, role, token_hash, created_at) VALUES (?, ?, ?, ?) RETURNING id)");
    statement.bind(QStringView(name)).bind(static_cast<int>(role));
    if (tokenHash.isEmpty())
        statement.bindNull();
    else
        statement.bindBlob(tokenHash);
    statement.bind(now);
    const Result<qint64> id = statement.insertedId();
    if (!id) return tl::unexpected<Error>(id.error());
    return AgentId(*id);
}

Result<void> AgentStore::setRole(AgentId id, Role role) {
    Statement statement = m_db.prepare(R"(UPDATE agents SET role = ? WHERE id = ?)");
    statement.bind(static_cast<int>(role)).bind(id);
    return done(statement);
}

Result<void> AgentStore::setTokenHash(AgentId id, QByteArrayView tokenHash) {
    Statement statement = m_db.prepare(R"(UPDATE agents SET token_hash = ?, disabled_at = NULL WHERE id = ?)");
    statement.bindBlob(tokenHash).bind(id);
    return done(statement);
}

Result<void> AgentStore::disable(AgentId id, Instant now) {
    Statement statement = m_db.prepare(R"(UPDATE agents SET disabled_at = ? WHERE id = ?)");
    statement.bind(now).bind(id);
    return done(statement);
}

}  // namespace latchkey
