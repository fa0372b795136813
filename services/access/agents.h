// The verbs of agents: add, disable, give a role or a new token. Each is one transaction, recorded and told to every desk.
#pragma once

#include "models/domain/agent.h"
#include "models/domain/secret.h"
#include "services/runtime/chance.h"
#include "services/store/transaction.h"

namespace latchkey {

// `by` is the administrator at whose desk it was done; invalid for a command on the service's host.

// The token is answered once; only its hash stays. A name that is taken is InvalidRequest with "name".
Result<AgentToken> addAgent(Transaction &t, Chance &chance, const QString &name, Role role, AgentId by = {});
// Their token opens nothing from then on, and their live links are revoked. It is never refused, not even to the last administrator: this is
// how a stolen token is stopped. NotFound when nobody has that name.
Result<void> disableAgent(Transaction &t, const QString &name, AgentId by = {});
// The old token opens nothing from then on; a disabled agent comes back in.
Result<AgentToken> renewAgentToken(Transaction &t, Chance &chance, const QString &name, AgentId by = {});
// InvalidRequest with "role" when it would leave the team without an administrator: nothing is urgent about it, and nobody at a desk could undo it.
Result<void> setAgentRole(Transaction &t, const QString &name, Role role, AgentId by = {});
// Asked inside the transaction of everything that an agent does, so that nothing of theirs is committed after what took their right away:
// Unauthorized when the token by which they came in is nobody's any more, NotAllowed (with its packed Denial) when their role is too small now;
// else the role that they have.
Result<Role> stillMay(Connection &db, QByteArrayView tokenHash, Permission permission);
// The refusal that says what it takes and whom to ask; a read.
Error notAllowed(Connection &db, Role role, Permission permission);
// The agent of that name, made when there is none: the desk's own, or the one in whose name a command acts.
Result<Agent> ensureAgent(Transaction &t, const QString &name, Role role);
Result<Agent> existingAgent(Transaction &t, const QString &name);  // NotFound

}  // namespace latchkey
