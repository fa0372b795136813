// Rules about the address on file, and about the customer as such.
#include "services/diagnosis/rule_parts.h"

namespace latchkey {

namespace {

Found aboutAddress(const DiagnosisFacts &facts) {
    Found found;
    found.facts.email = facts.customer.email;
    found.facts.suggestion = facts.email.suggestion;
    found.facts.flaw = facts.email.flaw;
    found.facts.flawAt = facts.email.at;
    if (phoneUsable(facts)) found.facts.phone = facts.customer.phone;
    if (facts.noEmailChange) {
        found.remedies = {Remedy::OpenInShop, Remedy::OpenInPlatform};
        keepPlacesThatAre(facts, found.remedies);
        return found;
    }
    if (!facts.email.suggestion.isEmpty()) found.remedies.append(Remedy::UseSuggestion);
    found.remedies.append(Remedy::EditContact);
    return found;
}

// Without an address that takes letters, standard login works by text alone.
void addWayByPhone(const DiagnosisFacts &facts, Found &found) {
    if (phoneUsable(facts)) found.remedies.append({Remedy::CopyLoginSteps, Remedy::CopyPortalLink});
}

}  // namespace

bool phoneUsable(const DiagnosisFacts &facts) {
    return facts.textsLeave && (facts.phone == PhoneState::Valid || facts.phone == PhoneState::Doubtful);
}

bool emailUsable(const DiagnosisFacts &facts) { return facts.email.state == EmailState::Valid || facts.email.state == EmailState::DomainTypo; }

MaybeFound findEmailMissing(const DiagnosisFacts &facts) {
    const bool said = facts.shop && facts.shop->fault == ShopFault::NoEmail;
    if (facts.email.state != EmailState::Missing && !said) return {};
    Found found = aboutAddress(facts);
    addWayByPhone(facts, found);
    return found;
}

MaybeFound findEmailMalformed(const DiagnosisFacts &facts) {
    if (facts.email.state != EmailState::Malformed) return {};
    Found found = aboutAddress(facts);
    addWayByPhone(facts, found);
    return found;
}

MaybeFound findEmailDomainTypo(const DiagnosisFacts &facts) {
    if (facts.email.state != EmailState::DomainTypo) return {};
    return aboutAddress(facts);
}

MaybeFound findEmailDomainHasNoMail(const DiagnosisFacts &facts) {
    if (!facts.domainRefusesMail || !emailUsable(facts)) return {};
    Found found = aboutAddress(facts);
    addWayByPhone(facts, found);
    return found;
}

MaybeFound findEmailShared(const DiagnosisFacts &facts) {
    // At a shop outside the house it stands in the way, and another finding says so.
    if (facts.sharing.isEmpty() || facts.email.state == EmailState::Missing || facts.shopKind != ShopKind::House) return {};
    Found found;
    found.facts.email = facts.customer.email;
    found.facts.other = facts.sharing.first().id;
    found.facts.otherName = facts.sharing.first().name;
    found.facts.count = static_cast<int>(facts.sharing.size());
    found.remedies = {Remedy::OpenOtherCustomer, Remedy::Search};
    return found;
}

MaybeFound findCustomerRemoved(const DiagnosisFacts &facts) {
    const bool said = facts.shop && facts.shop->fault == ShopFault::Removed;
    if ((!facts.customer.removedAt.isSet() && !said) || facts.redacted) return {};
    Found found;
    found.facts.at = facts.customer.removedAt;
    if (!facts.sharing.isEmpty()) {
        found.facts.other = facts.sharing.first().id;
        found.facts.otherName = facts.sharing.first().name;
        found.remedies.append(Remedy::OpenOtherCustomer);
    }
    found.remedies.append(Remedy::Search);
    return found;
}

}  // namespace latchkey
