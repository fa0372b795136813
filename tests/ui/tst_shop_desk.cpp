// What the desk shows of a shop at Skio: how old each row is, links that it made, and what of the house is off.
#include "models/tables/customer_table.h"
#include "models/tables/subscription_table.h"
#include "tests/ui/shop_fixture.h"
#include "ui/pages/customers_page.h"
#include "ui/pages/subscriptions_page.h"
#include "ui/panels/customer_panel.h"
#include "ui/panels/live_card.h"
#include "ui/panels/subscription_panel.h"
#include "ui/texts_shop.h"
#include "ui/theme/theme.h"
#include "ui/widgets/rows_view.h"
#include "ui/window/main_window.h"

#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>

using namespace latchkey;

class TestShopDesk : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void aRowSaysHowOldItIs() {
        SkioDesk desk;
        desk.serve(atSkio());
        CustomerPanel panel(desk.desk);
        panel.resize(430, 800);
        panel.setVisible(true);
        panel.show(CustomerId(7));
        QTRY_VERIFY(shown(&panel, QStringLiteral("rowAge")) != nullptr);
        // The whole mirror was read after the row was: twelve seconds ago when the panel was asked for, and not forty.
        static const QRegularExpression age(QStringLiteral("^From Skio, as of (1[2-9]|2[0-9]) s ago$"));
        const auto said = [&panel] { return shown<QLabel>(&panel, QStringLiteral("rowAge"))->text().remove(QChar(0x200b)); };
        QTRY_VERIFY2(age.match(said()).hasMatch(), qPrintable(said()));
        const QString words = wordsIn(&panel);
        QVERIFY2(words.contains(QStringLiteral("none of that can be seen here")), qPrintable(words));
        QVERIFY(words.contains(QStringLiteral("made by Skio")) && words.contains(QStringLiteral("Skio alone knows whether it was used")));
        QVERIFY(!words.contains(QStringLiteral("signed in")) && !words.contains(QStringLiteral("10 minutes")));
        QVERIFY(shown(&panel, QStringLiteral("sessionsBlock")) == nullptr);
        auto *letter = shown<QPushButton>(&panel, QStringLiteral("emailLinkButton"));
        QVERIFY(letter != nullptr && !letter->isEnabled());
        QCOMPARE(letter->toolTip(), whyNotHere(ShopKind::Skio));
        auto *magic = shown<QPushButton>(&panel, QStringLiteral("magicButton"));
        QVERIFY(magic->isEnabled() && magic->toolTip().contains(QStringLiteral("Skio")) && !magic->toolTip().contains(QStringLiteral("one-time")));
        picture(panel, "panel");
    }

    void aSubscriptionIsAsOldAsItsOwnReading() {
        ShopState shop = someShop();
        shop.sync.freshAt = testNow - std::chrono::hours(9);
        SkioDesk desk(shop);
        SubscriptionDetails details{someSubscription(1, QStringLiteral("Filter papers"), SubscriptionStatus::Active, 650, 1), atSkio()};
        details.subscription.seenAt = testNow - std::chrono::hours(2) - std::chrono::minutes(1);
        desk.serve(details);
        SubscriptionPanel panel(desk.desk);
        panel.setVisible(true);
        panel.show(SubscriptionId(1));
        QTRY_VERIFY(shown(&panel, QStringLiteral("rowAge")) != nullptr);
        QCOMPARE(shown<QLabel>(&panel, QStringLiteral("rowAge"))->text().remove(QChar(0x200b)), QStringLiteral("From Skio, as of 2 hours ago"));
    }

    void everyRowOfAListShowsItsAge() {
        ShopState shop = someShop();
        shop.sync.freshAt = testNow - std::chrono::hours(9);
        SkioDesk desk(shop);
        Page<CustomerRow> page;
        CustomerRow row;
        row.id = CustomerId(7);
        row.name = QStringLiteral("Amélie Durand");
        row.seenAt = testNow - std::chrono::hours(2) - std::chrono::minutes(1);
        page.items = {row};
        page.count = 1;
        desk.service.on("GET /api/v1/customers", 200, jsonOf(page));
        // The list is there before the service has said whose customers they are.
        desk.desk.me.shopKind = ShopKind::House;
        CustomersPage list(desk.desk, nullptr);
        list.resize(1156, 746);
        list.show();
        auto *view = list.findChild<RowsView *>(QStringLiteral("list"));
        QTRY_COMPARE(view->model()->rowCount(), 1);
        QCOMPARE(view->model()->columnCount(), static_cast<int>(CustomerTable::Age));
        desk.desk.me.shopKind = ShopKind::Skio;
        emit desk.desk.meChanged();
        QCOMPARE(view->model()->columnCount(), CustomerTable::Age + 1);
        QVERIFY(!view->isColumnHidden(CustomerTable::Age) && !view->isColumnHidden(CustomerTable::Status));
        QCOMPARE(view->model()->headerData(CustomerTable::Age, Qt::Horizontal).toString(), QStringLiteral("Age"));
        QCOMPARE(view->model()->index(0, CustomerTable::Age).data().toString(), QStringLiteral("2 hours"));
    }

    void anAgeCutsNeitherDatesNorStatesOff() {
        SkioDesk desk;
        desk.service.on("GET /api/v1/subscriptions", 200, jsonOf(Page<SubscriptionRow>()));
        desk.desk.me.shopKind = ShopKind::House;
        SubscriptionsPage list(desk.desk, nullptr);
        list.resize(1156, 746);
        list.show();
        auto *view = list.findChild<RowsView *>(QStringLiteral("list"));
        const auto widths = [view] {
            QList<int> found;
            for (const int column : {SubscriptionTable::Ref, SubscriptionTable::Status, SubscriptionTable::NextOrder}) found.append(view->columnWidth(column));
            return found;
        };
        const QList<int> before = widths();
        desk.desk.me.shopKind = ShopKind::Skio;
        emit desk.desk.meChanged();
        QVERIFY(!view->isColumnHidden(SubscriptionTable::Age));
        for (int i = 0; i < before.size(); ++i) QVERIFY2(widths().at(i) >= before.at(i) - 1, qPrintable(QString::number(i)));
    }

    void aSearchDuringTheFirstLoadSaysThatItIsEarly() {
        ShopState shop = someShop();
        shop.sync.firstLoadDone = false;
        SkioDesk desk(shop);
        desk.desk.me.customers = 12'400;
        desk.service.on("GET /api/v1/customers", 200, jsonOf(Page<CustomerRow>()));
        CustomersPage list(desk.desk, nullptr);
        list.resize(1156, 746);
        list.show();
        list.searchFor(QStringLiteral("durand"));
        QTRY_VERIFY(shown(&list, QStringLiteral("listEmpty")) != nullptr && wordsIn(&list).contains(QStringLiteral("12,400 customers here so far")));
        QVERIFY(!wordsIn(&list).contains(QStringLiteral("fewer letters")));
        shop.sync.firstLoadDone = true;
        desk.tell(shop);
        ShopWatch::of(desk.desk).refresh();
        QTRY_VERIFY(wordsIn(&list).contains(QStringLiteral("fewer letters")));
    }

    void thePaletteOffersWhatThisShopDoes() {
        PanelFixture fixture;
        Me me;
        me.agent = {AgentId(1), QStringLiteral("Ada"), Role::Admin, {}, {}};
        me.serviceTime = testNow;
        fixture.service.on("GET /api/v1/shop", 200, jsonOf(someShop()));
        fixture.service.on("GET /api/v1/customers", 200, jsonOf(Page<CustomerRow>()));
        fixture.service.on("GET /api/v1/subscriptions", 200, jsonOf(Page<SubscriptionRow>()));
        for (const ShopKind kind : {ShopKind::House, ShopKind::Skio}) {
            me.shopKind = kind;
            fixture.service.on("GET /api/v1/me", 200, jsonOf(me));
            MainWindow window(fixture.settings);
            window.show();
            window.start(fixture.client);
            QTRY_VERIFY(window.desk()->me.agent.id.isValid());
            const auto offered = [&window](const QString &typed) {
                emit window.desk()->searchRequested(typed);
                const auto *results = window.findChild<QListWidget *>(QStringLiteral("paletteResults"));
                int found = 0;
                for (int i = 0; i < results->count(); ++i) found += results->item(i)->flags() & Qt::ItemIsEnabled ? 1 : 0;
                return found;
            };
            const int more = kind == ShopKind::House ? 1 : 0;
            QCOMPARE(offered(QStringLiteral("import customers")), more);
            QCOMPARE(offered(QStringLiteral("go to messages")), more);
            QCOMPARE(offered(QStringLiteral("go to settings")), 1);
        }
    }

    void theHouseSaysNothingOfAges() {
        PanelFixture house;
        house.serve(amelie());
        CustomerPanel panel(house.desk);
        panel.setVisible(true);
        panel.show(CustomerId(7));
        QTRY_VERIFY(shown(&panel, QStringLiteral("contactBlock")) != nullptr);
        QVERIFY(shown(&panel, QStringLiteral("rowAge")) == nullptr && shown(&panel, QStringLiteral("timelineUnseen")) == nullptr);
        QCOMPARE(house.count("/api/v1/shop"), 0);
    }

    void aLinkThatSkioMadeCannotBeRevoked() {
        SkioDesk desk;
        HeldLink held;
        held.link = someLink(std::chrono::minutes(3));
        held.link.atShop = held.link.lifeAssumed = true;
        held.customer = CustomerId(7);
        LiveCard card(desk.desk, held, nullptr);
        card.setCustomer(atSkio());
        card.resize(400, 200);
        card.show();
        QVERIFY(shown(&card, QStringLiteral("revoke")) == nullptr);
        QVERIFY(wordsIn(&card).contains(QStringLiteral("three minutes are assumed")) && wordsIn(&card).contains(QStringLiteral("Whether Skio also mails it to them is not known")));
        picture(card, "card");
        held.state = LinkState::Expired;
        held.endedAt = testNow;
        held.link.url.clear();
        card.set(held);
        const QString words = wordsIn(&card);
        QVERIFY(words.contains(QStringLiteral("Whether it was used is seen in Skio only")) && words.contains(QStringLiteral("Make another")));
    }
};

QTEST_MAIN(TestShopDesk)
#include "tst_shop_desk.moc"
