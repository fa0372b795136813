// What the desk shows of a shop at Skio: ages, progress and troubles, links that it made, addresses that wait, and what of the house is off.
#include "tests/ui/panel_fixture.h"
#include "ui/dialogs/edit_contact_dialog.h"
#include "ui/dialogs/shop_contact_card.h"
#include "models/tables/customer_table.h"
#include "ui/pages/customers_page.h"
#include "ui/pages/subscriptions_page.h"
#include "ui/pages/settings_elsewhere.h"
#include "ui/panels/access_section.h"
#include "ui/panels/customer_panel.h"
#include "ui/panels/live_card.h"
#include "ui/panels/subscription_panel.h"
#include "ui/shop_watch.h"
#include "ui/texts_shop.h"
#include "ui/theme/theme.h"
#include "ui/widgets/rows_view.h"
#include "ui/window/main_window.h"
#include "ui/window/shop_note.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>

using namespace latchkey;

namespace {

ShopState someShop() {
    ShopState shop;
    shop.kind = ShopKind::Skio;
    shop.storeDomain = QStringLiteral("shop.example.com");
    shop.login.page = QStringLiteral("https://shop.example.com/a/account/login");
    shop.sync.everStarted = shop.sync.firstLoadDone = true;
    shop.sync.freshAt = testNow - std::chrono::seconds(12);
    ShopTrouble none;
    none.fault = ShopFault::NotOffered;
    none.what = QStringLiteral("shopify-token");
    shop.abilities = {{ShopAbility::ReadCustomers, AbilityState::Yes, {}, testNow}, {ShopAbility::ReadSubscriptions, AbilityState::Yes, {}, testNow},
                      {ShopAbility::MakeLink, AbilityState::Untried, {}, {}}, {ShopAbility::ChangeEmail, AbilityState::No, none, testNow},
                      {ShopAbility::HousePortal, AbilityState::No, none, {}}};
    return shop;
}

CustomerDetails atSkio() {
    CustomerDetails details = amelie();
    details.shop.kind = ShopKind::Skio;
    details.shop.readAt = testNow - std::chrono::seconds(40);
    details.shop.places = {QStringLiteral("https://skio.example/"), QStringLiteral("https://shopify.example/customers/1")};
    details.portalLink = QStringLiteral("https://shop.example.com/a/account/login");
    details.adviceNow.life = {};
    details.adviceLater.life = {};
    TimelineEntry issued;
    issued.at = testNow - std::chrono::minutes(5);
    issued.link = LinkId(42);
    issued.publicId = QStringLiteral("K7QM2X");
    issued.agentName = QStringLiteral("Kim");
    issued.atShop = true;
    TimelineEntry ran = issued;
    ran.at = testNow - std::chrono::minutes(2);
    ran.kind = TimelineKind::LinkExpired;
    details.timeline = {ran, issued};
    return details;
}

struct SkioDesk : PanelFixture {
    explicit SkioDesk(const ShopState &shop = someShop()) {
        tell(shop);
        desk.me.shopKind = ShopKind::Skio;
        desk.me.policy.linkLife = {};
        desk.me.agent.role = Role::Admin;
        desk.me.sms = SmsRoute::Webhook;
        ShopWatch::of(desk);
        [this] { QTRY_VERIFY(ShopWatch::of(desk).state().kind == ShopKind::Skio); }();
    }
    void tell(const ShopState &shop) { service.on("GET /api/v1/shop", 200, jsonOf(shop)); }
};

QString wordsIn(QWidget *root) {
    QStringList words;
    for (const QLabel *label : root->findChildren<QLabel *>())
        if (label->isVisibleTo(root)) words << label->text();
    for (const QAbstractButton *button : root->findChildren<QAbstractButton *>())
        if (button->isVisibleTo(root)) words << button->text();
    return words.join(QLatin1Char(' ')).remove(QChar(0x200b));
}

// Pictures for whoever looks at them, where they are asked for.
void picture(QWidget &widget, const char *name) {
    const QByteArray folder = qgetenv("LATCHKEY_PICTURES");
    if (!folder.isEmpty()) widget.grab().save(QString::fromLocal8Bit(folder) + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png"));
}

}  // namespace

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

