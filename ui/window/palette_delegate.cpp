// A rounded soft fill marks the result that Enter takes.
#include "ui/window/palette_delegate.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace latchkey {

PaletteDelegate::PaletteDelegate(int height, QObject *parent) : QAbstractItemDelegate(parent), m_height(height) {}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const {
    const Colours &c = colours();
    const bool possible = index.flags() & Qt::ItemIsEnabled;
    if (possible && (option.state & QStyle::State_Selected)) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(c.accentSoft);
        painter->drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), 6, 6);
        painter->restore();
    }
    QRect inner = option.rect.adjusted(10, 0, -10, 0);
    const QFontMetrics &metrics = option.fontMetrics;
    const QString group = index.data(Group).toString();
    const int groupWidth = metrics.horizontalAdvance(group);
    painter->setPen(c.textFaint);
    painter->drawText(inner, Qt::AlignVCenter | Qt::AlignRight, group);
    inner.setRight(inner.right() - groupWidth - 12);
    const QString title = metrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, inner.width());
    painter->setPen(possible ? c.text : c.textMuted);
    painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, title);
    inner.setLeft(inner.left() + metrics.horizontalAdvance(title) + 10);
    if (inner.width() < 30) return;
    painter->setPen(c.textMuted);
    painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(index.data(Detail).toString(), Qt::ElideRight, inner.width()));
}

}  // namespace latchkey
