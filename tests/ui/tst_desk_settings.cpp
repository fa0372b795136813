// Settings: every field comes back as it was written.
#include "ui/desk_settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace latchkey;

class TestDeskSettings : public QObject {
    Q_OBJECT

private slots:
    void everyFieldComesBack() {
        const QTemporaryDir folder;
        DeskSettings written;
        written.path = folder.path() + QStringLiteral("/new/desk.ini");
        written.theme = ThemeChoice::Dark;
        written.mode = DeskMode::Team;
        written.service = QStringLiteral("https://latchkey.example.com");
        written.authorityFile = QStringLiteral("/etc/ssl/team.pem");
        written.clearClipboard = false;
        written.replyLater = true;
        written.testLetterTo = QStringLiteral("me@example.com");
        written.testTextTo = QStringLiteral("+14155550134");
        written.lastReplies = {7, 3};
        written.windowGeometry = QByteArray("\x00\x01geometry", 10);
        written.splitter = QByteArray("\xff splitter");
        QVERIFY(saveSettings(written));
        const DeskSettings read = loadSettings(written.path);
        QVERIFY(read.theme == written.theme);
        QVERIFY(read.mode == written.mode);
        QCOMPARE(read.service, written.service);
        QCOMPARE(read.authorityFile, written.authorityFile);
        QCOMPARE(read.clearClipboard, written.clearClipboard);
        QCOMPARE(read.replyLater, written.replyLater);
        QCOMPARE(read.testLetterTo, written.testLetterTo);
        QCOMPARE(read.testTextTo, written.testTextTo);
        QCOMPARE(read.lastReplies, written.lastReplies);
        QCOMPARE(read.windowGeometry, written.windowGeometry);
        QCOMPARE(read.splitter, written.splitter);
        QCOMPARE(read.path, written.path);
    }

    void aMissingOrOddFileGivesTheUsualSettings() {
        const QTemporaryDir folder;
        const QString path = folder.path() + QStringLiteral("/desk.ini");
        QVERIFY(loadSettings(path).theme == ThemeChoice::System);
        QVERIFY(loadSettings(path).mode == DeskMode::Unset);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("theme=purple\n[[[\n");
        file.close();
        QVERIFY(loadSettings(path).theme == ThemeChoice::System);
        QVERIFY(loadSettings(path).clearClipboard);
    }

    void saysWhenTheFileCannotBeWritten() {
        DeskSettings settings;
        settings.path = QStringLiteral("/proc/no/desk.ini");
        QVERIFY(!saveSettings(settings));
    }
};

QTEST_GUILESS_MAIN(TestDeskSettings)
#include "tst_desk_settings.moc"
