// Replaces a section's rows as a whole.
#include "ui/panels/rows_block.h"

#include "ui/panels/labels.h"

#include <QVBoxLayout>

namespace latchkey {

RowsBlock::RowsBlock(const QString &title, const QString &buttonText, const QString &buttonName, QWidget *parent)
    : QWidget(parent), m_header(new SectionHeader(title, buttonText, buttonName, this)), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 6, 0, 4);
    m_column->setSpacing(8);
    m_column->addWidget(m_header);
}

QPushButton *RowsBlock::headerButton() const { return m_header->button(); }

void RowsBlock::setTitle(const QString &title) { m_header->setTitle(title); }

QWidget *RowsBlock::renewRows(const QString &reading) {
    if (m_rows != nullptr && reading == m_reading) return nullptr;
    m_reading = reading;
    return new QWidget(this);
}

void RowsBlock::finishRows(QWidget *rows) {
    if (m_rows != nullptr) {
        m_column->removeWidget(m_rows);
        m_rows->hide();
        m_rows->deleteLater();  // one of its rows may be the one that is being pressed
    }
    m_rows = rows;
    m_column->addWidget(rows);
    rows->show();
}

}  // namespace latchkey
