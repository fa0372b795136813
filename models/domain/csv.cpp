// Quotes what must be quoted and disarms formulas.
#include "models/domain/csv.h"

namespace latchkey {

namespace {

QString cellOf(const QString &text) {
    // White space in front does not keep a spreadsheet from taking it for a formula.
    const QString bare = text.trimmed();
    const bool formula = !bare.isEmpty() && QStringView(u"=+-@").contains(bare.front());
    const bool control = !text.isEmpty() && QStringView(u"\t\r\n").contains(text.front());
    QString cell = formula || control ? QLatin1Char('\'') + text : text;
    const bool quote = cell != cell.trimmed() || cell.contains(QLatin1Char(',')) || cell.contains(QLatin1Char('"')) || cell.contains(QLatin1Char('\n')) ||
                       cell.contains(QLatin1Char('\r'));
    if (!quote) return cell;
    cell.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return QLatin1Char('"') + cell + QLatin1Char('"');
}

}  // namespace

QByteArray csvLine(const QStringList &cells) {
    QStringList line;
    for (const QString &cell : cells) line.append(cellOf(cell));
    return line.join(QLatin1Char(',')).toUtf8() + QByteArrayLiteral("\r\n");
}

}  // namespace latchkey
