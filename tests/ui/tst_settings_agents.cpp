// The team in the settings over a scripted service: who sees it, what each press asks for, and that a token is shown once.
#include "tests/ui/panel_fixture.h"
#include "ui/pages/settings_agents.h"
#include "ui/theme/theme.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

using namespace latchkey;

class SettingsAgentsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<QWidget> m_window;
    SettingsAgents *m_agents = nullptr;

    QPushButton *button(const QString &name) { return m_agents->findChild<QPushButton *>(name); }
    QTableView *list() { return m_agents->findChild<QTableView *>(QStringLiteral("agentList")); }
    QString note() { return m_agents->findChild<QLabel *>(QStringLiteral("agentsNote"))->accessibleName(); }
    QString cell(int row, int column) { return list()->model()->index(row, column).data().toString(); }

    static std::string team() {
        JsonWriter out;
        out.beginObject().key("items");
        writeJson(out, QList<Agent>{{AgentId(1), QStringLiteral("Ada"), Role::Admin, {}, testNow}, {AgentId(2), QStringLiteral("Bob"), Role::Senior, {}, {}},
                                    {AgentId(3), QStringLiteral("Cleo"), Role::Agent, testNow, {}}});
        out.endObject();
        return out.take();
    }
    void open(Role role = Role::Admin) {
        m_f->service.on("GET /api/v1/agents", 200, team());
        m_f->desk.me.agent = {AgentId(1), QStringLiteral("Ada"), role, {}};
        m_window = std::make_unique<QWidget>();
        m_agents = new SettingsAgents(m_f->desk, m_window.get());
        m_window->resize(620, 520);
        m_agents->resize(620, 520);
        m_window->show();
    }
    void choose(int row) { list()->setCurrentIndex(list()->model()->index(row, 0)); }
    void press(const char *name) { QTest::mouseClick(button(QLatin1String(name)), Qt::LeftButton); }
    void agree() {
        QPushButton *yes = nullptr;
        QTRY_VERIFY(yes = m_window->findChild<QPushButton *>(QStringLiteral("confirmYes")));
        QTest::mouseClick(yes, Qt::LeftButton);
    }
    std::string bodyOf(const std::string &path) {
        std::string body;
        for (const http::Request &request : m_f->service.asked())
            if (request.path == path && !request.body.empty()) body = request.body;
        return body;
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() { m_f = std::make_unique<PanelFixture>(); }
    void cleanup() {
        m_window.reset();
        m_f.reset();
    }

    void onlyAdminsSeeIt() {
        open(Role::Lead);
        QVERIFY(!m_agents->isVisible());
        QCOMPARE(m_f->count("/api/v1/agents"), 0);
        m_f->desk.me.agent.role = Role::Admin;
        emit m_f->desk.meChanged();
        QVERIFY(m_agents->isVisible());
        QTRY_COMPARE(list()->model()->rowCount(), 3);
    }

    void everyAgentIsListedWithTheirTokensUse() {
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 3);
        QCOMPARE(cell(0, 1), QStringLiteral("Admin"));
        QVERIFY(cell(0, 2).startsWith(QStringLiteral("Used ")));
        QCOMPARE(cell(1, 2), QStringLiteral("Never used"));
        QVERIFY(cell(2, 2).startsWith(QStringLiteral("Disabled ")));
        // Nobody shuts themself out.
        QVERIFY(!button(QStringLiteral("disableAgent"))->isEnabled());
        QVERIFY(button(QStringLiteral("disableAgent"))->toolTip().contains(QStringLiteral("another Admin")));
        QVERIFY(!button(QStringLiteral("renewToken"))->isEnabled());
    }

    void aRoleIsGivenAtOnce() {
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 3);
        choose(1);
        QVERIFY(button(QStringLiteral("role-senior"))->isChecked());
        m_f->service.on("PATCH /api/v1/agents/2", 204, "");
        press("role-lead");
        QTRY_COMPARE(bodyOf("/api/v1/agents/2"), std::string(R"({"role":"lead"})"));
        // The last Admin's role is refused, and the button goes back.
        choose(0);
        m_f->service.on("PATCH /api/v1/agents/1", 400, problemOf({ErrorCode::InvalidRequest, QStringLiteral("role"), {}}, 400));
        press("role-lead");
        QTRY_VERIFY(note().contains(QStringLiteral("last Admin")));
        QTRY_VERIFY(button(QStringLiteral("role-admin"))->isChecked());
    }

    void disablingIsAskedAboutFirst() {
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 3);
        choose(1);
        m_f->service.on("PATCH /api/v1/agents/2", 204, "");
        press("disableAgent");
        QCOMPARE(m_f->count("/api/v1/agents/2"), 0);
        agree();
        QTRY_COMPARE(bodyOf("/api/v1/agents/2"), std::string(R"({"disabled":true})"));
    }

    void disablingSaysWhatBecomesOfTheirLinks() {
        const auto said = [this] {
            m_window.reset();
            open();
            [this] { QTRY_COMPARE(list()->model()->rowCount(), 3); }();
            choose(1);
            press("disableAgent");
            auto *yes = m_window->findChild<QPushButton *>(QStringLiteral("confirmYes"));
            return yes == nullptr ? QString() : yes->accessibleDescription();
        };
        QVERIFY(said().contains(QStringLiteral("still live are revoked")));
        m_f->desk.me.shopKind = ShopKind::Skio;
        QVERIFY(said().contains(QStringLiteral("cannot be revoked")));
    }

    void aTokenIsShownOnce() {
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 3);
        auto *card = m_agents->findChild<QWidget *>(QStringLiteral("tokenCard"));
        auto *token = m_agents->findChild<QLineEdit *>(QStringLiteral("newToken"));
        QVERIFY(!card->isVisible());
        m_f->service.on("POST /api/v1/agents", 201, R"({"token":"lka_for-this-test"})");
        m_agents->findChild<QLineEdit *>(QStringLiteral("agentName"))->setText(QStringLiteral(" Mia  Low "));
        press("addAgent");
        QTRY_VERIFY(card->isVisible());
        QVERIFY(token->text() == QStringLiteral("lka_for-this-test"));
        QCOMPARE(bodyOf("/api/v1/agents"), std::string(R"({"name":"Mia Low","role":"agent"})"));
        press("tokenDone");
        QVERIFY(!card->isVisible());
        QVERIFY(token->text().isEmpty());
        // A disabled one comes back in by a new token.
        choose(2);
        m_f->service.on("POST /api/v1/agents/3/token", 200, R"({"token":"lka_another-one"})");
        press("renewToken");
        agree();
        QTRY_VERIFY(card->isVisible());
    }

    void aTakenNameIsSaid() {
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 3);
        m_f->service.on("POST /api/v1/agents", 400, problemOf({ErrorCode::InvalidRequest, QStringLiteral("name"), {}}, 400));
        m_agents->findChild<QLineEdit *>(QStringLiteral("agentName"))->setText(QStringLiteral("Bob"));
        press("addAgent");
        QTRY_VERIFY(note().contains(QStringLiteral("of that name already")));
        QVERIFY(m_agents->findChild<QLineEdit *>(QStringLiteral("agentName"))->text() == QStringLiteral("Bob"));
    }

    void theListFollowsTheTeam() {
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 3);
        const int before = m_f->count("/api/v1/agents");
        emit m_f->client.happened(Event{EventKind::AgentsChanged, CustomerId(), LinkId(), testNow});
        QTRY_COMPARE(m_f->count("/api/v1/agents"), before + 1);
    }
};

QTEST_MAIN(SettingsAgentsTest)
#include "tst_settings_agents.moc"
