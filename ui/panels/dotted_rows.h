// Rows of a coloured dot, a short word and a sentence; of a story the dots are joined by a line.
#pragma once

#include "ui/panels/labels.h"

class QGridLayout;

namespace latchkey {

class DottedRows : public QWidget {
    Q_OBJECT
public:
    enum class Join { None, Line };

    DottedRows(int leadWidth, Join join, QWidget *parent);
    void add(DotKind dot, const QString &lead, const QString &text, const QString &toolTip = {});
    [[nodiscard]] int count() const { return static_cast<int>(m_dots.size()); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QGridLayout *m_grid;
    Join m_join;
    QList<Dot *> m_dots;
};

}  // namespace latchkey
