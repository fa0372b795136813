// Rules about what became of the customer's Magic links, and which way in is the surer one.
#include "services/diagnosis/rule_parts.h"

#include <algorithm>

namespace latchkey {

namespace {

Found aboutLink(const LoginLink &link, const DiagnosisFacts &facts, QList<Remedy> remedies) {
    Found found;
    found.remedies = std::move(remedies);
    found.facts.link = link.id;
    found.facts.publicId = link.publicId;
    found.facts.agentName = link.agentName;
    found.facts.visits = link.visits;
    found.facts.scannerVisits = link.scannerVisits;
    found.facts.life = link.expiresAt - link.issuedAt;
    found.facts.until = link.expiresAt;
    found.facts.email = facts.customer.email;
    return found;
}

// A sign-in since the link was issued, by whatever way, ends the trouble with it.
bool signedInSince(const DiagnosisFacts &facts, const LoginLink &link) { return facts.customer.lastSignInAt >= link.issuedAt; }

// Opened by a person while it still lived; scanners press nothing and prove nothing.
bool seenInTime(const LoginLink &link) { return link.visits > 0 && (!link.firstVisitAt.isSet() || link.firstVisitAt < link.expiresAt); }

// Only of the newest link: what became of the one before it helps nobody once another is out.
MaybeFound newestEnded(const DiagnosisFacts &facts, LinkState state, const QList<Remedy> &remedies) {
    if (facts.links.isEmpty() || facts.links.first().stateAt(facts.now) != state) return {};
    const LoginLink &link = facts.links.first();
    Found found = aboutLink(link, facts, remedies);
    found.facts.at = link.endedAt.isSet() ? link.endedAt : link.expiresAt;
    if (signedInSince(facts, link)) found.milder = Severity::Informs;
    return found;
}

bool expiredUnseen(const DiagnosisFacts &facts, const LoginLink &link) {
    // Of an older link nobody knows any more who opened it.
    if (link.issuedAt < facts.now - visitsKeptBy(facts.policy)) return false;
    return link.stateAt(facts.now) == LinkState::Expired && !seenInTime(link) && !signedInSince(facts, link);
}

}  // namespace

int failuresInARow(const DiagnosisFacts &facts) {
    int failures = 0;
    for (const LoginLink &link : facts.links) {
        const LinkState state = link.stateAt(facts.now);
        if (state == LinkState::Used || signedInSince(facts, link)) break;
        if (state == LinkState::Expired) ++failures;
    }
    return failures;
}

MaybeFound findLinkLive(const DiagnosisFacts &facts) {
    const auto live =
        std::find_if(facts.links.cbegin(), facts.links.cend(), [&](const LoginLink &link) { return link.stateAt(facts.now) == LinkState::Live; });
    if (live == facts.links.cend()) return {};
    Found found = aboutLink(*live, facts, {Remedy::IssueMagicLink, Remedy::RevokeLink, Remedy::OpenLink});
    found.facts.at = live->issuedAt;
    return found;
}

MaybeFound findLinkExpired(const DiagnosisFacts &facts) {
    return newestEnded(facts, LinkState::Expired, {Remedy::IssueMagicLink, Remedy::CopyPortalLink, Remedy::OpenLink});
}

MaybeFound findLinkUsed(const DiagnosisFacts &facts) { return newestEnded(facts, LinkState::Used, {Remedy::IssueMagicLink, Remedy::OpenLink}); }

MaybeFound findLinkRevoked(const DiagnosisFacts &facts) {
    return newestEnded(facts, LinkState::Revoked, {Remedy::IssueMagicLink, Remedy::OpenLink});
}

MaybeFound findLinkVoidByEmailChange(const DiagnosisFacts &facts) {
    return newestEnded(facts, LinkState::VoidByEmailChange, {Remedy::IssueMagicLink, Remedy::OpenLink});
}

// Opened in time and not pressed, be it live still or run out since.
MaybeFound findLinkOpenedNotPressed(const DiagnosisFacts &facts) {
    if (facts.links.isEmpty()) return {};
    const LoginLink &unspent = facts.links.first();
    if (unspent.end != LinkEnd::None || !seenInTime(unspent) || signedInSince(facts, unspent)) return {};
    QList<Remedy> remedies{Remedy::IssueMagicLink};
    if (unspent.stateAt(facts.now) == LinkState::Live) remedies.append(Remedy::RevokeLink);
    remedies.append(Remedy::OpenLink);
    Found found = aboutLink(unspent, facts, remedies);
    found.facts.at = unspent.lastVisitAt.isSet() ? unspent.lastVisitAt : unspent.firstVisitAt;
    return found;
}

MaybeFound findPortalLinkFitsBetter(const DiagnosisFacts &facts) {
    if (!emailUsable(facts) && !phoneUsable(facts)) return {};
    const LoginLink *newest = facts.links.isEmpty() ? nullptr : &facts.links.first();
    const bool unseen = newest && expiredUnseen(facts, *newest);
    const bool slow = facts.usualDelay > facts.policy.linkLife;
    if (!facts.replyLater && !unseen && !slow) return {};
    Found found;
    found.remedies = {Remedy::CopyPortalLink};
    found.facts.life = facts.policy.linkLife;
    found.facts.usualDelay = slow ? facts.usualDelay : Duration{};
    if (unseen) {
        found.facts.link = newest->id;
        found.facts.publicId = newest->publicId;
        found.facts.at = newest->expiresAt;
    }
    return found;
}

MaybeFound findUseStandardLogin(const DiagnosisFacts &facts) {
    const int failures = failuresInARow(facts);
    const bool troubled = failures >= troubleBegins && (emailUsable(facts) || phoneUsable(facts));
    const bool onlyPhone = !emailUsable(facts) && phoneUsable(facts);
    if (!troubled && !onlyPhone) return {};
    Found found;
    found.remedies = {Remedy::CopyLoginSteps, Remedy::CopyPortalLink};
    found.facts.count = failures;
    found.facts.phone = phoneUsable(facts) ? facts.customer.phone : QString();
    found.facts.email = emailUsable(facts) ? facts.customer.email : QString();
    return found;
}

}  // namespace latchkey
