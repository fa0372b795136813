// A section of rows that are built anew only when they would read differently, so that the focus and the scroll stay.
#pragma once

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace latchkey {

class SectionHeader;

class RowsBlock : public QWidget {
    Q_OBJECT
public:
    RowsBlock(const QString &title, const QString &buttonText, const QString &buttonName, QWidget *parent);
    [[nodiscard]] QPushButton *headerButton() const;

protected:
    void setTitle(const QString &title);
    // A fresh place for the rows; null when `reading` is what stands there already.
    QWidget *renewRows(const QString &reading);
    void finishRows(QWidget *rows);

private:
    SectionHeader *m_header;
    QVBoxLayout *m_column;
    QWidget *m_rows = nullptr;
    QString m_reading;
};

}  // namespace latchkey
