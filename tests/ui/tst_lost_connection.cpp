// A window whose service goes away: what it shows is old and says so, nothing can be pressed, it comes back by itself, and repeats nothing.
#include "tests/support/verify.h"
#include "tests/ui/office.h"
#include "ui/texts_connection.h"
#include "ui/theme/theme.h"

#include <QSignalSpy>

#include <optional>

using namespace latchkey;
using namespace std::chrono_literals;

class LostConnectionTest : public QObject {
    Q_OBJECT

    const QString m_amelie = QStringLiteral("amelie.durand@example.com");

    // What the service itself holds, asked without the window.
    static CustomerDetails onFile(ServiceClient &direct, CustomerId id) {
        std::optional<Result<CustomerDetails>> answer;
        direct.customer(id, &direct, [&](Result<CustomerDetails> details) { answer.emplace(std::move(details)); });
        [&] { QTRY_VERIFY(answer && *answer); }();
        return answer && *answer ? **answer : CustomerDetails();
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void aLostConnectionIsSaidAndNothingCanBePressed() {
        const Office office;
        OfficeWindow desk(office);
        desk.open(m_amelie);
        QTRY_VERIFY(desk.part<QPushButton>("magicButton")->isEnabled());
        QVERIFY(desk.part("connectionBanner") == nullptr);
        desk.line.cut();
        QTRY_VERIFY(desk.part("connectionBanner") != nullptr);
        QVERIFY2(desk.cardTitle("connectionBanner").startsWith(QStringLiteral("Not connected since ")), qPrintable(desk.cardTitle("connectionBanner")));
        QTRY_VERIFY(desk.words("nextTry").contains(QStringLiteral("may be old")) && desk.words("nextTry").contains(QStringLiteral("Trying again")));
        QVERIFY(desk.list()->isStale());
        QVERIFY(desk.part("staleVeil") != nullptr);
        for (const char *name : {"magicButton", "portalButton", "emailLinkButton", "moreButton"}) {
            QVERIFY2(!desk.part<QPushButton>(name)->isEnabled(), name);
            QCOMPARE(desk.part<QPushButton>(name)->toolTip(), whyNotNow(false));
        }
        desk.list()->setFocus();
        desk.panel()->magicLogin();
        QTRY_VERIFY(desk.words("statusText").startsWith(whyNotNow(false)));
        desk.panel()->editContact();
        QVERIFY(desk.window.findChild<QWidget *>(QStringLiteral("editContactDialog")) == nullptr);
        QCOMPARE(desk.line.posts("/magic-links"), 0);

        desk.line.mend();
        QTRY_VERIFY(desk.part("connectionBanner") == nullptr);
        QTRY_VERIFY(!desk.list()->isStale());
        QTRY_VERIFY(desk.part<QPushButton>("magicButton")->isEnabled());
        QVERIFY(desk.part("staleVeil") == nullptr);
        QCOMPARE(desk.line.posts("/magic-links"), 0);
    }

    void whatChangedMeanwhileIsReadAnew() {
        const Office office;
        OfficeWindow desk(office);
        desk.open(m_amelie);
        const CustomerId id = desk.panel()->current();
        desk.line.cut();
        QTRY_VERIFY(desk.part("connectionBanner") != nullptr);
        ServiceClient direct(QUrl(office.service->url()), Office::token());
        const CustomerDetails before = onFile(direct, id);
        std::optional<tl::expected<CustomerDetails, Refusal>> changed;
        direct.changeContact(id, {before.customer.email, QStringLiteral("+33 6 98 76 54 32"), before.customer.version}, this,
                             [&](tl::expected<CustomerDetails, Refusal> done) { changed.emplace(std::move(done)); });
        QTRY_VERIFY(changed);
        QVERIFY(changed->has_value());
        desk.line.mend();
        const auto shows = [&] {
            for (const QLineEdit *line : desk.panel()->findChildren<QLineEdit *>())
                if (line->text().contains(QStringLiteral("98 76 54 32"))) return true;
            return false;
        };
        QTRY_VERIFY(shows());
    }

    void tryingNowEndsThePause() {
        const Office office;
        OfficeWindow desk(office);
        QTRY_VERIFY(desk.list() != nullptr && !desk.cell(0, 0).isEmpty());
        ClientTimes times;
        times.firstPause = 20ms;
        desk.client.setTimes(times);  // the pauses grow to half a minute
        desk.line.cut();
        QTRY_VERIFY(desk.client.connection().untilNextTry > 1s);
        QVERIFY(desk.words("nextTry").contains(QStringLiteral(" s…")));
        desk.line.mend();
        QVERIFY(desk.client.connection().untilNextTry > 0ms);
        desk.press("tryNow");
        QVERIFY(desk.client.connection().trying);
        QTRY_VERIFY(desk.part("connectionBanner") == nullptr);
    }

    void anAnswerThatWasLostIsNotKnownAndNotRepeated() {
        const Office office;
        OfficeWindow desk(office);
        desk.open(m_amelie);
        const CustomerId id = desk.panel()->current();
        ServiceClient direct(QUrl(office.service->url()), Office::token());
        const qsizetype liveBefore = onFile(direct, id).liveLinks.size();
        desk.line.loseAnswers();
        desk.press("magicButton");
        QTRY_COMPARE(onFile(direct, id).liveLinks.size(), liveBefore + 1);
        desk.line.mend();  // which breaks what stood
        QTRY_COMPARE(desk.cardTitle("issueError"), QStringLiteral("It is not known whether the link was made"));
        QVERIFY(desk.part("issueError")->accessibleDescription().contains(QStringLiteral("Look at the timeline")));
        QTRY_VERIFY(desk.client.isReachable() && desk.part("connectionBanner") == nullptr);
        QTRY_VERIFY(desk.part<QPushButton>("magicButton")->isEnabled());
        QCOMPARE(desk.line.posts("/magic-links"), 1);
        QCOMPARE(onFile(direct, id).liveLinks.size(), liveBefore + 1);
    }

    void aTokenThatIsNotAcceptedLeadsToTheSettings() {
        const Office office;
        OfficeWindow desk(office, AgentToken("some-other-token"));
        QTRY_VERIFY(desk.part("connectionBanner") != nullptr);
        QTRY_VERIFY(desk.part("connectionBanner")->findChild<QLabel *>(QStringLiteral("cardText"))->text().contains(QStringLiteral("does not accept this token")));
        desk.press("connectionSettings");
        QCOMPARE(desk.window.currentPage(), QStringLiteral("settings"));
        QVERIFY(desk.words("connectionWhere").startsWith(QStringLiteral("Not connected to http://127.0.0.1")));
    }

    void everyPageSaysItOnce() {
        const Office office;
        OfficeWindow desk(office);
        QTRY_VERIFY(desk.list() != nullptr && !desk.cell(0, 0).isEmpty());
        for (const char *page : {"subscriptions", "links", "messages", "activity"}) {
            desk.window.showPage(QLatin1String(page));
            QTRY_VERIFY(desk.client.isReachable());
        }
        desk.line.cut();
        QTRY_VERIFY(desk.part("connectionBanner") != nullptr);
        for (const char *page : {"subscriptions", "customers", "links", "messages", "activity", "check", "settings"}) {
            desk.window.showPage(QLatin1String(page));
            QTest::keyClick(&desk.window, Qt::Key_F5);
            QTRY_VERIFY(desk.part("connectionBanner") != nullptr);
            QVERIFY2(desk.part("listBanner") == nullptr, page);
        }
    }
};

QTEST_MAIN(LostConnectionTest)
#include "tst_lost_connection.moc"
