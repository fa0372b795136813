// Writes agents and records what was done to them.
#include "services/access/agents.h"

#include "services/runtime/digest.h"
#include "services/store/agent_store.h"
#include "services/store/link_store.h"

namespace latchkey {

namespace {

AgentToken newToken(Chance &chance) {
    const auto bytes = chance.bytes<32>();
    const QByteArray raw(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    // The prefix lets secret scanners find a token that somebody has put where it does not belong.
    return AgentToken("lka_" + raw.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

Result<void> recordOf(Transaction &t, ActivityKind kind, AgentId about, AgentId by, const QString &more = {}) {
    Activity entry;
    entry.kind = kind;
    entry.agent = by;
    entry.note = QStringLiteral("agent=%1").arg(about.value()) + more;
    t.announce({EventKind::AgentsChanged, {}, {}, t.now});
    return t.record(entry);
}

Result<Agent> insertNew(Transaction &t, const QString &name, Role role, QByteArrayView tokenHash, AgentId by) {
    const Result<AgentId> id = AgentStore(t.db).insert(name, role, tokenHash, t.now);
    if (!id) return tl::unexpected<Error>(id.error());
    if (const Result<void> recorded = recordOf(t, ActivityKind::AgentAdded, *id, by); !recorded) return tl::unexpected<Error>(recorded.error());
    return Agent{*id, name, role, {}};
}

// One entry a link, as for all links that end together.
Result<void> revokeLinksIssuedBy(Transaction &t, AgentId agent, AgentId by) {
    const Result<QList<EndedLink>> ended = endLiveLinksIssuedBy(t.db, agent, LinkEnd::Revoked, by, t.now);
    if (!ended) return tl::unexpected<Error>(ended.error());
    for (const EndedLink &link : *ended) {
        Activity entry;
        entry.kind = ActivityKind::LinkRevoked;
        entry.agent = by;
        entry.customer = link.customer;
        entry.link = link.id;
        entry.note = QStringLiteral("because=agent_disabled");
        if (const Result<void> recorded = t.record(entry); !recorded) return recorded;
        t.announce({EventKind::LinkEnded, link.customer, link.id, t.now});
    }
    return {};
}

}  // namespace

Result<Agent> existingAgent(Transaction &t, const QString &name) {
    Result<std::optional<Agent>> found = AgentStore(t.db).byName(name);
    if (!found) return tl::unexpected<Error>(found.error());
    if (!*found) return fail(ErrorCode::NotFound, name);
    return **found;
}

Result<AgentToken> addAgent(Transaction &t, Chance &chance, const QString &name, Role role, AgentId by) {
    const Result<std::optional<Agent>> taken = AgentStore(t.db).byName(name);
    if (!taken) return tl::unexpected<Error>(taken.error());
    if (*taken) return fail(ErrorCode::InvalidRequest, QStringLiteral("name"));
    AgentToken token = newToken(chance);
    const Result<Agent> added = insertNew(t, name, role, sha256(token.reveal()), by);
    if (!added) return tl::unexpected<Error>(added.error());
    return token;
}

Result<void> disableAgent(Transaction &t, const QString &name, AgentId by) {
    const Result<Agent> agent = existingAgent(t, name);
    if (!agent) return tl::unexpected<Error>(agent.error());
    if (agent->disabledAt.isSet()) return {};
    if (const Result<void> done = AgentStore(t.db).disable(agent->id, t.now); !done) return done;
    if (const Result<void> recorded = recordOf(t, ActivityKind::AgentDisabled, agent->id, by); !recorded) return recorded;
    return revokeLinksIssuedBy(t, agent->id, by);
}

Result<void> setAgentRole(Transaction &t, const QString &name, Role role, AgentId by) {
    const Result<Agent> agent = existingAgent(t, name);
    if (!agent) return tl::unexpected<Error>(agent.error());
    if (agent->role == role) return {};
    AgentStore store(t.db);
    if (agent->role == Role::Admin && !agent->disabledAt.isSet()) {
        const Result<int> others = store.otherAdmins(agent->id);
        if (!others) return tl::unexpected<Error>(others.error());
        if (*others == 0) return fail(ErrorCode::InvalidRequest, QStringLiteral("role"));
    }
    if (const Result<void> done = store.setRole(agent->id, role); !done) return done;
    return recordOf(t, ActivityKind::AgentRoleChanged, agent->id, by, QStringLiteral(" role=") + toText(role));
}

Result<AgentToken> renewAgentToken(Transaction &t, Chance &chance, const QString &name, AgentId by) {
    const Result<Agent> agent = existingAgent(t, name);
    if (!agent) return tl::unexpected<Error>(agent.error());
    AgentToken token = newToken(chance);
    if (const Result<void> done = AgentStore(t.db).setTokenHash(agent->id, sha256(token.reveal())); !done) return tl::unexpected<Error>(done.error());
    if (const Result<void> recorded = recordOf(t, ActivityKind::AgentTokenRenewed, agent->id, by); !recorded)
        return tl::unexpected<Error>(recorded.error());
    return token;
}

Result<Role> stillMay(Connection &db, QByteArrayView tokenHash, Permission permission) {
    const Result<std::optional<Agent>> found = AgentStore(db).byTokenHash(tokenHash);
    if (!found) return tl::unexpected<Error>(found.error());
    if (!*found || (*found)->disabledAt.isSet()) return fail(ErrorCode::Unauthorized);
    if (may((*found)->role, permission)) return (*found)->role;
    return tl::unexpected<Error>(notAllowed(db, (*found)->role, permission));
}

Error notAllowed(Connection &db, Role role, Permission permission) {
    const Result<QList<Colleague>> colleagues = AgentStore(db).toAsk();
    if (!colleagues) return colleagues.error();
    return {ErrorCode::NotAllowed, packed(denialOf(permission, role, *colleagues)), {}};
}

Result<Agent> ensureAgent(Transaction &t, const QString &name, Role role) {
    Result<std::optional<Agent>> found = AgentStore(t.db).byName(name);
    if (!found) return tl::unexpected<Error>(found.error());
    if (*found) return **found;
    return insertNew(t, name, role, {}, {});
}

}  // namespace latchkey
