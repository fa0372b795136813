// Which shop elsewhere a store mirrors, how far the mirror is, and what the shop's client has learnt.
#pragma once

#include "models/domain/shop_view.h"
#include "models/domain/sync_state.h"
#include "services/store/transaction.h"

#include <QTimeZone>

namespace latchkey {

// Of one collection; it is written in the transaction of the rows that it stands behind.
struct ShopCursor {
    QString cursor = {};       // the client's own text
    bool loaded = false;       // the first load has been at its end
    QString sweepAfter = {};   // the id behind which a sweep goes on
    Instant sweptAt = {};      // when one was last at its end
};
Result<ShopCursor> readShopCursor(Connection &db, const QString &collection);  // an empty one before the first
Result<void> keepShopCursor(Connection &db, const QString &collection, const ShopCursor &cursor);

// What anybody may know of the sync. `running` where it has said something within half a minute before `now`.
Result<SyncState> readSyncState(Connection &db, Instant now);
Result<void> keepSyncState(Connection &db, const SyncState &state);

Result<QString> shopMemory(Connection &db, const QString &name);  // empty when there is none
Result<void> keepShopMemory(Connection &db, const QString &name, const QString &value);

// The shop elsewhere whose mirror a store is; nothing: the house's own.
struct MirroredShop {
    ShopKind kind = ShopKind::Skio;
    QString domain = {};
};
Result<std::optional<MirroredShop>> mirroredShop(Connection &db);
// Whoever opens a store says for which shop; the first one elsewhere makes the empty store its own. StoreOfOtherShop where it is another's. By
// itself a shop may change its domain while nothing of it is here: later only the site tells a new domain from another shop (moveStore()).
Result<void> claimStore(Connection &db, const MirroredShop &shop);
Result<QString> mirroredSite(Connection &db);  // what claimSite() has kept; empty before
// The shop that calls itself `site` has this domain from now on. StoreOfOtherShop where that is not known to be the store's own.
Result<void> moveStore(Connection &db, const QString &site, const QString &domain);
// Whoever syncs says which store the shop itself calls it: the first is kept. StoreOfOtherShop, with the one that is kept, where it is another's.
Result<void> claimSite(Connection &db, const QString &site);
// The store's IANA time zone, which tells on which day an order falls; empty: not known, and what is kept stays. With another one the next
// run reads all subscriptions again.
Result<void> keepTimeZone(Connection &db, const QString &zone);
Result<QTimeZone> mirroredTimeZone(Connection &db);  // UTC where none is kept, or where this system does not know it

}  // namespace latchkey
