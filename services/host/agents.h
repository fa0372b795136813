// The verbs of agents: add, disable, give a new token. Each is one transaction.
#pragma once

#include "models/domain/agent.h"
#include "models/domain/secret.h"
#include "services/runtime/chance.h"
#include "services/store/transaction.h"

namespace latchkey {

// The token is answered once; only its hash stays. A name that is taken is InvalidRequest with "name".
Result<AgentToken> addAgent(Transaction &t, Chance &chance, const QString &name, Role role);
// NotFound when nobody has that name.
Result<void> disableAgent(Transaction &t, const QString &name);
// The old token opens nothing from then on; a disabled agent comes back in.
Result<AgentToken> renewAgentToken(Transaction &t, Chance &chance, const QString &name);
// The agent of that name, made when there is none: the desk's own, or the one in whose name a command acts.
Result<Agent> ensureAgent(Transaction &t, const QString &name, Role role);
Result<Agent> existingAgent(Transaction &t, const QString &name);  // NotFound

}  // namespace latchkey
