// Rules about a shop outside the house: what it answered, what it waits for, and what it has made.
#include "services/diagnosis/rule_parts.h"

#include <algorithm>

namespace latchkey {

namespace {

bool isElsewhere(const DiagnosisFacts &facts) { return facts.shopKind != ShopKind::House; }

// Without these nobody can be let in; the rest is only missed.
bool isNeededForLinks(const QString &what) { return what.isEmpty() || what == QLatin1String("StorefrontUsers") || what == QLatin1String("generateMagicLink"); }

MaybeFound saidByShop(const DiagnosisFacts &facts, FindingCode code, QList<Remedy> remedies) {
    if (!facts.shop || findingCodeOf(facts.shop->fault) != code) return {};
    Found found;
    found.facts.shopFault = facts.shop->fault;
    found.facts.speaker = facts.shop->speaker;
    found.facts.asked = facts.asked;
    found.facts.what = facts.shop->what;
    found.facts.serverWords = facts.shop->words;
    found.facts.email = facts.customer.email;
    found.facts.count = facts.shop->count;
    found.facts.until = facts.shop->retryAt.value_or(Instant());
    if (facts.shop->speaker == ShopSpeaker::Shopify) {
        // Links are not made there, and so nothing that it says stands in the way of one.
        found.milder = Severity::Warns;
        if (remedies.contains(Remedy::OpenInPlatform)) remedies.removeAll(Remedy::OpenInShop);
        else std::replace(remedies.begin(), remedies.end(), Remedy::OpenInShop, Remedy::OpenInPlatform);
    }
    keepPlacesThatAre(facts, remedies);
    found.remedies = std::move(remedies);
    return found;
}

}  // namespace

void keepPlacesThatAre(const DiagnosisFacts &facts, QList<Remedy> &remedies) {
    if (facts.places.skio.isEmpty()) remedies.removeAll(Remedy::OpenInShop);
    if (facts.places.shopify.isEmpty()) remedies.removeAll(Remedy::OpenInPlatform);
}

MaybeFound findShopUnreachable(const DiagnosisFacts &facts) {
    return saidByShop(facts, FindingCode::ShopUnreachable, {Remedy::TryAgain, Remedy::CopyPortalLink});
}
MaybeFound findShopRefusedUs(const DiagnosisFacts &facts) {
    return saidByShop(facts, FindingCode::ShopRefusedUs, {Remedy::CopyPortalLink, Remedy::OpenInShop});
}
MaybeFound findShopNoAccess(const DiagnosisFacts &facts) {
    MaybeFound found = saidByShop(facts, FindingCode::ShopNoAccess, {Remedy::OpenSettings, Remedy::CopyPortalLink});
    if (found && !isNeededForLinks(found->facts.what)) found->milder = Severity::Warns;
    return found;
}
MaybeFound findShopApiChanged(const DiagnosisFacts &facts) {
    return saidByShop(facts, FindingCode::ShopApiChanged, {Remedy::OpenSettings, Remedy::OpenInShop, Remedy::CopyPortalLink});
}
MaybeFound findShopLimits(const DiagnosisFacts &facts) {
    return saidByShop(facts, FindingCode::ShopLimits, {Remedy::TryAgain, Remedy::CopyPortalLink});
}
MaybeFound findShopIdUnusable(const DiagnosisFacts &facts) {
    return saidByShop(facts, FindingCode::ShopIdUnusable, {Remedy::Search, Remedy::OpenInShop});
}
MaybeFound findShopCustomerGone(const DiagnosisFacts &facts) {
    return saidByShop(facts, FindingCode::ShopCustomerGone, {Remedy::Search, Remedy::OpenInShop});
}
MaybeFound findShopEmailUnknown(const DiagnosisFacts &facts) {
    return saidByShop(facts, FindingCode::ShopEmailUnknown, {Remedy::TryAgain, Remedy::CopyPortalLink, Remedy::OpenInShop});
}
MaybeFound findShopEmailDiffers(const DiagnosisFacts &facts) { return saidByShop(facts, FindingCode::ShopEmailDiffers, {Remedy::TryAgain}); }
// It speaks of the address that was to be saved.
MaybeFound findShopEmailTaken(const DiagnosisFacts &facts) {
    MaybeFound found = saidByShop(facts, FindingCode::ShopEmailTaken, {Remedy::Search, Remedy::OpenInPlatform});
    if (found && !found->facts.what.isEmpty()) found->facts.email = found->facts.what;
    return found;
}
MaybeFound findShopLinkElsewhere(const DiagnosisFacts &facts) {
    return saidByShop(facts, FindingCode::ShopLinkElsewhere, {Remedy::CopyPortalLink, Remedy::OpenInShop});
}
MaybeFound findShopDeclined(const DiagnosisFacts &facts) {
    return saidByShop(facts, FindingCode::ShopDeclined, {Remedy::TryAgain, Remedy::CopyPortalLink, Remedy::OpenInShop});
}
// Nothing here repeats it: the agent looks first.
MaybeFound findShopUncertain(const DiagnosisFacts &facts) {
    return saidByShop(facts, FindingCode::ShopUncertain, {Remedy::OpenInShop, Remedy::CopyPortalLink});
}
MaybeFound findShopOffersNot(const DiagnosisFacts &facts) {
    return saidByShop(facts, FindingCode::ShopOffersNot, {Remedy::OpenInShop, Remedy::OpenInPlatform, Remedy::CopyPortalLink});
}

MaybeFound findShopCustomerRedacted(const DiagnosisFacts &facts) {
    const bool said = facts.shop && facts.shop->fault == ShopFault::Redacted;
    if (!said && !facts.redacted) return {};
    Found found;
    found.facts.at = facts.customer.removedAt;
    found.remedies = {Remedy::Search};
    return found;
}

// The shop makes links by the address alone, so that nobody knows whom one would let in.
MaybeFound findShopEmailShared(const DiagnosisFacts &facts) {
    QList<CustomerRow> others = facts.sharing;
    others.removeIf([](const CustomerRow &row) { return row.removed; });
    const bool said = facts.shop && facts.shop->fault == ShopFault::EmailShared;
    const bool known = isElsewhere(facts) && !others.isEmpty() && emailUsable(facts);
    if (!said && !known) return {};
    Found found;
    found.facts.email = facts.customer.email;
    found.facts.count = said ? std::max(1, facts.shop->count - 1) : static_cast<int>(others.size());
    if (!others.isEmpty()) {
        found.facts.other = others.first().id;
        found.facts.otherName = others.first().name;
        found.remedies.append(Remedy::OpenOtherCustomer);
    }
    found.remedies.append({Remedy::Search, Remedy::CopyPortalLink, Remedy::OpenInShop});
    keepPlacesThatAre(facts, found.remedies);
    return found;
}

MaybeFound findShopWaiting(const DiagnosisFacts &facts) {
    if (facts.emailAwaited.isEmpty()) return {};
    Found found;
    found.facts.email = facts.customer.email;
    found.facts.suggestion = facts.emailAwaited;
    found.facts.at = facts.awaitedSince;
    if (facts.emailUnsure) found.facts.shopFault = ShopFault::Uncertain;
    found.remedies = {Remedy::TryAgain, Remedy::CopyPortalLink, Remedy::OpenInShop, Remedy::OpenInPlatform};
    keepPlacesThatAre(facts, found.remedies);
    return found;
}

MaybeFound findShopLinkOut(const DiagnosisFacts &facts) {
    if (!facts.shopLink || facts.shopLink->stateAt(facts.now) != LinkState::Live) return {};
    const LoginLink &link = *facts.shopLink;
    Found found;
    found.facts.link = link.id;
    found.facts.publicId = link.publicId;
    found.facts.agentName = link.agentName;
    found.facts.at = link.issuedAt;
    found.facts.until = link.expiresAt;
    found.remedies = {Remedy::IssueMagicLink, Remedy::OpenLink};
    return found;
}

}  // namespace latchkey
