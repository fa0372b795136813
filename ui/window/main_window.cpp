// Wires the window's parts; what each page does stands in its own file.
#include "ui/window/main_window.h"

#include "ui/clipboard_guard.h"
#include "ui/desk.h"
#include "ui/desk_settings.h"
#include "ui/dialogs/confirm.h"
#include "ui/pages/activity_page.h"
#include "ui/pages/check_page.h"
#include "ui/pages/customers_page.h"
#include "ui/pages/import_page.h"
#include "ui/pages/links_page.h"
#include "ui/pages/messages_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/subscriptions_page.h"
#include "ui/service_time.h"
#include "ui/shop_watch.h"
#include "ui/snippets.h"
#include "ui/texts_shop.h"
#include "ui/theme/theme.h"
#include "ui/widgets/focus_order.h"
#include "ui/window/command_palette.h"
#include "ui/window/connection_banner.h"
#include "ui/window/sidebar.h"
#include "ui/window/status_bar.h"
#include "ui/window/top_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QScreen>
#include <QStackedWidget>
#include <QUrlQuery>

#include <utility>

namespace latchkey {

MainWindow::MainWindow(DeskSettings &settings)
    : m_settings(settings),
      m_clipboard(new ClipboardGuard(*QGuiApplication::clipboard(), this)),
      m_topBar(new TopBar(this)),
      m_sidebar(new Sidebar(this)),
      m_statusBar(new StatusBar(this)),
      m_middle(new QVBoxLayout),
      m_pages(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Latchkey"));
    setMinimumSize(800, 500);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_topBar);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_sidebar);
    m_middle->setSpacing(0);
    m_middle->addWidget(m_pages, 1);
    row->addLayout(m_middle, 1);
    column->addLayout(row, 1);
    column->addWidget(m_statusBar);
    const QSize frame(8, 40);  // what the desktop draws around it
    resize(QSize(1360, 820).boundedTo(screen()->availableSize() - frame).expandedTo(minimumSize()));
    if (!settings.windowGeometry.isEmpty()) restoreGeometry(settings.windowGeometry);
    connect(m_sidebar, &Sidebar::pageChosen, this, &MainWindow::showPage);
    connect(m_topBar, &TopBar::searchPressed, this, [this] { openPalette({}); });
    m_listsChanged.setSingleShot(true);
    m_listsChanged.setInterval(500);
    m_countsChanged.setSingleShot(true);
    m_countsChanged.setInterval(300);
    m_linksAge.setSingleShot(true);
    m_linksAge.setInterval(30'000);
}

MainWindow::~MainWindow() = default;

void MainWindow::start(ServiceClient &client) {
    m_desk = new Desk(client, *m_clipboard, m_settings, this);
    wireDesk();
    showPage(QStringLiteral("customers"));
    addKeys();
    readMe();
    client.follow();
}

void MainWindow::wireDesk() {
    ServiceClient &client = m_desk->client;
    connect(&client, &ServiceClient::reachableChanged, this, [this](bool reachable) {
        m_topBar->setState(reachable ? TopBar::State::Ready : TopBar::State::Reconnecting);
        if (m_customers != nullptr) m_customers->showReachable(reachable);
        if (m_subscriptions != nullptr) m_subscriptions->showReachable(reachable);
        if (reachable) readMe();
    });
    auto *banner = new ConnectionBanner(client, this);
    m_middle->insertWidget(0, banner);
    connect(banner, &ConnectionBanner::settingsWanted, this, [this] { showPage(QStringLiteral("settings")); });
    connect(&client, &ServiceClient::happened, this, &MainWindow::happened);
    connect(m_desk, &Desk::pageRequested, this, &MainWindow::showPage);
    connect(m_desk, &Desk::searchRequested, this, &MainWindow::openPalette);
    connect(m_desk, &Desk::customersRequested, this, [this](const QString &search) {
        showPage(QStringLiteral("customers"));
        m_customers->searchFor(search);
    });
    connect(m_desk, &Desk::noticeRequested, m_statusBar, &StatusBar::notice);
    connect(m_desk, &Desk::customerRequested, this, [this](CustomerId customer) {
        showPage(QStringLiteral("customers"));
        m_customers->open(customer);
    });
    connect(m_desk, &Desk::activityRequested, this, [this](CustomerId customer) {
        showPage(QStringLiteral("activity"));
        m_activity->showCustomer(customer);
    });
    connect(m_desk, &Desk::subscriptionRequested, this, [this](SubscriptionId subscription) {
        showPage(QStringLiteral("subscriptions"));
        m_subscriptions->open(subscription);
    });
    connect(m_desk, &Desk::messageRequested, this, [this](MessageId message) {
        showPage(QStringLiteral("messages"));
        m_messages->open(message);
    });
    connect(m_desk, &Desk::linkRequested, this, [this](LinkId link) {
        showPage(QStringLiteral("links"));
        m_links->open(link);
    });
    ShopWatch &shop = ShopWatch::of(*m_desk);
    const auto showShop = [this, &shop] {
        m_sidebar->setShop(shop.state(), serviceNow(m_desk->client));
        showStatus();
    };
    connect(&shop, &ShopWatch::changed, this, showShop);
    connect(&shop, &ShopWatch::aged, this, showShop);
    connect(&m_linksAge, &QTimer::timeout, this, &MainWindow::readMe);
    connect(m_desk, &Desk::meChanged, this, [this] {
        Snippets::of(*m_desk);  // read once the first answer is there, so that they do not hold up the first rows
        if (m_desk->me.liveLinks > 0) m_linksAge.start();
        m_topBar->setAgent(m_desk->me.agent.name);
        m_sidebar->setMe(m_desk->me);
        setWindowTitle(m_desk->me.shopName.isEmpty() ? tr("Latchkey") : tr("%1 – Latchkey").arg(m_desk->me.shopName));
        showStatus();
    });
    connect(&m_countsChanged, &QTimer::timeout, this, [this] {
        readMe();
        if (m_messages != nullptr) m_messages->refresh();
    });
    connect(&m_listsChanged, &QTimer::timeout, this, [this] {
        if (m_customers != nullptr) m_customers->refresh();
        if (m_subscriptions != nullptr) m_subscriptions->refresh();
    });
    m_palette = new CommandPalette(*m_desk, this);
    connect(m_palette, &CommandPalette::linkPasted, this, [this](const QString &text) {
        showPage(QStringLiteral("check"));
        m_check->check(text);
    });
    connect(m_palette, &CommandPalette::closed, this, [this] {
        if (ListPage *list = currentList()) list->focusList();
    });
}

