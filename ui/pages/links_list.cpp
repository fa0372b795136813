// Keeps the choice and the place through refreshes; a newer question drops the older answer.
#include "ui/pages/links_list.h"

#include "ui/desk.h"
#include "ui/pages/link_filters.h"
#include "ui/panels/labels.h"
#include "ui/service_time.h"
#include "ui/texts.h"
#include "ui/widgets/card.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/rows_view.h"

#include <QHeaderView>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace latchkey {

LinksList::LinksList(Desk &desk, QWidget *head, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_filters(new LinkFilters(desk, this)), m_view(new RowsView(this)), m_banner(new Card(Tone::Warning, this)), m_empty(new Card(Tone::Plain, this)) {
    setMinimumWidth(300);
    m_table.setHeaders({tr("Link"), tr("Customer"), tr("Issued by"), tr("Door"), tr("Issued"), tr("State"), tr("Opened")});
    m_table.setWords([this](const LoginLink &link, int column) { return cell(link, column).words(); });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(16, 12, 16, 12);
    top->setSpacing(8);
    top->addWidget(head);
    top->addWidget(m_filters);
    buildNotes(top);
    column->addLayout(top);
    buildView();
    column->addWidget(m_view, 1);
    connect(m_filters, &LinkFilters::changed, this, &LinksList::start);
    connect(m_filters, &LinkFilters::listWanted, this, [this] {
        if (m_table.rowCount() == 0) return;
        if (!m_view->currentIndex().isValid()) m_view->setCurrentIndex(m_table.index(0, 0));
        focusList();
    });
}

void LinksList::buildNotes(QVBoxLayout *column) {
    m_banner->setObjectName(QStringLiteral("listBanner"));
    m_banner->setTitle(tr("The links could not be read"));
    connect(m_banner->addButton(tr("Try again"), QStringLiteral("tryAgain")), &QPushButton::clicked, this, &LinksList::refresh);
    m_banner->hide();
    m_empty->setObjectName(QStringLiteral("listEmpty"));
    connect(m_empty->addButton(tr("Show all"), QStringLiteral("showAll")), &QPushButton::clicked, m_filters, &LinkFilters::clear);
    m_empty->hide();
    column->addWidget(m_banner);
    column->addWidget(m_empty);
}

void LinksList::buildView() {
    m_view->setObjectName(QStringLiteral("list"));
    m_view->setAccessibleName(tr("Issued links"));
    m_view->setModel(&m_table);
    m_view->setItemDelegate(new RowDelegate(
        [this](const QModelIndex &at) {
            const LoginLink *link = m_table.row(at.row());
            return link == nullptr ? Cell() : cell(*link, at.column());
        },
        m_view));
    m_view->setColumns({{15, 0, false}, {26, 0, false}, {16, 470, false}, {18, 680, false}, {14, 360, false}, {20, 0, false}, {16, 570, false}});
    m_view->horizontalHeader()->setSectionsClickable(false);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &now) {
        const LoginLink *link = m_renewing ? nullptr : m_table.row(now.row());
        if (link != nullptr) emit chosen(*link);
    });
    connect(m_view, &RowsView::opened, this, &LinksList::opened);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value >= m_view->verticalScrollBar()->maximum() - 20 * RowDelegate::rowHeight) fetchMore();
    });
}

Cell LinksList::cell(const LoginLink &link, int column) const {
    const Instant now = serviceNow(m_desk.client);
    Cell cell;
    cell.muted = true;
    switch (column) {
        case LinkTable::Link:
            cell.text = link.publicId;
            cell.muted = false;
            break;
        case LinkTable::Customer:
            cell.text = link.customerName.isEmpty() ? tr("Without a name") : link.customerName;
            cell.muted = link.customerName.isEmpty();
            break;
        case LinkTable::IssuedBy:
            cell.text = link.agentName.isEmpty() ? tr("Customer") : link.agentName;
            break;
        case LinkTable::Door:
            cell.text = textOf(link.door);
            break;
        case LinkTable::Issued:
            cell.text = longAgo(link.issuedAt, now);
            break;
        case LinkTable::State:
            cell.chip = stateText(link, now);
            cell.chipTone = toneOf(link.stateAt(now));
            break;
        case LinkTable::Opened:
            cell.text = openedText(link);
            break;
        default:
            break;
    }
    return cell;
}

