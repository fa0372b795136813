// A list and what surrounds it.
#include "ui/pages/list_page.h"

#include "models/tables/block_table.h"
#include "ui/desk.h"
#include "ui/desk_settings.h"
#include "ui/pages/numbers.h"
#include "ui/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/flow_layout.h"

#include <QAbstractScrollArea>
#include <QAction>
#include <QButtonGroup>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QVBoxLayout>

namespace latchkey {

namespace {

// The first thing in it that Tab would come to.
void focusFirstIn(QWidget *panel) {
    for (QWidget *each = panel->nextInFocusChain(); each != panel; each = each->nextInFocusChain()) {
        if (!panel->isAncestorOf(each) || !each->isVisible() || !each->isEnabled() || !(each->focusPolicy() & Qt::TabFocus)) continue;
        if (qobject_cast<QAbstractScrollArea *>(each) == nullptr) return each->setFocus(Qt::TabFocusReason);
    }
}

}  // namespace

ListPage::ListPage(Desk &desk, const QString &name, Words words, QWidget *parent) : QWidget(parent), m_desk(desk), m_words(std::move(words)) {
    setObjectName(name + QLatin1String("Page"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_rest.setSingleShot(true);
    m_rest.setInterval(40);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        if (m_view->currentIndex().isValid()) m_choiceWaits = !rowChosen(m_view->currentIndex().row());
    });
}

QWidget *ListPage::buildHead(const QList<Filter> &filters) {
    auto *head = new QWidget(this);
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(16, 12, 16, 10);
    column->setSpacing(10);
    m_titleRow = new QBoxLayout(QBoxLayout::LeftToRight);
    m_titleRow->setSpacing(8);
    auto *titles = new QHBoxLayout;
    auto *title = new QLabel(m_words.title, head);
    title->setFont(headingFont());
    m_count = new QLabel(head);
    m_count->setObjectName(QStringLiteral("listCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    titles->setSpacing(8);
    titles->addWidget(title, 0, Qt::AlignVCenter);
    m_count->setContentsMargins(0, 3, 0, 0);
    titles->addWidget(m_count, 0, Qt::AlignVCenter);
    titles->addStretch();
    m_titleRow->addLayout(titles, 1);
    m_chips = new QWidget(head);
    auto *row = new FlowLayout(8, m_chips);
    m_filters = new QButtonGroup(this);
    for (int i = 0; i < filters.size(); ++i) {
        QPushButton *button = filterButton(filters.at(i).text, filters.at(i).objectName, m_chips);
        button->setChecked(i == 0);
        m_filters->addButton(button, i);
        row->addWidget(button);
    }
    connect(m_filters, &QButtonGroup::idClicked, this, [this] { startList(); });
    m_titleRow->addWidget(m_chips);
    column->addLayout(m_titleRow);
    m_search = new QLineEdit(head);
    m_search->setObjectName(QStringLiteral("listSearch"));
    m_search->setPlaceholderText(m_words.searchHint);
    m_search->setAccessibleName(m_words.searchHint);
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(200);
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(m_search, &QLineEdit::textChanged, this, [this] { startList(); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_table->rowCount() == 0) return;
        if (!m_view->currentIndex().isValid()) chooseRow(0);
        focusList();
    });
    column->addWidget(m_search);
    return head;
}

void ListPage::build(BlockTable &table, BlockFetcher::Fetch fetch, RowDelegate::Cells cells, const QList<RowsView::Column> &columns,
                     const QList<Filter> &filters, QWidget *panel) {
    m_table = &table;
    m_list = new QWidget(this);
    auto *left = new QVBoxLayout(m_list);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(0);
    left->addWidget(buildHead(filters));
    m_banner = new Card(Tone::Warning, m_list);
    m_banner->setObjectName(QStringLiteral("listBanner"));
    connect(m_banner->addButton(tr("Try again"), QStringLiteral("tryAgain")), &QPushButton::clicked, this, [this] { m_fetcher->tryAgain(); });
    m_bannerFrame = new QWidget(m_list);
    auto *bannerRow = new QHBoxLayout(m_bannerFrame);
    bannerRow->setContentsMargins(16, 0, 16, 10);
    bannerRow->addWidget(m_banner);
    m_bannerFrame->hide();
    left->addWidget(m_bannerFrame);
    m_view = new RowsView(m_list);
    m_view->setObjectName(QStringLiteral("list"));
    m_view->setAccessibleName(m_words.title);
    m_view->setModel(&table);
    m_view->setItemDelegate(new RowDelegate(std::move(cells), m_view));
    m_view->setColumns(columns);
    left->addWidget(m_view, 1);
    m_empty = new Card(Tone::Plain, m_view);
    m_empty->setObjectName(QStringLiteral("listEmpty"));
    QPushButton *clear = m_empty->addButton(tr("Show all"), QStringLiteral("showAll"));
    connect(clear, &QPushButton::clicked, this, [this] {
        setSearch({});
        chooseFilter(0);
        startList();
    });
    m_empty->hide();

    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("splitter"));
    splitter->setChildrenCollapsible(false);
    m_list->setMinimumWidth(380);
    panel->setMinimumWidth(320);
    splitter->addWidget(m_list);
    splitter->addWidget(panel);
    splitter->setStretchFactor(0, 16);
    splitter->setStretchFactor(1, 9);
    followSplitter(splitter);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(splitter);

    m_fetcher = new BlockFetcher(table, std::move(fetch), [this] { return m_view->visibleRows(); }, this);
    connect(m_fetcher, &BlockFetcher::listStarted, this, [this] {
        m_started = true;
        m_view->scrollToTop();
        restoreSelection();
        showEmpty();
    });
    connect(m_fetcher, &BlockFetcher::blockArrived, this, [this] {
        restoreSelection();
        showEmpty();
    });
    connect(m_fetcher, &BlockFetcher::failed, this, &ListPage::showFailure);
    connect(m_fetcher, &BlockFetcher::recovered, m_bannerFrame, &QWidget::hide);
    connect(&table, &BlockTable::countChanged, this, &ListPage::showCount);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &now) {
        if (now.isValid()) m_rest.start();
    });
    connect(m_view, &RowsView::opened, this, [this, panel](const QModelIndex &row) {
        m_rest.stop();
        m_choiceWaits = !rowChosen(row.row());
        focusFirstIn(panel);
    });
    connect(m_view, &RowsView::typed, this, &ListPage::focusSearch);
    connect(m_view, &RowsView::widthChanged, this, [this] {
        arrangeHead();
        showEmpty();
    });
}

