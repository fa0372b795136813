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
    Result<QList<Agent>> all();

    // An empty hash means that no stored token opens this agent's account.
    Result<AgentId> insert(const QString &name, Role role, QByteArrayView tokenHash, Instant now);
    Result<void> setRole(AgentId id, Role role);
    Result<void> setTokenHash(AgentId id, QByteArrayView tokenHash);
    Result<void> disable(AgentId id, Instant now);

private:
    Connection &m_db;
};

}  // namespace latchkey
