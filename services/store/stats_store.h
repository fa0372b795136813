// What became of the Magic links of the last days, counted from the tables themselves.
#pragma once

#include "models/domain/link_stats.h"
#include "services/store/connection.h"

namespace latchkey {

// Verdicts are kept no longer.
inline constexpr int longestStatsDays = 90;

// Of the last `days` days up to today, by UTC. Reads every link of the span once: about half a second for a million of them.
Result<LinkStats> linkStats(Connection &db, int days, Instant now);

}  // namespace latchkey
