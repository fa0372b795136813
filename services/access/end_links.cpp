// Ends Magic links before their time: one, or all of a customer by an agent or by a change of the address.
#include "services/access/access_service.h"
#include "services/access/dead_link.h"
#include "services/store/code_store.h"
#include "services/store/link_store.h"
#include "services/store/session_store.h"

namespace latchkey {

Result<void> AccessService::revoke(Transaction &t, LinkId link, AgentId by) {
    const Result<std::optional<CustomerId>> customer = endLink(t.db, link, LinkEnd::Revoked, by, t.now);
    if (!customer) return tl::unexpected<Error>(customer.error());
    if (!*customer) {
        const Result<LoginLink> dead = linkById(t.db, link, m_setup.publicIdKey);
        if (!dead) return tl::unexpected<Error>(dead.error());
        // Revoking twice is what two agents do at once; both get what they wanted.
        if (dead->end == LinkEnd::Revoked) return {};
        if (dead->atShop) return fail(ErrorCode::NotForThisShop, QStringLiteral("not_offered"));
        return fail(whyDead(dead->end));
    }
    Activity entry;
    entry.kind = ActivityKind::LinkRevoked;
    entry.agent = by;
    entry.customer = **customer;
    entry.link = link;
    if (const Result<void> recorded = t.record(entry); !recorded) return recorded;
    t.announce({EventKind::LinkEnded, **customer, link, t.now});
    return {};
}

Result<int> AccessService::endAllOf(Transaction &t, CustomerId customer, LinkEnd how, AgentId by) {
    const Result<QList<LinkId>> ended = endLiveLinksOf(t.db, customer, how, by, t.now);
    if (!ended) return tl::unexpected<Error>(ended.error());
    for (const LinkId link : *ended) {
        Activity entry;
        entry.kind = how == LinkEnd::Revoked ? ActivityKind::LinkRevoked : ActivityKind::LinkVoided;
        entry.agent = by;
        entry.customer = customer;
        entry.link = link;
        if (const Result<void> recorded = t.record(entry); !recorded) return tl::unexpected<Error>(recorded.error());
        t.announce({EventKind::LinkEnded, customer, link, t.now});
    }
    return static_cast<int>(ended->size());
}

Result<int> AccessService::revokeAllOf(Transaction &t, CustomerId customer, AgentId by) {
    if (const Result<LinkReach> known = linkReachOf(t.db, customer); !known) return tl::unexpected<Error>(known.error());
    return endAllOf(t, customer, LinkEnd::Revoked, by);
}

Result<void> AccessService::voidByEmailChange(Transaction &t, CustomerId customer, AgentId by) {
    if (const Result<int> ended = endAllOf(t, customer, LinkEnd::EmailChanged, by); !ended) return tl::unexpected<Error>(ended.error());
    if (const Result<int> done = endSessionsOf(t.db, customer, {}, {}, t.now); !done) return tl::unexpected<Error>(done.error());
    return expireCodesOf(t.db, customer, t.now);
}

}  // namespace latchkey
