// Issues Magic links.
#include "models/domain/public_id.h"
#include "services/access/access_service.h"
#include "services/access/destination.h"
#include "services/runtime/digest.h"
#include "services/store/link_store.h"

#include <algorithm>
#include <array>

namespace latchkey {

namespace {

constexpr Duration limitWindow = std::chrono::hours(1);
// A limit past this is none: reading so many rows at each issue would cost more than it guards.
constexpr int highestLimit = 1000;

// Pages of a portal at Skio.
bool isPageOfShop(const QString &destination) {
    static const std::array pages{QLatin1String("/subscriptions"), QLatin1String("/payment-methods"), QLatin1String("/orders"), QLatin1String("/addresses")};
    return std::find(pages.begin(), pages.end(), destination) != pages.end();
}

template <class Nth>
std::optional<Error> refusedByLimit(int limit, Instant now, Nth nthNewestIssue) {
    if (limit > highestLimit) return std::nullopt;
    if (limit <= 0) return Error{ErrorCode::TooManyLinks, {}, {}};
    const Result<Instant> nth = nthNewestIssue(now - limitWindow, limit);
    if (!nth) return nth.error();
    if (!nth->isSet()) return std::nullopt;
    return Error{ErrorCode::TooManyLinks, {}, *nth + limitWindow};
}

}  // namespace

Result<AccessService::Minted> AccessService::mint(Transaction &t, const IssueRequest &request, const ReplyPass &reply) {
    Minted minted{{}, linkTokenFromRandom(m_chance.bytes<17>())};
    NewLink link{sha256(minted.token.reveal()), request.customer, request.subscription, request.agent, request.door,
                 request.destination, t.now, t.now + m_setup.policy.linkLife};
    const Result<LinkId> id = insertLink(t.db, link);
    if (!id) return tl::unexpected<Error>(id.error());
    Activity entry;
    entry.kind = ActivityKind::LinkIssued;
    entry.agent = request.agent;
    entry.customer = request.customer;
    entry.link = *id;
    entry.note = noteOf(reply);
    if (const Result<void> recorded = recordWithReason(t, entry, reply.reason); !recorded) return tl::unexpected<Error>(recorded.error());
    t.announce({EventKind::LinkIssued, request.customer, *id, t.now});
    minted.link = {*id, publicIdOf(*id, m_setup.publicIdKey), m_setup.baseUrl + QStringLiteral("/l/") + QString::fromLatin1(minted.token.reveal()),
                   t.now, link.expiresAt};
    return minted;
}

Result<void> AccessService::recordWithReason(Transaction &t, const Activity &entry, const QString &reason) {
    if (reason.isEmpty()) return t.record(entry);
    const std::array<unsigned char, 16> salt = m_chance.bytes<16>();
    return t.recordWords(entry, reason, QByteArray(reinterpret_cast<const char *>(salt.data()), salt.size()));
}

Result<void> AccessService::mayIssue(Transaction &t, const IssueRequest &request) {
    const bool known = m_setup.isElsewhere ? isPageOfShop(request.destination) : isPortalDestination(request.destination);
    if (!request.destination.isEmpty() && !known)
        return fail(ErrorCode::InvalidRequest, QStringLiteral("destination"));
    const Result<LinkReach> reach = linkReachOf(t.db, request.customer);
    if (!reach) return tl::unexpected<Error>(reach.error());
    if (reach->removed || reach->emailState == EmailState::Missing || reach->emailState == EmailState::Malformed)
        return fail(ErrorCode::MagicLinkRefused);
    if (request.subscription.isValid()) {
        const Result<bool> theirs = subscriptionBelongsTo(t.db, request.subscription, request.customer);
        if (!theirs) return tl::unexpected<Error>(theirs.error());
        if (!*theirs) return fail(ErrorCode::NotFound, QStringLiteral("subscription"));
    }
    const auto ofCustomer = [&](Instant since, int n) { return nthNewestIssueOfCustomer(t.db, request.customer, since, n); };
    if (auto refused = refusedByLimit(m_setup.policy.linksPerCustomerPerHour, t.now, ofCustomer)) return tl::unexpected<Error>(*refused);
    const auto ofAgent = [&](Instant since, int n) { return nthNewestIssueOfAgent(t.db, request.agent, since, n); };
    if (request.agent.isValid())
        if (auto refused = refusedByLimit(m_setup.policy.linksPerAgentPerHour, t.now, ofAgent)) return tl::unexpected<Error>(*refused);
    return {};
}

Result<IssuedLink> AccessService::issue(Transaction &t, const IssueRequest &request) {
    if (const Result<void> allowed = mayIssue(t, request); !allowed) return tl::unexpected<Error>(allowed.error());
    const Result<ReplyPass> reply = checkReply(t.db, request.customer, request.reply);
    if (!reply) return tl::unexpected<Error>(reply.error());
    Result<Minted> minted = mint(t, request, *reply);
    if (!minted) return tl::unexpected<Error>(minted.error());
    return std::move(minted->link);
}

}  // namespace latchkey
