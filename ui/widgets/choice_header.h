// A table's header with a choice under each column's name: what the column is to be.
#pragma once

#include <QHeaderView>
#include <QStringList>

class QComboBox;

namespace latchkey {

// Owns the choices, which move with their columns. The table is its parent.
class ChoiceHeader : public QHeaderView {
    Q_OBJECT
public:
    explicit ChoiceHeader(QWidget *table);
    // One choice a column, all with these words; the column's name is read to whom does not see it.
    void setChoices(const QStringList &columns, const QStringList &words);
    [[nodiscard]] int chosen(int column) const;
    void choose(int column, int word);  // says nothing
    [[nodiscard]] QComboBox *choice(int column) const { return m_choices.value(column); }
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void chosenByHand(int column, int word);
    void focused(int column);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int column) const override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void updateGeometries() override;

private:
    void place();

    QList<QComboBox *> m_choices;
    QStringList m_columns;
};

}  // namespace latchkey