// A burst of events, as an import makes, refreshes twice a second at most.
void MainWindow::happened(const Event &event) {
    const bool lists = event.kind == EventKind::CustomerChanged || event.kind == EventKind::DirectoryChanged;
    if (lists && !m_listsChanged.isActive()) m_listsChanged.start();
    const bool quiet = event.kind == EventKind::LinkOpened || event.kind == EventKind::ShopSync || event.kind == EventKind::CustomerRead;
    if (!quiet && !m_countsChanged.isActive()) m_countsChanged.start();
}

void MainWindow::readMe() {
    m_desk->client.me(m_desk, [this](const Result<Me> &me) {
        if (!me) return m_topBar->setState(TopBar::State::Reconnecting);
        m_topBar->setState(TopBar::State::Ready);
        // Here rather than at the start, because drawing it may wait until the first rows are there.
        if (windowIcon().isNull()) setWindowIcon(icon(QStringLiteral("latchkey")));
        m_desk->me = *me;
        emit m_desk->meChanged();
        if (!m_openLater.isEmpty()) m_palette->openDirectly(std::exchange(m_openLater, {}), commands());
    });
}

namespace {

// "latchkey:?email=amelie@example.com", as other programs link to the desk, names what stands behind the equals sign.
QString namedBy(const QString &text) {
    if (!text.startsWith(QLatin1String("latchkey:"), Qt::CaseInsensitive)) return text;
    const QList<QPair<QString, QString>> items = QUrlQuery(QUrl(text)).queryItems(QUrl::FullyDecoded);
    return items.isEmpty() ? QString() : items.first().second;
}

}  // namespace

void MainWindow::openAnything(const QString &text) {
    m_openLater = namedBy(text.trimmed());
    if (m_desk != nullptr && m_desk->me.agent.id.isValid() && !m_openLater.isEmpty())
        m_palette->openDirectly(std::exchange(m_openLater, {}), commands());
}

QWidget *MainWindow::build(const QString &page) {
    if (page == QLatin1String("customers")) {
        m_customers = new CustomersPage(*m_desk, m_pages);
        connect(m_customers, &ListPage::statusChanged, this, &MainWindow::showStatus);
        return m_customers;
    }
    if (page == QLatin1String("subscriptions")) {
        m_subscriptions = new SubscriptionsPage(*m_desk, m_pages);
        connect(m_subscriptions, &ListPage::statusChanged, this, &MainWindow::showStatus);
        return m_subscriptions;
    }
    if (page == QLatin1String("links")) {
        m_links = new LinksPage(*m_desk, m_pages);
        connect(m_links, &LinksPage::statusChanged, this, &MainWindow::showStatus);
        return m_links;
    }
    if (page == QLatin1String("check")) return m_check = new CheckPage(*m_desk, m_pages);
    if (page == QLatin1String("activity")) {
        m_activity = new ActivityPage(*m_desk, m_pages);
        connect(m_activity, &ActivityPage::statusChanged, this, &MainWindow::showStatus);
        return m_activity;
    }
    if (page == QLatin1String("messages")) {
        m_messages = new MessagesPage(*m_desk, m_pages);
        connect(m_messages, &MessagesPage::statusChanged, this, &MainWindow::showStatus);
        return m_messages;
    }
    if (page == QLatin1String("import")) {
        m_import = new ImportPage(*m_desk, m_pages);
        connect(m_import, &ImportPage::rested, this, [this](bool stopped) {
            if (std::exchange(m_closing, false) && stopped) close();
        });
        return m_import;
    }
    if (page != QLatin1String("settings")) return nullptr;
    m_settingsPage = new SettingsPage(*m_desk, m_pages);
    connect(m_settingsPage, &SettingsPage::themeChosen, this, &MainWindow::applyChosenTheme);
    connect(m_settingsPage, &SettingsPage::shortcutsWanted, this, [this] { showShortcuts(); });
    return m_settingsPage;
}

