// Letters that really leave, through the desk's own window: set up and tried in Settings, e-mailed, bounced, mended and sent again.
#include "tests/journeys/journey.h"
#include "tests/support/minted.h"
#include "tests/support/scripted_smtp.h"
#include "tests/support/smtp_peer.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTest>

using namespace latchkey;

namespace {

const QString amelie = QStringLiteral("amelie.durand@example.com");
const QString amelieName = QStringLiteral("Amélie Durand");

void type(JourneyDesk &desk, const char *field, const QString &text) {
    auto *edit = desk.see<QLineEdit>(field);
    QVERIFY2(edit != nullptr, field);
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

// In Settings, as an agent would: a server of this computer, and a test letter to oneself.
void setMailUp(JourneyDesk &desk, int port) {
    desk.window.showPage(QStringLiteral("settings"));
    QVERIFY(desk.see(QStringLiteral("mailForm")));
    QVERIFY(desk.click("mailRoute-1"));
    type(desk, "mailServer", QStringLiteral("127.0.0.1"));
    QVERIFY(desk.click("mailSecurity-2"));
    type(desk, "mailPort", QString::number(port));
    type(desk, "mailFrom", QStringLiteral("North Roast <hello@north.example>"));
    type(desk, "testLetterTo", QStringLiteral("me@north.example"));
    QVERIFY(desk.click("tryMail"));
    QVERIFY(waitFor([&] { return desk.sees(QStringLiteral("mailTrial")) && desk.sees(QStringLiteral("trialStep")); }, 15'000));
}

}  // namespace

class TestLettersStory : public QObject {
    Q_OBJECT

    static QString pictureOf(const char *name) { return QDir(QStringLiteral(PICTURES)).filePath(QString::fromLatin1(name) + QStringLiteral(".png")); }

private slots:
    void initTestCase() {
        applyTheme(*qApp, ThemeChoice::Light);
        QVERIFY(QDir().mkpath(QStringLiteral(PICTURES)));
    }

    void setUpTriedAndTheLinkArrives() {
        SmtpPeer server;
        QVERIFY2(server.start(), qPrintable(server.error()));
        Journey journey;
        QVERIFY(journey.isReady());
        JourneyDesk desk(journey.url(), journey.token());
        setMailUp(desk, server.port());
        QVERIFY2(desk.words("mailTrial").contains(QStringLiteral("2.0.0 taken")), qPrintable(desk.words("mailTrial")));
        desk.picture(pictureOf("trial"));
        QCOMPARE(headerOf(server.nextLetter(), QStringLiteral("To")), QStringLiteral("me@north.example"));

        QVERIFY(desk.openCustomer(amelie, amelieName));
        QVERIFY(desk.click("emailLinkButton"));
        QVERIFY(waitFor([&] { return desk.words("customerPanel").contains(QStringLiteral("e-mailed by Kim Moreau")); }));
        const QJsonObject letter = server.nextLetter();
        QCOMPARE(headerOf(letter, QStringLiteral("To")), amelie);
        const QRegularExpressionMatch link = QRegularExpression(QStringLiteral("http\\S+/l/(\\S{28})\\s"))
                                                 .match(letter.value(QLatin1String("text")).toString());
        QVERIFY(link.hasMatch());
        noteMinted(link.captured(1).toLatin1());
        desk.window.showPage(QStringLiteral("messages"));
        QVERIFY(waitFor([&] { return desk.words("messagesPage").contains(QStringLiteral("Sent")); }));
        // A letter that left is never shown whole.
        QVERIFY(!desk.words("messagesPage").contains(link.captured(1)));
        desk.picture(pictureOf("sent"));
    }

    void aLetterThatBouncesIsMendedAndSentAgain() {
        SmtpScript noSuchMailbox;
        noSuchMailbox.faults.insert(SmtpStage::Rcpt, {"550 5.1.1 there is no mailbox of that name", SmtpFault::Then::GoOn});
        auto server = std::make_unique<ScriptedSmtp>(noSuchMailbox);
        Journey journey;
        JourneyDesk desk(journey.url(), journey.token());
        setMailUp(desk, server->port());
        // The trial shows where the conversation failed, and in whose words.
        QVERIFY2(desk.words("mailTrial").contains(QStringLiteral("there is no mailbox of that name")), qPrintable(desk.words("mailTrial")));
        desk.picture(pictureOf("trial-refused"));

        QVERIFY(desk.openCustomer(amelie, amelieName));
        QVERIFY(desk.click("emailLinkButton"));
        QVERIFY(desk.see(QStringLiteral("finding-email_bounced")) != nullptr);
        QVERIFY(desk.words("finding-email_bounced").contains(QStringLiteral("there is no mailbox of that name")));
        desk.picture(pictureOf("bounced"));
        desk.window.showPage(QStringLiteral("messages"));
        QVERIFY(waitFor([&] { return desk.words("messagesPage").contains(QStringLiteral("550")); }));
        desk.picture(pictureOf("bounced-message"));

        // The operator's server is there again, and the address is mended: by keyboard.
        server.reset();
        SmtpPeer mended;
        QVERIFY2(mended.start(), qPrintable(mended.error()));
        setMailUp(desk, mended.port());
        QCOMPARE(headerOf(mended.nextLetter(), QStringLiteral("To")), QStringLiteral("me@north.example"));
        QVERIFY(desk.openCustomer(amelie, amelieName));
        desk.key(Qt::Key_E);
        type(desk, "emailEdit", QStringLiteral("amelie@example.org"));
        QVERIFY(desk.click("saveContact"));
        QVERIFY(waitFor([&] { return !desk.sees(QStringLiteral("finding-email_bounced")); }));
        // Both addresses are told; the new one gets it.
        const QStringList told{headerOf(mended.nextLetter(), QStringLiteral("To")), headerOf(mended.nextLetter(), QStringLiteral("To"))};
        QVERIFY(told.contains(QStringLiteral("amelie@example.org")) && told.contains(amelie));
    }
};

QTEST_MAIN(TestLettersStory)
#include "tst_letters_story.moc"
