// Paints legend, scale and bars.
#include "ui/widgets/link_chart.h"

#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace latchkey {

namespace {

constexpr std::array fates = {LinkFate::Used, LinkFate::ExpiredOpened, LinkFate::ExpiredUnseen, LinkFate::Ended, LinkFate::Live};
constexpr int legendHeight = 28;
constexpr int daysHeight = 20;
constexpr int scaleWidth = 34;
constexpr int totalHeight = 16;

// Full, hollow or hatched, so that nobody needs to tell the colours apart.
void fill(QPainter &painter, const QRectF &box, LinkFate fate) {
    const QColor colour = LinkChart::colourOf(fate);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (fate) {
        case LinkFate::Used:
        case LinkFate::ExpiredOpened:
        case LinkFate::Live:
            painter.drawRect(box);
            return;
        case LinkFate::ExpiredUnseen:
        case LinkFate::Ended:
            break;
    }
    if (box.height() < 4) return painter.drawRect(box);
    painter.setBrush(fate == LinkFate::Ended ? QBrush(colour, Qt::BDiagPattern) : QBrush(colours().surface));
    painter.setPen(QPen(colour, 1.4));
    painter.drawRect(box.adjusted(0.7, 0.7, -0.7, -0.7));
}

}  // namespace

int countOf(const LinkDay &day, LinkFate fate) {
    switch (fate) {
        case LinkFate::Used:
            return day.used;
        case LinkFate::ExpiredOpened:
            return day.expiredOpened;
        case LinkFate::ExpiredUnseen:
            return day.expiredUnseen;
        case LinkFate::Ended:
            return day.ended;
        case LinkFate::Live:
            return qMax(0, day.issued - day.used - day.expiredOpened - day.expiredUnseen - day.ended);
    }
    return 0;
}

QString textOf(LinkFate fate) {
    switch (fate) {
        case LinkFate::Used:
            return Desktop::tr("Used");
        case LinkFate::ExpiredOpened:
            return Desktop::tr("Expired after opening");
        case LinkFate::ExpiredUnseen:
            return Desktop::tr("Expired unseen");
        case LinkFate::Ended:
            return Desktop::tr("Revoked or ended");
        case LinkFate::Live:
            return Desktop::tr("Live");
    }
    return {};
}

QColor LinkChart::colourOf(LinkFate fate) {
    const Colours &c = colours();
    switch (fate) {
        case LinkFate::Used:
            return c.success;
        case LinkFate::ExpiredOpened:
            return c.warning;
        case LinkFate::ExpiredUnseen:
            return c.textFaint;
        case LinkFate::Ended:
            return c.danger;
        case LinkFate::Live:
            return c.accent;
    }
    return {};
}

