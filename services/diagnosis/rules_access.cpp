// Rules about who asks for a Magic link, and where the reply goes.
#include "services/diagnosis/rule_parts.h"

namespace latchkey {

namespace {

QString localPart(const QString &key) { return key.left(key.lastIndexOf(QLatin1Char('@'))); }

// A reply address that is probably the customer's own: the old one takes no letters, or only the domain is another.
bool looksLikeTheirNewAddress(const DiagnosisFacts &facts) {
    const ReplyFacts &reply = *facts.reply;
    if (reply.match == ReplyMatch::PlusAddress) return true;
    if (reply.match != ReplyMatch::Elsewhere || reply.owner) return false;
    return addressBounced(facts) || facts.domainRefusesMail || facts.email.state == EmailState::DomainTypo ||
           localPart(emailKey(reply.to)) == localPart(emailKey(facts.customer.email));
}

}  // namespace

MaybeFound findReplyGoesElsewhere(const DiagnosisFacts &facts) {
    if (!facts.reply || replyPasses(facts.reply->guard, facts.reply->match)) return {};
    const ReplyFacts &reply = *facts.reply;
    Found found;
    found.facts.email = facts.customer.email;
    found.facts.replyTo = reply.to;
    found.facts.reply = reply.match;
    found.remedies.append(Remedy::CopyPortalLink);
    if (looksLikeTheirNewAddress(facts) && !facts.noEmailChange) found.remedies.append(Remedy::EditContact);
    if (reply.owner) {
        found.facts.other = reply.owner->id;
        found.facts.otherName = reply.owner->name;
        found.remedies.append(Remedy::OpenOtherCustomer);
    }
    if (mayOverrideReply(reply.guard, reply.match, facts.role)) found.remedies.append(Remedy::OverrideReply);
    return found;
}

MaybeFound findTooManyLinks(const DiagnosisFacts &facts) {
    if (facts.linksThisHour < facts.policy.linksPerCustomerPerHour) return {};
    Found found;
    found.facts.count = facts.linksThisHour;
    found.facts.until = facts.nextLinkAt;
    found.remedies = {Remedy::TryAgain, Remedy::CopyPortalLink};
    return found;
}

MaybeFound findNotAllowed(const DiagnosisFacts &facts) {
    if (may(facts.role, Permission::IssueMagicLink)) return {};
    Found found;
    // Letters are the house's.
    const bool sends = facts.shopKind == ShopKind::House && emailUsable(facts) && may(facts.role, Permission::SendLetter);
    if (sends) found.facts.email = facts.customer.email;
    found.facts.denial = denialOf(Permission::IssueMagicLink, facts.role, facts.toAsk);
    found.remedies = {Remedy::CopyPortalLink, Remedy::EmailLoginLink};
    return found;
}

}  // namespace latchkey
