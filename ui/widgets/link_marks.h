// What the picture of a link's life shows and where: marks between its issue, its expiry and what came later. Pure, without painting.
#pragma once

#include "models/domain/timeline.h"

namespace latchkey {

enum class MarkKind { Issued, Copied, Delivered, OpenedByScanner, Opened, Used, Refused, Revoked, Voided, Expired };

struct LinkMark {
    MarkKind kind = MarkKind::Issued;
    Instant at;
    double place = 0;  // 0 at the left end of the bar, 1 at the right
    QString words;     // "14:02:31 Opened by a mail scanner…"
};

struct LinkPicture {
    LinkState state = LinkState::Live;
    double expiry = 1;      // place of the expiry: left of the right end when something came later
    double lived = 0;       // place up to which it has lived: now, or its end
    QList<LinkMark> marks;  // in the order of time
    QString words;          // all of it, for who does not see it
};

// Entries of other links are left out; what the timeline does not tell of issue and end, the link itself does.
LinkPicture pictureOf(const LoginLink &link, const QList<TimelineEntry> &timeline, Instant now);

// The link that a customer's timeline speaks of last, as far as it can be told from the timeline and the live links.
std::optional<LoginLink> newestLinkOf(const QList<TimelineEntry> &timeline, const QList<LoginLink> &liveLinks, Duration life);

}  // namespace latchkey
