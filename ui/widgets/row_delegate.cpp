// Plain painting without styles, because a screen of rows is painted on every step of a scroll.
#include "ui/widgets/row_delegate.h"

#include "ui/theme/theme.h"
#include "ui/widgets/tones.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace latchkey {

RowDelegate::RowDelegate(Cells cells, QObject *parent) : QAbstractItemDelegate(parent), m_cells(std::move(cells)) {}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const { return QSize(80, rowHeight); }

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const Colours &c = colours();
    const QRect rect = option.rect;
    const bool chosen = option.state & QStyle::State_Selected;
    const ToneColours accent = coloursOf(Tone::Accent);
    const bool focused = option.widget != nullptr && option.widget->hasFocus();
    if (chosen) painter->fillRect(rect, focused ? accent.soft : accent.wash);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), c.line);
    if (chosen && index.column() == 0) painter->fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), focused ? c.accent : accent.line);

    const Cell cell = m_cells(index);
    QRect inner = rect.adjusted(index.column() == 0 ? edge : padding, 0, cell.right ? -padding : -tail, -1);
    if (cell.missing) {
        const int width = qMin(inner.width(), 40 + (index.row() * 7 + index.column() * 31) % 60);
        return painter->fillRect(QRect(inner.left(), inner.center().y() - 4, width, 8), c.neutralSoft);
    }
    if (!cell.text.isEmpty()) {
        const QFontMetrics &metrics = option.fontMetrics;
        const int room = inner.width() - (cell.chip.isEmpty() ? 0 : chipWidth(cell.chip) + 6);
        const int width = metrics.horizontalAdvance(cell.text);
        const QString shown = width > room ? metrics.elidedText(cell.text, Qt::ElideRight, room) : cell.text;
        painter->setFont(option.font);
        painter->setPen(cell.muted ? c.textMuted : c.text);
        painter->drawText(inner, Qt::AlignVCenter | Qt::TextSingleLine | (cell.right ? Qt::AlignRight : Qt::AlignLeft), shown);
        inner.setLeft(inner.left() + qMin(width, room) + 6);
    }
    if (!cell.chip.isEmpty()) paintChip(*painter, inner, cell.chip, cell.chipTone);
}

// The whole text of a cell that is too narrow for it, and what more there is to say.
bool RowDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index) {
    if (event->type() != QEvent::ToolTip || !index.isValid()) return false;
    const Cell cell = m_cells(index);
    const bool whole = option.fontMetrics.horizontalAdvance(cell.text) + (cell.chip.isEmpty() ? 0 : chipWidth(cell.chip) + 6) + edge + padding <= option.rect.width();
    QToolTip::showText(event->globalPos(), whole ? cell.tip : cell.tip.isEmpty() ? cell.text : cell.text + QLatin1Char('\n') + cell.tip, view);
    return true;
}

}  // namespace latchkey
