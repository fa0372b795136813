// Tells which agent a bearer token belongs to: the embedded desk's own, or one whose hash is in the store.
#pragma once

#include "models/domain/agent.h"
#include "models/domain/secret.h"
#include "services/runtime/clock.h"
#include "services/store/connection.h"

#include <QByteArray>
#include <QHash>

namespace latchkey {

// Used on the server's thread only. What the store said is believed for a quarter of a second, so that a disabled agent is out at once
// while the hot routes do not ask for every request.
class Authentication {
public:
    static constexpr Duration believed = std::chrono::milliseconds(250);

    // `db` is a read connection of the server's thread. Without an embedded token only the store's agents come in.
    Authentication(Connection &db, const Clock &clock, std::optional<AgentToken> embeddedToken, Agent embeddedAgent);

    // Unauthorized for everybody who is nobody, the disabled among them.
    Result<Agent> agentOf(std::string_view authorizationHeader);

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
};

}  // namespace latchkey
