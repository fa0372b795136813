// Counts a duration in the largest unit that says it well.
#include "services/access/words.h"

namespace latchkey {

namespace {

QString counted(qint64 n, QLatin1StringView one, QLatin1StringView many) { return QStringLiteral("%1 %2").arg(n).arg(n == 1 ? one : many); }

}  // namespace

QString inWords(Duration time) {
    const auto up = [ms = time.count()](qint64 unit) { return ms <= 0 ? 1 : (ms + unit - 1) / unit; };
    constexpr qint64 second = 1000;
    constexpr qint64 minute = 60 * second;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    if (time.count() < minute) return counted(up(second), QLatin1StringView("second"), QLatin1StringView("seconds"));
    if (time.count() < 2 * hour && time.count() != hour) return counted(up(minute), QLatin1StringView("minute"), QLatin1StringView("minutes"));
    if (time.count() < 2 * day) return counted(up(hour), QLatin1StringView("hour"), QLatin1StringView("hours"));
    return counted(up(day), QLatin1StringView("day"), QLatin1StringView("days"));
}

}  // namespace latchkey
