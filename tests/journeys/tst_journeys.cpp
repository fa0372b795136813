// Whole stories through the real window, the real service and a real browser.
#include "tests/journeys/journey.h"
#include "tests/support/browser.h"
#include "tests/support/minted.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <chrono>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

const QString amelie = QStringLiteral("amelie.durand@example.com");
const QString amelieName = QStringLiteral("Amélie Durand");

QString onClipboard() { return QApplication::clipboard()->text(); }

// Presses Magic login and answers the link that lies on the clipboard.
QString issuedByMagicLogin(JourneyDesk &desk) {
    QApplication::clipboard()->clear();
    if (!desk.click("magicButton")) return {};
    waitFor([] { return onClipboard().contains(QLatin1String("/l/")); });
    noteMinted(tokenIn(onClipboard().toUtf8()));
    return onClipboard();
}

}  // namespace

class TestJourneys : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void amelieGetsIn() {
        Journey journey;
        QVERIFY(journey.isReady());
        JourneyDesk desk(journey.url(), journey.token());
        QVERIFY(desk.openCustomer(amelie, amelieName));
        const QString link = issuedByMagicLogin(desk);
        QVERIFY(link.startsWith(journey.url() + QStringLiteral("/l/")));
        QVERIFY(desk.see(QStringLiteral("liveCard")));

