// The desk from its first start: it asks once, tries before it keeps, keeps the token apart, and begins anew when told to.
#include "app/desk/desk_program.h"
#include "app/desk/token_files.h"
#include "tests/api/service_fixture.h"
#include "tests/support/verify.h"
#include "ui/desk.h"
#include "ui/dialogs/connection_choice.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace latchkey;

class DeskProgramTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DeskProgram> m_program;

    QString ini() const { return m_folder->filePath(QStringLiteral("desk.ini")); }
    static QByteArray contentOf(const QString &path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void start(const DeskOptions &options = {}) {
        m_program.reset();
        const DeskSettings settings = loadSettings(ini());
        m_program = std::make_unique<DeskProgram>(options, settings, std::make_unique<TokenFiles>(m_folder->path()));
        m_program->start(startOf(options, settings, false), nullptr);
    }
    QWidget *asked() const {
        if (m_program->choice() != nullptr) return m_program->choice();
        return m_program->window() == nullptr ? nullptr : m_program->window()->findChild<QWidget *>(QStringLiteral("connectionChoice"));
    }
    void type(const QString &service, const QByteArray &token) const {
        asked()->findChild<QLineEdit *>(QStringLiteral("serviceUrl"))->setText(service);
        asked()->findChild<QLineEdit *>(QStringLiteral("agentToken"))->setText(QString::fromLatin1(token));
        asked()->findChild<QPushButton *>(QStringLiteral("connectNow"))->click();
    }
    [[nodiscard]] bool isConnectedAs(const QString &name) const {
        return m_program->window() != nullptr && m_program->window()->desk() != nullptr && m_program->window()->desk()->me.agent.name == name;
    }
    [[nodiscard]] QString words(const char *label) const {
        m_program->window()->showPage(QStringLiteral("settings"));
        auto *found = m_program->window()->findChild<QLabel *>(QLatin1String(label));
        return found == nullptr ? QString() : found->text().remove(QChar(0x200b));
    }

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setApplicationName(QStringLiteral("latchkey-desk-program-test"));
        qunsetenv("LATCHKEY_TOKEN");
        applyTheme(*qApp, ThemeChoice::Light);
        QApplication::setQuitOnLastWindowClosed(false);
    }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() {
        m_program.reset();
        m_folder.reset();
    }

    void theCommandLineGoesBeforeWhatIsRemembered_data() {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("store");
        QTest::addColumn<bool>("demo");
        QTest::addColumn<DeskMode>("mode");
        QTest::addColumn<QString>("remembered");
        QTest::addColumn<bool>("hasStore");
        QTest::addColumn<DeskStart>("start");
        const QString url = QStringLiteral("https://latchkey.example.com"), none, file = QStringLiteral("s.db");
        QTest::newRow("nothing at all") << none << none << false << DeskMode::Unset << none << false << DeskStart::Ask;
        QTest::newRow("a store from before") << none << none << false << DeskMode::Unset << none << true << DeskStart::Local;
        QTest::newRow("remembered: here") << none << none << false << DeskMode::Local << none << false << DeskStart::Local;
        QTest::newRow("remembered: a team") << none << none << false << DeskMode::Team << url << true << DeskStart::Team;
        QTest::newRow("a team without its address") << none << none << false << DeskMode::Team << none << true << DeskStart::Ask;
        QTest::newRow("--service") << url << none << false << DeskMode::Local << none << true << DeskStart::Team;
        QTest::newRow("--store") << none << file << false << DeskMode::Team << url << false << DeskStart::Local;
        QTest::newRow("--demo") << none << none << true << DeskMode::Team << url << false << DeskStart::Local;
    }
    void theCommandLineGoesBeforeWhatIsRemembered() {
        QFETCH(QString, service);
        QFETCH(QString, store);
        QFETCH(bool, demo);
        QFETCH(DeskMode, mode);
        QFETCH(QString, remembered);
        QFETCH(bool, hasStore);
        DeskOptions options;
        options.service = service;
        options.store = store;
        options.demo = demo;
        DeskSettings settings;
        settings.mode = mode;
        settings.service = remembered;
        QTEST(startOf(options, settings, hasStore), "start");
    }

    void theFirstStartAsksAndRemembersATeam() {
        ServiceFixture fixture;
        fixture.start();
        start();
        QVERIFY(asked() != nullptr && asked()->isVisible());
        QVERIFY(m_program->window() == nullptr);
        m_program->choice()->showForm();
        type(fixture.service->url(), "not-the-token");
        auto *problem = asked()->findChild<QWidget *>(QStringLiteral("connectProblem"));
        QTRY_VERIFY(problem->isVisible());
        QVERIFY(!QFile::exists(ini()));  // nothing is kept of what does not work
        type(fixture.service->url(), " " + fixture.tokenOf(Role::Senior) + "\n");
        QTRY_VERIFY(isConnectedAs(QStringLiteral("senior")));
        QVERIFY(asked() == nullptr);
        const QString file = TokenFiles(m_folder->path()).fileOf(QUrl(fixture.service->url()));
        QVERIFY(QFile::permissions(file) == (QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser));
        QVERIFY(!contentOf(ini()).contains(fixture.tokenOf(Role::Senior)));
        QTRY_COMPARE(words("connectionWhere"), QStringLiteral("Connected to %1 as senior (Senior).").arg(fixture.service->url()));
        QCOMPARE(words("connectionToken"), QStringLiteral("No keychain answers here: the token is kept in %1, which only you may read.").arg(file));

        start();
        QTRY_VERIFY(isConnectedAs(QStringLiteral("senior")));
        QVERIFY(asked() == nullptr);
    }

    void aForgottenTokenIsGoneAndAskedForAgain() {
        ServiceFixture fixture;
        fixture.start();
        start();
        m_program->choice()->showForm();
        type(fixture.service->url(), fixture.tokenOf(Role::Agent));
        QTRY_VERIFY(isConnectedAs(QStringLiteral("agent")));
        const QString file = TokenFiles(m_folder->path()).fileOf(QUrl(fixture.service->url()));
        QVERIFY(QFile::exists(file));
        emit m_program->window()->desk()->tokenForgetRequested();
        QTRY_VERIFY(m_program->choice() != nullptr);
        QVERIFY(!QFile::exists(file));
        QCOMPARE(asked()->findChild<QLineEdit *>(QStringLiteral("serviceUrl"))->text(), fixture.service->url());
        QVERIFY(asked()->findChild<QLineEdit *>(QStringLiteral("agentToken"))->text().isEmpty());
        QVERIFY(m_program->window() == nullptr);
    }

    void workingHereIsRememberedAndChangedToATeam() {
        start();
        asked()->findChild<QPushButton *>(QStringLiteral("workLocally"))->click();
        QTRY_VERIFY(m_program->window() != nullptr && m_program->window()->desk() != nullptr);
        QVERIFY(loadSettings(ini()).mode == DeskMode::Local);
        QVERIFY(words("connectionWhere").startsWith(QStringLiteral("This desk works on this computer.")));
        ServiceFixture fixture;
        fixture.start();
        m_program->window()->findChild<QPushButton *>(QStringLiteral("changeConnection"))->click();
        QTRY_VERIFY(asked() != nullptr && asked()->isVisible());
        asked()->findChild<QPushButton *>(QStringLiteral("connectToTeam"))->click();
        type(fixture.service->url(), fixture.tokenOf(Role::Lead));
        QTRY_VERIFY(isConnectedAs(QStringLiteral("lead")));
        QVERIFY(loadSettings(ini()).mode == DeskMode::Team);
        QCOMPARE(loadSettings(ini()).service, fixture.service->url());
    }

    void aServiceOfTheCommandLineAsksForItsTokenOnceAndIsNotRemembered() {
        ServiceFixture fixture;
        fixture.start();
        DeskOptions options;
        options.service = fixture.service->url();
        start(options);
        QTRY_VERIFY(m_program->choice() != nullptr && asked()->findChild<QLineEdit *>(QStringLiteral("agentToken"))->isVisible());
        QVERIFY(asked()->findChild<QLineEdit *>(QStringLiteral("serviceUrl"))->isReadOnly());
        type(fixture.service->url(), fixture.tokenOf(Role::Observer));
        QTRY_VERIFY(isConnectedAs(QStringLiteral("observer")));
        QVERIFY(loadSettings(ini()).mode == DeskMode::Unset);
        start(options);
        QTRY_VERIFY(isConnectedAs(QStringLiteral("observer")));
        QVERIFY(m_program->choice() == nullptr);
        QVERIFY(!m_program->window()->findChild<QPushButton *>(QStringLiteral("changeConnection")) || words("connectionToken").contains(QStringLiteral("kept in")));
    }

    void aTokenFileThatOthersMayReadEndsTheStart() {
        ServiceFixture fixture;
        fixture.start();
        DeskOptions options;
        options.service = fixture.service->url();
        options.tokenFile = m_folder->filePath(QStringLiteral("open-to-all"));
        QFile file(options.tokenFile);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("token\n") > 0);
        file.close();
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadOther);
        m_program = std::make_unique<DeskProgram>(options, DeskSettings(), std::make_unique<TokenFiles>(m_folder->path()));
        QSignalSpy failed(m_program.get(), &DeskProgram::failed);
        m_program->start(DeskStart::Team, nullptr);
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed.at(0).at(0).toString().contains(QStringLiteral("Others may read")));
    }

    void aTokenOfOneServiceIsNotGivenToAnother() {
        TokenFiles files(m_folder->path());
        const QUrl one(QStringLiteral("https://latchkey.example.com")), port(QStringLiteral("https://latchkey.example.com:8443")), other(QStringLiteral("https://elsewhere.example.com"));
        files.keep(one, AgentToken("token-of-a-test"), this, [](const Result<TokenKeeping> &kept) { QVERIFY_OK(kept); });
        int answers = 0;
        for (const QUrl &url : {port, other}) files.read(url, this, [&](const Result<KeptToken> &kept) {
            ++answers;
            QVERIFY_FAILS(kept, ErrorCode::NotFound);
        });
        files.read(one, this, [&](const Result<KeptToken> &kept) {
            ++answers;
            QVERIFY_OK(kept);
            QVERIFY(kept->token == AgentToken("token-of-a-test"));
            QVERIFY(kept->keeping.place == TokenPlace::File);
        });
        QCOMPARE(answers, 3);
    }
};

QTEST_MAIN(DeskProgramTest)
#include "tst_desk_program.moc"
