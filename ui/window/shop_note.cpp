// Painted as the sidebar's other buttons are, with a dot that says whether all is well.
#include "ui/window/shop_note.h"

#include "ui/actions/announce.h"
#include "ui/texts_shop.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace latchkey {

ShopNote::ShopNote(QWidget *parent) : QPushButton(parent) {
    setObjectName(QStringLiteral("shopNote"));
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAutoDefault(true);
    hide();
}

void ShopNote::set(const ShopState &state, Instant now) {
    const bool wasTrouble = m_isTrouble;
    m_isTrouble = state.sync.trouble.has_value() || state.sync.error.has_value();
    m_isBusy = state.sync.running;
    const QString progress = progressOf(state.sync);
    m_line = state.sync.trouble ? titleOf(*state.sync.trouble) : state.sync.error ? tr("The sync failed") : !progress.isEmpty() ? progress : syncedText(state.sync, now);
    setText(nameOf(state.kind));
    setAccessibleName(tr("%1: %2").arg(nameOf(state.kind), m_line));
    setToolTip(state.sync.trouble ? textOf(*state.sync.trouble) : tr("%1, for the store %2: %3").arg(nameOf(state.kind), state.storeDomain, m_line));
    setAccessibleDescription(toolTip());
    setVisible(state.kind != ShopKind::House);
    update();
    if (m_isTrouble && !wasTrouble) announce(this, m_line);
}

void ShopNote::paintEvent(QPaintEvent *) {
    const Colours &c = colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(c.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(underMouse() ? c.neutralSoft : QColor(Qt::transparent));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_isTrouble ? c.danger : m_isBusy ? c.accent : c.success);
    painter.drawEllipse(QRectF(10, 12, 7, 7));
    QFont name = font();
    name.setWeight(QFont::Medium);
    painter.setFont(name);
    painter.setPen(c.text);
    painter.drawText(QRect(24, 5, width() - 34, 20), Qt::AlignVCenter | Qt::AlignLeft, text());
    QFont small = font();
    small.setPixelSize(12);
    small.setWeight(QFont::Normal);
    painter.setFont(small);
    painter.setPen(m_isTrouble ? c.danger : c.textMuted);
    painter.drawText(QRect(24, 23, width() - 30, 18), Qt::AlignVCenter | Qt::AlignLeft, QFontMetrics(small).elidedText(m_line, Qt::ElideRight, width() - 30));
}

}  // namespace latchkey
