// A point in time: UTC milliseconds since 1970, always from the service's clock.
#pragma once

#include <QString>
#include <QtGlobal>

#include <chrono>
#include <compare>
#include <optional>

namespace latchkey {

using Duration = std::chrono::milliseconds;

class Instant {
public:
    constexpr Instant() = default;
    explicit constexpr Instant(qint64 milliseconds) : m_ms(milliseconds) {}

    [[nodiscard]] constexpr qint64 milliseconds() const { return m_ms; }
    // Zero stands for "never" in rows that have no such moment.
    [[nodiscard]] constexpr bool isSet() const { return m_ms != 0; }

    friend constexpr auto operator<=>(Instant, Instant) = default;
    friend constexpr Instant operator+(Instant at, Duration by) { return Instant(at.m_ms + by.count()); }
    friend constexpr Instant operator-(Instant at, Duration by) { return Instant(at.m_ms - by.count()); }
    friend constexpr Duration operator-(Instant a, Instant b) { return Duration(a.m_ms - b.m_ms); }

private:
    qint64 m_ms = 0;
};

// RFC 3339 in UTC with milliseconds, as the API carries it: 2026-03-01T14:02:10.000Z.
QString toRfc3339(Instant at);
// Reads RFC 3339 and plain dates (midnight UTC); nothing when the text is neither.
std::optional<Instant> instantFromText(QStringView text);

}  // namespace latchkey
