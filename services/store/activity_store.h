// Reads the chained record of who did what, newest first, with the names that its ids stand for.
#pragma once

#include "models/domain/activity.h"
#include "models/domain/event.h"
#include "models/domain/page.h"
#include "services/store/connection.h"

#include <optional>

namespace latchkey {

struct ActivityQuery {
    CustomerId customer = {};               // or everybody's
    AgentId agent = {};                     // or every agent's, and the customers' own
    std::optional<ActivityKind> kind = {};  // or any
    Instant from = {};                      // at or after; unset: from the start
    Instant until = {};                     // before; unset: to the end
    ActivityId before = {};                 // the page goes on below this entry
    int limit = 100;                        // 1 to 500
};

// On any connection; reads only.
class ActivityStore {
public:
    // `patience`: how many entries that do not fit are passed over for one page, where no index leads to those that do.
    explicit ActivityStore(Connection &db, qint64 patience = 2'000'000) : m_db(db), m_patience(patience) {}

    // A page that ends before it is full may still have a next one: among millions of entries of which few fit, the search stops
    // after a while and goes on there. The count is of all that the query asks for, whatever `before` is: exact without
    // customer, agent and kind, and else up to 10,000 of what can be counted without looking for long.
    Result<Page<ActivityRow>> page(const ActivityQuery &query, quint64 publicIdKey);
    // The newest entry about an import; invalid when there was none.
    ActivityId newestImport();
    // Links that were revoked after that entry because who had issued them was disabled, as desks are told of it.
    Result<QList<Event>> endedWithTheirAgent(ActivityId since);

private:
    // Entries from `low` up to `high`, which is not among them.
    struct Range {
        qint64 low = 1;
        qint64 high = 1;
    };
    // Newest first; everything from `reached` on was looked at.
    struct Found {
        QList<qint64> ids;
        qint64 reached = 0;
    };
    Result<Range> rangeOf(const ActivityQuery &query);
    Result<Found> find(const ActivityQuery &query, Range range, qint64 wanted, qint64 mostLookedAt);
    Result<void> count(const ActivityQuery &query, Range range, Page<ActivityRow> &page);
    Result<ActivityRow> row(qint64 id, quint64 publicIdKey);

    Connection &m_db;
    qint64 m_patience;
};

}  // namespace latchkey
