// What the desk tells of a sync with Skio: how far it is, what troubles it, how it is begun and stopped, and what the shop can do.
#include "tests/ui/shop_fixture.h"
#include "ui/pages/settings_elsewhere.h"
#include "ui/theme/theme.h"
#include "ui/window/shop_note.h"

#include <QPushButton>

using namespace latchkey;

class TestShopProgress : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void theNoteTellsProgressAndThenTrouble() {
        ShopNote note(nullptr);
        ShopState shop = someShop();
        note.set(shop, testNow);
        QCOMPARE(note.accessibleName(), QStringLiteral("Skio: synced 12 s ago"));
        shop.sync.running = true;
        shop.sync.step = SyncStep::Subscriptions;
        shop.sync.rows = 12'400;
        note.set(shop, testNow);
        QCOMPARE(note.accessibleName(), QStringLiteral("Skio: Reading subscriptions, 12,400 rows"));
        shop.sync.trouble = ShopTrouble();
        shop.sync.trouble->fault = ShopFault::TokenRefused;
        shop.sync.failures = 1;
        note.set(shop, testNow);
        QCOMPARE(note.accessibleName(), QStringLiteral("Skio: Reading subscriptions, 12,400 rows"));
        shop.sync.running = false;
        note.set(shop, testNow);
        QCOMPARE(note.accessibleName(), QStringLiteral("Skio: Skio refused the token"));
        QVERIFY(note.toolTip().contains(QStringLiteral("Whoever runs the service sets another one")));
        shop.sync.failures = 0;
        shop.sync.trouble->fault = ShopFault::NoAccess;
        shop.sync.trouble->what = QStringLiteral("Products");
        note.set(shop, testNow);
        QCOMPARE(note.accessibleName(), QStringLiteral("Skio: Read without Products"));
        note.set(ShopState(), testNow);
        QVERIFY(note.isHidden());
    }

    void aPartThatIsMissingIsNoFailure() {
        ShopState shop = someShop();
        shop.sync.trouble = ShopTrouble();
        shop.sync.trouble->fault = ShopFault::NoAccess;
        shop.sync.trouble->what = QStringLiteral("Products");
        SkioDesk desk(shop);
        SettingsElsewhere settings(desk.desk, nullptr);
        settings.show();
        const QString words = wordsIn(&settings);
        QVERIFY2(words.contains(QStringLiteral("Read without Products")) && !words.contains(QStringLiteral("failed")), qPrintable(words));
    }

    void aSyncThatRunsCanBeStopped() {
        ShopState shop = someShop();
        shop.sync.startedAt = testNow - std::chrono::minutes(2);
        SkioDesk desk(shop);
        desk.service.on("POST /api/v1/shop/sync", 204, "");
        SettingsElsewhere settings(desk.desk, nullptr);
        settings.show();
        const auto note = [&settings] {
            auto *label = shown<QLabel>(&settings, QStringLiteral("shopSyncNote"));
            return label == nullptr ? QString() : label->text().remove(QChar(0x200b));
        };
        QVERIFY(shown(&settings, QStringLiteral("stopSync")) == nullptr);
        shown<QPushButton>(&settings, QStringLiteral("syncNow"))->click();
        QTRY_COMPARE(note(), QStringLiteral("A sync has been asked for."));
        shop.sync.running = true;
        shop.sync.startedAt = testNow;
        shop.sync.step = SyncStep::Customers;
        desk.tell(shop);
        ShopWatch::of(desk.desk).refresh();
        QTRY_VERIFY(shown(&settings, QStringLiteral("stopSync")) != nullptr);
        QVERIFY(note().isEmpty() && wordsIn(&settings).contains(QStringLiteral("Reading customers")));
        const auto stops = [&desk] {
            int found = 0;
            for (const http::Request &request : desk.service.asked()) found += request.path.rfind("/api/v1/shop/sync", 0) == 0 ? 1 : 0;
            return found;
        };
        const int before = stops();
        shown<QPushButton>(&settings, QStringLiteral("stopSync"))->click();
        QTRY_COMPARE(stops(), before + 1);
        desk.desk.me.agent.role = Role::Senior;
        emit desk.desk.meChanged();
        QVERIFY(shown(&settings, QStringLiteral("stopSync")) == nullptr);  // who may not begin one does not stop it
    }

    void settingsTellWhatCanBeDone() {
        ShopState shop = someShop();
        shop.sync.trouble = ShopTrouble();
        shop.sync.trouble->fault = ShopFault::TimedOut;
        shop.sync.failures = 1;
        SkioDesk desk(shop);
        desk.service.on("POST /api/v1/shop/sync", 204, "");
        SettingsElsewhere settings(desk.desk, nullptr);
        settings.resize(620, 420);
        settings.show();
        QTRY_VERIFY(shown(&settings, QStringLiteral("ability-change_email")) != nullptr);
        const QString words = wordsIn(&settings);
        for (const char *said : {"Skio, for the store shop.example.com", "Synced 12 s ago", "The last sync failed", "Skio cannot be reached", "Read customers", "not tried yet",
                                 "no Shopify token is set", "log in at the store"})
            QVERIFY2(words.contains(QLatin1String(said)), qPrintable(QLatin1String(said) + QStringLiteral(" in ") + words));
        QCOMPARE(shown<QLabel>(&settings, QStringLiteral("ability-change_email"))->text(), QStringLiteral("no"));
        picture(settings, "settings");
        shown<QPushButton>(&settings, QStringLiteral("syncNow"))->click();
        QTRY_COMPARE(desk.count("/api/v1/shop/sync"), 1);
        QTRY_VERIFY(wordsIn(&settings).contains(QStringLiteral("A sync has been asked for.")));
        desk.desk.me.agent.role = Role::Senior;
        emit desk.desk.meChanged();
        auto *sync = shown<QPushButton>(&settings, QStringLiteral("syncNow"));
        QVERIFY(!sync->isEnabled() && sync->toolTip().contains(QStringLiteral("Lead")));
    }
};

QTEST_MAIN(TestShopProgress)
#include "tst_shop_progress.moc"
