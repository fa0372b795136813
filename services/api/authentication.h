// Tells which agent a bearer token belongs to: the embedded desk's own, or one whose hash is in the store.
#pragma once

#include "models/domain/agent.h"
#include "models/domain/secret.h"
#include "services/runtime/clock.h"
#include "services/store/connection.h"

#include <QByteArray>
#include <QHash>

namespace latchkey {

// Used on the server's thread only. What the store said is believed for a quarter of a second, so that the hot routes do not ask for every
// request; where a change is known it is forgotten at once, and whoever writes is asked for again inside the transaction.
class Authentication {
public:
    static constexpr Duration believed = std::chrono::milliseconds(250);

    // `db` is a read connection of the server's thread. Without an embedded token only the store's agents come in.
    Authentication(Connection &db, const Clock &clock, std::optional<AgentToken> embeddedToken, Agent embeddedAgent);

    // Unauthorized for everybody who is nobody, the disabled among them.
    Result<Agent> agentOf(std::string_view authorizationHeader);
    // By which the store knows the token that the header carries.
    [[nodiscard]] static QByteArray tokenHashOf(std::string_view authorizationHeader);
    // Once a minute for each agent of the store: whether the use of their token is to be written down now.
    bool isWorthNoting(AgentId agent);
    // The embedded desk's agent is who they are by their token alone, whatever the store says of them.
    [[nodiscard]] bool isEmbedded(AgentId agent) const { return m_embeddedToken && agent == m_embeddedAgent.id; }
    // What the store said is asked for anew: an agent was disabled, or has another role or token.
    void forget() { m_known.clear(); }

private:
    struct Known {
        std::optional<Agent> agent;
        Instant until;
    };
    Connection &m_db;
    const Clock &m_clock;
    std::optional<AgentToken> m_embeddedToken;
    Agent m_embeddedAgent;
    QHash<QByteArray, Known> m_known;  // by the token's hash
    QHash<qint64, Instant> m_noted;    // by the agent's id
};

}  // namespace latchkey
