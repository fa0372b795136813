// Reads the record page by page as one scrolls down; the newest stands first.
#include "ui/pages/activity_page.h"

#include "ui/desk.h"
#include "ui/pages/activity_export.h"
#include "ui/pages/activity_filters.h"
#include "ui/pages/numbers.h"
#include "ui/panels/labels.h"
#include "ui/service_time.h"
#include "ui/texts.h"
#include "ui/texts_activity.h"
#include "ui/texts_roles.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/rows_view.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace latchkey {

ActivityPage::ActivityPage(Desk &desk, QWidget *parent) : QWidget(parent), m_desk(desk), m_export(new ActivityExport(desk.client, this)) {
    setObjectName(QStringLiteral("activityPage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_table.setHeaders({tr("When"), tr("Who"), tr("What"), tr("To whom"), tr("Link"), tr("Details"), tr("Desk")});
    m_table.setWords([this](const ActivityRow &row, int column) { return cell(row, column).words(); });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildHead(column);
    buildView();
    column->addWidget(m_view, 1);
    m_due.setSingleShot(true);
    m_due.setInterval(400);
    connect(&m_due, &QTimer::timeout, this, &ActivityPage::refresh);
    connect(&desk.client, &ServiceClient::happened, this, [this](const Event &event) {
        if (event.kind == EventKind::AgentsChanged) m_agentsKnown = false;  // read again with what the desk learns of itself
        if (event.kind != EventKind::LinkOpened && isVisible() && !m_due.isActive()) m_due.start();
    });
    connect(&desk.client, &ServiceClient::reachableChanged, this, [this](bool reachable) {
        if (!reachable) m_view->setStale(m_table.rowCount() > 0);
        else if (isVisible()) refresh();
    });
    connect(&desk, &Desk::meChanged, this, &ActivityPage::showRole);
    showRole();
    startList();
}

void ActivityPage::buildHead(QVBoxLayout *column) {
    auto *head = new QVBoxLayout;
    head->setContentsMargins(16, 12, 16, 12);
    head->setSpacing(8);
    auto *title = new QHBoxLayout;
    title->addWidget(new PlainLabel(tr("Activity"), LabelRole::Heading, this), 1);
    m_exportButton = plainButton(tr("Export…"), QStringLiteral("exportActivity"), this);
    m_exportButton->setAccessibleName(tr("Export what the filters leave as CSV"));
    connect(m_exportButton, &QPushButton::clicked, this, &ActivityPage::askWhereTo);
    title->addWidget(m_exportButton);
    head->addLayout(title);
    m_about = new PlainLabel({}, LabelRole::Muted, this);
    m_about->setObjectName(QStringLiteral("activityAbout"));
    head->addWidget(m_about);
    buildCustomer(head);
    m_filters = new ActivityFilters(this);
    connect(m_filters, &ActivityFilters::changed, this, &ActivityPage::startList);
    head->addWidget(m_filters);
    buildExport(head);
    buildNotes(head);
    column->addLayout(head);
}

void ActivityPage::buildCustomer(QVBoxLayout *head) {
    m_ofCustomer = new Card(Tone::Accent, this);
    m_ofCustomer->setObjectName(QStringLiteral("activityOf"));
    connect(m_ofCustomer->addButton(tr("Show everybody's"), QStringLiteral("activityOfAll")), &QPushButton::clicked, this, [this] {
        showCustomer({});
        focusList();
    });
    connect(m_ofCustomer->addButton(tr("Open customer"), QStringLiteral("activityOpenCustomer")), &QPushButton::clicked, this,
            [this] { emit m_desk.customerRequested(m_customer); });
    m_ofCustomer->hide();
    head->addWidget(m_ofCustomer);
}

void ActivityPage::buildNotes(QVBoxLayout *head) {
    m_banner = new Card(Tone::Warning, this);
    m_banner->setObjectName(QStringLiteral("listBanner"));
    m_banner->setTitle(tr("The activity could not be read"));
    connect(m_banner->addButton(tr("Try again"), QStringLiteral("tryAgain")), &QPushButton::clicked, this, &ActivityPage::refresh);
    m_banner->hide();
    head->addWidget(m_banner);
    m_empty = new Card(Tone::Plain, this);
    m_empty->setObjectName(QStringLiteral("listEmpty"));
    connect(m_empty->addButton(tr("Show all"), QStringLiteral("showAll")), &QPushButton::clicked, this, [this] { m_filters->clear(); });
    m_empty->hide();
    head->addWidget(m_empty);
}

void ActivityPage::buildView() {
    m_view = new RowsView(this);
    m_view->setObjectName(QStringLiteral("list"));
    m_view->setAccessibleName(tr("Activity"));
    m_view->setModel(&m_table);
    m_view->setItemDelegate(new RowDelegate(
        [this](const QModelIndex &at) {
            const ActivityRow *row = m_table.row(at.row());
            return row == nullptr ? Cell() : cell(*row, at.column());
        },
        m_view));
    m_view->setColumns({{15, 0, false}, {17, 0, false}, {27, 0, false}, {19, 0, false}, {9, 620, false}, {28, 760, false}, {13, 960, false}});
    m_view->horizontalHeader()->setSectionsClickable(false);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ActivityPage::showMenu);
    connect(m_view, &RowsView::opened, this, &ActivityPage::open);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value >= m_view->verticalScrollBar()->maximum() - 20 * RowDelegate::rowHeight) fetchMore();
    });
}

