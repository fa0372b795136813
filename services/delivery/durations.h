// How long something lives, in words that a letter or a page can carry.
#pragma once

#include "models/domain/instant.h"
#include "models/domain/language.h"

namespace latchkey {

// "42 seconds", "1 minute", "10 Minuten", "2 heures", "30 días"; rounded up, so that nobody waits in vain.
QString inWords(Duration time, Language language = Language::English);

}  // namespace latchkey
