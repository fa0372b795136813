// Deletes what is past its keeping, the eldest rows first and few at a time, so that a long purge never holds up whoever waits to write.
#pragma once

#include "services/store/connection.h"

namespace latchkey {

// What one step may take of a table; a row of it may have a few more beside it (a letter its attempts).
inline constexpr int rowsAStep = 500;

// Each is one step, inside a transaction of the write room, and answers how many rows went: 0 when nothing that old is left. They look at
// the eldest `rowsAStep` numbers of a table by its key and at nothing else.
Result<qint64> deleteOldVisits(Connection &db, Instant before);
// That ended before; their visits go first, and whose they were is kept while the activity speaks of them. Never the newest, whose id must
// not be given again.
Result<qint64> deleteOldLinks(Connection &db, Instant before);
Result<qint64> deleteOldCodes(Connection &db, Instant before);
Result<qint64> deleteOldGuesses(Connection &db, Instant before);
Result<qint64> deleteOldSessions(Connection &db, Instant before);  // never the newest
Result<qint64> deleteOldMessages(Connection &db, Instant before);
Result<qint64> deleteOldRefusals(Connection &db, Instant before);  // whole days

}  // namespace latchkey
