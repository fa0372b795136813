// Writes and reads points in time as RFC 3339.
#include "models/domain/instant.h"

#include <QDate>

namespace latchkey {

namespace {

constexpr qint64 dayMs = 86'400'000;
constexpr qint64 julianDayOf1970 = 2'440'588;

// Takes characters off the front of a text; once something is missing, everything after it is too.
class Scanner {
public:
    explicit Scanner(QStringView text) : m_rest(text) {}

    int digits(int count) {
        int number = 0;
        for (int i = 0; i < count; ++i) {
            const int digit = i < m_rest.size() ? m_rest[i].unicode() - u'0' : -1;
            if (digit < 0 || digit > 9) {
                m_whole = false;
                return 0;
            }
            number = number * 10 + digit;
        }
        m_rest = m_rest.sliced(count);
        return number;
    }
    bool skip(QStringView oneOf) {
        if (m_rest.isEmpty() || !oneOf.contains(m_rest.front())) return false;
        m_rest = m_rest.sliced(1);
        return true;
    }
    void require(QStringView oneOf) { m_whole = skip(oneOf) && m_whole; }
    // The fraction of a second in milliseconds; what is finer is cut off.
    int fraction() {
        int ms = 0;
        int places = 0;
        while (!m_rest.isEmpty() && m_rest.front() >= u'0' && m_rest.front() <= u'9') {
            if (places++ < 3) ms = ms * 10 + (m_rest.front().unicode() - u'0');
            m_rest = m_rest.sliced(1);
        }
        if (places == 0) m_whole = false;
        for (; places < 3; ++places) ms *= 10;
        return ms;
    }
    [[nodiscard]] QChar next() const { return m_rest.isEmpty() ? QChar() : m_rest.front(); }
    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }
    [[nodiscard]] bool whole() const { return m_whole; }

private:
    QStringView m_rest;
    bool m_whole = true;
};

// Minutes east of UTC, from "Z" or "+02:00".
int offsetMinutes(Scanner &scan) {
    if (scan.skip(u"Zz")) return 0;
    const bool west = scan.next() == u'-';
    scan.require(u"+-");
    const int hours = scan.digits(2);
    scan.require(u":");
    const int minutes = scan.digits(2);
    if (hours > 23 || minutes > 59) scan.require(u"");
    return west ? -(hours * 60 + minutes) : hours * 60 + minutes;
}

}  // namespace

QString toRfc3339(Instant at) {
    const qint64 ms = at.milliseconds();
    const qint64 day = (ms >= 0 ? ms : ms - dayMs + 1) / dayMs;
    const int rest = static_cast<int>(ms - day * dayMs);
    const QDate date = QDate::fromJulianDay(day + julianDayOf1970);
    return QString::asprintf("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", date.year(), date.month(), date.day(), rest / 3'600'000, rest / 60'000 % 60,
                             rest / 1000 % 60, rest % 1000);
}

std::optional<Instant> instantFromText(QStringView text) {
    Scanner scan(text.trimmed());
    const int year = scan.digits(4);
    scan.require(u"-");
    const int month = scan.digits(2);
    scan.require(u"-");
    const QDate date(year, month, scan.digits(2));
    if (!scan.whole() || year < 1 || !date.isValid()) return {};
    const qint64 midnight = (date.toJulianDay() - julianDayOf1970) * dayMs;
    if (scan.atEnd()) return Instant(midnight);

    scan.require(u"Tt ");
    const int hour = scan.digits(2);
    scan.require(u":");
    const int minute = scan.digits(2);
    scan.require(u":");
    const int second = scan.digits(2);
    const int fraction = scan.skip(u".") ? scan.fraction() : 0;
    const int offset = offsetMinutes(scan);
    // RFC 3339 knows a 60th second; it counts as the first one of the next minute.
    if (!scan.whole() || !scan.atEnd() || hour > 23 || minute > 59 || second > 60) return {};
    return Instant(midnight + ((hour * 60 + minute - offset) * 60LL + second) * 1000 + fraction);
}

}  // namespace latchkey
