// A timeline as rows of dots joined by a line: the one way in which it is written out, wherever a link is shown.
#pragma once

#include "models/domain/timeline.h"
#include "ui/panels/labels.h"
#include "ui/texts.h"

namespace latchkey {

class DottedRows;

DotKind dotOf(TimelineKind kind);

// One line of it: an entry, and where a link was copied as it was issued, that too.
struct TimelineLine {
    TimelineEntry entry;
    std::optional<TimelineEntry> copied;

    [[nodiscard]] QString words(TimelineOf timeline) const { return copied ? textOf(entry, *copied, timeline) : textOf(entry, timeline); }
};
// Newest first, as it came.
QList<TimelineLine> linesOf(const QList<TimelineEntry> &timeline);

// Of a customer: newest first, with the time of day or how long ago. Its text tells when the rows would read differently.
QString readingOf(const QList<TimelineLine> &lines, Instant now);
DottedRows *customerRows(const QList<TimelineLine> &lines, Instant now, QWidget *parent);
// Of one link: as a story, the oldest first and to the second.
DottedRows *storyRows(const QList<TimelineEntry> &timeline, Instant now, QWidget *parent);

}  // namespace latchkey
