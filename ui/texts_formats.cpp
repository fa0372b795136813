// Times, durations, intervals and countdowns as people read them.
#include "ui/texts.h"

#include "services/client/local_time.h"
#include "ui/texts_context.h"

#include <QDateTime>
#include <QLocale>

namespace latchkey {

namespace {

constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

QDateTime local(Instant at) { return QDateTime::fromMSecsSinceEpoch(at.milliseconds()); }

// A whole UTC day is a date on a calendar, not a moment: it must not slip to the day before west of Greenwich.
QDate calendarDay(Instant at) {
    if (at.milliseconds() % kDay == 0) return QDateTime::fromMSecsSinceEpoch(at.milliseconds(), Qt::UTC).date();
    return local(at).date();
}

// The sentences are English, so the names of months are too, whatever this computer's language is.
QLocale sentencesLocale() { return QLocale(QLocale::English, QLocale::UnitedKingdom); }

}  // namespace

QString brief(const QString &text) {
    constexpr qsizetype most = 32;
    if (text.size() <= most) return text;
    return text.left(most / 2) + QChar(0x2026) + text.right(most / 2 - 1);
}

QString timeOfDay(Instant at) { return local(at).toString(u"HH:mm"); }

QString momentText(Instant at, Instant now) {
    if (local(at).date() == local(now).date()) return Desktop::tr("at %1").arg(timeOfDay(at));
    return Desktop::tr("on %1 at %2").arg(sentencesLocale().toString(local(at).date(), u"d MMM"), timeOfDay(at));
}

QString dayOf(Instant at) {
    if (!at.isSet()) return {};
    const QDate day = calendarDay(at);
    const int thisYear = local(localTime()).date().year();
    return sentencesLocale().toString(day, day.year() == thisYear ? u"d MMM" : u"d MMM yyyy");
}

QString orderDay(Instant at) {
    if (!at.isSet()) return {};
    const QDate day = calendarDay(at);
    const QDate today = local(localTime()).date();
    const bool isNear = day > today.addMonths(-2) && day < today.addMonths(10);
    return sentencesLocale().toString(day, isNear ? u"d MMM" : u"d MMM yyyy");
}

QString longAgo(Instant at, Instant now) {
    const qint64 gone = (now - at).count();
    if (gone < kMinute) return Desktop::tr("just now");
    if (gone < kHour) return Desktop::tr("%1 min").arg(gone / kMinute);
    if (gone < kDay) {
        const qint64 hours = gone / kHour;
        return hours == 1 ? Desktop::tr("1 hour") : Desktop::tr("%1 hours").arg(hours);
    }
    const qint64 days = gone / kDay;
    if (days == 1) return Desktop::tr("1 day");
    if (days < 60) return Desktop::tr("%1 days").arg(days);
    if (days < 730) return Desktop::tr("%1 months").arg(days / 30);
    return Desktop::tr("%1 years").arg(days / 365);
}

QString durationText(Duration life) {
    const qint64 ms = life.count();
    if (ms < kMinute) {
        const qint64 seconds = qMax<qint64>(1, (ms + kSecond / 2) / kSecond);
        return seconds == 1 ? Desktop::tr("1 second") : Desktop::tr("%1 seconds").arg(seconds);
    }
    const qint64 minutes = (ms + kMinute / 2) / kMinute;
    if (minutes < 120 && minutes % 60 != 0) return minutes == 1 ? Desktop::tr("1 minute") : Desktop::tr("%1 minutes").arg(minutes);
    const qint64 hours = (ms + kHour / 2) / kHour;
    if (hours < 48) return hours == 1 ? Desktop::tr("1 hour") : Desktop::tr("%1 hours").arg(hours);
    return Desktop::tr("%1 days").arg((ms + kDay / 2) / kDay);
}

QString countdownText(Duration left) {
    // Rounded up, so that the last second is shown as 0:01 and 0:00 means over.
    const qint64 seconds = qMax<qint64>(0, (left.count() + kSecond - 1) / kSecond);
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString textOf(const Interval &interval) {
    const int n = interval.count;
    switch (interval.unit) {
        case IntervalUnit::Day:
            return n == 1 ? Desktop::tr("Daily") : Desktop::tr("Every %1 days").arg(n);
        case IntervalUnit::Week:
            return n == 1 ? Desktop::tr("Weekly") : Desktop::tr("Every %1 weeks").arg(n);
        case IntervalUnit::Month:
            return n == 1 ? Desktop::tr("Monthly") : Desktop::tr("Every %1 months").arg(n);
        case IntervalUnit::Year:
            return n == 1 ? Desktop::tr("Yearly") : Desktop::tr("Every %1 years").arg(n);
    }
    return {};
}

}  // namespace latchkey
