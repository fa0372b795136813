// Reads the chained record of who did what, newest first, with the names that its ids stand for.
#pragma once

#include "models/domain/activity.h"
#include "models/domain/page.h"
#include "services/store/connection.h"

namespace latchkey {

// On any connection; reads only.
class ActivityStore {
public:
    explicit ActivityStore(Connection &db) : m_db(db) {}

    // Of everybody when `customer` is invalid; the page goes on below the entry `before`.
    Result<Page<ActivityRow>> page(CustomerId customer, ActivityId before, int limit);
    // The newest entry about an import; invalid when there was none.
    ActivityId newestImport();

private:
    Connection &m_db;
};

}  // namespace latchkey
