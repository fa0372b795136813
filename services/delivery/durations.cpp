// Counts a duration in the largest unit that says it well.
#include "services/delivery/durations.h"

namespace latchkey {

namespace {

struct Unit {
    QStringView one;
    QStringView many;
};

struct Units {
    Unit second;
    Unit minute;
    Unit hour;
    Unit day;
};

constexpr Units english = {{u"second", u"seconds"}, {u"minute", u"minutes"}, {u"hour", u"hours"}, {u"day", u"days"}};
constexpr Units german = {{u"Sekunde", u"Sekunden"}, {u"Minute", u"Minuten"}, {u"Stunde", u"Stunden"}, {u"Tag", u"Tage"}};
constexpr Units french = {{u"seconde", u"secondes"}, {u"minute", u"minutes"}, {u"heure", u"heures"}, {u"jour", u"jours"}};
constexpr Units spanish = {{u"segundo", u"segundos"}, {u"minuto", u"minutos"}, {u"hora", u"horas"}, {u"día", u"días"}};

const Units &unitsOf(Language language) {
    switch (language) {
    case Language::English: break;
    case Language::German: return german;
    case Language::French: return french;
    case Language::Spanish: return spanish;
    }
    return english;
}

}  // namespace

QString inWords(Duration time, Language language) {
    const auto counted = [ms = time.count()](qint64 length, const Unit &unit) {
        const qint64 n = ms <= 0 ? 1 : (ms + length - 1) / length;
        return QString::number(n) + u' ' + (n == 1 ? unit.one : unit.many).toString();
    };
    constexpr qint64 second = 1000;
    constexpr qint64 minute = 60 * second;
    constexpr qint64 hour = 60 * minute;
    constexpr qint64 day = 24 * hour;
    const Units &units = unitsOf(language);
    if (time.count() < minute) return counted(second, units.second);
    if (time.count() < 2 * hour && time.count() != hour) return counted(minute, units.minute);
    if (time.count() < 2 * day) return counted(hour, units.hour);
    return counted(day, units.day);
}

}  // namespace latchkey
