// Painted as the sidebar's other buttons are, with a dot that says whether all is well.
#include "ui/window/shop_note.h"

#include "ui/actions/announce.h"
#include "ui/texts_shop.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tones.h"

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
    const SyncState &sync = state.sync;
    const bool fails = !cameWithout(sync) && (sync.trouble || sync.error);
    // Tried again and failed again is no news.
    const bool isNews = fails && !sync.running && !m_hasFailed;
    if (!sync.running) m_hasFailed = fails;
    const QString trouble = cameWithout(sync) ? troubleOf(sync) : sync.trouble ? titleOf(*sync.trouble) : sync.error ? tr("The sync failed") : QString();
    m_tone = sync.running ? Tone::Accent : fails ? Tone::Danger : trouble.isEmpty() ? Tone::Success : Tone::Warning;
    m_line = sync.running ? progressOf(sync) : trouble.isEmpty() ? syncedText(sync, now) : trouble;
    setText(nameOf(state.kind));
    setAccessibleName(tr("%1: %2").arg(nameOf(state.kind), m_line));
    const QString more = sync.trouble ? textOf(*sync.trouble) : tr("%1, for the store %2: %3").arg(nameOf(state.kind), state.storeDomain, m_line);
    setToolTip(QStringLiteral("<p>%1</p>").arg(more.toHtmlEscaped()));  // as a paragraph it wraps
    setAccessibleDescription(more);
    setVisible(state.kind != ShopKind::House);
    update();
    if (isNews) announce(this, accessibleName());
}

void ShopNote::paintEvent(QPaintEvent *) {
    const Colours &c = colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(c.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(underMouse() ? c.neutralSoft : QColor(Qt::transparent));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(coloursOf(m_tone).text);
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
    painter.setPen(m_tone == Tone::Danger ? c.danger : c.textMuted);
    painter.drawText(QRect(24, 23, width() - 30, 18), Qt::AlignVCenter | Qt::AlignLeft, QFontMetrics(small).elidedText(m_line, Qt::ElideRight, width() - 30));
}

}  // namespace latchkey
