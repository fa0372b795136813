// Puts the views together and follows the events that concern links.
#include "ui/pages/links_page.h"

#include "ui/desk.h"
#include "ui/pages/link_filters.h"
#include "ui/pages/links_head.h"
#include "ui/pages/links_list.h"
#include "ui/pages/numbers.h"
#include "ui/panels/link_panel.h"
#include "ui/panels/link_stats_view.h"
#include "ui/service_time.h"
#include "ui/widgets/focus_order.h"

#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace latchkey {

LinksPage::LinksPage(Desk &desk, QWidget *parent) : QWidget(parent), m_desk(desk), m_views(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("linksPage"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_views);
    m_views->addWidget(buildList());
    m_views->addWidget(buildStats());
    m_soon.setSingleShot(true);
    m_soon.setInterval(300);
    m_second.setInterval(1000);
    connect(&m_soon, &QTimer::timeout, this, &LinksPage::refresh);
    connect(&m_second, &QTimer::timeout, this, &LinksPage::onSecond);
    connect(&desk.client, &ServiceClient::happened, this, &LinksPage::onHappened);
    connect(&desk.client, &ServiceClient::reachableChanged, this, [this](bool reachable) {
        if (!reachable) m_list->showStale();
        else if (isVisible()) m_soon.start();
    });
    connect(&desk, &Desk::meChanged, this, &LinksPage::showCount);
    m_second.start();
    showCount();
    m_list->start();
}

QWidget *LinksPage::buildList() {
    auto *splitter = new QSplitter(Qt::Horizontal, m_views);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    m_listHead = new LinksHead(LinksView::List, splitter);
    m_list = new LinksList(m_desk, m_listHead, splitter);
    m_panel = new LinkPanel(m_desk, splitter);
    splitter->addWidget(m_list);
    splitter->addWidget(m_panel);
    splitter->setStretchFactor(0, 16);
    splitter->setStretchFactor(1, 9);
    splitter->setSizes({728, 428});
    connect(m_listHead, &LinksHead::viewChosen, this, &LinksPage::showView);
    connect(m_list, &LinksList::chosen, m_panel, &LinkPanel::show);
    connect(m_list, &LinksList::loaded, this, &LinksPage::onLoaded);
    connect(m_list, &LinksList::opened, this, [this] {
        if (const QList<QWidget *> order = focusOrder(m_panel); !order.isEmpty()) order.first()->setFocus(Qt::TabFocusReason);
    });
    connect(m_panel, &LinkPanel::revoked, m_list, &LinksList::refresh);
    return splitter;
}

QWidget *LinksPage::buildStats() {
    m_statsHead = new LinksHead(LinksView::Stats, m_views);
    m_stats = new LinkStatsView(m_desk, m_statsHead, m_views);
    connect(m_statsHead, &LinksHead::viewChosen, this, &LinksPage::showView);
    return m_stats;
}

void LinksPage::showView(LinksView view) {
    QWidget *wanted = view == LinksView::Stats ? static_cast<QWidget *>(m_stats) : m_views->widget(0);
    const bool focused = m_views->currentWidget()->isAncestorOf(window()->focusWidget());
    m_views->setCurrentWidget(wanted);
    m_listHead->settle();
    m_statsHead->settle();
    refresh();
    // The switch that was pressed has a twin in the view that came.
    const QString name = view == LinksView::Stats ? QStringLiteral("viewStats") : QStringLiteral("viewLinks");
    if (auto *twin = wanted->findChild<QWidget *>(name); focused && twin != nullptr) twin->setFocus(Qt::OtherFocusReason);
    emit statusChanged();
}

void LinksPage::showList() { showView(LinksView::List); }
void LinksPage::showStats() { showView(LinksView::Stats); }

void LinksPage::refresh() {
    m_stale = false;
    if (m_views->currentWidget() == m_stats) return m_stats->refresh();
    m_list->refresh();
    m_panel->refresh();
}

void LinksPage::open(LinkId link) {
    showView(LinksView::List);
    m_panel->open(link);
    m_list->choose(link);
    m_list->scrollTo(link);
}

// The newest is what the agent came for, until they choose another; that one stays in the panel although it may leave the list.
void LinksPage::onLoaded() {
    if (!m_panel->current().isValid() && m_list->newest() != nullptr) m_panel->show(*m_list->newest());
    m_list->choose(m_panel->current());
    emit statusChanged();
}

void LinksPage::onHappened(const Event &event) {
    const bool ours = event.link.isValid() || event.kind == EventKind::DirectoryChanged || event.kind == EventKind::CustomerChanged;
    if (!ours) return;
    if (!isVisible()) m_stale = true;
    else if (!m_soon.isActive()) m_soon.start();  // not restarted: a steady stream must not put the refresh off for ever
}

void LinksPage::showEvent(QShowEvent *event) {
    QWidget::showEvent(event);
    if (m_stale) refresh();
}

void LinksPage::onSecond() {
    if (!isVisible() || m_views->currentWidget() == m_stats) return;
    const Instant now = serviceNow(m_desk.client);
    m_list->tick(now);
    m_panel->tick(now);
}

void LinksPage::showCount() {
    const qint64 live = m_desk.me.liveLinks;
    for (LinksHead *head : {m_listHead, m_statsHead}) head->setCount(live == 1 ? tr("1 live") : tr("%1 live").arg(countText(live)));
    emit statusChanged();
}

void LinksPage::focusSearch() {
    if (m_views->currentWidget() == m_stats) showList();
    m_list->filters()->focusSearch();
}

void LinksPage::focusList() {
    if (m_views->currentWidget() == m_stats) m_stats->focusTable();
    else m_list->focusList();
}

bool LinksPage::back() {
    if (m_views->currentWidget() == m_stats) {
        showList();
        return true;
    }
    const bool inPanel = m_panel->isAncestorOf(window()->focusWidget());
    if (!inPanel && m_list->filters()->clearSearch()) return true;
    m_list->focusList();
    return inPanel;
}

QString LinksPage::statusText() const {
    if (m_views->currentWidget() == m_stats) return tr("By the day of issue, in UTC; refusals by the day on which they happened");
    if (m_list->isFull()) return tr("The newest %1 are listed; narrow the list to see older ones").arg(countText(LinkTable::mostRows));
    const qint64 live = m_desk.me.liveLinks;
    return live == 1 ? tr("1 live link") : tr("%1 live links").arg(countText(live));
}

QStringList LinksPage::filters() const { return m_views->currentWidget() == m_stats ? QStringList() : m_list->filters()->states(); }
void LinksPage::filterBy(int filter) { m_list->filters()->filterBy(filter); }

}  // namespace latchkey
