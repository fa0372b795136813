// Whole stories of a merchant's shop at Skio through the real window: first connection, Magic login, a refused token, new addresses, an outage.
#include "tests/journeys/journey.h"
#include "tests/support/minted.h"
#include "tests/support/skio_server.h"
#include "ui/desk.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QLineEdit>
#include <QTest>

#include <chrono>
#include <thread>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

const QString maya = QStringLiteral("maya.ortiz@example.com");
const QString mayaName = QStringLiteral("Maya Ortiz");

ShopOptions shopAt(const SkioServer &skio, bool withShopify = true) {
    ShopOptions shop;
    shop.skio.endpoint = skio.endpoint();
    shop.skio.token = ShopSecret(skio.token());
    shop.skio.storeDomain = QStringLiteral("shop.example.com");
    if (withShopify)
        shop.skio.shopify = {QStringLiteral("acme"), ShopSecret(skio.shopifyToken()), QStringLiteral("2026-07"),
                             skio.shopifyOrigin() + QStringLiteral("/admin/api/2026-07/graphql.json")};
    shop.requestsPerSecond = 100'000;  // the clock stands still
    shop.timeout = 10s;
    shop.times.lookEvery = 100ms;
    shop.sleep = [](Duration, const std::stop_token &) { std::this_thread::sleep_for(5ms); };
    return shop;
}

QString onClipboard() { return QApplication::clipboard()->text(); }

// The shop at Skio with a desk on it that has seen the first load.
struct Story {
    explicit Story(bool withShopify = true) : journey(shopAt(skio, withShopify)), desk(journey.url(), journey.token()) {}
    bool isSynced() {
        return waitFor([this] { return note().contains(QStringLiteral(": synced")); });
    }
    QString note() {
        const auto *shown = desk.window.findChild<QAbstractButton *>(QStringLiteral("shopNote"));  // a label of the settings has this name too
        return shown == nullptr || !shown->isVisible() ? QString() : shown->accessibleName();
    }
    QString magicLink() {
        QApplication::clipboard()->clear();
        if (!desk.click("magicButton")) return {};
        waitFor([] { return onClipboard().contains(QLatin1String("token=")); });
        noteMinted(onClipboard().toUtf8());
        noteMinted(onClipboard().section(QStringLiteral("token="), 1).toUtf8());
        return onClipboard();
    }
    bool magicIsPossible() {
        auto *magic = desk.see<QAbstractButton>("magicButton");
        return magic != nullptr && magic->isEnabled();
    }

    SkioServer skio;
    Journey journey;
    JourneyDesk desk;
};

}  // namespace

class Places : public QObject {
    Q_OBJECT
public slots:
    void open(const QUrl &url) { opened.append(url.toString()); }

public:
    QStringList opened;
};

