// How long something lives, in words that a letter or a page can carry.
#pragma once

#include "models/domain/instant.h"

namespace latchkey {

// "42 seconds", "1 minute", "10 minutes", "2 hours", "30 days"; rounded up, so that nobody waits in vain.
QString inWords(Duration time);

}  // namespace latchkey
