// The desk's window: bars, sidebar and pages, built as they are first shown, and the keys that work everywhere.
#pragma once

#include "models/domain/id.h"
#include "models/domain/result.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QStackedWidget;
class QVBoxLayout;

namespace latchkey {

class ActivityPage;
class Card;
class CheckPage;
class ClipboardGuard;
class CommandPalette;
class CustomersPage;
class Desk;
class ImportPage;
class ListPage;
class LinksPage;
class MessagesPage;
class ServiceClient;
class SettingsPage;
class Sidebar;
class StatusBar;
class SubscriptionsPage;
class TopBar;
struct Command;
struct DeskSettings;
struct Event;

// Shows itself before there is a service; start() fills it. GUI thread; `settings` and the client outlive it.
class MainWindow : public QWidget {
    Q_OBJECT
public:
    explicit MainWindow(DeskSettings &settings);
    ~MainWindow() override;

    void start(ServiceClient &client);
    void openAnything(const QString &text);         // what `latchkey 'anything'` names; waits for start()
    void showPage(const QString &page);
    [[nodiscard]] QString currentPage() const { return m_page; }
    [[nodiscard]] Desk *desk() const { return m_desk; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void addKeys();
    void wireDesk();
    [[nodiscard]] QWidget *build(const QString &page);
    [[nodiscard]] QWidget *pageNamed(const QString &page);
    [[nodiscard]] ListPage *currentList() const;
    void onAction(void (ListPage::*action)());
    void onLetter(const QString &letter, std::function<void()> action);
    void showWrongPlace();
    void hideNotice();
    void openPalette(const QString &text);
    [[nodiscard]] QList<Command> commands();
    void refresh();
    void readMe();
    void escape();
    void search();
    void showShortcuts();
    void showStatus();
    void applyChosenTheme();
    void happened(const Event &event);

    DeskSettings &m_settings;
    ClipboardGuard *m_clipboard;
    Desk *m_desk = nullptr;
    TopBar *m_topBar;
    Sidebar *m_sidebar;
    StatusBar *m_statusBar;
    QVBoxLayout *m_middle;
    QStackedWidget *m_pages;
    Card *m_notice = nullptr;
    CommandPalette *m_palette = nullptr;
    CustomersPage *m_customers = nullptr;
    SubscriptionsPage *m_subscriptions = nullptr;
    CheckPage *m_check = nullptr;
    ActivityPage *m_activity = nullptr;
    ImportPage *m_import = nullptr;
    LinksPage *m_links = nullptr;
    MessagesPage *m_messages = nullptr;
    SettingsPage *m_settingsPage = nullptr;
    QString m_page;
    QString m_openLater;
    bool m_closing = false;  // as soon as the import has stopped
    QTimer m_listsChanged, m_countsChanged;
    QTimer m_linksAge;  // live links run out without an event
};

}  // namespace latchkey
