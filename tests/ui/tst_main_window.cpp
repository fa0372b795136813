// The whole window over a real service with the sample shop, driven by keys and clicks.
#include "services/host/running_service.h"
#include "ui/clipboard_guard.h"
#include "ui/desk.h"
#include "ui/desk_settings.h"
#include "ui/pages/list_page.h"
#include "ui/panels/customer_panel.h"
#include "ui/panels/subscription_panel.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"
#include "ui/window/sidebar.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
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

    Stage() {
        HostOptions options;
        options.storePath = folder.path() + QStringLiteral("/s.db");
        options.embeddedToken = AgentToken(QByteArray(64, 'a'));
        options.embeddedAgentName = QStringLiteral("Test Agent");
        options.seedDemo = true;
        auto started = RunningService::start(options);
        if (!started) qFatal("the service did not start");
        service = std::move(*started);
        client = std::make_unique<ServiceClient>(QUrl(service->url()), *options.embeddedToken);
        window = std::make_unique<MainWindow>(settings);
        window->resize(1360, 820);
        window->show();
        window->start(*client);
        window->activateWindow();
    }

    QWidget *page() { return window->findChild<QWidget *>(window->currentPage() + QStringLiteral("Page")); }
    QTableView *list() { return page()->findChild<QTableView *>(QStringLiteral("list")); }
    QString text(int row, int column) { return list()->model()->index(row, column).data().toString(); }
    bool hasRows() { return list()->model()->rowCount() > 0 && !text(0, 0).isEmpty(); }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : window.get(), static_cast<Qt::Key>(key), modifiers);
    }
    // Ctrl and the page's place in the sidebar.
    void go(const QString &page) {
        const QList<NavButton *> pages = window->findChildren<NavButton *>();
        for (int i = 0; i < pages.size(); ++i)
            if (pages.at(i)->objectName() == QLatin1String("nav-") + page) return key(Qt::Key_1 + i, Qt::ControlModifier);
    }
    void press(const QString &name) {
        for (QPushButton *button : window->findChildren<QPushButton *>(name))
            if (button->isVisible()) return QTest::mouseClick(button, Qt::LeftButton);
        QFAIL(qPrintable(QStringLiteral("no button ") + name));
    }
};

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void showsTheFirstCustomersAndWhoIsWorking() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        QTRY_COMPARE(stage.window->findChild<QLabel *>(QStringLiteral("agentName"))->text(), QStringLiteral("Test Agent"));
        QCOMPARE(stage.window->findChild<QLabel *>(QStringLiteral("serviceState"))->text(), QStringLiteral("Service ready"));
        QCOMPARE(stage.page()->findChild<QLabel *>(QStringLiteral("listCount"))->text(), QString::number(stage.list()->model()->rowCount()));
    }

    void findsAsOneTypesAndClearsWithEscape() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        const int all = stage.list()->model()->rowCount();
        stage.list()->setFocus();
        QTest::keyClicks(stage.list(), QStringLiteral("du"));
        auto *search = stage.page()->findChild<QLineEdit *>(QStringLiteral("listSearch"));
        QVERIFY(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("rand"));
        QTRY_VERIFY(stage.list()->model()->rowCount() < all);
        QTRY_VERIFY(stage.text(0, 0).contains(QStringLiteral("Durand")));
        stage.key(Qt::Key_Escape);
        QTRY_COMPARE(stage.list()->model()->rowCount(), all);
        QVERIFY(stage.list()->hasFocus());
    }

    void anEmptyListSaysWhyAndShowsAllAgain() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        stage.page()->findChild<QLineEdit *>(QStringLiteral("listSearch"))->setText(QStringLiteral("qqqzzz"));
        QWidget *empty = stage.page()->findChild<QWidget *>(QStringLiteral("listEmpty"));
        QTRY_VERIFY(empty->isVisible());
        QVERIFY(empty->accessibleDescription().contains(QStringLiteral("qqqzzz")));
        stage.press(QStringLiteral("showAll"));
        QTRY_VERIFY(stage.hasRows());
        QVERIFY(!empty->isVisible());
    }

    void aSharedAddressShowsAllWhoHaveIt() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        const int all = stage.list()->model()->rowCount();
        stage.window->showPage(QStringLiteral("subscriptions"));
        emit stage.window->desk()->customersRequested(QStringLiteral("durand"));
        QCOMPARE(stage.window->currentPage(), QStringLiteral("customers"));
        QCOMPARE(stage.page()->findChild<QLineEdit *>(QStringLiteral("listSearch"))->text(), QStringLiteral("durand"));
        QTRY_VERIFY(stage.list()->model()->rowCount() > 0 && stage.list()->model()->rowCount() < all);
        QTRY_VERIFY(stage.text(0, 0).contains(QStringLiteral("Durand")));
    }

    void aChangeOfTheShopIsReadAnew() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        QTRY_VERIFY(stage.window->desk()->me.agent.id.isValid());
        QSignalSpy read(stage.window->desk(), &Desk::meChanged);
        emit stage.client->happened(Event{EventKind::ShopChanged, CustomerId(), LinkId(), Instant()});
        QTRY_VERIFY(!read.isEmpty());
    }

    void filtersByWhatIsWrongWithTheAddress() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        stage.press(QStringLiteral("filterNoEmail"));
        QTRY_COMPARE(stage.text(0, 1), QStringLiteral("No e-mail"));
        const int some = stage.list()->model()->rowCount();
        for (int row = 0; row < qMin(some, 100); ++row) QCOMPARE(stage.text(row, 1), QStringLiteral("No e-mail"));
        stage.press(QStringLiteral("filterAll"));
        QTRY_VERIFY(stage.list()->model()->rowCount() > some);
    }

    void keysWalkTheListAndOpenTheDetails() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        stage.list()->setFocus();
        stage.key(Qt::Key_Home);
        QCOMPARE(stage.list()->currentIndex().row(), 0);
        stage.key(Qt::Key_Down);
        QCOMPARE(stage.list()->currentIndex().row(), 1);
        auto *panel = stage.page()->findChild<CustomerPanel *>();
        QTRY_VERIFY(panel->current().isValid());
        const CustomerId second = panel->current();
        stage.key(Qt::Key_End);
        QTRY_VERIFY(panel->current() != second);
        QTRY_VERIFY(!stage.text(stage.list()->model()->rowCount() - 1, 0).isEmpty());
        QCOMPARE(stage.list()->currentIndex().row(), stage.list()->model()->rowCount() - 1);
    }

    void theChosenCustomerStaysChosenThroughARefreshAndAnotherOrder() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        stage.list()->setCurrentIndex(stage.list()->model()->index(5, 0));
        auto *panel = stage.page()->findChild<CustomerPanel *>();
        QTRY_VERIFY(panel->current().isValid());
        const CustomerId chosen = panel->current();
        const QString name = stage.text(5, 0);
        stage.key(Qt::Key_R);
        QTest::qWait(200);
        QVERIFY(panel->current() == chosen);
        QCOMPARE(stage.list()->currentIndex().row(), 5);
        QCOMPARE(stage.text(5, 0), name);
    }

    void magicLinkAskedForInTheWrongPlaceOffersTheRightOnes() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        stage.go(QStringLiteral("messages"));
        QCOMPARE(stage.window->currentPage(), QStringLiteral("messages"));
        stage.key(Qt::Key_M);
        QVERIFY(stage.window->findChild<QWidget *>(QStringLiteral("wrongPlace")) != nullptr);
        stage.press(QStringLiteral("goToSubscriptions"));
        QTRY_COMPARE(stage.window->currentPage(), QStringLiteral("subscriptions"));
        QTRY_VERIFY(stage.window->findChild<QWidget *>(QStringLiteral("wrongPlace")) == nullptr);
        QTRY_VERIFY(stage.hasRows());
    }

    void mIssuesAMagicLinkForTheCustomerShown() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        stage.page()->findChild<QLineEdit *>(QStringLiteral("listSearch"))->setText(QStringLiteral("amelie.durand@example.com"));
        QTRY_VERIFY(stage.text(0, 0).contains(QStringLiteral("Durand")));
        stage.list()->setFocus();
        stage.key(Qt::Key_Home);
        QTRY_VERIFY(stage.page()->findChild<CustomerPanel *>()->current().isValid());
        QTest::qWait(200);
        stage.key(Qt::Key_M);
        QTRY_VERIFY(stage.window->desk()->clipboard.holdsOurs());
    }

    void thePaletteFindsACustomerAndOpensIt() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        stage.key(Qt::Key_K, Qt::ControlModifier);
        auto *field = stage.window->findChild<QLineEdit *>(QStringLiteral("paletteField"));
        QTRY_VERIFY(field->isVisible());
        QTest::keyClicks(field, QStringLiteral("chen wei"));
        auto *results = stage.window->findChild<QListWidget *>(QStringLiteral("paletteResults"));
        QTRY_VERIFY(results->count() > 0 && results->item(0)->text() == QStringLiteral("Chen Wei"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!field->isVisible());
        QTRY_VERIFY(stage.page()->findChild<CustomerPanel *>()->current().isValid());
    }

    void aPastedLinkGoesToCheckALink() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        emit stage.window->desk()->searchRequested(stage.service->url() + QStringLiteral("/l/k7qm2x9tb4n0v6c3ra8z1w5ypd00"));
        auto *field = stage.window->findChild<QLineEdit *>(QStringLiteral("paletteField"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(stage.window->currentPage(), QStringLiteral("check"));
        QTRY_VERIFY(stage.page()->findChild<QWidget *>(QStringLiteral("verdict")) != nullptr);
    }

    void anExactAddressOnTheCommandLineOpensItsCustomer() {
        Stage stage;
        stage.window->openAnything(QStringLiteral("amelie.durand@example.com"));
        QTRY_VERIFY(stage.page() != nullptr && stage.page()->findChild<CustomerPanel *>()->current().isValid());
        QVERIFY(!stage.window->findChild<QLineEdit *>(QStringLiteral("paletteField"))->isVisible());
    }

    void aLinkFromAnotherProgramOpensItsCustomer() {
        Stage stage;
        stage.window->openAnything(QStringLiteral("latchkey:?email=amelie.durand%40example.com"));
        QTRY_VERIFY(stage.page() != nullptr && stage.page()->findChild<CustomerPanel *>()->current().isValid());
    }

    void enterGoesToTheDetailsAndEscapeBack() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        stage.list()->setCurrentIndex(stage.list()->model()->index(2, 0));
        auto *panel = stage.page()->findChild<CustomerPanel *>();
        QTRY_VERIFY(panel->current().isValid());
        QTest::qWait(200);
        stage.list()->setFocus();
        stage.key(Qt::Key_Return);
        QVERIFY(panel->isAncestorOf(QApplication::focusWidget()));
        stage.key(Qt::Key_Escape);
        QVERIFY(stage.list()->hasFocus());
    }

    void jumpsIntoTheMiddleOfTheListAndBack() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        stage.list()->scrollTo(stage.list()->model()->index(250, 0), QAbstractItemView::PositionAtTop);
        QTRY_VERIFY(!stage.text(250, 0).isEmpty());
        stage.list()->scrollToTop();
        QTRY_VERIFY(!stage.text(0, 0).isEmpty());
    }

    void lettersTypedIntoAFieldAreNoActions() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        stage.go(QStringLiteral("check"));
        auto *box = stage.page()->findChild<QPlainTextEdit *>(QStringLiteral("pasted"));
        QVERIFY(box->hasFocus());
        QTest::keyClicks(box, QStringLiteral("mper/?"));
        QCOMPARE(box->toPlainText(), QStringLiteral("mper/?"));
        QVERIFY(stage.window->findChild<QWidget *>(QStringLiteral("wrongPlace")) == nullptr);
    }

    void escapeClearsWhatWasPasted() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        stage.go(QStringLiteral("check"));
        auto *box = stage.page()->findChild<QPlainTextEdit *>(QStringLiteral("pasted"));
        QTest::keyClicks(box, QStringLiteral("something"));
        stage.key(Qt::Key_Escape);
        QVERIFY(box->toPlainText().isEmpty() && box->hasFocus());
    }

    void issuedLinksOpenFromTheSidebarFromALinkAndFromThePalette() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        stage.press(QStringLiteral("nav-links"));
        QCOMPARE(stage.window->currentPage(), QStringLiteral("links"));
        stage.window->showPage(QStringLiteral("customers"));
        emit stage.window->desk()->linkRequested(LinkId(1));
        QCOMPARE(stage.window->currentPage(), QStringLiteral("links"));
        stage.window->showPage(QStringLiteral("customers"));
        stage.key(Qt::Key_K, Qt::ControlModifier);
        auto *field = stage.window->findChild<QLineEdit *>(QStringLiteral("paletteField"));
        QTest::keyClicks(field, QStringLiteral("last 30 days"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(stage.window->currentPage(), QStringLiteral("links"));
        QTRY_VERIFY(stage.window->findChild<QWidget *>(QStringLiteral("linkStats"))->isVisible());
        stage.key(Qt::Key_Escape);
        QTRY_VERIFY(!stage.window->findChild<QWidget *>(QStringLiteral("linkStats"))->isVisible());
    }

    void anUnreachableServiceLeavesTheRowsAndOffersToTryAgain() {
        Stage stage;
        QTRY_VERIFY(stage.hasRows());
        const QString first = stage.text(0, 0);
        stage.service.reset();
        stage.key(Qt::Key_R);
        QWidget *banner = stage.window->findChild<QWidget *>(QStringLiteral("connectionBanner"));
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->findChild<QPushButton *>(QStringLiteral("tryNow"))->isVisible());
        QCOMPARE(stage.text(0, 0), first);
        QTRY_COMPARE(stage.window->findChild<QLabel *>(QStringLiteral("serviceState"))->text(), QStringLiteral("Reconnecting…"));
    }

    void theThemeChangesAtOnceAndIsRemembered() {
        Stage stage;
        stage.settings.path = stage.folder.path() + QStringLiteral("/desk.ini");
        QTRY_VERIFY(stage.hasRows());
        stage.go(QStringLiteral("settings"));
        stage.press(QStringLiteral("themeDark"));
        QVERIFY(isDark());
        QVERIFY(loadSettings(stage.settings.path).theme == ThemeChoice::Dark);
        stage.press(QStringLiteral("themeLight"));
        QVERIFY(!isDark());
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
