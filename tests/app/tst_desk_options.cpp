// The desk's command line and its token for a team's service.
#include "app/desk/options.h"
#include "app/desk/team_token.h"
#include "tests/support/verify.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace latchkey;

class TestDeskOptions : public QObject {
    Q_OBJECT

private slots:
    void readsOptionsInBothForms() {
        const DeskOptions options = readOptions({QStringLiteral("--service=https://desk.example.com"), QStringLiteral("--token-file"),
                                                 QStringLiteral("/etc/t"), QStringLiteral("--ca-file=/etc/team.pem"), QStringLiteral("amelie@example.com")});
        QCOMPARE(options.authorityFile, QStringLiteral("/etc/team.pem"));
        QCOMPARE(options.service, QStringLiteral("https://desk.example.com"));
        QCOMPARE(options.tokenFile, QStringLiteral("/etc/t"));
        QCOMPARE(options.anything, QStringLiteral("amelie@example.com"));
        QVERIFY(options.wrong.isEmpty());
    }

    void saysWhatIsWrong() {
        QVERIFY(readOptions({QStringLiteral("--colour")}).wrong.contains(QStringLiteral("--colour")));
        QVERIFY(readOptions({QStringLiteral("--store")}).wrong.contains(QStringLiteral("--store")));
        QVERIFY(!readOptions({QStringLiteral("--service"), QStringLiteral("desk")}).wrong.isEmpty());
        QVERIFY(!readOptions({QStringLiteral("--demo"), QStringLiteral("--store"), QStringLiteral("x.db")}).wrong.isEmpty());
        QVERIFY(!readOptions({QStringLiteral("--demo"), QStringLiteral("--service=http://h")}).wrong.isEmpty());
    }

    void everythingBehindTwoDashesIsText() {
        QCOMPARE(readOptions({QStringLiteral("--"), QStringLiteral("--demo")}).anything, QStringLiteral("--demo"));
        QVERIFY(!readOptions({QStringLiteral("--"), QStringLiteral("--demo")}).demo);
    }

    void takesATokenOnlyFromAFileThatNobodyElseMayRead() {
        qunsetenv("LATCHKEY_TOKEN");
        const QTemporaryDir folder;
        const QString path = folder.path() + QStringLiteral("/token");
        QVERIFY_FAILS(readTeamToken(path), ErrorCode::FileUnreadable);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("secret-token\n");
        file.close();
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup);
        QVERIFY_FAILS(readTeamToken(path), ErrorCode::ConfigurationInvalid);
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        const Result<AgentToken> token = readTeamToken(path);
        QVERIFY_OK(token);
        QCOMPARE(token->reveal(), QByteArrayLiteral("secret-token"));
    }
};

QTEST_GUILESS_MAIN(TestDeskOptions)
#include "tst_desk_options.moc"
