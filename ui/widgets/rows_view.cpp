// Sets a QTableView up as a list and shares its width among the columns.
#include "ui/widgets/rows_view.h"

#include "ui/theme/theme.h"
#include "ui/widgets/row_delegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <utility>

namespace latchkey {

namespace {

// Indents the first column and aligns numbers right, as the rows below it do.
class ListHeader final : public QHeaderView {
public:
    explicit ListHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent) {}
    QList<RowsView::Column> columns;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override {
        QStyleOptionHeader option;
        initStyleOption(&option);
        option.rect = rect;
        option.section = section;
        option.text = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
        const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
        if (sorted) option.sortIndicator = sortIndicatorOrder() == Qt::AscendingOrder ? QStyleOptionHeader::SortDown : QStyleOptionHeader::SortUp;
        style()->drawControl(QStyle::CE_HeaderSection, &option, painter, this);
        const bool right = columns.value(section).right;
        option.textAlignment = Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft);
        option.rect = rect.adjusted(section == 0 ? RowDelegate::edge : RowDelegate::padding, 0, right ? -RowDelegate::padding : -RowDelegate::tail, 0);
        painter->setFont(font());
        option.fontMetrics = fontMetrics();
        style()->drawControl(QStyle::CE_HeaderLabel, &option, painter, this);
        if (!sorted) return;
        const int textEnd = option.rect.left() + qMin(option.rect.width() - 14, option.fontMetrics.horizontalAdvance(option.text));
        option.rect = QRect(right ? option.rect.right() - 12 : textEnd + 4, rect.top(), 12, rect.height());
        style()->drawPrimitive(QStyle::PE_IndicatorHeaderArrow, &option, painter, this);
    }
};

}  // namespace

RowsView::RowsView(QWidget *parent) : QTableView(parent) {
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(RowDelegate::rowHeight);
    verticalHeader()->setDefaultSectionSize(RowDelegate::rowHeight);
    auto *header = new ListHeader(this);
    QFont small = font();
    small.setPixelSize(12);
    small.setWeight(QFont::Medium);
    header->setFont(small);
    header->setHighlightSections(false);
    header->setSectionsMovable(false);
    header->setMinimumSectionSize(30);
    header->setFixedHeight(30);
    header->setSectionsClickable(true);
    setHorizontalHeader(header);
    verticalScrollBar()->setSingleStep(RowDelegate::rowHeight);
    connect(this, &QAbstractItemView::doubleClicked, this, &RowsView::opened);
}

void RowsView::setColumns(const QList<Column> &columns) {
    m_columns = columns;
    static_cast<ListHeader *>(horizontalHeader())->columns = columns;
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    shareWidth();
}

QPair<int, int> RowsView::visibleRows() const {
    const int first = rowAt(0);
    if (first < 0) return {-1, -1};
    const int last = rowAt(viewport()->height() - 1);
    return {first, last < 0 ? model()->rowCount() - 1 : last};
}

void RowsView::shareWidth() {
    const int width = viewport()->width();
    int shares = 0;
    for (const Column &column : m_columns) shares += width >= column.hidesBelow ? column.share : 0;
    if (shares == 0) return;
    int left = width;
    int lastShown = -1;
    for (int i = 0; i < m_columns.size(); ++i) {
        const bool shown = width >= m_columns.at(i).hidesBelow;
        setColumnHidden(i, !shown);
        if (!shown) continue;
        const int size = width * m_columns.at(i).share / shares;
        setColumnWidth(i, size);
        left -= size;
        lastShown = i;
    }
    if (lastShown >= 0) setColumnWidth(lastShown, columnWidth(lastShown) + left);
}

void RowsView::resizeEvent(QResizeEvent *event) {
    QTableView::resizeEvent(event);
    shareWidth();
    emit widthChanged();
}

void RowsView::setStale(bool stale) {
    if (stale == m_stale) return;
    m_stale = stale;
    viewport()->update();
}

// QAbstractItemView would choose the first row by itself, and so show another customer when only the window comes back.
void RowsView::focusInEvent(QFocusEvent *event) {
    if (currentIndex().isValid()) QTableView::focusInEvent(event);
    else QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void RowsView::focusOutEvent(QFocusEvent *event) {
    QTableView::focusOutEvent(event);
    viewport()->update();
}

// The frame that stands for a missing choice goes with it.
void RowsView::currentChanged(const QModelIndex &now, const QModelIndex &before) {
    QTableView::currentChanged(now, before);
    if (now.isValid() != before.isValid()) viewport()->update();
}

void RowsView::paintEvent(QPaintEvent *event) {
    QTableView::paintEvent(event);
    QPainter painter(viewport());
    if (m_stale) {
        QColor veil = colours().surface;
        veil.setAlpha(115);
        painter.fillRect(viewport()->rect(), veil);
    }
    // Where no row is chosen, the list itself shows that it has the focus.
    if (hasFocus() && !currentIndex().isValid() && model()->rowCount() > 0) {
        painter.setPen(colours().accent);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
    if (!std::exchange(m_tellPainted, false)) return;
    painter.end();
    emit painted();
}

void RowsView::keyPressEvent(QKeyEvent *event) {
    const bool plain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        emit opened(currentIndex());
        return;
    }
    if (plain && (event->key() == Qt::Key_Home || event->key() == Qt::Key_End) && model()->rowCount() > 0) {
        setCurrentIndex(model()->index(event->key() == Qt::Key_Home ? 0 : model()->rowCount() - 1, qMax(0, currentIndex().column())));
        return;
    }
    if (plain && !event->text().isEmpty() && event->text().at(0).isPrint() && event->text() != QLatin1String(" ")) {
        emit typed(event->text());
        return;
    }
    QTableView::keyPressEvent(event);
}

}  // namespace latchkey
