// How often scanners have opened links at a mail domain: what the right-link adviser asks.
#pragma once

#include "models/domain/instant.h"
#include "services/store/connection.h"

namespace latchkey {

// So long a scanner is remembered; a domain without one for longer begins anew.
inline constexpr Duration scansKept = std::chrono::hours(24 * 90);

// `domain` as mailDomainOf() folds it; inside a transaction of the write room.
Result<void> noteScan(Connection &db, const QString &domain, Instant at);
// How many openings by scanners there were, up to the newest; 0 when that is longer ago than they are kept.
Result<int> scannersSeenAt(Connection &db, const QString &domain, Instant now);

}  // namespace latchkey
