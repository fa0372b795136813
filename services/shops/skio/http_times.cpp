// Reads HTTP dates and pauses.
#include "services/shops/skio/http_times.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace latchkey {

std::optional<Instant> instantFromHttpDate(QByteArrayView text) {
    QDateTime at = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!at.isValid()) return std::nullopt;
    at.setTimeSpec(Qt::UTC);
    return Instant(at.toMSecsSinceEpoch());
}

std::optional<Duration> retryAfterFrom(QByteArrayView retryAfter, QByteArrayView date, Instant now) {
    constexpr Duration longest = std::chrono::hours(24);
    const QByteArrayView text = retryAfter.trimmed();
    if (text.isEmpty()) return std::nullopt;
    bool isNumber = false;
    const qint64 seconds = text.toByteArray().toLongLong(&isNumber);
    if (isNumber) return seconds < 0 ? std::optional<Duration>() : std::min(longest, Duration(std::chrono::seconds(std::min<qint64>(seconds, 86'400))));
    const std::optional<Instant> until = instantFromHttpDate(text);
    if (!until) return std::nullopt;
    return std::clamp(*until - instantFromHttpDate(date).value_or(now), Duration(0), longest);
}

}  // namespace latchkey
