// Magic links that a shop outside the house makes: asked here first, kept here afterwards, never with what they open.
#include "models/domain/public_id.h"
#include "services/access/access_service.h"
#include "services/runtime/digest.h"
#include "services/store/link_store.h"
#include "services/store/shop_waits.h"

#include <algorithm>

namespace latchkey {

namespace {

// The lists of links rest on that none lives longer; what a shop says beyond it is not believed.
constexpr Duration longestLife = std::chrono::hours(1);

// Until the shop shows the new address, it would make the link by the old one.
Result<void> refusedWhileWaiting(Connection &db, CustomerId customer, Instant now) {
    const Result<std::optional<EmailWait>> wait = emailWaitOf(db, customer, now);
    if (!wait) return tl::unexpected<Error>(wait.error());
    return *wait ? Result<void>(fail(ErrorCode::MagicLinkRefused)) : Result<void>();
}

}  // namespace

Result<void> AccessService::mayIssueAtShop(Transaction &t, const IssueRequest &request) {
    if (const Result<void> allowed = mayIssue(t, request); !allowed) return allowed;
    if (const Result<void> allowed = refusedWhileWaiting(t.db, request.customer, t.now); !allowed) return allowed;
    const Result<ReplyPass> reply = checkReply(t.db, request.customer, request.reply);
    if (!reply) return tl::unexpected<Error>(reply.error());
    return {};
}

Result<IssuedLink> AccessService::keepShopLink(Transaction &t, const IssueRequest &request, const MadeElsewhere &made) {
    if (const Result<void> allowed = mayIssue(t, request); !allowed) return tl::unexpected<Error>(allowed.error());
    // One that was made while an address went to the platform leads to whoever has the old one.
    if (const Result<void> allowed = refusedWhileWaiting(t.db, request.customer, t.now); !allowed) return tl::unexpected<Error>(allowed.error());
    const Result<ReplyPass> reply = checkReply(t.db, request.customer, request.reply);
    if (!reply) return tl::unexpected<Error>(reply.error());
    // Of chance, and of nothing that stands in the link: whoever has the store cannot even tell whether a link is this one.
    const std::array<unsigned char, 32> nothing = m_chance.bytes<32>();
    NewLink link{QByteArray(reinterpret_cast<const char *>(nothing.data()), static_cast<qsizetype>(nothing.size())),
                 request.customer, request.subscription, request.agent, request.door, request.destination, t.now,
                 std::min(made.expiresAt, t.now + longestLife)};
    link.atShop = true;
    const Result<LinkId> id = insertLink(t.db, link);
    if (!id) return tl::unexpected<Error>(id.error());
    Activity entry;
    entry.kind = ActivityKind::LinkIssued;
    entry.agent = request.agent;
    entry.customer = request.customer;
    entry.link = *id;
    entry.note = QStringLiteral("shop=skio until=%1").arg(link.expiresAt.milliseconds());
    if (const QString overridden = noteOf(*reply); !overridden.isEmpty()) entry.note += QLatin1Char(' ') + overridden;
    if (const Result<void> recorded = recordWithReason(t, entry, reply->reason); !recorded) return tl::unexpected<Error>(recorded.error());
    t.announce({EventKind::LinkIssued, request.customer, *id, t.now});
    IssuedLink issued{*id, publicIdOf(*id, m_setup.publicIdKey), QString::fromUtf8(made.url.reveal()), t.now, link.expiresAt};
    issued.atShop = true;
    issued.lifeAssumed = made.lifeAssumed;
    return issued;
}

}  // namespace latchkey
