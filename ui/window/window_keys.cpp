// The main window's keys and commands, and what it says when an action is asked for where nobody is open.
#include "models/domain/finding.h"
#include "ui/desk.h"
#include "ui/desk_settings.h"
#include "ui/pages/activity_page.h"
#include "ui/pages/check_page.h"
#include "ui/pages/customers_page.h"
#include "ui/pages/links_page.h"
#include "ui/pages/messages_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/subscriptions_page.h"
#include "ui/service_time.h"
#include "ui/texts.h"
#include "ui/widgets/card.h"
#include "ui/window/command_palette.h"
#include "ui/window/main_window.h"
#include "ui/window/shortcut_sheet.h"

#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <array>

namespace latchkey {

namespace {

struct NumberedPage {
    QLatin1String page;
    const char *command;
};

// In the sidebar's order: Ctrl and its number shows a page.
constexpr std::array inOrder = {
    NumberedPage{QLatin1String("subscriptions"), QT_TRANSLATE_NOOP("latchkey::MainWindow", "Go to Subscriptions")},
    NumberedPage{QLatin1String("customers"), QT_TRANSLATE_NOOP("latchkey::MainWindow", "Go to Customers")},
    NumberedPage{QLatin1String("links"), QT_TRANSLATE_NOOP("latchkey::MainWindow", "Issued links")},
    NumberedPage{QLatin1String("check"), QT_TRANSLATE_NOOP("latchkey::MainWindow", "Check a link")},
    NumberedPage{QLatin1String("activity"), QT_TRANSLATE_NOOP("latchkey::MainWindow", "Go to Activity")},
    NumberedPage{QLatin1String("messages"), QT_TRANSLATE_NOOP("latchkey::MainWindow", "Go to Messages")},
    NumberedPage{QLatin1String("settings"), QT_TRANSLATE_NOOP("latchkey::MainWindow", "Go to Settings")},
};

}  // namespace

void MainWindow::addKeys() {
    const auto on = [this](const QKeySequence &keys, auto what) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setAutoRepeat(false);  // a held M must not issue a link a second time
        connect(shortcut, &QShortcut::activated, this, what);
    };
    on(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { openPalette({}); });
    for (std::size_t i = 0; i < inOrder.size(); ++i)
        on(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i))), [this, page = QString(inOrder[i].page)] { showPage(page); });
    on(QKeySequence(Qt::Key_M), [this] { onLetter(QStringLiteral("m"), [this] { onAction(&ListPage::magicLink); }); });
    on(QKeySequence(Qt::Key_P), [this] { onLetter(QStringLiteral("p"), [this] { onAction(&ListPage::copyPortalLink); }); });
    on(QKeySequence(Qt::Key_L), [this] { onLetter(QStringLiteral("l"), [this] { onAction(&ListPage::emailLoginLink); }); });
    on(QKeySequence(Qt::Key_E), [this] { onLetter(QStringLiteral("e"), [this] { onAction(&ListPage::editContact); }); });
    on(QKeySequence(Qt::Key_R), [this] { onLetter(QStringLiteral("r"), [this] { refresh(); }); });
    on(QKeySequence(Qt::Key_F5), [this] { refresh(); });
    on(QKeySequence(Qt::Key_Slash), [this] { search(); });
    on(QKeySequence(Qt::CTRL | Qt::Key_F), [this] { search(); });
    on(QKeySequence(Qt::Key_Question), [this] { showShortcuts(); });
    on(QKeySequence(Qt::Key_F1), [this] { showShortcuts(); });
    on(QKeySequence(Qt::Key_Escape), [this] { escape(); });
}

void MainWindow::showShortcuts() { showShortcutSheet(this); }

void MainWindow::onAction(void (ListPage::*action)()) {
    ListPage *list = currentList();
    if (list == nullptr || !list->hasChosen()) return showWrongPlace();
    (list->*action)();
}

void MainWindow::onLetter(const QString &letter, std::function<void()> action) {
    if (ListPage *list = currentList()) list->onLetter(letter, std::move(action));
    else action();
}

void MainWindow::showWrongPlace() {
    hideNotice();
    Finding finding;
    finding.code = FindingCode::WrongPlace;
    const FindingText text = textOf(finding, serviceNow(m_desk->client));
    m_notice = new Card(Tone::Warning, this);
    m_notice->setObjectName(QStringLiteral("wrongPlace"));
    m_notice->setTitle(text.title);
    m_notice->setText(text.sentence);
    const auto button = [this](Remedy remedy, const QString &name, auto what) {
        QPushButton *made = m_notice->addButton(textOf(remedy, {}), name);
        // Queued: what it does removes the notice with this button.
        connect(made, &QPushButton::clicked, this, what, Qt::QueuedConnection);
        return made;
    };
    QPushButton *first = button(Remedy::GoToSubscriptions, QStringLiteral("goToSubscriptions"), [this] { showPage(QStringLiteral("subscriptions")); });
    button(Remedy::GoToCustomers, QStringLiteral("goToCustomers"), [this] { showPage(QStringLiteral("customers")); });
    button(Remedy::Search, QStringLiteral("goToSearch"), [this] {
        hideNotice();
        openPalette({});
    });
    auto *frame = new QWidget(this);
    auto *margins = new QVBoxLayout(frame);
    margins->setContentsMargins(16, 12, 16, 4);
    margins->addWidget(m_notice);
    m_middle->insertWidget(m_middle->indexOf(m_pages), frame);
    frame->show();
    first->setFocus(Qt::OtherFocusReason);
}

