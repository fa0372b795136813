// Customers whose new address is saved at the platform, while the shop elsewhere still shows the old one.
#pragma once

#include "models/domain/id.h"
#include "models/domain/instant.h"
#include "models/domain/result.h"
#include "services/store/connection.h"

#include <QList>

#include <optional>

namespace latchkey {

// A wait of which nothing has come by then counts no more: what the shop shows is what holds.
inline constexpr Duration longestEmailWait = std::chrono::hours(24);

struct EmailWait {
    CustomerId customer = {};
    QString email = {};  // the new one
    QString shown = {};  // by the shop when the new one was saved: as soon as it shows another one, the wait is over
    Instant since = {};
    bool unsure = false;  // sent, and not answered: perhaps it was not saved
};
Result<std::optional<EmailWait>> emailWaitOf(Connection &db, CustomerId customer, Instant now);
// Those that began at `since` or later, at most a thousand.
Result<QList<EmailWait>> emailWaitsSince(Connection &db, Instant since);
// A later change of the same customer takes the place of the earlier one.
Result<void> keepEmailWait(Connection &db, const EmailWait &wait);
Result<void> endEmailWait(Connection &db, CustomerId customer);
// Answers how many went.
Result<qint64> deleteOldEmailWaits(Connection &db, Instant before);

}  // namespace latchkey
