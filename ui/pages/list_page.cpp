// A list and what surrounds it.
#include "ui/pages/list_page.h"

#include "models/tables/block_table.h"
#include "ui/clipboard_guard.h"
#include "ui/desk.h"
#include "ui/desk_settings.h"
#include "ui/pages/numbers.h"
#include "ui/shop_watch.h"
#include "ui/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/texts_shop.h"
#include "ui/widgets/card.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/focus_order.h"

#include <QAction>
#include <QButtonGroup>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLoggingCategory>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace latchkey {

namespace {

// Silent until asked for by QT_LOGGING_RULES: measurements of the start wait for it.
Q_LOGGING_CATEGORY(startLog, "latchkey.desk.start", QtWarningMsg)

constexpr int wordStarts = 300;  // milliseconds in which a second letter makes a word of the first

}  // namespace

ListPage::ListPage(Desk &desk, const QString &name, Words words, QWidget *parent) : QWidget(parent), m_desk(desk), m_shop(ShopWatch::of(desk)), m_words(std::move(words)) {
    setObjectName(name + QLatin1String("Page"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_rest.setSingleShot(true);
    m_rest.setInterval(40);
    m_letter.setSingleShot(true);
    connect(&m_letter, &QTimer::timeout, this, [this] { m_letterAction(); });
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
    m_columns = columns;
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
    connect(m_empty->addPrimaryButton(tr("Import customers…"), QStringLiteral("importHere")), &QPushButton::clicked, this,
            [this] { emit m_desk.pageRequested(QStringLiteral("import")); });
    connect(m_empty->addButton(tr("Copy the command"), QStringLiteral("copyImport")), &QPushButton::clicked, this, [this] {
        m_desk.clipboard.copyPlain(importCommand());
        emit m_desk.noticeRequested(tr("Import command copied."));
    });
    m_empty->hide();
    connect(&m_desk, &Desk::meChanged, this, &ListPage::showEmpty);  // what may be done about it depends on the role

    showAges();
    connect(&m_desk, &Desk::meChanged, this, &ListPage::showAges);
    connect(&m_shop, &ShopWatch::aged, m_view->viewport(), qOverload<>(&QWidget::update));
    connect(&m_shop, &ShopWatch::changed, this, &ListPage::showEmpty);

    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("splitter"));
    splitter->setChildrenCollapsible(false);
    m_list->setMinimumWidth(300);
    panel->setMinimumWidth(294);
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
        if (m_table->rowCount() > 0 && !m_desk.rowsPainted) m_view->tellWhenPainted();
        m_view->scrollToTop();
        restoreSelection();
        showEmpty();
    });
    connect(m_fetcher, &BlockFetcher::blockArrived, this, [this] {
        restoreSelection();
        showEmpty();
    });
    connect(m_fetcher, &BlockFetcher::failed, this, &ListPage::showFailure);
    connect(m_fetcher, &BlockFetcher::recovered, this, [this] {
        m_bannerFrame->hide();
        m_view->setStale(false);
    });
    connect(&table, &BlockTable::countChanged, this, &ListPage::showCount);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &now) {
        // Before the row changes what is shown: the action was meant for what was shown when its key was pressed.
        if (m_letter.isActive()) {
            m_letter.stop();
            m_letterAction();
        }
        if (now.isValid()) m_rest.start();
    });
    connect(m_view, &RowsView::opened, this, [this, panel](const QModelIndex &row) {
        if (!row.isValid() && !hasChosen()) return;
        m_rest.stop();
        if (row.isValid()) m_choiceWaits = !rowChosen(row.row());
        const QList<QWidget *> order = focusOrder(panel);
        if (!order.isEmpty()) order.first()->setFocus(Qt::TabFocusReason);
    });
    connect(m_view, &RowsView::typed, this, &ListPage::onTyped);
    connect(m_view, &RowsView::painted, this, [this] {
        if (!std::exchange(m_desk.rowsPainted, true)) qCInfo(startLog, "first rows painted");
    });
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

// A name may begin with an action's letter: a second letter at once makes a word of it, which is searched for.
void ListPage::onLetter(const QString &letter, std::function<void()> action) {
    if (m_letter.isActive()) return onTyped(letter);
    if (!m_view->hasFocus()) return action();
    m_typedLetter = letter;
    m_letterAction = std::move(action);
    m_letter.start(wordStarts);
}

