// How patient the service is with a shop outside the house.
#pragma once

#include "models/domain/instant.h"

namespace latchkey {

struct ShopTimes {
    Duration fresh = std::chrono::seconds(10);      // a row that was read since is not read again when it is opened
    Duration lookEvery = std::chrono::seconds(5);   // whether the shop shows a changed address
    Duration lookFor = std::chrono::minutes(2);     // after that the next reading tells
    Duration afterTyping = std::chrono::milliseconds(600);  // until a search that found nobody here is put to the shop
    Duration soughtAgain = std::chrono::minutes(1);         // the same one
    Duration remembered = std::chrono::minutes(1);  // what a row was last answered with
    // After that an action is no longer sent: the desk waits for 90 seconds, and the shop may take its own time to answer.
    Duration sendWithin = std::chrono::seconds(60);
};

}  // namespace latchkey
