// Writes agents and records what was done to them.
#include "services/host/agents.h"

#include "services/runtime/digest.h"
#include "services/store/agent_store.h"

namespace latchkey {

namespace {

AgentToken newToken(Chance &chance) {
    const auto bytes = chance.bytes<32>();
    const QByteArray raw(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    // The prefix lets secret scanners find a token that somebody has put where it does not belong.
    return AgentToken("lka_" + raw.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Result<void> recordOf(Transaction &t, ActivityKind kind, AgentId about) {
    Activity entry;
    entry.kind = kind;
    entry.note = QStringLiteral("agent=%1").arg(about.value());
    return t.record(entry);
}

Result<Agent> insertNew(Transaction &t, const QString &name, Role role, QByteArrayView tokenHash) {
    const Result<AgentId> id = AgentStore(t.db).insert(name, role, tokenHash, t.now);
    if (!id) return tl::unexpected<Error>(id.error());
    if (const Result<void> recorded = recordOf(t, ActivityKind::AgentAdded, *id); !recorded) return tl::unexpected<Error>(recorded.error());
    return Agent{*id, name, role, {}};
}

}  // namespace

Result<Agent> existingAgent(Transaction &t, const QString &name) {
    Result<std::optional<Agent>> found = AgentStore(t.db).byName(name);
    if (!found) return tl::unexpected<Error>(found.error());
    if (!*found) return fail(ErrorCode::NotFound, name);
    return **found;
}

Result<AgentToken> addAgent(Transaction &t, Chance &chance, const QString &name, Role role) {
    const Result<std::optional<Agent>> taken = AgentStore(t.db).byName(name);
    if (!taken) return tl::unexpected<Error>(taken.error());
    if (*taken) return fail(ErrorCode::InvalidRequest, QStringLiteral("name"));
    AgentToken token = newToken(chance);
    const Result<Agent> added = insertNew(t, name, role, sha256(token.reveal()));
    if (!added) return tl::unexpected<Error>(added.error());
    return token;
}

Result<void> disableAgent(Transaction &t, const QString &name) {
    const Result<Agent> agent = existingAgent(t, name);
    if (!agent) return tl::unexpected<Error>(agent.error());
    if (agent->disabledAt.isSet()) return {};
    if (const Result<void> done = AgentStore(t.db).disable(agent->id, t.now); !done) return done;
    return recordOf(t, ActivityKind::AgentDisabled, agent->id);
}

Result<AgentToken> renewAgentToken(Transaction &t, Chance &chance, const QString &name) {
    const Result<Agent> agent = existingAgent(t, name);
    if (!agent) return tl::unexpected<Error>(agent.error());
    AgentToken token = newToken(chance);
    if (const Result<void> done = AgentStore(t.db).setTokenHash(agent->id, sha256(token.reveal())); !done) return tl::unexpected<Error>(done.error());
    if (const Result<void> recorded = recordOf(t, ActivityKind::AgentTokenRenewed, agent->id); !recorded)
        return tl::unexpected<Error>(recorded.error());
    return token;
}

Result<Agent> ensureAgent(Transaction &t, const QString &name, Role role) {
    Result<std::optional<Agent>> found = AgentStore(t.db).byName(name);
    if (!found) return tl::unexpected<Error>(found.error());
    if (*found) return **found;
    return insertNew(t, name, role, {});
}

}  // namespace latchkey
