// The findings about letters and texts: what became of the last one, in the server's own words.
#pragma once

#include "ui/texts.h"

namespace latchkey {

FindingText letterFailed(const FindingFacts &facts, Instant now);
FindingText letterWaiting(const FindingFacts &facts, Instant now);
FindingText smsFailed(const FindingFacts &facts, Instant now);
FindingText emailBounced(const FindingFacts &facts, Instant now);

}  // namespace latchkey
