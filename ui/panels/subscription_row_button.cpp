// Paints a subscription's row; the whole row is the button.
#include "ui/panels/subscription_row_button.h"

#include "ui/panels/panel_texts.h"
#include "ui/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"

#include <QPainter>
#include <QStyleOptionFocusRect>

namespace latchkey {

namespace {

constexpr int gap = 10;
constexpr int nameAtLeast = 150;
constexpr int rowHeight = 33;

void paintText(QPainter &painter, const QRect &area, Qt::Alignment alignment, const QString &text, const QColor &colour) {
    painter.setPen(colour);
    painter.drawText(area, alignment | Qt::AlignVCenter | Qt::TextSingleLine, painter.fontMetrics().elidedText(text, Qt::ElideRight, area.width()));
}

}  // namespace

SubscriptionRowButton::SubscriptionRowButton(const Subscription &subscription, QWidget *parent)
    : QAbstractButton(parent),
      m_subscription(subscription),
      m_interval(briefInterval(subscription.interval)),
      m_status(textOf(subscription.status, subscription.statusText)),
      m_price(toText(subscription.total())) {
    setText(subscription.title());
    setObjectName(QStringLiteral("subscription-%1").arg(subscription.id.value()));
    setAccessibleName(QStringList{subscription.title(), textOf(subscription.interval), m_status, m_price}.join(QStringLiteral(", ")));
    setToolTip(subscription.title().toHtmlEscaped());
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_columns = wanted();
}

SubscriptionColumns SubscriptionRowButton::wanted() const {
    constexpr int widestStatus = 110;  // a shop's own word may be a sentence
    return {fontMetrics().horizontalAdvance(m_interval) + 2, qMin(widestStatus, fontMetrics().horizontalAdvance(m_status) + 18),
            fontMetrics().horizontalAdvance(m_price) + 2};
}

void SubscriptionRowButton::setColumns(const SubscriptionColumns &columns) {
    m_columns = columns;
    updateGeometry();
}

bool SubscriptionRowButton::isNarrow(int width) const {
    return width - m_columns.interval - m_columns.status - m_columns.price - 3 * gap < nameAtLeast;
}

QSize SubscriptionRowButton::sizeHint() const { return QSize(200, heightForWidth(width())); }
int SubscriptionRowButton::heightForWidth(int width) const { return isNarrow(width) ? rowHeight + 20 : rowHeight; }

void SubscriptionRowButton::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    if (underMouse() || isDown()) painter.fillRect(rect(), colours().sunken);
    painter.setPen(colours().line);
    painter.drawLine(0, height() - 1, width(), height() - 1);
    if (isNarrow(width()))
        paintNarrow(painter);
    else
        paintWide(painter);
    if (!hasFocus()) return;
    QStyleOptionFocusRect focus;
    focus.initFrom(this);
    focus.rect = rect();
    style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
}

void SubscriptionRowButton::paintWide(QPainter &painter) {
    const int h = height() - 1;
    const int price = width() - m_columns.price;
    const int status = price - gap - m_columns.status;
    const int interval = status - gap - m_columns.interval;
    paintText(painter, QRect(0, 0, interval - gap, h), Qt::AlignLeft, text(), colours().text);
    paintText(painter, QRect(interval, 0, m_columns.interval, h), Qt::AlignLeft, m_interval, colours().textMuted);
    paintChip(painter, QRect(status, 0, m_columns.status, h), m_status, toneOf(m_subscription.status));
    paintText(painter, QRect(price, 0, m_columns.price, h), Qt::AlignRight, m_price, colours().text);
}

void SubscriptionRowButton::paintNarrow(QPainter &painter) {
    const int priceWidth = fontMetrics().horizontalAdvance(m_price) + 2;
    const int half = height() / 2;
    paintText(painter, QRect(0, 3, width() - priceWidth - 10, half - 2), Qt::AlignLeft, text(), colours().text);
    paintText(painter, QRect(width() - priceWidth, 3, priceWidth, half - 2), Qt::AlignRight, m_price, colours().text);
    const int chip = paintChip(painter, QRect(0, half, width() * 6 / 10, half - 3), m_status, toneOf(m_subscription.status));
    paintText(painter, QRect(chip + 8, half, width() - chip - 8, half - 3), Qt::AlignLeft, m_interval, colours().textMuted);
}

}  // namespace latchkey
