// Paints words above their bar, so that neither needs the other's width.
#include "ui/widgets/count_bars.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace latchkey {

namespace {

constexpr int titleHeight = 24;
constexpr int rowHeight = 32;

}  // namespace

CountBars::CountBars(const QString &title, const QString &none, QWidget *parent) : QWidget(parent), m_title(title), m_none(none) {
    setAccessibleName(title);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    set({});
}

void CountBars::set(const QList<CountBar> &bars) {
    m_bars = bars;
    QStringList words;
    for (const CountBar &bar : bars) words << QStringLiteral("%1: %2").arg(bar.words, QString::number(bar.count));
    setAccessibleDescription(bars.isEmpty() ? m_none : words.join(QStringLiteral(". ")));
    setToolTip(accessibleDescription().toHtmlEscaped());
    updateGeometry();
    update();
}

QSize CountBars::sizeHint() const { return {340, titleHeight + rowHeight * qMax(1, static_cast<int>(m_bars.size()))}; }
QSize CountBars::minimumSizeHint() const { return {200, sizeHint().height()}; }

void CountBars::paintEvent(QPaintEvent *) {
    const Colours &c = colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(sectionFont());
    painter.setPen(c.textMuted);
    painter.drawText(QRect(0, 0, width(), titleHeight - 4), Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(sectionFont()).elidedText(m_title, Qt::ElideRight, width()));
    QFont small = font();
    small.setPixelSize(12);
    painter.setFont(small);
    const QFontMetrics metrics(small);
    if (m_bars.isEmpty()) return painter.drawText(QRect(0, titleHeight, width(), rowHeight), Qt::AlignLeft | Qt::AlignTop, metrics.elidedText(m_none, Qt::ElideRight, width()));
    int most = 1;
    for (const CountBar &bar : m_bars) most = qMax(most, bar.count);
    int y = titleHeight;
    for (const CountBar &bar : m_bars) {
        const QString count = QString::number(bar.count);
        const int room = width() - metrics.horizontalAdvance(count) - 10;
        painter.setPen(c.text);
        painter.drawText(QRect(0, y, room, 16), Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(bar.words, Qt::ElideRight, room));
        painter.drawText(QRect(0, y, width(), 16), Qt::AlignRight | Qt::AlignVCenter, count);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.neutralSoft);
        painter.drawRoundedRect(QRectF(0, y + 18, width(), 6), 3, 3);
        painter.setBrush(c.danger);
        painter.drawRoundedRect(QRectF(0, y + 18, qMax(6.0, width() * static_cast<double>(bar.count) / most), 6), 3, 3);
        y += rowHeight;
    }
}

}  // namespace latchkey
