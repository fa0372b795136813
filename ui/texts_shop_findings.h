// What is said of each finding about a shop outside the house that takes more than a sentence to say; for texts_findings alone.
#pragma once

#include "ui/texts.h"

namespace latchkey {

FindingText shopUnreachable(const FindingFacts &facts, Instant now);
FindingText shopRefusedUs(const FindingFacts &facts);
FindingText shopNoAccess(const FindingFacts &facts);
FindingText shopApiChanged(const FindingFacts &facts);
FindingText shopLimits(const FindingFacts &facts);
FindingText shopEmailDiffers(const FindingFacts &facts);
FindingText shopEmailTaken(const FindingFacts &facts);
FindingText shopLinkElsewhere(const FindingFacts &facts);
FindingText shopDeclined(const FindingFacts &facts);
FindingText shopUncertain(const FindingFacts &facts);
FindingText shopOffersNot(const FindingFacts &facts);
FindingText shopEmailShared(const FindingFacts &facts);
FindingText shopWaiting(const FindingFacts &facts, Instant now);
FindingText shopLinkOut(const FindingFacts &facts, Instant now);

}  // namespace latchkey