void LinksList::start() {
    m_started = false;
    read(true);
}

void LinksList::refresh() { read(!m_started); }

void LinksList::read(bool another) {
    m_pending.cancel();
    m_fetching = true;
    m_pending = m_desk.client.links(m_filters->wanted(), this, [this, another](const Result<Page<LoginLink>> &page) {
        m_fetching = false;
        if (!page) return failed(page.error());
        onPage(*page, another);
    });
}

void LinksList::onPage(const Page<LoginLink> &page, bool another) {
    m_banner->hide();
    m_view->setStale(false);
    m_started = true;
    m_renewing = true;
    if (another) {
        m_table.replace(page);
        m_view->scrollToTop();
    } else {
        // Who reads further down stays with the row they look at; at the top the newest come into sight.
        QScrollBar *bar = m_view->verticalScrollBar();
        const LoginLink *first = bar->value() > 0 ? m_table.row(bar->value() / RowDelegate::rowHeight) : nullptr;
        const LinkId seen = first == nullptr ? LinkId() : first->id;
        const int within = bar->value() % RowDelegate::rowHeight;
        m_table.renew(page);
        if (const int row = m_table.find(seen); row >= 0) bar->setValue(row * RowDelegate::rowHeight + within);
    }
    m_renewing = false;
    showEmpty();
    emit loaded();
}

void LinksList::fetchMore() {
    if (m_fetching || m_renewing || m_table.next().isEmpty() || m_table.isFull()) return;
    m_fetching = true;
    ServiceClient::LinksWanted wanted = m_filters->wanted();
    wanted.after = m_table.next();
    m_pending = m_desk.client.links(wanted, this, [this](const Result<Page<LoginLink>> &page) {
        m_fetching = false;
        if (!page) return failed(page.error());
        m_table.append(*page);
        if (m_table.isFull()) emit loaded();
    });
}

void LinksList::failed(const Error &error) {
    m_banner->setText(m_table.rowCount() > 0 ? tr("%1 The rows below are as they were last read.").arg(textOf(error)) : textOf(error));
    m_banner->setVisible(m_desk.client.isReachable());  // otherwise the window says it, for all pages at once
    m_view->setStale(m_table.rowCount() > 0);
}

void LinksList::showStale() { m_view->setStale(m_table.rowCount() > 0); }

void LinksList::showEmpty() {
    const bool narrowed = m_filters->isAny();
    m_empty->setVisible(m_table.rowCount() == 0);
    m_empty->setTitle(narrowed ? tr("No links here") : tr("No links yet"));
    m_empty->setText(narrowed ? tr("No Magic link fits: %1.").arg(m_filters->inWords())
                    : m_desk.me.shopKind == ShopKind::House ? tr("When an agent issues a Magic link, or the login page sends one with a code, it appears here.")
                                                            : tr("When an agent makes a Magic link here, it appears in this list."));
    m_empty->findChild<QPushButton *>(QStringLiteral("showAll"))->setVisible(narrowed);
}

void LinksList::choose(LinkId link) {
    const int row = m_table.find(link);
    QItemSelectionModel *selection = m_view->selectionModel();
    const QSignalBlocker quiet(selection);
    if (row < 0)
        selection->clear();
    else
        selection->setCurrentIndex(m_table.index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_view->viewport()->update();
}

void LinksList::scrollTo(LinkId link) {
    if (const int row = m_table.find(link); row >= 0) m_view->scrollTo(m_table.index(row, 0));
}

// A link that ran out since the last tick leaves the list of the live ones, and changes the sidebar's count.
void LinksList::tick(Instant now) {
    bool live = false, ended = false;
    const auto [first, last] = m_view->visibleRows();
    for (int row = qMax(0, first); row <= last; ++row) {
        const LoginLink *link = m_table.row(row);
        if (link == nullptr || link->end != LinkEnd::None) continue;
        live = live || link->expiresAt > now;
        ended = ended || (link->expiresAt <= now && link->expiresAt > m_drawnAt);
    }
    const bool since = m_drawnAt.isSet();
    m_drawnAt = now;
    if (live || ended) m_view->viewport()->update();
    if (ended && since) refresh();
}

void LinksList::focusList() { m_view->setFocus(Qt::ShortcutFocusReason); }

}  // namespace latchkey
