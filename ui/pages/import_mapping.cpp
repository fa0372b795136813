// Shows a file as it is read, and keeps each field with one column.
#include "ui/pages/import_mapping.h"

#include "ui/panels/labels.h"
#include "ui/texts_import.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/choice_header.h"

#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableWidget>
#include <QVBoxLayout>

namespace latchkey {

namespace {

constexpr int narrowest = 132;
constexpr int widest = 260;
constexpr int rowHeight = 28;

}  // namespace

ImportMapping::ImportMapping(const ImportPreview &preview, QWidget *parent)
    : QWidget(parent), m_preview(preview), m_map(preview.guesses()), m_fields(fieldsOf(preview.kind)), m_problem(new Card(Tone::Warning, this)),
      m_reading(new PlainLabel({}, LabelRole::Muted, this)) {
    const QString name = toText(preview.kind);
    setObjectName(QStringLiteral("mapping-") + name);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(new PlainLabel(tr("%1: %2").arg(preview.file, detailsOf(preview)), LabelRole::Text, this));
    m_problem->setObjectName(QStringLiteral("mappingProblem"));
    column->addWidget(m_problem);
    m_reading->setObjectName(QStringLiteral("mappingReading"));
    if (preview.fault) {
        m_problem->setTone(Tone::Danger);
        m_problem->setTitle(titleOf(*preview.fault));
        m_problem->setText(textOf(*preview.fault, preview.file));
        m_reading->hide();
        column->addStretch(1);
        return;
    }
    addTable();
    column->addWidget(m_table, 1);
    column->addWidget(m_reading);
    showMap();
}

void ImportMapping::addTable() {
    QStringList names;
    for (qsizetype i = 0; i < m_preview.columns.size(); ++i) {
        const QString &name = m_preview.columns.at(i).name;
        names.append(name.isEmpty() ? tr("Column %1").arg(i + 1) : name);
    }
    QStringList words{tr("Leave out")};
    for (const ImportField field : m_fields) words.append(textOf(field));
    m_table = new QTableWidget(static_cast<int>(m_preview.rows.size()), static_cast<int>(names.size()), this);
    m_table->setObjectName(QStringLiteral("mappingTable"));
    m_table->setAccessibleName(tr("The first rows of %1").arg(m_preview.file));
    m_header = new ChoiceHeader(m_table);
    m_table->setHorizontalHeader(m_header);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setMinimumHeight(160);
    for (int row = 0; row < m_table->rowCount(); ++row)
        for (int column = 0; column < m_table->columnCount(); ++column)
            m_table->setItem(row, column, new QTableWidgetItem(m_preview.rows.at(row).value(column)));
    m_header->setChoices(names, words);
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_table->columnCount(); ++column) {
        const int name = fontMetrics().horizontalAdvance(names.at(column)) + 40;
        m_table->setColumnWidth(column, qBound(narrowest, qMax(m_table->columnWidth(column) + 12, name), widest));
        m_header->choose(column, m_map.at(column) ? static_cast<int>(m_fields.indexOf(*m_map.at(column))) + 1 : 0);
    }
    connect(m_header, &ChoiceHeader::chosenByHand, this, &ImportMapping::choose);
    connect(m_header, &ChoiceHeader::focused, this, [this](int column) {
        QScrollBar *bar = m_table->horizontalScrollBar();
        const int left = m_header->sectionPosition(column);
        const int right = left + m_header->sectionSize(column);
        if (left < bar->value()) bar->setValue(left);
        else if (right > bar->value() + m_header->viewport()->width()) bar->setValue(right - m_header->viewport()->width());
    });
}

// Chosen for a second column, a field leaves the first.
void ImportMapping::choose(int column, int word) {
    const std::optional<ImportField> field = word > 0 ? std::optional(m_fields.at(word - 1)) : std::nullopt;
    for (int other = 0; field && other < m_map.size(); ++other) {
        if (other == column || m_map.at(other) != field) continue;
        m_map[other].reset();
        m_header->choose(other, 0);
    }
    m_map[column] = field;
    showMap();
    emit changed();
}

QString ImportMapping::warning() const {
    if (!m_preview.isUtf8) return tr("Some rows are not in UTF-8 and will be refused: save the file as “CSV UTF-8” to have them all.");
    return {};
}

void ImportMapping::showMap() {
    const QString missing = missingText(m_map, m_preview.kind);
    const bool swapped = !missing.isEmpty() && m_preview.looksOther;
    if (swapped) {
        m_problem->setTitle(tr("This looks like the other file"));
        m_problem->setText(m_preview.kind == ImportKind::Customers ? tr("%1 has the columns of subscriptions; go back, and choose it as their file.").arg(m_preview.file)
                                                                  : tr("%1 has the columns of customers; go back, and choose it as their file.").arg(m_preview.file));
    } else if (!missing.isEmpty()) {
        m_problem->setTitle(tr("A column is missing"));
        m_problem->setText(missing);
    } else {
        m_problem->setTitle(tr("Not every row can be read"));
        m_problem->setText(warning());
    }
    m_problem->setVisible(!missing.isEmpty() || !warning().isEmpty());
    m_reading->setPlain(readingOf(m_preview.rows.value(0), m_map));
    for (int column = 0; column < m_table->columnCount(); ++column)
        for (int row = 0; row < m_table->rowCount(); ++row)
            m_table->item(row, column)->setData(Qt::ForegroundRole, m_map.at(column) ? QVariant() : QVariant(QBrush(colours().textFaint)));
}

void ImportMapping::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_table != nullptr) showMap();
}

bool ImportMapping::isReady() const { return !m_preview.fault && missingIn(m_map, m_preview.kind).isEmpty(); }

}  // namespace latchkey
