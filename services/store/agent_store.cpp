// Reads and writes the agents table.
#include "services/store/agent_store.h"

#include "models/domain/activity.h"

#include <algorithm>

namespace latchkey {

namespace {

Agent agentOf(const Statement &row) {
    Agent agent;
    agent.id = row.id<AgentId>(0);
    agent.name = row.text(1);
    agent.role = static_cast<Role>(row.integer(2));
    agent.disabledAt = row.instant(3);
    agent.usedAt = row.instant(4);
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
    Statement statement = m_db.prepare(R"(SELECT id, name, role, disabled_at, used_at FROM agents WHERE token_hash = ?)");
    statement.bindBlob(hash);
    return one(statement);
}

Result<std::optional<Agent>> AgentStore::byName(const QString &name) {
    Statement statement = m_db.prepare(R"(SELECT id, name, role, disabled_at, used_at FROM agents WHERE name = ?)");
    statement.bind(QStringView(name));
    return one(statement);
}

Result<std::optional<Agent>> AgentStore::byId(AgentId id) {
    Statement statement = m_db.prepare(R"(SELECT id, name, role, disabled_at, used_at FROM agents WHERE id = ?)");
    statement.bind(id);
    return one(statement);
}

Result<QList<Colleague>> AgentStore::toAsk() {
    QList<Colleague> colleagues;
    for (const Role role : {Role::Lead, Role::Admin}) {
        // Whose account no stored token opens is no person to ask: the desk of this computer, the name behind a command.
        Statement statement = m_db.prepare(R"(
            SELECT name FROM agents WHERE role = ? AND disabled_at IS NULL AND token_hash IS NOT NULL ORDER BY name LIMIT 3)");
        statement.bind(static_cast<int>(role));
        while (statement.step()) colleagues.append({statement.text(0), role});
        if (statement.error()) return tl::unexpected<Error>(*statement.error());
    }
    return colleagues;
}

Result<int> AgentStore::otherAdmins(AgentId than) {
    Statement statement = m_db.prepare(R"(
        SELECT count(*) FROM agents WHERE role = ? AND disabled_at IS NULL AND token_hash IS NOT NULL AND id <> ?)");
    statement.bind(static_cast<int>(Role::Admin)).bind(than);
    if (statement.step()) return static_cast<int>(statement.integer(0));
    return tl::unexpected<Error>(*statement.error());
}

Result<qint64> AgentStore::lastChange() {
    // The list of kinds is that of the partial index, which SQLite has to see to use it.
    Statement statement = m_db.prepare(R"(
        SELECT v.id FROM activity v WHERE v.kind = ? AND v.kind NOT IN (1, 2, 6, 7, 8, 9, 19) ORDER BY v.id DESC LIMIT 1)");
    qint64 newest = 0;
    for (const ActivityKind kind : {ActivityKind::AgentAdded, ActivityKind::AgentDisabled, ActivityKind::AgentTokenRenewed, ActivityKind::AgentRoleChanged}) {
        statement.bind(static_cast<int>(kind));
        if (statement.step()) newest = std::max(newest, statement.integer(0));
        if (statement.error()) return tl::unexpected<Error>(*statement.error());
        statement.reset();
    }
    return newest;
}

Result<QList<Agent>> AgentStore::all() {
    Statement statement = m_db.prepare(R"(SELECT id, name, role, disabled_at, used_at FROM agents ORDER BY name)");
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
    Statement statement = m_db.prepare(R"(UPDATE agents SET disabled_at = ?, token_hash = NULL WHERE id = ?)");
    statement.bind(now).bind(id);
    return done(statement);
}

Result<void> AgentStore::noteUsed(AgentId id, Instant now) {
    Statement statement = m_db.prepare(R"(UPDATE agents SET used_at = ? WHERE id = ? AND (used_at IS NULL OR used_at <= ?))");
    statement.bind(now).bind(id).bind(now - std::chrono::minutes(1));
    const Result<qint64> rows = statement.run();
    if (!rows) return tl::unexpected<Error>(rows.error());
    return {};
}

}  // namespace latchkey
