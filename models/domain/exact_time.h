// Times to the microsecond, as other programs write them: what a millisecond rounds away decides which of two rows is newer.
#pragma once

#include <QString>

#include <optional>

namespace latchkey {

// Microseconds since 1970 of RFC 3339 with up to six decimals; finer ones are cut off. Nothing when the text is no such time.
std::optional<qint64> microsecondsFromText(QStringView text);

}  // namespace latchkey
