// Lays the rows in a grid and draws the line behind their dots.
#include "ui/panels/dotted_rows.h"

#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QPainter>

namespace latchkey {

DottedRows::DottedRows(int leadWidth, Join join, QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this)), m_join(join) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(6);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnMinimumWidth(1, leadWidth);
    m_grid->setColumnStretch(2, 1);
}

void DottedRows::add(DotKind dot, const QString &lead, const QString &text, const QString &toolTip) {
    const int row = m_grid->rowCount();
    m_dots.append(new Dot(dot, this));
    auto *word = new PlainLabel(lead, LabelRole::Muted, this);
    word->setWordWrap(false);
    word->setToolTip(toolTip.toHtmlEscaped());
    auto *sentence = new PlainLabel(text, LabelRole::Text, this);
    sentence->setToolTip(toolTip.toHtmlEscaped());
    sentence->setAccessibleDescription(lead);
    m_grid->addWidget(m_dots.constLast(), row, 0, Qt::AlignTop);
    m_grid->addWidget(word, row, 1, Qt::AlignTop);
    m_grid->addWidget(sentence, row, 2, Qt::AlignTop);
}

void DottedRows::paintEvent(QPaintEvent *) {
    if (m_join == Join::None || m_dots.size() < 2) return;
    QPainter painter(this);
    painter.setPen(QPen(colours().lineStrong, 1));
    const QPoint first = m_dots.constFirst()->geometry().center();
    painter.drawLine(first, QPoint(first.x(), m_dots.constLast()->geometry().center().y()));
}

}  // namespace latchkey
