// Deletes what is past its keeping, the eldest rows first and few at a time, so that a long purge never holds up whoever waits to write.
#pragma once

#include "services/store/connection.h"

namespace latchkey {

// What one step may take of a table; a row of it may have a few more beside it (a letter its attempts).
inline constexpr int rowsAStep = 500;

// How far each table has been looked through behind its eldest rows; in memory, since it may begin anew at any time.
struct PurgeCursors {
    qint64 visits = 0;
    qint64 links = 0;
    qint64 codes = 0;
    qint64 guesses = 0;
    qint64 sessions = 0;
    qint64 messages = 0;
};

// Each is one step, inside a transaction of the write room, and answers how many rows went. They take the eldest `rowsAStep` numbers of a table
// by its key and, when nothing of these is old, as many from the next old one on that a look ahead of the cursor meets: a row that stays for
// long holds up none behind it. 0: nothing old among the eldest, and none was met this time; the cursor has moved on.
Result<qint64> deleteOldVisits(Connection &db, Instant before, PurgeCursors &at);
// That ended before; their visits go first, and whose they were is kept while the activity speaks of them. Never the newest, whose id must
// not be given again.
Result<qint64> deleteOldLinks(Connection &db, Instant before, PurgeCursors &at);
Result<qint64> deleteOldCodes(Connection &db, Instant before, PurgeCursors &at);
Result<qint64> deleteOldGuesses(Connection &db, Instant before, PurgeCursors &at);
Result<qint64> deleteOldSessions(Connection &db, Instant before, PurgeCursors &at);  // never the newest
Result<qint64> deleteOldMessages(Connection &db, Instant before, PurgeCursors &at);
Result<qint64> deleteOldRefusals(Connection &db, Instant before);  // whole days

}  // namespace latchkey
