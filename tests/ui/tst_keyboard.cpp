// The desk by the keyboard alone: where Tab goes, what Enter presses, what letters do, and that everything has a name for a screen reader.
#include "services/host/running_service.h"
#include "ui/clipboard_guard.h"
#include "ui/desk.h"
#include "ui/desk_settings.h"
#include "ui/pages/list_page.h"
#include "ui/panels/customer_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/focus_order.h"
#include "ui/widgets/rows_view.h"
#include "ui/window/main_window.h"
#include "ui/window/sidebar.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLoggingCategory>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace latchkey;

namespace {

struct Stage {
    QTemporaryDir folder;
    std::unique_ptr<RunningService> service;
    DeskSettings settings;
    std::unique_ptr<ServiceClient> client;
    std::unique_ptr<MainWindow> window;

    explicit Stage(bool demo = true) {
        HostOptions options;
        options.storePath = folder.path() + QStringLiteral("/s.db");
        options.embeddedToken = AgentToken(QByteArray(64, 'a'));
        options.embeddedAgentName = QStringLiteral("Test Agent");
        options.seedDemo = demo;
        auto started = RunningService::start(options);
        if (!started) qFatal("the service did not start");
        service = std::move(*started);
        settings.store = options.storePath;
        client = std::make_unique<ServiceClient>(QUrl(service->url()), *options.embeddedToken);
        window = std::make_unique<MainWindow>(settings);
        window->resize(1360, 820);
        window->show();
        window->start(*client);
        window->activateWindow();
    }

    QWidget *page() { return window->findChild<QWidget *>(window->currentPage() + QStringLiteral("Page")); }
    RowsView *list() { return page()->findChild<RowsView *>(QStringLiteral("list")); }
    QString text(int row, int column) { return list()->model()->index(row, column).data().toString(); }
    bool hasRows() { return list() != nullptr && list()->model()->rowCount() > 0 && !text(0, 0).isEmpty(); }
    CustomerPanel *panel() { return page()->findChild<CustomerPanel *>(); }
    QLineEdit *search() { return page()->findChild<QLineEdit *>(QStringLiteral("listSearch")); }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(QApplication::focusWidget(), static_cast<Qt::Key>(key), modifiers); }
    // Ctrl and the page's place in the sidebar.
    void go(const QString &name) {
        const QList<NavButton *> pages = window->findChildren<NavButton *>();
        for (int i = 0; i < pages.size(); ++i)
            if (pages.at(i)->objectName() == QLatin1String("nav-") + name) return key(Qt::Key_1 + i, Qt::ControlModifier);
    }
    QString focused() { return QApplication::focusWidget() == nullptr ? QString() : QApplication::focusWidget()->objectName(); }
    // Found over the command line, as another program would.
    bool open(const QString &what) {
        window->openAnything(what);
        return QTest::qWaitFor([&] {
            if (page() == nullptr || panel() == nullptr || !panel()->current().isValid()) return false;
            auto *portal = panel()->findChild<QPushButton *>(QStringLiteral("portalButton"));
            return portal != nullptr && portal->isVisible();
        });
    }
};

// What Tab reaches, each with what a screen reader would call it.
QStringList unnamed(QWidget *root) {
    QStringList found;
    for (QWidget *widget : focusOrder(root)) {
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        if (interface == nullptr || interface->text(QAccessible::Name).trimmed().isEmpty())
            found.append(QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName());
    }
    return found;
}

}  // namespace