Cell ActivityPage::cell(const ActivityRow &row, int column) const {
    Cell cell;
    cell.muted = true;
    switch (column) {
        case ActivityTable::When:
            cell.text = recordTime(row.entry.at, serviceNow(m_desk.client));
            break;
        case ActivityTable::Who:
            cell.text = whoDid(row);
            cell.muted = false;
            break;
        case ActivityTable::What:
            cell.text = textOf(row.entry.kind);
            cell.muted = false;
            break;
        case ActivityTable::Whom:
            cell.text = toWhom(row);
            cell.muted = false;
            break;
        case ActivityTable::Link:
            cell.text = row.publicId;
            break;
        case ActivityTable::Details:
            cell.text = detailsOf(row.entry, m_agents);
            break;
        case ActivityTable::DeskName:
            cell.text = row.entry.desk;
            break;
        default:
            break;
    }
    return cell;
}

bool ActivityPage::seesAll() const { return may(m_desk.me.agent.role, Permission::SeeActivityOfAll); }

void ActivityPage::showRole() {
    if (!m_agentsKnown) readAgents();
    m_filters->setAgents(m_agents, seesAll() || m_customer.isValid());
    m_about->setPlain(seesAll() ? tr("Every entry is chained to the one before it, so that none can be changed or taken out unnoticed.")
                                : tr("You see what you did yourself; open a customer's activity to see everything that was done there. %1").arg(whyNot(m_desk.me, Permission::SeeActivityOfAll)));
    emit statusChanged();
}

void ActivityPage::readAgents() {
    m_agentsKnown = true;
    m_desk.client.agents(this, [this](const Result<QList<Agent>> &answer) {
        m_agentsKnown = answer.has_value();
        if (!answer) return;
        m_agents = *answer;
        showRole();
        m_view->viewport()->update();
    });
}

void ActivityPage::showCustomer(CustomerId customer) {
    const bool another = customer != m_customer;
    m_customer = customer;
    m_naming.cancel();
    m_ofCustomer->setVisible(customer.isValid());
    if (another) m_customerName.clear();
    showRole();
    if (customer.isValid()) {
        const auto show = [this] {
            const QString name = m_customerName.isEmpty() ? tr("customer %1").arg(m_customer.value()) : m_customerName;
            m_ofCustomer->setTitle(tr("Activity of %1").arg(name));
        };
        show();
        m_naming = m_desk.client.customer(customer, this, [this, show](const Result<CustomerDetails> &answer) {
            if (!answer) return;
            m_customerName = answer->customer.name();
            show();
        });
    }
    if (another) startList();
}

ServiceClient::ActivityWanted ActivityPage::wanted() const {
    ServiceClient::ActivityWanted wanted;
    wanted.customer = m_customer;
    m_filters->writeTo(wanted, serviceNow(m_desk.client));
    return wanted;
}

