// What the desk's halves share: what the store knows of who is asked about, and the troubles that are our own.
#pragma once

#include "services/shops/shop_desk.h"

namespace latchkey {

struct ShopDesk::OnFile {
    QString ref = {};
    QString email = {};
    QString subscription = {};  // ref; empty: none
};

inline ShopTrouble troubleOfOurs(ShopFault fault) {
    ShopTrouble made;
    made.fault = fault;
    made.speaker = ShopSpeaker::House;
    return made;
}

}  // namespace latchkey
