// A shop outside the house in JSON, both ways: nothing is lost, and what is missing is refused.
#include "models/json/json.h"

#include <QTest>

using namespace latchkey;

namespace {

template <class T>
QByteArray textOf(const T &value) {
    JsonWriter out;
    writeJson(out, value);
    return QByteArray::fromStdString(out.take());
}

template <class T>
Result<T> again(const T &value, Result<T> (*read)(const QJsonObject &)) {
    return read(QJsonDocument::fromJson(textOf(value)).object());
}

ShopTrouble someTrouble() {
    ShopTrouble trouble;
    trouble.fault = ShopFault::TooFast;
    trouble.speaker = ShopSpeaker::Shopify;
    trouble.what = QStringLiteral("Subscriptions");
    trouble.words = QStringLiteral("slow “down”");
    trouble.status = 429;
    trouble.count = 2;
    trouble.retryAt = Instant(5000);
    return trouble;
}

ShopState someShop() {
    ShopState shop;
    shop.kind = ShopKind::Skio;
    shop.storeDomain = QStringLiteral("shop.example.com");
    shop.login.page = QStringLiteral("https://shop.example.com/a/account/login");
    shop.login.codeByText = false;
    shop.abilities = {{ShopAbility::MakeLink, AbilityState::No, someTrouble(), Instant(3)}, {ShopAbility::Search, AbilityState::Untried, {}, {}}};
    shop.sync.everStarted = shop.sync.running = true;
    shop.sync.step = SyncStep::Lines;
    shop.sync.rows = 12'400;
    shop.sync.rowsPerSecond = 17;
    shop.sync.freshAt = Instant(9);
    shop.sync.trouble = someTrouble();
    shop.sync.error = Error{ErrorCode::StoreFull, {}, {}};
    shop.sync.failures = 3;
    return shop;
}

ShopFacts someFacts() {
    ShopFacts facts;
    facts.kind = ShopKind::Skio;
    facts.readAt = Instant(7);
    facts.places = {QStringLiteral("https://skio.example/"), QString()};
    facts.noEmailChange = someTrouble();
    facts.emailAwaited = QStringLiteral("new@example.com");
    facts.awaitedSince = Instant(8);
    facts.emailUnsure = true;
    return facts;
}

}  // namespace

class TestShopJson : public QObject {
    Q_OBJECT
private slots:
    void nothingIsLost() {
        const Result<ShopState> shop = again(someShop(), readShopState);
        QVERIFY(shop);
        QCOMPARE(textOf(*shop), textOf(someShop()));
        QVERIFY(shop->sync.trouble->fault == ShopFault::TooFast && shop->sync.trouble->retryAt == Instant(5000));
        QVERIFY(shop->abilities.first().reason && !shop->abilities.last().reason);
        const Result<ShopFacts> facts = again(someFacts(), readShopFacts);
        QVERIFY(facts);
        QCOMPARE(textOf(*facts), textOf(someFacts()));
        QVERIFY(facts->emailUnsure);
        QVERIFY(!again(ShopFacts(), readShopFacts)->emailUnsure);
        const Result<ShopState> house = again(ShopState(), readShopState);
        QVERIFY(house && house->kind == ShopKind::House && !house->sync.trouble && !house->sync.freshAt.isSet());
    }

    void whatIsMissingIsRefused_data() {
        QTest::addColumn<QString>("name");
        for (const QString &name : QJsonDocument::fromJson(textOf(someShop())).object().keys()) QTest::newRow(qPrintable(name)) << name;
    }
    void whatIsMissingIsRefused() {
        QFETCH(QString, name);
        QJsonObject object = QJsonDocument::fromJson(textOf(someShop())).object();
        object.remove(name);
        QVERIFY(!readShopState(object));
    }

    void aFindingSaysWhatTheShopAnswered() {
        Finding finding;
        finding.code = FindingCode::ShopNoAccess;
        finding.facts.shopFault = ShopFault::NoAccess;
        finding.facts.what = QStringLiteral("Orders");
        finding.facts.speaker = ShopSpeaker::Shopify;
        finding.facts.asked = ShopAsked::Change;
        finding.remedies = {Remedy::OpenInShop, Remedy::OpenInPlatform};
        const Result<Finding> read = again(finding, readFinding);
        QVERIFY(read && read->facts.shopFault == ShopFault::NoAccess);
        QCOMPARE(read->facts.what, QStringLiteral("Orders"));
        QVERIFY(read->facts.speaker == ShopSpeaker::Shopify && read->facts.asked == ShopAsked::Change);
        QCOMPARE(read->remedies, finding.remedies);
    }

    void everyFaultIsAFindingButOurOwnStopping() {
        for (int i = 0; i <= static_cast<int>(ShopFault::Stopped); ++i) {
            const auto fault = static_cast<ShopFault>(i);
            QCOMPARE(findingCodeOf(fault).has_value(), fault != ShopFault::Stopped);
        }
    }
};

QTEST_GUILESS_MAIN(TestShopJson)
#include "tst_shop_json.moc"