// One remembered division for both lists.
void ListPage::followSplitter(QSplitter *splitter) {
    if (m_desk.settings.splitter.isEmpty() || !splitter->restoreState(m_desk.settings.splitter)) splitter->setSizes({728, 428});
    splitter->setHandleWidth(1);
    connect(splitter, &QSplitter::splitterMoved, this, [this, splitter] { m_desk.settings.splitter = splitter->saveState(); });
}

void ListPage::sortable(const QList<int> &columns, int column) {
    m_sortable = columns;
    QHeaderView *header = m_view->horizontalHeader();
    header->setSortIndicatorShown(true);
    header->setSortIndicator(column, Qt::AscendingOrder);
    connect(header, &QHeaderView::sectionClicked, this, [this, header, current = column, descending = false](int clicked) mutable {
        if (m_sortable.contains(clicked)) {
            descending = clicked == current && !descending;
            current = clicked;
            sortChosen(current, descending);
        }
        header->setSortIndicator(current, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    });
}

QString ListPage::search() const { return m_search->text().trimmed(); }
int ListPage::filter() const { return m_filters->checkedId(); }

void ListPage::chooseFilter(int filter) { m_filters->button(filter)->setChecked(true); }

void ListPage::setSearch(const QString &text) {
    const QSignalBlocker quiet(m_search);
    m_search->setText(text);
}

void ListPage::startList() { m_fetcher->startList(); }
void ListPage::refresh() { m_fetcher->refresh(); }
void ListPage::focusList() { m_view->setFocus(Qt::ShortcutFocusReason); }

void ListPage::focusSearch(const QString &typed) {
    m_search->setFocus(Qt::ShortcutFocusReason);
    if (typed.isEmpty()) return m_search->selectAll();
    m_search->end(false);
    m_search->insert(typed);
}

void ListPage::back() {
    if (m_search->hasFocus()) m_search->clear();
    focusList();
}

void ListPage::chooseRow(int row) {
    const QModelIndex index = m_table->index(row, 0);
    m_view->setCurrentIndex(index);
}

// By id: the chosen customer may stand in another row of another order, or in none.
void ListPage::restoreSelection() {
    if (m_rest.isActive()) return;
    if (m_choiceWaits && m_view->currentIndex().isValid()) {
        m_choiceWaits = !rowChosen(m_view->currentIndex().row());
        return;
    }
    const std::optional<int> row = rowOfChosen();
    QItemSelectionModel *selection = m_view->selectionModel();
    if (!row || (selection->currentIndex().row() == *row && selection->isRowSelected(*row))) return;
    const QSignalBlocker quiet(selection);
    selection->setCurrentIndex(m_table->index(*row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_view->viewport()->update();
}

QString ListPage::statusText() const {
    if (!m_started) return tr("Reading the list…");
    const QString number = countText(m_table->count());
    return m_table->countIsExact() ? tr("%1 %2").arg(number, m_words.plural) : tr("At least %1 %2").arg(number, m_words.plural);
}

void ListPage::showCount() {
    m_count->setText(m_table->countIsExact() ? countText(m_table->count()) : tr("%1+").arg(countText(m_table->count())));
    m_started = true;
    emit statusChanged();
}

void ListPage::showEmpty() {
    const bool empty = m_started && m_table->rowCount() == 0;
    if (empty) {
        const bool narrowed = !search().isEmpty() || filter() > 0;
        const QString filterName = filter() > 0 ? m_filters->checkedButton()->text() : QString();
        m_empty->setTitle(narrowed ? tr("No %1 match").arg(m_words.plural) : tr("No %1 yet").arg(m_words.plural));
        m_empty->setText(!narrowed                ? m_words.emptyStore
                         : search().isEmpty()     ? tr("Nothing stands under “%1”.").arg(filterName)
                         : filterName.isEmpty()   ? tr("Nothing fits “%1”. Try fewer letters, or an e-mail, phone or id.").arg(search())
                                                  : tr("Nothing fits “%1” under “%2”.").arg(search(), filterName));
        m_empty->findChild<QPushButton *>(QStringLiteral("showAll"))->setVisible(narrowed);
        const int width = qMin(380, m_view->width() - 32);
        m_empty->resize(width, m_empty->heightForWidth(width));
        m_empty->move((m_view->width() - width) / 2, 72);
        m_empty->raise();
    }
    m_empty->setVisible(empty);
    if (m_started && m_count->text().isEmpty()) showCount();
    emit statusChanged();
}

void ListPage::showFailure(const Error &error) {
    const bool unreachable = error.code == ErrorCode::ServiceUnreachable || error.code == ErrorCode::ServiceTimedOut;
    m_banner->setTone(unreachable ? Tone::Warning : Tone::Danger);
    m_banner->setTitle(unreachable ? tr("The service does not answer") : tr("The list could not be read"));
    m_banner->setText(m_table->rowCount() > 0 ? tr("%1 The rows below are as they were last read.").arg(textOf(error)) : textOf(error));
    m_bannerFrame->show();
}

void ListPage::showUnreachable(bool unreachable) {
    if (unreachable) return showFailure(Error{ErrorCode::ServiceUnreachable, {}, {}});
    if (!m_bannerFrame->isHidden()) m_fetcher->tryAgain();
}

// Filters stand beside the title while there is room for both; on a narrow window they go below.
void ListPage::arrangeHead() {
    const bool fits = m_list->width() >= m_chips->layout()->sizeHint().width() + 232;
    m_titleRow->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_chips->setSizePolicy(fits ? QSizePolicy::Fixed : QSizePolicy::Preferred, QSizePolicy::Preferred);
}

}  // namespace latchkey