QWidget *MainWindow::pageNamed(const QString &page) {
    if (auto *built = m_pages->findChild<QWidget *>(page + QLatin1String("Page"), Qt::FindDirectChildrenOnly)) return built;
    QWidget *made = build(page);
    if (made != nullptr) m_pages->addWidget(made);
    return made;
}

void MainWindow::showPage(const QString &page) {
    const QString why = m_desk != nullptr && (page == QLatin1String("messages") || page == QLatin1String("import")) ? whyNotHere(m_desk->me.shopKind) : QString();
    if (!why.isEmpty()) emit m_desk->noticeRequested(why);
    QWidget *widget = m_desk == nullptr || !why.isEmpty() ? nullptr : pageNamed(page);
    if (widget == nullptr) return m_sidebar->choose(m_page);
    hideNotice();
    m_page = page;
    m_sidebar->choose(page);
    m_pages->setCurrentWidget(widget);
    showStatus();
    if (ListPage *list = currentList()) list->focusList();
    else if (widget == m_check) m_check->focusBox();
    else if (widget == m_activity) m_activity->focusList();
    else if (widget == m_links) m_links->focusList();
    else if (widget == m_messages) m_messages->focusList();
    else if (const QList<QWidget *> order = focusOrder(widget); !order.isEmpty()) order.first()->setFocus(Qt::ShortcutFocusReason);
}

ListPage *MainWindow::currentList() const {
    if (m_page == QLatin1String("customers")) return m_customers;
    if (m_page == QLatin1String("subscriptions")) return m_subscriptions;
    return nullptr;
}

void MainWindow::showStatus() {
    m_statusBar->setListKeys(currentList() != nullptr);
    const ShopWatch &shop = ShopWatch::of(*m_desk);
    if (const ListPage *list = currentList())
        return m_statusBar->setText(shop.isElsewhere() ? tr("%1 · %2").arg(list->statusText(), syncedText(shop.state().sync, serviceNow(m_desk->client))) : list->statusText());
    if (m_page == QLatin1String("check")) return m_statusBar->setText(tr("Verdicts are kept %1 days").arg(m_desk->me.policy.verdictsKept / std::chrono::hours(24)));
    if (m_page == QLatin1String("activity")) return m_statusBar->setText(m_activity->statusText());
    if (m_page == QLatin1String("links")) return m_statusBar->setText(m_links->statusText());
    if (m_page == QLatin1String("messages")) return m_statusBar->setText(m_messages->statusText());
    const QString &portal = m_desk->me.portalUrl;
    m_statusBar->setText(portal.isEmpty() ? QString() : shop.isElsewhere() ? tr("Customers log in at %1").arg(portal) : tr("Portal: %1").arg(portal));
}

void MainWindow::applyChosenTheme() {
    applyTheme(*qApp, m_settings.theme);
    if (m_settingsPage != nullptr) m_settingsPage->showTheme();
}

bool MainWindow::focusNextPrevChild(bool next) { return moveFocus(this, next); }

void MainWindow::changeEvent(QEvent *event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ThemeChange && m_settings.theme == ThemeChoice::System) applyChosenTheme();
}

void MainWindow::closeEvent(QCloseEvent *event) {
    if (m_import != nullptr && m_import->isBusy()) {
        event->ignore();
        return confirm({tr("An import is under way"), tr("Closing the window cancels it. The rows that are already in stay; importing the same files again goes on."),
                        tr("Cancel it and close")}, this, [this] {
                           m_closing = true;
                           m_import->abandon();
                       });
    }
    m_settings.windowGeometry = saveGeometry();
    saveSettings(m_settings);
    QWidget::closeEvent(event);
}

// Until the pages are there, their ground is.
void MainWindow::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.fillRect(rect(), colours().surface);
}

}  // namespace latchkey
