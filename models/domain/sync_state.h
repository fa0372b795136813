// How the mirror of a shop elsewhere stands: what is being read, how fast, how fresh it is, and what went wrong last.
#pragma once

#include "models/domain/shop_trouble.h"

namespace latchkey {

// What a run is at. Settling: subscriptions take on the new names and intervals of what hangs on them. Sweeping: what is gone is looked for.
enum class SyncStep { Resting, Customers, Products, Variants, Policies, Lines, Subscriptions, Settling, Sweeping };

struct SyncState {
    bool everStarted = false;
    bool running = false;         // in whichever process; one that has said nothing for half a minute has died
    bool firstLoadDone = false;
    SyncStep step = SyncStep::Resting;
    Instant startedAt = {};       // of the newest run
    Instant beatAt = {};          // when it last said something
    qint64 rows = 0;              // read by it
    qint64 changed = 0;           // of them new here or different
    qint64 damaged = 0;           // of them left out, since they came without an id or an owner
    double rowsPerSecond = 0;     // since it began
    Instant endedAt = {};         // however it ended; unset while it runs
    Instant freshAt = {};         // the start of the last run that came to its end: what the shop showed until then is here
    Instant sweptAt = {};         // when what is gone was last looked for to the end
    // Of the newest run that failed, until one comes to its end: the shop's, or our own (StoreFull…). Without failures: of a part that the
    // run did without.
    std::optional<ShopTrouble> trouble = {};
    std::optional<Error> error = {};
    Instant failedAt = {};
    int failures = 0;             // in a row
    Instant nextAt = {};          // when it is tried again by itself; unset: not at all, or at once
};

// A row is as fresh as its own last reading, or as the whole mirror is when that is later.
inline Instant asOf(Instant seenAt, const SyncState &state) { return seenAt.isSet() && state.freshAt > seenAt ? state.freshAt : seenAt; }

QString toText(SyncStep step);
std::optional<SyncStep> syncStepFromText(QStringView text);

}  // namespace latchkey
