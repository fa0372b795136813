// Paints one result of the palette: title, detail, and its kind or key at the right.
#pragma once

#include <QAbstractItemDelegate>

namespace latchkey {

class PaletteDelegate : public QAbstractItemDelegate {
    Q_OBJECT
public:
    enum Role { Detail = Qt::UserRole, Group };

    PaletteDelegate(int height, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return QSize(100, m_height); }

private:
    int m_height;
};

}  // namespace latchkey
