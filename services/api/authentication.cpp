// Checks bearer tokens in constant time, by their hash.
#include "services/api/authentication.h"

#include "services/runtime/digest.h"
#include "services/store/agent_store.h"

namespace latchkey {

namespace {

constexpr qsizetype rememberedAtMost = 1000;
constexpr std::size_t longestToken = 256;

// The scheme's case does not matter (RFC 9110, 11.1).
std::string_view bearerOf(std::string_view header) {
    constexpr std::string_view scheme = "bearer ";
    if (header.size() <= scheme.size()) return {};
    for (std::size_t i = 0; i < scheme.size(); ++i)
        if ((header[i] | 0x20) != (scheme[i] | 0x20)) return {};
    header.remove_prefix(scheme.size());
    while (!header.empty() && header.front() == ' ') header.remove_prefix(1);
    return header;
}

}  // namespace

Authentication::Authentication(Connection &db, const Clock &clock, std::optional<AgentToken> embeddedToken, Agent embeddedAgent)
    : m_db(db), m_clock(clock), m_embeddedToken(std::move(embeddedToken)), m_embeddedAgent(std::move(embeddedAgent)) {}

Result<Agent> Authentication::agentOf(std::string_view authorizationHeader) {
    const std::string_view bearer = bearerOf(authorizationHeader);
    if (bearer.empty() || bearer.size() > longestToken) return fail(ErrorCode::Unauthorized);
    const QByteArrayView token(bearer.data(), static_cast<qsizetype>(bearer.size()));
    if (m_embeddedToken && equalInConstantTime(m_embeddedToken->reveal(), token)) return m_embeddedAgent;

    const QByteArray hash = sha256(token);
    const Instant now = m_clock.now();
    if (const auto known = m_known.constFind(hash); known != m_known.cend() && now < known->until && now + believed >= known->until) {
        if (!known->agent) return fail(ErrorCode::Unauthorized);
        return *known->agent;
    }
    Result<std::optional<Agent>> found = AgentStore(m_db).byTokenHash(hash);
    if (!found) return tl::unexpected<Error>(found.error());
    if (*found && (*found)->disabledAt.isSet()) found->reset();
    if (m_known.size() >= rememberedAtMost) m_known.clear();
    m_known.insert(hash, {*found, now + believed});
    if (!*found) return fail(ErrorCode::Unauthorized);
    return **found;
}

QByteArray Authentication::tokenHashOf(std::string_view authorizationHeader) {
    const std::string_view bearer = bearerOf(authorizationHeader);
    return sha256(QByteArrayView(bearer.data(), static_cast<qsizetype>(bearer.size())));
}

bool Authentication::isWorthNoting(AgentId agent) {
    if (isEmbedded(agent)) return false;
    const Instant now = m_clock.now();
    const auto last = m_noted.constFind(agent.value());
    // A clock that was set back is no reason for silence.
    if (last != m_noted.cend() && *last <= now && now < *last + std::chrono::minutes(1)) return false;
    m_noted.insert(agent.value(), now);
    return true;
}

}  // namespace latchkey
