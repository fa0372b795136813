// Failures of Skio's that hold for everybody, answers that break off, and tokens that lost what they could do.
#include "tests/shops/skio_fixture.h"

using namespace latchkey;
using namespace std::chrono_literals;

class TestSkioFailures : public QObject {
    Q_OBJECT

private slots:
    void aPauseOfAFailingShopIsKept_data();
    void aPauseOfAFailingShopIsKept();
    void aPauseOfAFailingShopHoldsForEverybody();
    void aPauseBehindAnUncertainChangeHoldsToo();
    void anAnswerThatBreaksOffIsAskedForAgain();
    void aLinkBesideAnErrorIsHandedOut();
    void aFirewallsPageIsNoRefusedToken();
    void aTokenThatLostAllTablesIsRefused();
};

void TestSkioFailures::aPauseOfAFailingShopIsKept_data() {
    QTest::addColumn<QJsonObject>("rule");
    QTest::newRow("seconds") << QJsonObject{{u"retryAfter"_qs, 4}};
    QTest::newRow("a date") << QJsonObject{{u"retryAfter"_qs, u"date"_qs}, {u"seconds"_qs, 5}};
}

void TestSkioFailures::aPauseOfAFailingShopIsKept() {
    QFETCH(QJsonObject, rule);
    SkioFixture f;
    f.server.misbehave(u"unavailable"_qs, rule);
    f.open();
    const Duration before = f.clock.sleptInAll();
    QVERIFY_DONE(f.shop().customer(f.server.id(u"maya"_qs), {}));
    // Without the header it would be two seconds and a half at most.
    const Duration pause = f.clock.sleptInAll() - before;
    QVERIFY2(pause > 2600ms && pause <= 5s, qPrintable(QString::number(pause.count())));
}

void TestSkioFailures::aPauseOfAFailingShopHoldsForEverybody() {
    SkioFixture f;
    f.server.misbehave(u"unavailable"_qs, {{u"retryAfter"_qs, 30}});
    const auto refused = f.shop().customer(f.server.id(u"maya"_qs), {});
    QVERIFY_TROUBLE(refused, ShopFault::Failing);
    QVERIFY(refused.error().retryAt && *refused.error().retryAt - f.clock.now() > 25s);
    const auto another = f.shop().subscription(f.server.id(u"mayaActive"_qs), {});
    QVERIFY_TROUBLE(another, ShopFault::Failing);
    QVERIFY(another.error().retryAt && *another.error().retryAt - f.clock.now() > 25s);
    QCOMPARE(f.count("requests"), 1);
    QVERIFY_DONE(f.shop().changes(ShopCollection::Customers, {}, {}));
    QVERIFY(f.clock.sleptInAll() > 25s);
}

void TestSkioFailures::aPauseBehindAnUncertainChangeHoldsToo() {
    SkioFixture f;
    f.server.misbehave(u"unavailable"_qs, {{u"operation"_qs, u"SkioGenerateMagicLink"_qs}, {u"retryAfter"_qs, 30}});
    const auto lost = f.shop().makeLink({f.server.id(u"maya"_qs), u"maya.ortiz@example.com"_qs, {}, AgentId(1)}, {});
    QVERIFY_TROUBLE(lost, ShopFault::Uncertain);
    QVERIFY(!lost.error().retryAt);
    const int requests = f.count("requests");
    QVERIFY_TROUBLE(f.shop().customer(f.server.id(u"maya"_qs), {}), ShopFault::Failing);
    QCOMPARE(f.count("requests"), requests);
}

void TestSkioFailures::anAnswerThatBreaksOffIsAskedForAgain() {
    SkioFixture f;
    f.server.misbehave(u"cut"_qs, {{u"operation"_qs, u"SkioCustomer"_qs}});
    QVERIFY_DONE(f.shop().customer(f.server.id(u"maya"_qs), {}));
    QCOMPARE(f.countOf("SkioCustomer"), 2);
}

void TestSkioFailures::aLinkBesideAnErrorIsHandedOut() {
    SkioFixture f;
    f.server.misbehave(u"partial"_qs, {{u"operation"_qs, u"SkioGenerateMagicLink"_qs}});
    const auto link = f.shop().makeLink({f.server.id(u"maya"_qs), u"maya.ortiz@example.com"_qs, {}, AgentId(1)}, {});
    QVERIFY_DONE(link);
    QVERIFY(!link->url.isEmpty());
    QCOMPARE(f.count("magicLinkCalls"), 1);
}

void TestSkioFailures::aFirewallsPageIsNoRefusedToken() {
    SkioFixture f;
    QVERIFY_DONE(f.shop().probe({}));
    f.server.misbehave(u"status"_qs, {{u"status"_qs, 403}, {u"body"_qs, u"<html>Access denied</html>"_qs}});
    QVERIFY_DONE(f.shop().customer(f.server.id(u"maya"_qs), {}));
    QCOMPARE(f.stateOf(ShopAbility::MakeLink), AbilityState::Untried);
}

void TestSkioFailures::aTokenThatLostAllTablesIsRefused() {
    SkioFixture f;
    QVERIFY_DONE(f.shop().probe({}));
    QCOMPARE(f.stateOf(ShopAbility::ReadCustomers), AbilityState::Yes);
    QJsonArray hidden;
    for (const char *table : {"Subscriptions", "StorefrontUsers", "SubscriptionLines", "ProductVariants", "Products", "Policies"})
        hidden.append(QJsonObject{{u"type"_qs, u"query_root"_qs}, {u"field"_qs, QLatin1String(table)}});
    f.server.set({{u"hiddenFields"_qs, hidden}});
    QVERIFY_TROUBLE(f.shop().changes(ShopCollection::Customers, {}, {}), ShopFault::TokenRefused);
    QVERIFY_TROUBLE(f.open().changes(ShopCollection::Policies, {}, {}), ShopFault::TokenRefused);
}

QTEST_GUILESS_MAIN(TestSkioFailures)
#include "tst_skio_failures.moc"
