// How the shop stands as a whole, and what a customer's details tell of where their row comes from.
#pragma once

#include "models/domain/shop_view.h"
#include "models/domain/sync_state.h"

namespace latchkey {

// For every desk; no secrets in it. Of the house only its kind is set.
struct ShopState {
    ShopKind kind = ShopKind::House;
    QString storeDomain = {};             // "shop.example.com"
    StandardLogin login = {};
    QList<AbilityView> abilities = {};    // each once, in the enum's order
    SyncState sync = {};
};

// Of one customer. With the house everything stands at its default.
struct ShopFacts {
    ShopKind kind = ShopKind::House;
    Instant readAt = {};                               // when the shop last showed this row; unset: never
    StandardLogin login = {};
    ShopPlaces places = {};
    std::optional<ShopTrouble> noEmailChange = {};     // why the address cannot be changed from here
    QString emailAwaited = {};                         // saved at the platform, and not yet shown by the shop
    Instant awaitedSince = {};
    bool emailUnsure = false;                          // it was sent, and not answered: perhaps it was not saved
};

}  // namespace latchkey
