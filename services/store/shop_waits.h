// Customers whose new address is saved at the platform, while the shop elsewhere still shows the old one.
#pragma once

#include "models/domain/id.h"
#include "models/domain/instant.h"
#include "models/domain/result.h"
#include "services/store/connection.h"

#include <QList>

#include <optional>

namespace latchkey {

struct EmailWait {
    CustomerId customer = {};
    QString email = {};  // the new one
    Instant since = {};
};
Result<std::optional<EmailWait>> emailWaitOf(Connection &db, CustomerId customer);
Result<QList<EmailWait>> emailWaitsSince(Connection &db, Instant since);
// A later change of the same customer takes the place of the earlier one.
Result<void> keepEmailWait(Connection &db, const EmailWait &wait);
Result<void> endEmailWait(Connection &db, CustomerId customer);

}  // namespace latchkey
