// What a tone looks like in the theme in force: its word, its soft fill, its line, and the wash behind a whole card.
#pragma once

#include "ui/widgets/card.h"

#include <QColor>

namespace latchkey {

struct ToneColours {
    QColor text, soft, line, wash;
};
ToneColours coloursOf(Tone tone);

}  // namespace latchkey
