// The six characters by which people talk about a link ("K7QM2X"): a keyed permutation of its row id, so it needs no index.
// From the thousand-millionth link on there are eight.
#pragma once

#include "models/domain/id.h"

#include <QString>

#include <optional>

namespace latchkey {

// `key` is the store's own random number; with another key the same row has another public id.
QString publicIdOf(LinkId link, quint64 key);
// The row that a public id names, upper or lower case; nothing when the text is no public id.
std::optional<LinkId> linkOfPublicId(QStringView text, quint64 key);

}  // namespace latchkey