class TestKeyboard : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void tabWalksThroughThePanelAsOneReadsIt() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        QVERIFY(stage.open(QStringLiteral("amelie.durand@example.com")));
        stage.panel()->magicLogin();
        const auto copyAgain = [&] { return stage.page()->findChild<QPushButton *>(QStringLiteral("copyAgain")); };
        QTRY_VERIFY(copyAgain() != nullptr && copyAgain()->isVisible());
        stage.list()->setFocus();
        stage.key(Qt::Key_Return);
        QStringList walked;
        for (int i = 0; i < 10; ++i) {
            walked.append(stage.focused());
            stage.key(Qt::Key_Tab);
        }
        QCOMPARE(walked, QStringList({QStringLiteral("magicButton"), QStringLiteral("portalButton"), QStringLiteral("emailLinkButton"),
                                      QStringLiteral("moreButton"), QStringLiteral("replyLater"), QStringLiteral("replyTo"),
                                      QStringLiteral("copyAgain"), QStringLiteral("copyAsReply"), QStringLiteral("revoke"),
                                      QStringLiteral("editContactButton")}));
        for (int i = 0; i < 10; ++i) stage.key(Qt::Key_Backtab, Qt::ShiftModifier);
        QCOMPARE(stage.focused(), QStringLiteral("magicButton"));
    }

    void thePageThatIsGoneToHasTheFocus() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        for (const char *page : {"settings", "subscriptions", "activity", "messages", "check", "links", "customers"}) {
            stage.go(QLatin1String(page));
            QCOMPARE(stage.window->currentPage(), QLatin1String(page));
            QVERIFY2(stage.page()->isAncestorOf(QApplication::focusWidget()), qPrintable(stage.window->currentPage()));
        }
    }

    void everythingThatTabReachesHasAName() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        for (const char *who : {"amelie.durand@example.com", "noah@@example.nl", "fatima.haddad@gmial.com"}) {
            QVERIFY(stage.open(QString::fromLatin1(who)));
            QCOMPARE(unnamed(stage.window.get()), QStringList());
        }
        stage.panel()->editContact();
        auto *dialog = stage.window->findChild<QDialog *>(QStringLiteral("editContactDialog"));
        QVERIFY(dialog != nullptr);
        QCOMPARE(unnamed(dialog), QStringList());
        dialog->reject();
        for (const char *page : {"subscriptions", "links", "check", "activity", "messages", "settings"}) {
            stage.window->showPage(QLatin1String(page));
            QTest::qWait(150);
            QVERIFY(!focusOrder(stage.page()).isEmpty());
            QCOMPARE(unnamed(stage.window.get()), QStringList());
        }
    }

    void theWindowComingBackShowsNobodyElse() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        stage.search()->setText(QStringLiteral("chen wei"));
        QTRY_COMPARE(stage.text(0, 0), QStringLiteral("Chen Wei"));
        QVERIFY(stage.open(QStringLiteral("noah@@example.nl")));
        const CustomerId noah = stage.panel()->current();
        stage.list()->setFocus();
        stage.panel()->editContact();
        auto *dialog = stage.window->findChild<QDialog *>(QStringLiteral("editContactDialog"));
        QVERIFY(dialog != nullptr);
        dialog->reject();
        stage.window->activateWindow();
        stage.list()->clearFocus();
        stage.list()->setFocus(Qt::ActiveWindowFocusReason);
        QTest::qWait(150);
        QVERIFY(stage.panel()->current() == noah);
        stage.key(Qt::Key_Return);  // no row is chosen, but the details are there
        QVERIFY(stage.panel()->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(stage.panel()->current() == noah);
    }

    void aNameThatBeginsWithAnActionsLetterIsSearchedFor() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        QVERIFY(stage.open(QStringLiteral("amelie.durand@example.com")));
        stage.list()->setFocus();
        for (const char letter : {'m', 'e', 'i'}) QTest::keyClick(QApplication::focusWidget(), letter);
        QCOMPARE(stage.search()->text(), QStringLiteral("mei"));
        QTest::qWait(500);
        QVERIFY(!stage.window->desk()->clipboard.holdsOurs());
        QVERIFY(stage.window->findChild<QDialog *>(QStringLiteral("editContactDialog")) == nullptr);
    }

    void lEmailsALoginLinkThatStandsInMessages() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        QVERIFY(stage.open(QStringLiteral("amelie.durand@example.com")));
        QTRY_VERIFY(stage.panel()->findChild<QPushButton *>(QStringLiteral("emailLinkButton"))->isEnabled());
        stage.list()->setFocus();
        stage.key(Qt::Key_L);
        QTRY_VERIFY(stage.window->findChild<QLabel *>(QStringLiteral("statusText"))->text().contains(QStringLiteral("Login link")));
        QVERIFY(!stage.window->desk()->clipboard.holdsOurs());
        stage.go(QStringLiteral("messages"));
        QTRY_VERIFY(stage.hasRows());
        QCOMPARE(stage.text(0, 1), QStringLiteral("Login link"));
        QVERIFY(stage.text(0, 0).contains(QStringLiteral("amelie.durand@example.com")));
    }

    void sortsAndFiltersFromThePalette() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        const QString first = stage.text(0, 0);
        stage.list()->setFocus();
        stage.key(Qt::Key_K, Qt::ControlModifier);
        auto *field = stage.window->findChild<QLineEdit *>(QStringLiteral("paletteField"));
        QTest::keyClicks(field, QStringLiteral("sort by name"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(stage.hasRows() && stage.text(0, 0) != first);
        QCOMPARE(stage.list()->horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
        stage.key(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(field, QStringLiteral("show only: no e"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(stage.text(0, 1), QStringLiteral("No e-mail"));
    }

    void thePaletteNamesWhoFitsExactlyAndOnce() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        stage.list()->setFocus();
        stage.key(Qt::Key_K, Qt::ControlModifier);
        auto *field = stage.window->findChild<QLineEdit *>(QStringLiteral("paletteField"));
        QTest::keyClicks(field, QStringLiteral("noah@@example.nl"));
        auto *results = stage.window->findChild<QListWidget *>(QStringLiteral("paletteResults"));
        QTRY_VERIFY(results->count() > 0 && results->item(0)->text() == QStringLiteral("Noah Jansen"));
        QTest::qWait(150);
        QCOMPARE(results->findItems(QStringLiteral("noah@@"), Qt::MatchContains).size(), 0);
    }

    void enterInTheQuestionKeepsEditingAndEscapeGoesBackToTheField() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        QVERIFY(stage.open(QStringLiteral("amelie.durand@example.com")));
        stage.panel()->editContact();
        auto *dialog = stage.window->findChild<QDialog *>(QStringLiteral("editContactDialog"));
        QVERIFY(dialog != nullptr);
        auto *phone = dialog->findChild<QLineEdit *>(QStringLiteral("phoneEdit"));
        dialog->activateWindow();
        phone->setFocus();
        phone->setText(QStringLiteral("+33 6 98 76 54 32"));
        const int height = dialog->height();
        QTest::keyClick(phone, Qt::Key_Escape);
        QTRY_COMPARE(stage.focused(), QStringLiteral("keepEditing"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(phone->hasFocus());
        QVERIFY(dialog->isVisible());
        QTest::keyClick(phone, Qt::Key_Escape);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(phone->hasFocus());
        QCOMPARE(dialog->height(), height);
        QTest::keyClick(phone, Qt::Key_Escape);
        dialog->findChild<QPushButton *>(QStringLiteral("discardContact"))->click();
        QTRY_VERIFY(stage.window->findChild<QDialog *>(QStringLiteral("editContactDialog")) == nullptr);
    }

    void anEmptyStoreSaysWithWhichCommandItIsFilled() {
        Stage stage(false);
        QTRY_VERIFY(stage.page() != nullptr && stage.page()->findChild<QWidget *>(QStringLiteral("listEmpty"))->isVisible());
        auto *copy = stage.page()->findChild<QPushButton *>(QStringLiteral("copyImport"));
        QTRY_VERIFY(copy->isVisible());  // once the service has said who this is
        copy->setFocus();
        QTest::keyClick(copy, Qt::Key_Return);
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("latchkeyd import --store ")));
        QVERIFY(QApplication::clipboard()->text().contains(stage.settings.store));
    }

    void oneIsCountedAsOne() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        stage.search()->setText(QStringLiteral("amelie.durand@example.com"));
        QTRY_COMPARE(stage.window->findChild<QLabel *>(QStringLiteral("statusText"))->text(), QStringLiteral("1 customer"));
    }

    void rowsThatCouldNotBeReadAnewLookStale() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        QVERIFY(!stage.list()->isStale());
        stage.service.reset();
        stage.list()->setFocus();
        stage.key(Qt::Key_F5);
        QTRY_VERIFY(stage.list()->isStale());
    }

    void theFirstRowsAreLoggedOnceWhenAsked() {
        QLoggingCategory::setFilterRules(QStringLiteral("latchkey.desk.start.info=true"));
        static int said;
        said = 0;
        const QtMessageHandler before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &text) {
            if (text == QLatin1String("first rows painted")) ++said;
        });
        {
            Stage stage;
            QTRY_COMPARE(said, 1);
            stage.window->showPage(QStringLiteral("subscriptions"));
            QTRY_VERIFY(stage.hasRows());
            QTest::qWait(100);
        }
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules(QString());
        QCOMPARE(said, 1);
    }
};

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
