// Puts a customer's links, visits and other doings into one story, newest first.
#pragma once

#include "models/domain/timeline.h"
#include "services/store/timeline_store.h"

namespace latchkey {

// Pure. The end of a link that ran out is derived from the clock; equal neighbours are folded into one entry with a count.
// `failed` are letters and texts that did not get through.
QList<TimelineEntry> assembleTimeline(const QList<LinkHistory> &links, const QList<CustomerEvent> &events, Instant now, int limit,
                                      const QList<Message> &failed = {});

}  // namespace latchkey
