// Routes by which an administrator keeps the team: agents added, given a role or a new token, disabled.
#include "services/api/api.h"
#include "services/api/input.h"

#include "models/domain/text_folding.h"
#include "models/json/json.h"
#include "services/store/agent_store.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr int longestName = 100;

std::string tokenJson(const AgentToken &token) {
    JsonWriter out;
    out.beginObject().field("token", QString::fromLatin1(token.reveal())).endObject();
    return out.take();
}

// Names stand in lines of lists and in sentences.
bool isName(const QString &name) {
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) { return c.isPrint(); });
}

Result<QString> nameOf(Connection &db, AgentId id) {
    const Result<std::optional<Agent>> agent = AgentStore(db).byId(id);
    if (!agent) return tl::unexpected<Error>(agent.error());
    if (!*agent) return fail(ErrorCode::NotFound, QStringLiteral("agent"));
    return (*agent)->name;
}

}  // namespace

void Api::addAgentToTeam(const Call &call) {
    BodyReader in(call.exchange->request());
    const QString name = trimInvisible(in.text("name", longestName, true)).simplified();
    const std::optional<Role> role = in.named<Role>("role", roleFromText, true);
    std::optional<Error> error = in.error();
    if (!error && !isName(name)) error = Error{ErrorCode::InvalidRequest, QStringLiteral("name"), {}};
    if (error) return call.refuse(*error);
    give<AgentToken>(
        call, [this, name, role = *role, by = call.agent.id](Transaction &t) { return addAgent(t, m_setup.chance, name, role, by); },
        [call](const Result<AgentToken> &token) {
            if (!token) return call.refuse(token.error());
            call.json(201, tokenJson(*token));
        });
}

void Api::changeAgent(const Call &call) {
    BodyReader in(call.exchange->request());
    const std::optional<Role> role = in.named<Role>("role", roleFromText, false);
    const bool disable = in.truth("disabled").value_or(false);
    std::optional<Error> error = in.error();
    const AgentId id = call.id<AgentId>();
    // Whoever is shut out lets nobody in again: that is another administrator's to do, or the host's.
    if (!error && (disable ? id == call.agent.id : !role)) error = Error{ErrorCode::InvalidRequest, disable ? QStringLiteral("disabled") : QStringLiteral("role"), {}};
    if (error) return call.refuse(*error);
    give<void>(
        call,
        [id, role, disable, by = call.agent.id](Transaction &t) -> Result<void> {
            const Result<QString> name = nameOf(t.db, id);
            if (!name) return tl::unexpected<Error>(name.error());
            if (role)
                if (Result<void> changed = setAgentRole(t, *name, *role, by); !changed) return changed;
            return disable ? disableAgent(t, *name, by) : Result<void>();
        },
        [call](const Result<void> &changed) {
            if (!changed) return call.refuse(changed.error());
            call.nothing();
        });
}

void Api::renewToken(const Call &call) {
    BodyReader in(call.exchange->request());
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    give<AgentToken>(
        call,
        [this, id = call.id<AgentId>(), by = call.agent.id](Transaction &t) -> Result<AgentToken> {
            const Result<QString> name = nameOf(t.db, id);
            if (!name) return tl::unexpected<Error>(name.error());
            return renewAgentToken(t, m_setup.chance, *name, by);
        },
        [call](const Result<AgentToken> &token) {
            if (!token) return call.refuse(token.error());
            call.json(200, tokenJson(*token));
        });
}

}  // namespace latchkey