    void anAddressThatCannotBeChangedLeadsElsewhere() {
        SkioDesk desk;
        CustomerDetails details = atSkio();
        details.shop.noEmailChange = ShopTrouble();
        details.shop.noEmailChange->fault = ShopFault::NotOffered;
        EditContactDialog dialog(desk.desk, details, QString(), nullptr);
        dialog.show();
        QVERIFY(shown<QLineEdit>(&dialog, QStringLiteral("emailEdit"))->isReadOnly());
        QVERIFY(shown(&dialog, QStringLiteral("saveContact")) == nullptr);
        QVERIFY(shown(&dialog, QStringLiteral("openInShop")) != nullptr && shown(&dialog, QStringLiteral("openInPlatform")) != nullptr);
        QVERIFY(wordsIn(&dialog).contains(QStringLiteral("no Shopify token is set")));
        picture(dialog, "contact-not-possible");
    }

    void anAddressThatWaitsSaysSo() {
        SkioDesk desk;
        CustomerDetails now = atSkio();
        now.shop.emailAwaited = QStringLiteral("amelie.new@example.com");
        desk.service.on("PATCH /api/v1/customers/7/contact", 200, jsonOf(now));
        desk.serve(now);
        EditContactDialog dialog(desk.desk, atSkio(), QString(), nullptr);
        bool saved = false;
        connect(&dialog, &EditContactDialog::saved, this, [&saved] { saved = true; });
        dialog.show();
        QVERIFY(shown<QLineEdit>(&dialog, QStringLiteral("phoneEdit"))->isReadOnly());
        shown<QLineEdit>(&dialog, QStringLiteral("emailEdit"))->setText(now.shop.emailAwaited);
        shown<QPushButton>(&dialog, QStringLiteral("saveContact"))->click();
        QTRY_VERIFY(wordsIn(&dialog).contains(QStringLiteral("Saved in Shopify, waiting for Skio")));
        QVERIFY(!saved && dialog.isVisible() && shown(&dialog, QStringLiteral("saveContact")) == nullptr);
        picture(dialog, "contact-waiting");
        CustomerDetails done = atSkio();
        done.customer.email = now.shop.emailAwaited;
        desk.serve(done);
        emit desk.client.happened(Event{EventKind::CustomerChanged, CustomerId(7), {}, testNow});
        QTRY_VERIFY(saved && !dialog.isVisible());
    }

    void anAddressThatStillWaitsCanBeCorrected() {
        SkioDesk desk;
        CustomerDetails waits = atSkio();
        waits.shop.emailAwaited = QStringLiteral("amelie.wrong@example.com");
        EditContactDialog dialog(desk.desk, waits, QString(), nullptr);
        dialog.show();
        QVERIFY(wordsIn(&dialog).contains(QStringLiteral("Saved in Shopify, waiting for Skio")));
        auto *email = shown<QLineEdit>(&dialog, QStringLiteral("emailEdit"));
        QVERIFY(email->text() == waits.shop.emailAwaited && !email->isReadOnly());
        CustomerDetails now = waits;
        now.shop.emailAwaited = QStringLiteral("amelie.right@example.com");
        desk.service.on("PATCH /api/v1/customers/7/contact", 200, jsonOf(now));
        email->setText(now.shop.emailAwaited);
        shown<QPushButton>(&dialog, QStringLiteral("saveContact"))->click();
        QTRY_COMPARE(desk.count("/api/v1/customers/7/contact"), 1);
        bool sent = false;
        for (const http::Request &request : desk.service.asked()) sent = sent || request.body.find("amelie.right@example.com") != std::string::npos;
        QVERIFY(sent);
        QTRY_VERIFY(wordsIn(&dialog).contains(QStringLiteral("amelie.right@example.com is the new address")) && shown(&dialog, QStringLiteral("saveContact")) == nullptr);
    }

    // Nobody knows which of the two stands in Shopify: whichever the agent saves is sent.
    void anAddressThatMayHaveBeenSavedIsSentAgain_data() {
        QTest::addColumn<QString>("saved");
        QTest::newRow("the new one once more") << QStringLiteral("amelie.new@example.com");
        QTest::newRow("the one that Skio shows") << atSkio().customer.email;
    }
    void anAddressThatMayHaveBeenSavedIsSentAgain() {
        QFETCH(QString, saved);
        SkioDesk desk;
        CustomerDetails waits = atSkio();
        waits.shop.emailAwaited = QStringLiteral("amelie.new@example.com");
        waits.shop.emailUnsure = true;
        CustomerDetails now = waits;
        now.shop.emailUnsure = false;
        desk.service.on("PATCH /api/v1/customers/7/contact", 200, jsonOf(now));
        EditContactDialog dialog(desk.desk, waits, QString(), nullptr);
        dialog.show();
        QVERIFY2(wordsIn(&dialog).contains(QStringLiteral("It is not known whether the e-mail address was changed")), qPrintable(wordsIn(&dialog)));
        QVERIFY(!wordsIn(&dialog).contains(QStringLiteral("Saved in Shopify")));
        auto *email = shown<QLineEdit>(&dialog, QStringLiteral("emailEdit"));
        QCOMPARE(email->text(), waits.shop.emailAwaited);
        email->setText(saved);
        shown<QPushButton>(&dialog, QStringLiteral("saveContact"))->click();
        QTRY_COMPARE(desk.count("/api/v1/customers/7/contact"), 1);
        bool sent = false;
        for (const http::Request &request : desk.service.asked()) sent = sent || request.body.find(saved.toStdString()) != std::string::npos;
        QVERIFY(sent);
        QTRY_VERIFY(wordsIn(&dialog).contains(QStringLiteral("Saved in Shopify, waiting for Skio")));
    }

