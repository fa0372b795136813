// What became of the Magic links of the last days: the numbers behind the picture that a lead looks at.
#pragma once

#include "models/domain/finding.h"
#include "models/domain/login_link.h"

#include <QList>

namespace latchkey {

// One day of the service's calendar, which is UTC; a link belongs to the day it was issued on.
struct LinkDay {
    Instant day;             // its midnight
    int issued = 0;
    int used = 0;
    int expiredUnseen = 0;   // nobody but scanners opened it in time
    int expiredOpened = 0;   // opened in time, the button never pressed
    int ended = 0;           // revoked, or void by a change of e-mail
    int refused = 0;         // openings and presses of dead links, on this day
};

struct LinkStats {
    QList<LinkDay> days;     // every one of the span, the oldest first
    // Why dead links were refused, and why the service refused to issue one; the most frequent first.
    struct DeadLink { LinkState why = LinkState::Expired; int count = 0; };
    QList<DeadLink> deadLinks;
    struct RefusedIssue { FindingCode why = FindingCode::EmailMissing; int count = 0; };
    QList<RefusedIssue> refusedIssues;
    Duration medianToOpen{}; // from issue to the first person, of those opened; 0 without any
    int opened = 0;          // how many the median is of
};

}  // namespace latchkey
