// English grouping, because the desk's sentences are English too.
#include "ui/pages/numbers.h"

#include <QLocale>

namespace latchkey {

QString countText(qint64 count) { return QLocale(QLocale::English, QLocale::UnitedStates).toString(count); }

QString shortCount(qint64 count) {
    if (count < 10'000) return countText(count);
    const bool millions = count >= 999'950;
    const double value = static_cast<double>(count) / (millions ? 1e6 : 1e3);
    return QString::number(value, 'f', value < 99.95 ? 1 : 0) + (millions ? QLatin1Char('M') : QLatin1Char('k'));
}

}  // namespace latchkey