void ActivityPage::fetch(const QString &after, std::function<void(const Page<ActivityRow> &)> then) {
    m_pending.cancel();
    m_fetching = true;
    ServiceClient::ActivityWanted asked = wanted();
    asked.after = after;
    m_pending = m_desk.client.activity(asked, this, [this, then = std::move(then)](const Result<Page<ActivityRow>> &page) {
        m_fetching = false;
        if (!page) return failed(page.error());
        m_banner->hide();
        m_view->setStale(false);
        m_started = true;
        then(*page);
        showEmpty();
        emit statusChanged();
    });
}

void ActivityPage::startList() {
    m_started = false;
    fetch({}, [this](const Page<ActivityRow> &page) {
        m_table.replace(page);
        m_view->scrollToTop();
        if (m_table.rowCount() > 0) m_view->setCurrentIndex(m_table.index(0, 0));
    });
}

void ActivityPage::refresh() {
    if (!m_agentsKnown) readAgents();
    if (!m_started) return startList();
    fetch({}, [this](const Page<ActivityRow> &page) {
        // Who reads further down stays with the rows they look at; at the top the newest come into sight.
        QScrollBar *bar = m_view->verticalScrollBar();
        const int place = bar->value();
        const int before = m_table.rowCount();
        m_table.renew(page);
        if (place > 0) bar->setValue(place + (m_table.rowCount() - before) * RowDelegate::rowHeight);
    });
}

void ActivityPage::fetchMore() {
    if (m_fetching || !m_started || m_table.next().isEmpty()) return;
    fetch(m_table.next(), [this](const Page<ActivityRow> &page) { m_table.append(page); });
}

void ActivityPage::failed(const Error &error) {
    m_empty->hide();
    m_banner->setText(m_table.rowCount() > 0 ? tr("%1 The rows below are as they were last read.").arg(textOf(error)) : textOf(error));
    m_banner->setVisible(m_desk.client.isReachable());  // otherwise the window says it, for all pages at once
    m_view->setStale(m_table.rowCount() > 0);
}

void ActivityPage::showEmpty() {
    const bool narrow = m_filters->isNarrow();
    m_empty->setVisible(m_table.rowCount() == 0);
    m_empty->setTitle(narrow ? tr("Nothing here") : tr("No activity yet"));
    m_empty->setText(narrow ? tr("No entry fits these filters.") : tr("When a link is issued, a contact is changed or a customer signs in, it appears here."));
    m_empty->findChild<QPushButton *>(QStringLiteral("showAll"))->setVisible(narrow);
    m_exportButton->setEnabled(m_table.rowCount() > 0 && !m_export->isRunning());
}

void ActivityPage::open(const QModelIndex &index) {
    const ActivityRow *row = m_table.row(index.row());
    if (row == nullptr) return;
    const bool link = row->entry.link.isValid() && (index.column() == ActivityTable::Link || !row->entry.customer.isValid());
    if (link) emit m_desk.linkRequested(row->entry.link);
    else if (row->entry.customer.isValid()) emit m_desk.customerRequested(row->entry.customer);
    else emit m_desk.noticeRequested(tr("This entry concerns no customer and no link."));
}

void ActivityPage::showMenu(const QPoint &at) {
    const ActivityRow *row = m_table.row(m_view->currentIndex().row());
    if (row == nullptr) return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("activityMenu"));
    const auto add = [&](const QString &text, const QString &name, bool possible, auto what) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name);
        action->setEnabled(possible);
        connect(action, &QAction::triggered, this, what);
    };
    const Activity entry = row->entry;
    add(tr("Open customer"), QStringLiteral("openCustomer"), entry.customer.isValid(), [this, entry] { emit m_desk.customerRequested(entry.customer); });
    add(tr("Open link"), QStringLiteral("openLink"), entry.link.isValid(), [this, entry] { emit m_desk.linkRequested(entry.link); });
    add(tr("Activity of this customer"), QStringLiteral("onlyCustomer"), entry.customer.isValid(), [this, entry] { showCustomer(entry.customer); });
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

void ActivityPage::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    if (m_started) refresh();
}

void ActivityPage::focusList() { m_view->setFocus(Qt::ShortcutFocusReason); }

QString ActivityPage::statusText() const {
    if (m_table.rowCount() == 0) return tr("No entries");
    const QString shown = m_table.rowCount() == 1 ? tr("1 entry") : tr("%1 entries").arg(countText(m_table.rowCount()));
    return m_table.next().isEmpty() ? shown : tr("%1 read, more below").arg(shown);
}

}  // namespace latchkey
