// Paints the bar, its marks and the three times beneath it.
#include "ui/widgets/link_life.h"

#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace latchkey {

namespace {

constexpr double radius = 6;
constexpr double barTop = 10;
constexpr double barHeight = 6;
constexpr double apart = 14;
constexpr int labelTop = 22;
constexpr int wholeHeight = 38;

QColor colourOf(MarkKind kind) {
    const Colours &c = colours();
    switch (kind) {
        case MarkKind::Issued:
        case MarkKind::Copied:
        case MarkKind::Delivered:
        case MarkKind::Opened:
            return c.accent;
        case MarkKind::OpenedByScanner:
            return c.textFaint;
        case MarkKind::Used:
            return c.success;
        case MarkKind::Refused:
        case MarkKind::Revoked:
        case MarkKind::Voided:
            return c.danger;
        case MarkKind::Expired:
            return c.warning;
    }
    return {};
}

QColor lifeColour(LinkState state) {
    const Colours &c = colours();
    switch (state) {
        case LinkState::Live:
            return c.accent;
        case LinkState::Used:
            return c.success;
        case LinkState::Expired:
        case LinkState::Revoked:
        case LinkState::VoidByEmailChange:
            return c.textFaint;
    }
    return {};
}

void paintTick(QPainter &painter, const QRectF &box) {
    painter.setPen(QPen(colours().accentText, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c = box.center();
    painter.drawPolyline(QPolygonF({c + QPointF(-2.6, 0.2), c + QPointF(-0.8, 2.1), c + QPointF(2.7, -2)}));
}

void paintCross(QPainter &painter, const QRectF &box) {
    painter.setPen(QPen(colours().accentText, 1.6, Qt::SolidLine, Qt::RoundCap));
    const QPointF c = box.center();
    painter.drawLine(c + QPointF(-2, -2), c + QPointF(2, 2));
    painter.drawLine(c + QPointF(-2, 2), c + QPointF(2, -2));
}

// The shape tells the kind without its colour: a disc, a ring, a small square, a stroke, a tick or a cross in it.
void paintMark(QPainter &painter, MarkKind kind, const QRectF &box) {
    const QColor colour = colourOf(kind);
    painter.setPen(QPen(colours().surface, 1.5));
    painter.setBrush(colour);
    const QPointF c = box.center();
    switch (kind) {
        case MarkKind::Issued:
        case MarkKind::Opened:
            painter.drawEllipse(box);
            break;
        case MarkKind::Copied:
        case MarkKind::Delivered:
            painter.drawRoundedRect(QRectF(c - QPointF(4, 4), QSizeF(8, 8)), 1.5, 1.5);
            break;
        case MarkKind::OpenedByScanner:
            painter.setPen(QPen(colour, 1.8));
            painter.setBrush(colours().surface);
            painter.drawEllipse(box.adjusted(1.4, 1.4, -1.4, -1.4));
            break;
        case MarkKind::Used:
            painter.drawEllipse(box);
            paintTick(painter, box);
            break;
        case MarkKind::Refused:
            painter.drawEllipse(box);
            paintCross(painter, box);
            break;
        case MarkKind::Revoked:
        case MarkKind::Voided:
        case MarkKind::Expired:
            painter.drawRoundedRect(QRectF(c.x() - 2.5, c.y() - 8, 5, 16), 2, 2);
            break;
    }
}

QString endWords(const LoginLink &link, LinkState state) {
    switch (state) {
        case LinkState::Live:
            return Desktop::tr("until %1").arg(timeOfDay(link.expiresAt));
        case LinkState::Used:
            return Desktop::tr("used %1").arg(timeOfDay(link.endedAt));
        case LinkState::Expired:
            return Desktop::tr("expired %1").arg(timeOfDay(link.expiresAt));
        case LinkState::Revoked:
            return Desktop::tr("revoked %1").arg(timeOfDay(link.endedAt));
        case LinkState::VoidByEmailChange:
            return Desktop::tr("e-mail changed %1").arg(timeOfDay(link.endedAt));
    }
    return {};
}

}  // namespace

LinkLife::LinkLife(QWidget *parent) : QWidget(parent) {
    setObjectName(QStringLiteral("linkLife"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QFont small = font();
    small.setPixelSize(11);
    setFont(small);
}

QSize LinkLife::sizeHint() const { return {320, wholeHeight}; }
QSize LinkLife::minimumSizeHint() const { return {160, wholeHeight}; }

void LinkLife::set(const LoginLink &link, const QList<TimelineEntry> &timeline, Instant now) {
    m_link = link;
    m_timeline = timeline;
    setAccessibleName(Desktop::tr("Life of %1").arg(nameOf(link)));
    renew(now);
}

void LinkLife::tick(Instant now) {
    if (m_picture.state == LinkState::Live && m_link.issuedAt.isSet()) renew(now);
}

void LinkLife::renew(Instant now) {
    m_picture = pictureOf(m_link, m_timeline, now);
    if (accessibleDescription() != m_picture.words) setAccessibleDescription(m_picture.words);
    update();
}

double LinkLife::xOf(double place) const { return radius + 1 + place * qMax(0.0, width() - 2 * radius - 2); }

QList<QRectF> LinkLife::markRects() const {
    QList<double> xs;
    for (const LinkMark &mark : m_picture.marks) xs.append(xs.isEmpty() ? xOf(mark.place) : qMax(xOf(mark.place), xs.constLast() + apart));
    // Pushed back from the right end where the last ones would leave the bar.
    double most = xOf(1);
    for (qsizetype i = xs.size() - 1; i >= 0 && xs.at(i) > most; --i, most -= apart) xs[i] = most;
    QList<QRectF> rects;
    const double middle = barTop + barHeight / 2;
    for (const double x : xs) rects.append(QRectF(x - radius, middle - radius, 2 * radius, 2 * radius));
    return rects;
}

void LinkLife::paintBar(QPainter &painter) const {
    const Colours &c = colours();
    const double left = xOf(0), right = xOf(m_picture.expiry);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_picture.state == LinkState::Live ? c.accentLine : c.line);
    painter.drawRoundedRect(QRectF(left, barTop, right - left, barHeight), 3, 3);
    painter.setBrush(lifeColour(m_picture.state));
    painter.drawRoundedRect(QRectF(left, barTop, xOf(m_picture.lived) - left, barHeight), 3, 3);
    if (m_picture.expiry >= 1) return;
    painter.setPen(QPen(c.lineStrong, 2, Qt::DotLine));
    painter.drawLine(QPointF(right + 4, barTop + barHeight / 2), QPointF(xOf(1), barTop + barHeight / 2));
}

// The issue at the left, the end where it is, what came last at the right; one that would touch another is left out.
void LinkLife::paintLabels(QPainter &painter) const {
    const QFontMetrics metrics(font());
    painter.setPen(colours().textMuted);
    const auto draw = [&](const QString &text, double x) {
        painter.drawText(QRectF(x, labelTop, metrics.horizontalAdvance(text) + 2, metrics.height()), Qt::AlignLeft | Qt::AlignTop, text);
    };
    const QString issued = Desktop::tr("issued %1").arg(timeOfDay(m_link.issuedAt));
    draw(issued, 0);
    double free = metrics.horizontalAdvance(issued) + 10;
    double rightEdge = width();
    const LinkMark &last = m_picture.marks.constLast();
    if (last.at > m_link.expiresAt) {
        const QString later = timeOfDay(last.at);
        rightEdge -= metrics.horizontalAdvance(later) + 2;
        draw(later, rightEdge);
        rightEdge -= 10;
    }
    const QString end = endWords(m_link, m_picture.state);
    const int width = metrics.horizontalAdvance(end) + 2;
    const bool early = m_picture.state != LinkState::Live && m_picture.state != LinkState::Expired;
    const double x = qMin(qMax(free, xOf(early ? m_picture.lived : m_picture.expiry) - width / 2.0), rightEdge - width);
    if (x >= free) draw(end, x);
}

void LinkLife::paintEvent(QPaintEvent *) {
    if (m_picture.marks.isEmpty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBar(painter);
    const QList<QRectF> rects = markRects();
    for (qsizetype i = 0; i < rects.size(); ++i) paintMark(painter, m_picture.marks.at(i).kind, rects.at(i));
    paintLabels(painter);
}

bool LinkLife::event(QEvent *event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QList<QRectF> rects = markRects();
    for (qsizetype i = 0; i < rects.size(); ++i) {
        if (!rects.at(i).adjusted(-2, -4, 2, 4).contains(help->pos())) continue;
        QToolTip::showText(help->globalPos(), m_picture.marks.at(i).words.toHtmlEscaped(), this);
        return true;
    }
    QToolTip::hideText();
    return true;
}

}  // namespace latchkey
