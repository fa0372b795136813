// Puts a customer's links, visits and other doings into one story, newest first.
#pragma once

#include "models/domain/details.h"
#include "services/store/timeline_store.h"

namespace latchkey {

// Pure. The end of a link that ran out is derived from the clock; neighbours that differ in nothing but their time are folded into one
// entry with a count. `failed` are letters and texts that did not get through; those that carry one of the links are told once.
QList<TimelineEntry> assembleTimeline(const QList<LinkHistory> &links, const QList<CustomerEvent> &events, Instant now, int limit,
                                      const QList<Message> &failed = {});

// One link with all that befell it; NotFound.
Result<LinkDetails> linkDetails(Connection &db, LinkId id, quint64 publicIdKey, Instant now);

}  // namespace latchkey
