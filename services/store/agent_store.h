// The agents' rows: who may speak to the API, with what role, by which token's hash.
#pragma once

#include "models/domain/agent.h"
#include "services/store/transaction.h"

#include <QByteArrayView>
#include <QList>

namespace latchkey {

// Reads on any connection; writes inside a transaction of the write room. Tokens themselves never come here.
class AgentStore {
public:
    explicit AgentStore(Connection &db) : m_db(db) {}

    Result<std::optional<Agent>> byTokenHash(QByteArrayView hash);
    Result<std::optional<Agent>> byName(const QString &name);
    Result<std::optional<Agent>> byId(AgentId id);
    Result<QList<Agent>> all();
    // Active leads, then active administrators, by name: three of each at most.
    Result<QList<Colleague>> toAsk();
    Result<int> otherAdmins(AgentId than);  // who are active
    // Moves whenever an agent was added, disabled, given a role or a token, by whatever process.
    Result<qint64> lastChange();

    // An empty hash means that no stored token opens this agent's account.
    Result<AgentId> insert(const QString &name, Role role, QByteArrayView tokenHash, Instant now);
    Result<void> setRole(AgentId id, Role role);
    Result<void> setTokenHash(AgentId id, QByteArrayView tokenHash);
    Result<void> disable(AgentId id, Instant now);
    // Only when the last time is a minute ago or more, so that several services do not write it each.
    Result<void> noteUsed(AgentId id, Instant now);

private:
    Connection &m_db;
};

}  // namespace latchkey
