// What is said of each finding about a shop outside the house that takes more than a sentence to say; for texts_findings alone.
#pragma once

#include "ui/texts.h"

namespace latchkey {

FindingText shopUnreachable(const FindingFacts &facts, Instant now);
FindingText shopDeclined(const FindingFacts &facts);
FindingText shopEmailShared(const FindingFacts &facts);
FindingText shopWaiting(const FindingFacts &facts, Instant now);
FindingText shopLinkOut(const FindingFacts &facts, Instant now);

}  // namespace latchkey
