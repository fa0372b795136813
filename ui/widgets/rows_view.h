// A table view as the lists use it: fixed row height, one chosen row, columns that share the width, and the keys of a list.
#pragma once

#include <QTableView>

namespace latchkey {

class RowsView : public QTableView {
    Q_OBJECT
public:
    // How a column takes part in the width: its share, and the width of the view under which it hides.
    struct Column { int share = 1; int hidesBelow = 0; bool right = false; };

    explicit RowsView(QWidget *parent = nullptr);
    void setColumns(const QList<Column> &columns);  // after setModel()
    [[nodiscard]] QPair<int, int> visibleRows() const;  // first and last; -1 when there are none
    void setStale(bool stale);               // faded, because what it shows could not be read anew
    [[nodiscard]] bool isStale() const { return m_stale; }
    void tellWhenPainted() { m_tellPainted = true; }

signals:
    void opened(const QModelIndex &index);   // Enter or double click; invalid when no row is chosen
    void typed(const QString &text);         // a letter or digit that is no action's key
    void widthChanged();
    void painted();                          // once after tellWhenPainted()

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void currentChanged(const QModelIndex &now, const QModelIndex &before) override;

private:
    void shareWidth();
    QList<Column> m_columns;
    bool m_stale = false;
    bool m_tellPainted = false;
};

}  // namespace latchkey
