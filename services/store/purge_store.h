// Takes the eldest entries out of the activity as the operator set, and keeps a mark of the last one, so that the chain is proved from there on.
#pragma once

#include "services/store/connection.h"

namespace latchkey {

// What one day's purge took; the newest says where the chain goes on.
struct ActivityPurge {
    qint64 day = 0;      // its number since 1970
    Instant at;          // of the day's last step
    qint64 entry = 0;    // the last that is gone
    QByteArray hash;     // that entry's
    qint64 entries = 0;  // how many this day
};

// One step inside a transaction of the write room: at most rowsAStep of the entries before the first that was made later, their words and, with
// the last entry about it, whose past link that was. Answers how many entries went. The newest entry always stays: the next one is numbered by it.
Result<qint64> purgeActivity(Connection &db, Instant before, Instant now);

struct PurgedActivity {
    ActivityPurge last;      // entry 0: nothing was ever purged
    qint64 entries = 0;      // in all
    qint64 brokenPurge = 0;  // number of the first mark that does not follow from the one before; 0 = all do
};
Result<PurgedActivity> purgedActivity(Connection &db);

}  // namespace latchkey
