// Paints one cell of a list: a text, then a chip; the chosen row in a soft fill with a bar at its left; faint bars for what has not arrived.
#pragma once

#include "ui/widgets/chip.h"

#include <QAbstractItemDelegate>

#include <functional>

namespace latchkey {

struct Cell {
    QString text;
    QString chip;
    Tone chipTone = Tone::Plain;
    bool muted = false;
    bool right = false;     // numbers
    bool missing = false;   // its row has not arrived
    bool strong = false;
    QString tip = {};       // more, for who rests on it

    [[nodiscard]] QString words() const { return text.isEmpty() ? chip : chip.isEmpty() ? text : text + QStringLiteral(", ") + chip; }
};

class RowDelegate : public QAbstractItemDelegate {
    Q_OBJECT
public:
    using Cells = std::function<Cell(const QModelIndex &)>;
    static constexpr int rowHeight = 34;
    static constexpr int padding = 10;
    static constexpr int tail = 4;   // at the right of what is not a number
    static constexpr int edge = 16;  // of the first column, so that the rows stand under the page's title

    explicit RowDelegate(Cells cells, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index) override;

private:
    Cells m_cells;
};

}  // namespace latchkey