    void nothingTypedIsNothingToDiscard() {
        SkioDesk desk;
        CustomerDetails waits = atSkio();
        waits.shop.emailAwaited = QStringLiteral("amelie.new@example.com");
        waits.shop.emailUnsure = true;
        EditContactDialog dialog(desk.desk, waits, QString(), nullptr);
        dialog.show();
        dialog.reject();
        QVERIFY(!dialog.isVisible());
    }

    void whatIsBeingTypedOutlivesTheWait() {
        SkioDesk desk;
        CustomerDetails waits = atSkio();
        waits.shop.emailAwaited = QStringLiteral("amelie.wrong@example.com");
        EditContactDialog dialog(desk.desk, waits, QString(), nullptr);
        dialog.show();
        auto *email = shown<QLineEdit>(&dialog, QStringLiteral("emailEdit"));
        email->setText(QStringLiteral("amelie.right@example.com"));
        CustomerDetails done = atSkio();
        done.customer.email = waits.shop.emailAwaited;
        done.customer.version = 4;
        desk.serve(done);
        emit desk.client.happened(Event{EventKind::CustomerChanged, CustomerId(7), {}, testNow});
        QTRY_VERIFY(shown(&dialog, QStringLiteral("shopContactCard")) == nullptr);
        QVERIFY(dialog.isVisible() && email->text() == QStringLiteral("amelie.right@example.com"));
        QVERIFY(shown<QPushButton>(&dialog, QStringLiteral("saveContact"))->isEnabled());
    }

    void theRefusalIsShownAndNotWhatWasWrongBefore() {
        SkioDesk desk;
        Finding missing, taken;
        missing.code = FindingCode::EmailMissing;
        missing.severity = Severity::Blocks;
        taken.code = FindingCode::ShopEmailTaken;
        taken.severity = Severity::Warns;
        taken.facts.shopFault = ShopFault::EmailTaken;
        taken.facts.serverWords = QStringLiteral("Email has already been taken");
        desk.service.on("PATCH /api/v1/customers/7/contact", 409, problemOf({ErrorCode::ShopDeclined, QStringLiteral("email_taken"), {}}, 409, {missing, taken}));
        EditContactDialog dialog(desk.desk, atSkio(), QString(), nullptr);
        dialog.show();
        shown<QLineEdit>(&dialog, QStringLiteral("emailEdit"))->setText(QStringLiteral("bob@example.com"));
        shown<QPushButton>(&dialog, QStringLiteral("saveContact"))->click();
        QTRY_VERIFY(wordsIn(&dialog).contains(QStringLiteral("Another customer has that e-mail address")));
        QVERIFY(wordsIn(&dialog).contains(QStringLiteral("Email has already been taken")));
    }

    void whatShopifySaysIsShown() {
        SkioDesk desk;
        Finding taken;
        taken.code = FindingCode::ShopEmailTaken;
        taken.facts.email = QStringLiteral("bob@example.com");
        taken.facts.serverWords = QStringLiteral("Email has already been taken");
        desk.service.on("PATCH /api/v1/customers/7/contact", 409, problemOf({ErrorCode::ShopDeclined, QStringLiteral("email_taken"), {}}, 409, {taken}));
        EditContactDialog dialog(desk.desk, atSkio(), QString(), nullptr);
        dialog.show();
        shown<QLineEdit>(&dialog, QStringLiteral("emailEdit"))->setText(QStringLiteral("bob@example.com"));
        shown<QPushButton>(&dialog, QStringLiteral("saveContact"))->click();
        QTRY_VERIFY(wordsIn(&dialog).contains(QStringLiteral("Email has already been taken")));
        QVERIFY(wordsIn(&dialog).contains(QStringLiteral("Another customer has that e-mail address")));
        QVERIFY(shown<QPushButton>(&dialog, QStringLiteral("saveContact"))->isEnabled());
    }
};

QTEST_MAIN(TestShopDesk)
#include "tst_shop_desk.moc"
