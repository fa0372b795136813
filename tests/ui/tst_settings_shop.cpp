// The shop's settings over a scripted service: who may change them, that a choice is sent at once, and what is said when it is not saved.
#include "tests/ui/panel_fixture.h"
#include "ui/pages/settings_shop.h"
#include "ui/texts_advice.h"
#include "ui/theme/theme.h"
#include "ui/widgets/focus_order.h"

#include <QAccessible>
#include <QCheckBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace latchkey;

class SettingsShopTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<SettingsShop> m_shop;

    QPushButton *guard(ReplyGuard guard) { return m_shop->findChild<QPushButton *>(QStringLiteral("replyGuard-") + toText(guard)); }
    QCheckBox *domains() { return m_shop->findChild<QCheckBox *>(QStringLiteral("asksMailDomains")); }
    QString note(const char *name = "shopSettingsNote") { return m_shop->findChild<QLabel *>(QLatin1String(name))->accessibleName(); }
    QList<QJsonObject> sent() {
        QList<QJsonObject> all;
        for (const http::Request &request : m_f->service.asked())
            if (request.path == "/api/v1/shop") all.append(QJsonDocument::fromJson(QByteArray::fromStdString(request.body)).object());
        return all;
    }
    void open(Role role = Role::Admin) {
        m_f->desk.me.agent.role = role;
        m_f->desk.me.shopName = QStringLiteral("North Roast Coffee");
        m_f->desk.me.settings = {ReplyGuard::Ask, false};
        m_shop = std::make_unique<SettingsShop>(m_f->desk, nullptr);
        m_shop->resize(620, 420);
        m_shop->show();
        m_shop->activateWindow();
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() { m_f = std::make_unique<PanelFixture>(); }
    void cleanup() {
        m_shop.reset();
        m_f.reset();
    }

    void eachGuardSaysWhatItMeans() {
        open();
        for (const ReplyGuard each : {ReplyGuard::Off, ReplyGuard::Ask, ReplyGuard::Require}) {
            QCOMPARE(guard(each)->isChecked(), each == ReplyGuard::Ask);
            QCOMPARE(guard(each)->accessibleDescription(), textOf(each));
            bool written = false;
            for (const QLabel *label : m_shop->findChildren<QLabel *>()) written = written || (label->isVisible() && label->accessibleName() == textOf(each));
            QVERIFY(written);
        }
        QVERIFY(domains()->accessibleDescription().contains(QStringLiteral("Only the part after the @ sign")));
    }

    void aChoiceIsSentAtOnceAndHoldsForTheWholeDesk() {
        open();
        m_f->service.on("PATCH /api/v1/shop", 204, "");
        guard(ReplyGuard::Require)->setFocus();
        QTest::keyClick(guard(ReplyGuard::Require), Qt::Key_Space);
        QTRY_COMPARE(note(), QStringLiteral("Saved."));
        QCOMPARE(sent().constLast().value(QLatin1String("reply_guard")).toString(), QStringLiteral("require"));
        QVERIFY(m_f->desk.me.settings.replyGuard == ReplyGuard::Require);
        QTest::keyClick(domains(), Qt::Key_Space);
        QTRY_COMPARE(sent().size(), 2);
        QCOMPARE(sent().constLast().value(QLatin1String("asks_mail_domains")).toBool(), true);
        QCOMPARE(sent().constLast().value(QLatin1String("reply_guard")).toString(), QStringLiteral("require"));
        QTRY_VERIFY(m_f->desk.me.settings.asksMailDomains);
    }

    void theLastOfQuickChoicesIsTheOneThatStays() {
        open();
        std::vector<http::ExchangePtr> held;
        std::atomic<int> waiting = 0;
        m_f->service.on("PATCH /api/v1/shop", [&](const http::ExchangePtr &exchange) {
            held.push_back(exchange);
            ++waiting;
        });
        guard(ReplyGuard::Require)->click();
        QTRY_COMPARE(waiting.load(), 1);
        guard(ReplyGuard::Off)->click();
        guard(ReplyGuard::Require)->click();
        guard(ReplyGuard::Off)->click();
        emit m_f->desk.meChanged();  // what is known of before does not undo the choice
        QVERIFY(guard(ReplyGuard::Off)->isChecked());
        m_f->service.post([&] { held.front()->answer({204, "application/json", "", {}}); });
        QTRY_COMPARE(waiting.load(), 2);
        m_f->service.post([&] { held.back()->answer({204, "application/json", "", {}}); });
        QTRY_VERIFY(m_f->desk.me.settings.replyGuard == ReplyGuard::Off);
        QCOMPARE(sent().size(), 2);
        QCOMPARE(sent().constLast().value(QLatin1String("reply_guard")).toString(), QStringLiteral("off"));
        m_f->service.post([&] { held.clear(); });
        QTest::qWait(20);
    }

    void whatIsNotSavedGoesBackAndSaysWhy() {
        open();
        m_f->service.on("PATCH /api/v1/shop", 503, problemOf({ErrorCode::StoreBusy, {}, {}}, 503));
        guard(ReplyGuard::Off)->click();
        QTRY_VERIFY(note().startsWith(QStringLiteral("This was not saved.")));
        QVERIFY(guard(ReplyGuard::Ask)->isChecked());
        QVERIFY(m_f->desk.me.settings.replyGuard == ReplyGuard::Ask);
    }

    void whatAColleagueChoseIsShown() {
        open();
        m_f->desk.me.settings = {ReplyGuard::Require, true};
        emit m_f->desk.meChanged();
        QVERIFY(guard(ReplyGuard::Require)->isChecked() && domains()->isChecked());
        QVERIFY(sent().isEmpty());
    }

    void onlyAnAdminChangesThem_data() {
        QTest::addColumn<Role>("role");
        for (int role = 0; role <= static_cast<int>(Role::Admin); ++role) QTest::addRow("%s", qPrintable(toText(static_cast<Role>(role)))) << static_cast<Role>(role);
    }

    void onlyAnAdminChangesThem() {
        QFETCH(Role, role);
        open(role);
        const bool allowed = role == Role::Admin;
        for (const ReplyGuard each : {ReplyGuard::Off, ReplyGuard::Ask, ReplyGuard::Require}) QCOMPARE(guard(each)->isEnabled(), allowed);
        QCOMPARE(domains()->isEnabled(), allowed);
        QCOMPARE(m_shop->findChild<QLineEdit *>(QStringLiteral("shopName"))->isEnabled(), allowed);
        QCOMPARE(note().contains(QStringLiteral("takes the role Admin")), !allowed);
        QVERIFY(guard(ReplyGuard::Ask)->isChecked());  // read, all the same
    }

    void aRoleThatGrowsMayChangeThem() {
        open(Role::Lead);
        m_f->desk.me.agent.role = Role::Admin;
        emit m_f->desk.meChanged();
        QVERIFY(guard(ReplyGuard::Off)->isEnabled());
        QCOMPARE(note(), QString());
    }

    void aNameIsSavedByEnter() {
        open();
        m_f->service.on("PATCH /api/v1/shop", 204, "");
        auto *name = m_shop->findChild<QLineEdit *>(QStringLiteral("shopName"));
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("South Roast"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(note("shopNote"), QStringLiteral("Saved."));
        QCOMPARE(sent().constLast().value(QLatin1String("name")).toString(), QStringLiteral("South Roast"));
        QVERIFY(!sent().constLast().contains(QLatin1String("reply_guard")));
        QCOMPARE(m_f->desk.me.shopName, QStringLiteral("South Roast"));
    }

    void everythingIsReachedAndNamed() {
        open();
        const QList<QWidget *> order = focusOrder(m_shop.get());
        QVERIFY(order.size() >= 5);
        for (QWidget *widget : order) {
            QVERIFY(!widget->objectName().isEmpty());
            QVERIFY2(!QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).trimmed().isEmpty(), qPrintable(widget->objectName()));
        }
    }
};

QTEST_MAIN(SettingsShopTest)
#include "tst_settings_shop.moc"
