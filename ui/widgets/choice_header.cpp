// The choices are widgets over the header's lower half, placed anew whenever a column moves.
#include "ui/widgets/choice_header.h"

#include "ui/theme/theme.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTableView>

namespace latchkey {

namespace {

constexpr int nameHeight = 26;
constexpr int choiceHeight = 30;
constexpr int gap = 6;

}  // namespace

ChoiceHeader::ChoiceHeader(QWidget *table) : QHeaderView(Qt::Horizontal, table) {
    setSectionResizeMode(QHeaderView::Interactive);
    setSectionsClickable(false);
    connect(this, &QHeaderView::sectionResized, this, &ChoiceHeader::place);
    connect(qobject_cast<QTableView *>(table)->horizontalScrollBar(), &QScrollBar::valueChanged, this, &ChoiceHeader::place);
}

QSize ChoiceHeader::sizeHint() const { return QSize(QHeaderView::sizeHint().width(), nameHeight + choiceHeight + gap); }

void ChoiceHeader::setChoices(const QStringList &columns, const QStringList &words) {
    qDeleteAll(m_choices);
    m_choices.clear();
    m_columns = columns;
    for (int column = 0; column < columns.size(); ++column) {
        auto *choice = new QComboBox(viewport());
        choice->setObjectName(QStringLiteral("choice%1").arg(column));
        choice->setAccessibleName(tr("What the column “%1” is").arg(columns.at(column)));
        choice->addItems(words);
        choice->setMaxVisibleItems(static_cast<int>(words.size()));
        choice->setFocusPolicy(Qt::StrongFocus);
        choice->installEventFilter(this);
        connect(choice, &QComboBox::activated, this, [this, column](int word) { emit chosenByHand(column, word); });
        m_choices.append(choice);
    }
    place();
}

int ChoiceHeader::chosen(int column) const { return m_choices.at(column)->currentIndex(); }

void ChoiceHeader::choose(int column, int word) { m_choices.at(column)->setCurrentIndex(word); }

void ChoiceHeader::place() {
    for (int column = 0; column < m_choices.size() && column < count(); ++column) {
        QComboBox *choice = m_choices.at(column);
        choice->setGeometry(sectionViewportPosition(column) + 4, nameHeight, qMax(40, sectionSize(column) - 8), choiceHeight);
        choice->show();
    }
}

void ChoiceHeader::updateGeometries() {
    QHeaderView::updateGeometries();
    place();
}

void ChoiceHeader::paintSection(QPainter *painter, const QRect &rect, int column) const {
    const Colours &c = colours();
    painter->save();
    painter->fillRect(rect, c.sunken);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), c.line);
    painter->setPen(c.text);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    const QRect place = rect.adjusted(10, 4, -6, nameHeight - rect.height());
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, painter->fontMetrics().elidedText(m_columns.value(column), Qt::ElideRight, place.width()));
    painter->restore();
}

bool ChoiceHeader::eventFilter(QObject *watched, QEvent *event) {
    // A wheel that scrolls the table must not change what it passes over.
    if (event->type() == QEvent::Wheel) return true;
    // A letter goes to the choice that begins with it, not to the window's keys.
    if (event->type() == QEvent::ShortcutOverride) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (!key->text().isEmpty() && key->text().front().isLetterOrNumber() && (key->modifiers() & ~Qt::ShiftModifier) == 0) key->accept();
    }
    if (event->type() == QEvent::FocusIn) emit focused(static_cast<int>(m_choices.indexOf(static_cast<QComboBox *>(watched))));
    return QHeaderView::eventFilter(watched, event);
}

}  // namespace latchkey
