// How much two colours differ, as WCAG 2 reckons it: 1 for none, 21 for black on white.
#pragma once

#include <QColor>

#include <cmath>

namespace latchkey {

inline double contrast(const QColor &a, const QColor &b) {
    const auto light = [](const QColor &c) {
        const auto part = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
        return 0.2126 * part(c.redF()) + 0.7152 * part(c.greenF()) + 0.0722 * part(c.blueF());
    };
    const double x = light(a), y = light(b);
    return (qMax(x, y) + 0.05) / (qMin(x, y) + 0.05);
}

}  // namespace latchkey
