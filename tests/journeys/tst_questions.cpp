// The two questions that agents ask all day, "why can't I make a Magic link?" and "why did the link not work?", through the real window.
#include "tests/journeys/journey.h"
#include "tests/support/minted.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QTest>
#include <QUrl>

#include <chrono>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

const QString amelie = QStringLiteral("amelie.durand@example.com");
const QString amelieName = QStringLiteral("Amélie Durand");

QString onClipboard() { return QApplication::clipboard()->text(); }

QString issued(JourneyDesk &desk) {
    QApplication::clipboard()->clear();
    if (!desk.click("magicButton")) return {};
    waitFor([] { return onClipboard().contains(QLatin1String("/l/")); });
    noteMinted(tokenIn(onClipboard().toUtf8()));
    return onClipboard();
}

// As the customer's mail program sends it back: wrapped by a link protector, broken by quoted-printable, in brackets, with a full stop.
QString asCustomersSendIt(const QString &link) {
    const QString wrapped = QStringLiteral("https://eur03.safelinks.protection.outlook.com/?url=%1&data=05%7C01%7C&reserved=0")
                                .arg(QString::fromLatin1(QUrl::toPercentEncoding(link)));
    const qsizetype middle = wrapped.indexOf(QLatin1String("&data")) - 12;
    return QStringLiteral("Hello, it does not work:\n<%1=\n%2>.\nBest").arg(wrapped.first(middle), wrapped.sliced(middle));
}

bool pasteAndCheck(JourneyDesk &desk, const QString &text) {
    desk.window.showPage(QStringLiteral("check"));
    auto *box = desk.see<QPlainTextEdit>("pasted");
    if (box == nullptr) return false;
    box->setPlainText(text);
    return desk.see(QStringLiteral("verdict")) != nullptr;
}

bool says(JourneyDesk &desk, const char *where, const QString &words) {
    return waitFor([&] { return desk.words(where).contains(words, Qt::CaseInsensitive); });
}

// A list paints its rows, so that they are asked of its model.
bool lists(JourneyDesk &desk, const char *page, const QString &words) {
    QWidget *shown = desk.see(QString::fromLatin1(page));
    auto *list = shown == nullptr ? nullptr : shown->findChild<QAbstractItemView *>(QStringLiteral("list"));
    return list != nullptr && waitFor([&] {
               for (int row = 0; row < list->model()->rowCount(); ++row)
                   for (int column = 0; column < list->model()->columnCount(); ++column)
                       if (list->model()->index(row, column).data().toString().contains(words)) return true;
               return false;
           });
}

bool isDisabledWithAReason(QWidget *button) { return button != nullptr && !button->isEnabled() && !button->toolTip().isEmpty(); }

}  // namespace