        Browser browser;
        QVERIFY2(browser.start(), qPrintable(browser.error()));
        browser.open(link);
        QVERIFY2(browser.text(QStringLiteral("h1")).contains(QStringLiteral("A••••• D•••••")), qPrintable(browser.text(QStringLiteral("h1"))));
        QVERIFY(browser.click(QStringLiteral("form button")));
        QVERIFY(browser.url().endsWith(QStringLiteral("/account")));
        QVERIFY(browser.text(QStringLiteral("body")).contains(amelieName));
        QVERIFY(!browser.url().contains(QLatin1String("/l/")));
        QVERIFY2(waitFor([&] { return desk.words("liveCard").contains(QStringLiteral("used at")); }), qPrintable(desk.words("liveCard")));
        QVERIFY2(waitFor([] { return !onClipboard().contains(QLatin1String("/l/")); }), "a used link is taken off the clipboard");
    }

    void noEmailOnFileThenEditThenMagicLogin() {
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        QVERIFY(desk.openCustomer(QStringLiteral("+1 415 555 0134"), QStringLiteral("Dmitri Ivanov")));
        auto *magic = desk.see<QAbstractButton>("magicButton");
        QVERIFY(magic != nullptr && !magic->isEnabled());
        QVERIFY(!magic->toolTip().isEmpty());
        QVERIFY(desk.see(QStringLiteral("finding-email_missing")));
        desk.key(Qt::Key_E);
        auto *email = desk.see<QLineEdit>("emailEdit");
        QVERIFY(email != nullptr);
        email->setText(QStringLiteral("dmitri.ivanov@example.com"));
        QVERIFY(desk.click("saveContact"));
        QVERIFY(waitFor([&] { auto *again = desk.see<QAbstractButton>("magicButton"); return again != nullptr && again->isEnabled(); }));
        QVERIFY(issuedByMagicLogin(desk).contains(QLatin1String("/l/")));
    }

    void theLinkExpiredThenTheDeadPageOffersACode() {
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        QVERIFY(desk.openCustomer(amelie, amelieName));
        const QString link = issuedByMagicLogin(desk);
        journey.clock.advance(11min);
        Browser browser;
        QVERIFY2(browser.start(), qPrintable(browser.error()));
        browser.open(link);
        QVERIFY(browser.text(QStringLiteral("h1")).contains(QStringLiteral("expired")));
        QVERIFY(browser.click(QStringLiteral("form button")));
        QVERIFY2(browser.url().endsWith(QStringLiteral("/code")), qPrintable(browser.url()));

        // The captured letter stands in Messages; its code opens the account.
        desk.window.showPage(QStringLiteral("messages"));
        QString body;
        QVERIFY(waitFor([&] {
            if (auto *text = desk.see<QPlainTextEdit>("messageBody")) body = text->toPlainText();
            return body.contains(QRegularExpression(QStringLiteral("\\b\\d{4}\\b")));
        }));
        const QString code = QRegularExpression(QStringLiteral("\\b(\\d{4})\\b")).match(body).captured(1);
        QVERIFY(browser.type(QStringLiteral("#code"), code));
        QVERIFY(browser.click(QStringLiteral("form button")));
        QVERIFY2(browser.url().endsWith(QStringLiteral("/account")), qPrintable(browser.url()));
        desk.window.showPage(QStringLiteral("customers"));
        QVERIFY(waitFor([&] { return desk.words("timelineBlock").contains(QStringLiteral("code"), Qt::CaseInsensitive); }));
    }

    void pressedTwice() {
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        QVERIFY(desk.openCustomer(amelie, amelieName));
        const QString link = issuedByMagicLogin(desk);
        Browser first;
        QVERIFY2(first.start(), qPrintable(first.error()));
        first.open(link);
        QVERIFY(first.click(QStringLiteral("form button")));
        QVERIFY(first.url().endsWith(QStringLiteral("/account")));
        journey.clock.advance(30s);  // nobody is so quick as to have come at once
        Browser second;
        QVERIFY2(second.start(), qPrintable(second.error()));
        second.open(link);
        QVERIFY2(second.text(QStringLiteral("h1")).contains(QStringLiteral("used"), Qt::CaseInsensitive), qPrintable(second.text(QStringLiteral("h1"))));
        QVERIFY2(waitFor([&] { return desk.words("timelineBlock").contains(QStringLiteral("already used")); }), qPrintable(desk.words("timelineBlock")));
    }

    void theScannerCameFirst() {
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        QVERIFY(desk.openCustomer(amelie, amelieName));
        const QString link = issuedByMagicLogin(desk);
        QProcess scanner;  // a mail gateway: HEAD, then GET, no cookies
        for (const char *option : {"-sI", "-s"}) {
            scanner.start(QStringLiteral("curl"), {QLatin1String(option), QStringLiteral("-A"), QStringLiteral("Mozilla/5.0 (compatible; Barracuda Sentinel)"), link});
            QVERIFY(scanner.waitForFinished());
            QCOMPARE(scanner.exitCode(), 0);
        }
        QVERIFY2(waitFor([&] { return desk.words("timelineBlock").contains(QStringLiteral("scanner")); }), qPrintable(desk.words("timelineBlock")));
        Browser browser;
        QVERIFY2(browser.start(), qPrintable(browser.error()));
        browser.open(link);
        QVERIFY(browser.click(QStringLiteral("form button")));
        QVERIFY(browser.url().endsWith(QStringLiteral("/account")));
    }

    void twoAgentsEditOneContact() {
        Journey journey;
        JourneyDesk mine(journey.url(), journey.token());
        JourneyDesk theirs(journey.url(), journey.token());
        QVERIFY(mine.openCustomer(amelie, amelieName));
        QVERIFY(theirs.openCustomer(amelie, amelieName));
        QVERIFY(mine.click("editContactButton"));
        QVERIFY(theirs.click("editContactButton"));
        auto *myPhone = mine.see<QLineEdit>("phoneEdit");
        auto *theirPhone = theirs.see<QLineEdit>("phoneEdit");
        QVERIFY(myPhone != nullptr && theirPhone != nullptr);
        theirPhone->setText(QStringLiteral("+33 6 98 76 54 32"));
        QVERIFY(theirs.click("saveContact"));
        QVERIFY(waitFor([&] { return !theirs.sees(QStringLiteral("saveContact")); }));
        myPhone->setText(QStringLiteral("+33 6 11 11 11 11"));
        QVERIFY(mine.click("saveContact"));
        QVERIFY(mine.see(QStringLiteral("contactConflict")));
        QVERIFY(waitFor([&] { auto *shown = mine.see<QLineEdit>("theirPhone"); return shown != nullptr && shown->text().contains(QStringLiteral("+33 6 98 76 54 32")); }));
        QVERIFY(mine.click("saveMine"));
        QVERIFY(waitFor([&] { return theirs.words("contactBlock").contains(QStringLiteral("+33 6 11 11 11 11")); }));
    }

    void theServiceGoesAwayAndComesBack() {
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        QVERIFY(desk.openCustomer(amelie, amelieName));
        journey.stopService();
        QVERIFY(desk.see(QStringLiteral("connectionBanner")));
        QVERIFY(journey.startService());
        QVERIFY(waitFor([&] { return !desk.sees(QStringLiteral("connectionBanner")); }, 15'000));
        QVERIFY(issuedByMagicLogin(desk).contains(QLatin1String("/l/")));
    }
};

QTEST_MAIN(TestJourneys)
#include "tst_journeys.moc"