class TestSkioStory : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }

    void firstConnection() {
        Story story;
        QVERIFY(story.skio.isReady() && story.journey.isReady());
        QVERIFY2(story.isSynced(), qPrintable(story.note()));
        QVERIFY(waitFor([&] { return story.desk.words("statusBar").contains(QStringLiteral("synced")); }));
        QVERIFY(story.desk.openCustomer(maya, mayaName));
        QVERIFY2(waitFor([&] { return story.desk.words("customerPanel").contains(QStringLiteral("From Skio, as of")); }), qPrintable(story.desk.words("customerPanel")));
        QVERIFY(story.desk.words("customerPanel").contains(QStringLiteral("T-Shirt")));
        QVERIFY(!story.desk.sees(QStringLiteral("sessionsBlock")));
        auto *letter = story.desk.see<QAbstractButton>("emailLinkButton");
        QVERIFY(letter != nullptr && !letter->isEnabled() && letter->toolTip().contains(QStringLiteral("log in at the store")));
        auto *messages = story.desk.see<QAbstractButton>("nav-messages");
        QVERIFY(messages != nullptr && !messages->isEnabled() && !messages->toolTip().isEmpty());

        QVERIFY(story.desk.click("nav-settings"));
        QVERIFY(waitFor([&] { return story.desk.words("settingsElsewhere").contains(QStringLiteral("Read customers")); }));
        const QString settings = story.desk.words("settingsElsewhere");
        QVERIFY2(settings.contains(QStringLiteral("shop.example.com")) && settings.contains(QStringLiteral("Sync now")), qPrintable(settings));
        QVERIFY(!story.desk.sees(QStringLiteral("importFiles")));
    }

    void magicLoginThroughSkio() {
        Story story;
        QVERIFY(story.isSynced());
        QVERIFY(story.desk.openCustomer(maya, mayaName));
        QVERIFY(waitFor([&] { return story.magicIsPossible(); }));
        const QString link = story.magicLink();
        QVERIFY(link.startsWith(QStringLiteral("https://shop.example.com/")));
        QVERIFY(story.desk.see(QStringLiteral("liveCard")) != nullptr);
        const QString card = story.desk.words("liveCard");
        QVERIFY(card.contains(QStringLiteral("Made by Skio")) && card.contains(QStringLiteral("copied")));
        QVERIFY(!story.desk.sees(QStringLiteral("revoke")));
        QVERIFY(waitFor([&] { return story.desk.words("timelineBlock").contains(QStringLiteral("made by Skio")); }));
        QVERIFY(story.desk.words("timelineBlock").contains(QStringLiteral("none of that can be seen here")));
        // At zero the URL is gone, from the card and from the clipboard.
        story.journey.clock.advance(11min);
        story.desk.window.desk()->client.me(story.desk.window.desk(), [](const Result<Me> &) {});  // brings the service's time
        QVERIFY2(waitFor([&] { return story.desk.words("liveCard").contains(QStringLiteral("expired at")); }), "the card says that it is over");
        QVERIFY(story.desk.words("liveCard").contains(QStringLiteral("Make another")));
        QVERIFY(!story.desk.words("liveCard").contains(QStringLiteral("token=")));
        QVERIFY(waitFor([] { return !onClipboard().contains(QLatin1String("token=")); }));
    }

    void aTokenIsRefused() {
        Story story;
        QVERIFY(story.isSynced());
        QVERIFY(story.desk.openCustomer(maya, mayaName));
        story.skio.set({{QStringLiteral("tokenRevoked"), true}});
        QVERIFY(story.desk.click("nav-settings"));
        QVERIFY(story.desk.click("syncNow"));
        QVERIFY2(waitFor([&] { return story.note().contains(QStringLiteral("Skio refused the token")); }), qPrintable(story.note()));
        QVERIFY(waitFor([&] { return story.desk.words("shopTrouble").contains(QStringLiteral("Whoever runs the service")); }));
        story.desk.window.showPage(QStringLiteral("customers"));
        story.journey.clock.advance(1min);
        QVERIFY(story.desk.openCustomer(QStringLiteral("otto.lang@example.com"), QStringLiteral("Otto Lang")));
        QVERIFY(waitFor([&] { return story.desk.sees(QStringLiteral("finding-shop_refused_us")); }));
        QVERIFY(!story.magicIsPossible());
        // The Portal link works all the same.
        QVERIFY(story.desk.click("portalButton"));
        QVERIFY(waitFor([] { return onClipboard() == QStringLiteral("https://shop.example.com/a/account/login"); }));
    }

    void anAddressIsChangedByShopify() {
        Story story;
        story.skio.set({{QStringLiteral("shopify"), QJsonObject{{QStringLiteral("mirrorDelayMs"), QJsonValue::Null}}}});
        QVERIFY(story.isSynced());
        QVERIFY(story.desk.openCustomer(maya, mayaName));
        story.desk.key(Qt::Key_E);
        auto *email = story.desk.see<QLineEdit>("emailEdit");
        QVERIFY(email != nullptr && !email->isReadOnly());
        email->setText(QStringLiteral("maya.wed@example.com"));
        QVERIFY(story.desk.click("saveContact"));
        QVERIFY2(waitFor([&] { return story.desk.words("shopContactCard").contains(QStringLiteral("waiting for Skio")); }), "the dialog says what it waits for");
        QVERIFY(waitFor([&] { return story.desk.sees(QStringLiteral("finding-shop_waiting")); }));
        QVERIFY(!story.magicIsPossible());
        story.skio.control(QStringLiteral("mirror"));
        QVERIFY(waitFor([&] { return !story.desk.sees(QStringLiteral("editContactDialog")); }));
        QVERIFY(waitFor([&] { return story.desk.words("contactBlock").contains(QStringLiteral("maya.wed@example.com")); }));
        QVERIFY(waitFor([&] { return story.magicIsPossible(); }));
    }

    void anAddressThatCannotBeChangedHere() {
        Story story(false);
        Places places;
        QDesktopServices::setUrlHandler(QStringLiteral("https"), &places, "open");
        QVERIFY(story.isSynced());
        QVERIFY(story.desk.openCustomer(maya, mayaName));
        story.desk.key(Qt::Key_E);
        auto *email = story.desk.see<QLineEdit>("emailEdit");
        QVERIFY(email != nullptr && email->isReadOnly());
        QVERIFY(story.desk.words("shopContactCard").contains(QStringLiteral("cannot be changed from here")));
        QVERIFY(!story.desk.sees(QStringLiteral("saveContact")));
        QVERIFY(story.desk.click("openInShop"));
        QCOMPARE(places.opened.size(), 1);
        QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
    }

    void skioIsDownForAMinute() {
        Story story;
        QVERIFY(story.isSynced());
        QVERIFY(story.desk.openCustomer(maya, mayaName));
        QVERIFY(waitFor([&] { return story.magicIsPossible(); }));
        story.skio.misbehave(QStringLiteral("badGateway"), {{QStringLiteral("times"), 0}});
        QVERIFY(story.desk.click("magicButton"));
        QVERIFY2(waitFor([&] { return story.desk.sees(QStringLiteral("finding-shop_unreachable")); }), qPrintable(story.desk.words("customerPanel")));
        QCOMPARE(story.skio.stats().value(QLatin1String("magicLinkCalls")).toInt(), 0);
        story.skio.control(QStringLiteral("behave"));
        story.journey.clock.advance(1min);
        QVERIFY(story.desk.click("remedy-try_again"));
        QVERIFY(waitFor([&] { return story.magicIsPossible(); }));
        QVERIFY(story.magicLink().startsWith(QStringLiteral("https://shop.example.com/")));
    }
};

QTEST_MAIN(TestSkioStory)
#include "tst_skio_story.moc"