void ListPage::onTyped(const QString &text) {
    const bool waits = m_letter.isActive();
    m_letter.stop();
    focusSearch(waits ? m_typedLetter + text : text);
}

void ListPage::sortBy(int column) { emit m_view->horizontalHeader()->sectionClicked(column); }

QList<QPair<int, QString>> ListPage::orders() const {
    QList<QPair<int, QString>> all;
    for (const int column : m_sortable) all.append({column, m_table->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()});
    return all;
}

QStringList ListPage::filters() const {
    QStringList all;
    for (int i = 0; m_filters->button(i) != nullptr; ++i) all.append(m_filters->button(i)->text());
    return all;
}

void ListPage::filterBy(int filter) {
    chooseFilter(filter);
    startList();
}

void ListPage::searchFor(const QString &text) {
    chooseFilter(0);
    setSearch(text);
    startList();
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
    if (m_table->countIsExact() && m_table->count() == 1) return m_words.one;
    const QString number = countText(m_table->count());
    return m_table->countIsExact() ? tr("%1 %2").arg(number, m_words.plural) : tr("At least %1 %2").arg(number, m_words.plural);
}

void ListPage::showCount() {
    m_count->setText(m_table->countIsExact() ? countText(m_table->count()) : tr("%1+").arg(countText(m_table->count())));
    m_started = true;
    emit statusChanged();
}

QString ListPage::importCommand() const {
    QString file = m_desk.settings.store;
    if (file.contains(QLatin1Char(' '))) file = QLatin1Char('"') + file + QLatin1Char('"');
    return file.isEmpty() ? QString() : QStringLiteral("latchkeyd import --store %1 customers.csv subscriptions.csv").arg(file);
}

bool ListPage::mayImport() const { return m_desk.me.shopKind == ShopKind::House && may(m_desk.me.agent.role, Permission::ImportFiles); }

QString ListPage::importHint() const {
    const QString command = importCommand();
    if (m_desk.me.shopKind != ShopKind::House) return tr("They appear as soon as they have been read from %1; Settings say how far that is.").arg(nameOf(m_desk.me.shopKind));
    if (!mayImport()) return tr("They appear as soon as somebody with the role of a lead imports the shop's data.");
    if (command.isEmpty()) return tr("They appear as soon as the shop's data is imported: here, or on the service's host with “latchkeyd import”.");
    return tr("Import the shop's data here, or in a terminal with:\n%1\n\nTo look around first, start “latchkey --demo”.").arg(command);
}

void ListPage::showEmpty() {
    const bool empty = m_started && m_table->rowCount() == 0;
    if (empty) {
        const bool narrowed = !search().isEmpty() || filter() > 0;
        m_empty->setTitle(!narrowed ? tr("No %1 yet").arg(m_words.plural) : isFilling() ? tr("None of the %1 so far match").arg(m_words.plural) : tr("No %1 match").arg(m_words.plural));
        m_empty->setText(narrowed ? narrowHint() : importHint());
        m_empty->findChild<QPushButton *>(QStringLiteral("showAll"))->setVisible(narrowed);
        m_empty->findChild<QPushButton *>(QStringLiteral("copyImport"))->setVisible(!narrowed && mayImport() && !importCommand().isEmpty());
        m_empty->findChild<QPushButton *>(QStringLiteral("importHere"))->setVisible(!narrowed && mayImport());
        const int width = qMin(narrowed ? 380 : 460, m_view->width() - 32);
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
    m_bannerFrame->setVisible(m_desk.client.isReachable());  // otherwise the window says it, for all pages at once
    m_view->setStale(m_table->rowCount() > 0);
}

void ListPage::showReachable(bool reachable) {
    if (reachable) return m_fetcher->tryAgain();
    m_bannerFrame->hide();
    m_view->setStale(m_table->rowCount() > 0);
}

// Filters stand beside the title while there is room for both; on a narrow window they go below.
void ListPage::arrangeHead() {
    const bool fits = m_list->width() >= m_chips->layout()->sizeHint().width() + 232;
    m_titleRow->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_chips->setSizePolicy(fits ? QSizePolicy::Fixed : QSizePolicy::Preferred, QSizePolicy::Preferred);
}

}  // namespace latchkey