void MainWindow::hideNotice() {
    if (m_notice == nullptr) return;
    m_notice->parentWidget()->hide();
    m_notice->parentWidget()->deleteLater();
    m_notice = nullptr;
}

void MainWindow::openPalette(const QString &text) {
    if (m_palette != nullptr) m_palette->open(text, commands());
}

QList<Command> MainWindow::commands() {
    QList<Command> all;
    const bool house = m_desk->me.shopKind == ShopKind::House;  // what a shop elsewhere does not do is not offered
    if (ListPage *list = currentList(); list != nullptr && list->hasChosen()) {
        all.append({tr("Issue and copy a Magic link"), tr("M"), [this] { onAction(&ListPage::magicLink); }});
        all.append({tr("Copy the Portal link"), tr("P"), [this] { onAction(&ListPage::copyPortalLink); }});
        if (house) all.append({tr("E-mail a login link"), tr("L"), [this] { onAction(&ListPage::emailLoginLink); }});
        all.append({tr("Edit the contact"), tr("E"), [this] { onAction(&ListPage::editContact); }});
    }
    for (std::size_t i = 0; i < inOrder.size(); ++i)
        if (house || inOrder[i].page != QLatin1String("messages"))
            all.append({tr(inOrder[i].command), tr("Ctrl+%1").arg(i + 1), [this, page = QString(inOrder[i].page)] { showPage(page); }});
    all.append({tr("Last 30 days of links"), {}, [this] {
                    showPage(QStringLiteral("links"));
                    m_links->showStats();
                }});
    if (house && may(m_desk->me.agent.role, Permission::ImportFiles)) all.append({tr("Import customers and subscriptions"), {}, [this] { showPage(QStringLiteral("import")); }});
    if (ListPage *list = currentList()) {
        for (const auto &[column, name] : list->orders()) all.append({tr("Sort by %1").arg(name), {}, [list, column = column] { list->sortBy(column); }});
        const QStringList filters = list->filters();
        for (int i = 0; i < filters.size(); ++i) all.append({i == 0 ? tr("Show all") : tr("Show only: %1").arg(filters.at(i)), {}, [list, i] { list->filterBy(i); }});
    }
    const auto filtersOf = [this, &all](const QString &name, auto *page) {
        if (m_page != name) return;
        const QStringList filters = page->filters();
        for (int i = 0; i < filters.size(); ++i)
            if (!filters.at(i).isEmpty()) all.append({i == 0 ? tr("Show all") : tr("Show only: %1").arg(filters.at(i)), {}, [page, i] { page->filterBy(i); }});
    };
    filtersOf(QStringLiteral("messages"), m_messages);
    filtersOf(QStringLiteral("links"), m_links);
    const auto theme = [this, &all](const QString &title, ThemeChoice choice) {
        all.append({title, {}, [this, choice] {
                        m_settings.theme = choice;
                        saveSettings(m_settings);
                        applyChosenTheme();
                    }});
    };
    theme(tr("Theme: light"), ThemeChoice::Light);
    theme(tr("Theme: dark"), ThemeChoice::Dark);
    theme(tr("Theme: as the system"), ThemeChoice::System);
    all.append({tr("Reload"), tr("R"), [this] { refresh(); }});
    all.append({tr("Show all keys"), tr("?"), [this] { showShortcuts(); }});
    return all;
}

void MainWindow::refresh() {
    readMe();
    if (ListPage *list = currentList()) {
        list->refresh();
        list->refreshPanel();
    } else if (m_page == QLatin1String("check")) {
        m_check->refresh();
    } else if (m_page == QLatin1String("activity")) {
        m_activity->refresh();
    } else if (m_page == QLatin1String("links")) {
        m_links->refresh();
    } else if (m_page == QLatin1String("messages")) {
        m_messages->refresh();
    } else if (m_page == QLatin1String("settings")) {
        m_settingsPage->refresh();
    }
}

void MainWindow::search() {
    if (ListPage *list = currentList()) list->focusSearch();
    else if (m_page == QLatin1String("links")) m_links->focusSearch();
    else openPalette({});
}

void MainWindow::escape() {
    if (!m_palette->isHidden()) return m_palette->close();
    if (m_notice != nullptr) return hideNotice();
    if (ListPage *list = currentList()) list->back();
    else if (m_page == QLatin1String("activity")) m_activity->focusList();
    else if (m_page == QLatin1String("messages")) m_messages->focusList();
    else if (m_page == QLatin1String("links")) m_links->back();
    else if (m_page == QLatin1String("check")) m_check->clear();
}

}  // namespace latchkey