LinkChart::LinkChart(QWidget *parent) : QWidget(parent) {
    setObjectName(QStringLiteral("linkChart"));
    setAccessibleName(Desktop::tr("Magic links issued by day"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QFont small = font();
    small.setPixelSize(11);
    setFont(small);
}

void LinkChart::set(const QList<LinkDay> &days, const QString &inWords) {
    m_days = days;
    setAccessibleDescription(inWords);
    update();
}

int LinkChart::top() const {
    int most = 0;
    for (const LinkDay &day : m_days) most = qMax(most, day.issued);
    // 1, 2 or 5 times a power of ten a step, four steps at most.
    for (int step = 1;; step *= 10)
        for (const int times : {1, 2, 5})
            if (step * times * 4 >= most) return qMax(4, step * times * ((most + step * times - 1) / (step * times)));
}

QRectF LinkChart::plot() const {
    return QRectF(rect()).adjusted(scaleWidth, legendHeight + totalHeight, -2, -daysHeight);
}

double LinkChart::slot() const { return m_days.isEmpty() ? 0 : plot().width() / static_cast<double>(m_days.size()); }

QRectF LinkChart::segmentRect(int day, LinkFate fate) const {
    const LinkDay &its = m_days.at(day);
    int below = 0;
    for (const LinkFate each : fates) {
        if (each == fate) break;
        below += countOf(its, each);
    }
    const int count = countOf(its, fate);
    if (count == 0) return {};
    const QRectF area = plot();
    const double unit = area.height() / top();
    const double gap = qMin(6.0, slot() * 0.28);
    return {area.left() + day * slot() + gap / 2, area.bottom() - (below + count) * unit, slot() - gap, count * unit};
}

QString LinkChart::wordsAt(int day) const {
    const LinkDay &its = m_days.at(day);
    QStringList parts{Desktop::tr("%1 issued").arg(its.issued)};
    for (const LinkFate fate : fates)
        if (const int count = countOf(its, fate); count > 0) parts << QStringLiteral("%1 %2").arg(QString::number(count), textOf(fate).toLower());
    if (its.refused > 0) parts << Desktop::tr("%1 refused").arg(its.refused);
    return QStringLiteral("%1: %2").arg(dayOf(its.day), parts.join(QStringLiteral(", ")));
}

void LinkChart::paintLegend(QPainter &painter) const {
    const QFontMetrics metrics(font());
    double x = scaleWidth;
    for (const LinkFate fate : fates) {
        const QString text = textOf(fate);
        fill(painter, QRectF(x, 6, 11, 11), fate);
        painter.setPen(colours().textMuted);
        painter.drawText(QPointF(x + 16, 6 + metrics.ascent()), text);
        x += 16 + metrics.horizontalAdvance(text) + 16;
    }
}

void LinkChart::paintScale(QPainter &painter) const {
    const QRectF area = plot();
    const int most = top();
    const int steps = most % 4 == 0 ? 4 : most % 3 == 0 ? 3 : most % 5 == 0 ? 5 : 2;
    for (int step = 0; step <= steps; ++step) {
        if (most * step % steps != 0) continue;
        const double y = area.bottom() - area.height() * step / steps;
        painter.setPen(step == 0 ? colours().lineStrong : colours().line);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(colours().textMuted);
        painter.drawText(QRectF(0, y - 8, scaleWidth - 6, 16), Qt::AlignRight | Qt::AlignVCenter, QString::number(most * step / steps));
    }
}

void LinkChart::paintDay(QPainter &painter, int day) const {
    for (const LinkFate fate : fates) {
        const QRectF box = segmentRect(day, fate);
        // A hair of ground between two fates; never so much that one vanishes.
        if (!box.isNull()) fill(painter, box.height() > 3 ? box.adjusted(0, 1, 0, 0) : box, fate);
    }
    const QRectF area = plot();
    const QFontMetrics metrics(font());
    const LinkDay &its = m_days.at(day);
    const double x = area.left() + day * slot();
    const QString total = QString::number(its.issued);
    painter.setPen(colours().text);
    if (its.issued > 0 && metrics.horizontalAdvance(total) <= slot())
        painter.drawText(QRectF(x, area.bottom() - its.issued * area.height() / top() - totalHeight, slot(), totalHeight), Qt::AlignCenter, total);
    const int every = qMax(1, static_cast<int>(std::ceil((metrics.horizontalAdvance(QStringLiteral("30 Sep")) + 10) / qMax(1.0, slot()))));
    if ((static_cast<int>(m_days.size()) - 1 - day) % every != 0) return;
    const QString date = dayOf(its.day).section(QLatin1Char(' '), 0, 1);
    const int width = metrics.horizontalAdvance(date) + 2;
    painter.setPen(colours().textMuted);
    painter.drawText(QRectF(qBound(0.0, x + slot() / 2 - width / 2.0, QWidget::width() - 1.0 * width), area.bottom() + 4, width, daysHeight - 4), Qt::AlignLeft | Qt::AlignTop, date);
}

void LinkChart::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font());
    paintLegend(painter);
    if (m_days.isEmpty()) return;
    paintScale(painter);
    for (int day = 0; day < m_days.size(); ++day) paintDay(painter, day);
}

bool LinkChart::event(QEvent *event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int day = slot() <= 0 ? -1 : static_cast<int>(std::floor((help->pos().x() - plot().left()) / slot()));
    QToolTip::showText(help->globalPos(), day < 0 || day >= m_days.size() ? QString() : wordsAt(day).toHtmlEscaped(), this);
    return true;
}

}  // namespace latchkey