class TestQuestions : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    // Why can't I make a Magic link?

    void thereIsNoEmailButAPhone() {
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        QVERIFY(desk.openCustomer(QStringLiteral("+1 415 555 0134"), QStringLiteral("Dmitri Ivanov")));
        QVERIFY(isDisabledWithAReason(desk.see(QStringLiteral("magicButton"))));
        QVERIFY(desk.see(QStringLiteral("finding-email_missing")));
        QVERIFY2(says(desk, "adviceCard", QStringLiteral("standard login")), qPrintable(desk.words("adviceCard")));
        QApplication::clipboard()->clear();
        QVERIFY(desk.click("adviceButton"));
        QVERIFY(waitFor([] { return onClipboard().contains(QLatin1String("/login")); }));
        QVERIFY2(onClipboard().contains(QStringLiteral("34")), "the steps name the ending of the phone on file");
    }

    void theAddressIsMalformedAndItsCorrectionIsOnePress() {
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        QVERIFY(desk.openCustomer(QStringLiteral("noah@@example.nl"), QStringLiteral("Noah Jansen")));
        QVERIFY(isDisabledWithAReason(desk.see(QStringLiteral("magicButton"))));
        QVERIFY(desk.see(QStringLiteral("finding-email_malformed")));
        QVERIFY(desk.click("remedy-use_suggestion"));
        auto *email = desk.see<QLineEdit>("emailEdit");
        QVERIFY(email != nullptr);
        QCOMPARE(email->text(), QStringLiteral("noah@example.nl"));
        QVERIFY(desk.click("saveContact"));
        QVERIFY(waitFor([&] { return !desk.sees(QStringLiteral("finding-email_malformed")); }));
        QVERIFY(issued(desk).contains(QLatin1String("/l/")));
    }

    void theReplyGoesToAStranger() {
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        QVERIFY(desk.openCustomer(amelie, amelieName));
        auto *reply = desk.see<QLineEdit>("replyTo");
        QVERIFY(reply != nullptr);
        QTest::keyClicks(reply, QStringLiteral("somebody@else.example"));
        QVERIFY(desk.see(QStringLiteral("finding-reply_goes_elsewhere")));
        QVERIFY(isDisabledWithAReason(desk.see(QStringLiteral("magicButton"))));
        QVERIFY(desk.click("remedy-override_reply"));
        auto *reason = desk.see<QLineEdit>("overrideReason");
        QVERIFY(reason != nullptr);
        reason->setText(QStringLiteral("Confirmed by phone with the number on file"));
        QApplication::clipboard()->clear();
        QVERIFY(desk.click("overrideIssue"));
        QVERIFY(waitFor([] { return onClipboard().contains(QLatin1String("/l/")); }));
        noteMinted(tokenIn(onClipboard().toUtf8()));
        desk.window.showPage(QStringLiteral("activity"));
        QVERIFY(lists(desk, "activityPage", QStringLiteral("Confirmed by phone")));
    }

    void itIsAskedForInTheWrongPlace() {
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        QVERIFY(desk.openCustomer(amelie, amelieName));
        desk.window.showPage(QStringLiteral("messages"));
        desk.key(Qt::Key_M);
        QVERIFY(desk.see(QStringLiteral("wrongPlace")));
        QVERIFY(desk.click("goToCustomers"));
        QVERIFY(waitFor([&] { return desk.window.currentPage() == QLatin1String("customers"); }));
    }

    void thePortalLinkFitsBetterWhenTheReplyIsReadLater() {
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        QVERIFY(desk.openCustomer(amelie, amelieName));
        QVERIFY2(says(desk, "adviceCard", QStringLiteral("Magic login")), qPrintable(desk.words("adviceCard")));
        QVERIFY(desk.click("replyLater"));
        QVERIFY2(says(desk, "adviceCard", QStringLiteral("Portal link")), qPrintable(desk.words("adviceCard")));
        QVERIFY(desk.see(QStringLiteral("magicButton"))->isEnabled());  // advice never blocks
        QApplication::clipboard()->clear();
        QVERIFY(desk.click("adviceButton"));
        QVERIFY(waitFor([&] { return onClipboard() == journey.url() + QStringLiteral("/login"); }));
    }

    // Why did the link not work?

    void itExpiredAfterAScannerLookedAtIt() {
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        QVERIFY(desk.openCustomer(amelie, amelieName));
        const QString link = issued(desk);
        QProcess scanner;
        scanner.start(QStringLiteral("curl"), {QStringLiteral("-s"), QStringLiteral("-A"), QStringLiteral("Mozilla/5.0 (compatible; Barracuda Sentinel)"), link});
        QVERIFY(scanner.waitForFinished());
        journey.clock.advance(24min);
        QVERIFY(pasteAndCheck(desk, asCustomersSendIt(link)));
        QVERIFY2(says(desk, "checkPage", QStringLiteral("Expired 14 minutes ago")), qPrintable(desk.words("verdict")));
        const QString said = desk.words("checkPage");
        for (const char *part : {"Amélie Durand", "Kim Moreau", "scanner", "Check characters agree"}) QVERIFY2(said.contains(QString::fromUtf8(part), Qt::CaseInsensitive), part);
        QVERIFY(!said.contains(link));
        QApplication::clipboard()->clear();
        QVERIFY(desk.click("remedy-issue_magic_link"));
        QVERIFY(waitFor([] { return onClipboard().contains(QLatin1String("/l/")); }));
        noteMinted(tokenIn(onClipboard().toUtf8()));
        QVERIFY(onClipboard() != link);
    }

    void aLetterWasLostOnTheWay() {
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        QVERIFY(desk.openCustomer(amelie, amelieName));
        QString link = issued(desk);
        const qsizetype place = link.indexOf(QLatin1String("/l/")) + 3 + 11;
        link.remove(place, 1);
        QVERIFY(pasteAndCheck(desk, link));
        QVERIFY2(says(desk, "verdict", QStringLiteral("Damaged")), qPrintable(desk.words("verdict")));
        QVERIFY2(says(desk, "checkPage", amelieName), qPrintable(desk.words("checkPage")));
    }

    void itWasRevokedByAColleague() {
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        QVERIFY(desk.openCustomer(amelie, amelieName));
        const QString link = issued(desk);
        QVERIFY(desk.see(QStringLiteral("liveCard")));
        QVERIFY(desk.click("revoke"));
        QVERIFY(pasteAndCheck(desk, link));
        QVERIFY2(says(desk, "verdict", QStringLiteral("Revoked")), qPrintable(desk.words("verdict")));
    }
};

QTEST_MAIN(TestQuestions)
#include "tst_questions.moc"
