// The rules themselves, one for each finding that diagnosis raises, and the few questions that several of them and the adviser ask.
#pragma once

#include "services/diagnosis/rules.h"

namespace latchkey {

using MaybeFound = std::optional<Found>;

bool emailUsable(const DiagnosisFacts &facts);
bool phoneUsable(const DiagnosisFacts &facts);  // by a text that leaves
bool addressBounced(const DiagnosisFacts &facts);
// Links that ran out one after the other, up to the last sign-in; those that an agent ended are nobody's failure.
int failuresInARow(const DiagnosisFacts &facts);
inline constexpr int troubleBegins = 2;
// Where a shop has no such place there is nothing to press.
void keepPlacesThatAre(const DiagnosisFacts &facts, QList<Remedy> &remedies);

// rules_contact.cpp
MaybeFound findEmailMissing(const DiagnosisFacts &facts);
MaybeFound findEmailMalformed(const DiagnosisFacts &facts);
MaybeFound findEmailDomainTypo(const DiagnosisFacts &facts);
MaybeFound findEmailDomainHasNoMail(const DiagnosisFacts &facts);
MaybeFound findEmailShared(const DiagnosisFacts &facts);
MaybeFound findCustomerRemoved(const DiagnosisFacts &facts);
// rules_letters.cpp
MaybeFound findEmailBounced(const DiagnosisFacts &facts);
MaybeFound findLetterFailed(const DiagnosisFacts &facts);
MaybeFound findLetterWaiting(const DiagnosisFacts &facts);
MaybeFound findSmsFailed(const DiagnosisFacts &facts);
// rules_links.cpp
MaybeFound findLinkLive(const DiagnosisFacts &facts);
MaybeFound findLinkExpired(const DiagnosisFacts &facts);
MaybeFound findLinkUsed(const DiagnosisFacts &facts);
MaybeFound findLinkRevoked(const DiagnosisFacts &facts);
MaybeFound findLinkVoidByEmailChange(const DiagnosisFacts &facts);
MaybeFound findLinkOpenedNotPressed(const DiagnosisFacts &facts);
MaybeFound findPortalLinkFitsBetter(const DiagnosisFacts &facts);
MaybeFound findUseStandardLogin(const DiagnosisFacts &facts);
// rules_access.cpp
MaybeFound findReplyGoesElsewhere(const DiagnosisFacts &facts);
MaybeFound findTooManyLinks(const DiagnosisFacts &facts);
MaybeFound findNotAllowed(const DiagnosisFacts &facts);
// rules_shop.cpp
MaybeFound findShopUnreachable(const DiagnosisFacts &facts);
MaybeFound findShopRefusedUs(const DiagnosisFacts &facts);
MaybeFound findShopNoAccess(const DiagnosisFacts &facts);
MaybeFound findShopApiChanged(const DiagnosisFacts &facts);
MaybeFound findShopLimits(const DiagnosisFacts &facts);
MaybeFound findShopIdUnusable(const DiagnosisFacts &facts);
MaybeFound findShopCustomerGone(const DiagnosisFacts &facts);
MaybeFound findShopCustomerRedacted(const DiagnosisFacts &facts);
MaybeFound findShopEmailUnknown(const DiagnosisFacts &facts);
MaybeFound findShopEmailDiffers(const DiagnosisFacts &facts);
MaybeFound findShopEmailShared(const DiagnosisFacts &facts);
MaybeFound findShopEmailTaken(const DiagnosisFacts &facts);
MaybeFound findShopLinkElsewhere(const DiagnosisFacts &facts);
MaybeFound findShopDeclined(const DiagnosisFacts &facts);
MaybeFound findShopUncertain(const DiagnosisFacts &facts);
MaybeFound findShopOffersNot(const DiagnosisFacts &facts);
MaybeFound findShopWaiting(const DiagnosisFacts &facts);
MaybeFound findShopLinkOut(const DiagnosisFacts &facts);

}  // namespace latchkey
