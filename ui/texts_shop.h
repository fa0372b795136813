// The sentences about a shop outside the house: what it can do, how its mirror stands, and what went wrong.
#pragma once

#include "models/domain/shop_state.h"
#include "ui/texts.h"

namespace latchkey {

QString nameOf(ShopKind kind);         // "Skio"
QString nameOf(ShopAbility ability);   // "Make Magic links"
QString textOf(AbilityState state);    // "yes"
QString titleOf(const ShopTrouble &trouble);
QString textOf(const ShopTrouble &trouble);  // one sentence: what went wrong and what to do

// "Reading subscriptions, 12,400 rows"; empty when nothing is under way.
QString progressOf(const SyncState &sync);
// "as of 12 s ago"; of what was never read: "not read yet".
QString ageText(Instant readAt, Instant now);
// The same of the whole mirror, for a list's footer: "synced 12 s ago".
QString syncedText(const SyncState &sync, Instant now);

// What is wrong with the mirror, as a heading: a run that came to its end without a part, or one that failed; empty when all is well.
QString troubleOf(const SyncState &sync);
// The newest run came to its end, but without a part.
bool cameWithout(const SyncState &sync);

// Why something of the house's own is not there for a shop outside it; empty with the house.
QString whyNotHere(ShopKind kind);

}  // namespace latchkey
