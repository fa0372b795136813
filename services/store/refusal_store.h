// Magic links that the service refused to issue, counted by day and by the finding that stood in the way.
#pragma once

#include "models/domain/finding.h"
#include "services/store/connection.h"

#include <QList>

namespace latchkey {

// Days of the service's calendar, UTC, by their number since 1970.
qint64 dayNumberOf(Instant at);

struct RefusedIssues {
    qint64 day = 0;
    FindingCode why = FindingCode::EmailMissing;
    int count = 0;
};

// Inside a transaction of the write room.
Result<void> noteRefusedIssue(Connection &db, qint64 day, FindingCode why);
// Of this day and later ones, the oldest first.
Result<QList<RefusedIssues>> refusedIssuesSince(Connection &db, qint64 day);

}  // namespace latchkey
