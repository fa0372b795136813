// Folds text for comparing and searching: lower case, no accents, no invisible characters, NFKC.
#pragma once

#include <QString>

namespace latchkey {

// "Amélie  DURAND" -> "amelie durand"; white space is collapsed. The same text for the same eyes.
QString foldForSearch(QStringView text);
// White space of every kind, BOM, zero-width and direction marks at both ends, and invisible ones inside, removed.
QString trimInvisible(QStringView text);
// What takes no room on paper: controls, zero-width and direction marks, soft hyphens, fillers and variation selectors. No white space.
bool isInvisible(char32_t c);

}  // namespace latchkey
