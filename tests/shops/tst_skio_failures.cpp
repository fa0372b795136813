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
    void noAnswerStopsEverythingForLong_data();
    void noAnswerStopsEverythingForLong();
    void noAnswerIsFollowedWithoutAPause_data();
    void noAnswerIsFollowedWithoutAPause();
    void anAnswerThatBreaksOffIsAskedForAgain();
    void aLinkBesideAnErrorIsHandedOut();
    void aFirewallsPageIsNoRefusedToken();
    void aTokenThatLostAllTablesIsRefused();
    void aTokenThatSeesCustomersOnlyIsNotRefused_data();
    void aTokenThatSeesCustomersOnlyIsNotRefused();
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

void TestSkioFailures::noAnswerStopsEverythingForLong_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QJsonObject>("rule");
    QTest::addColumn<bool>("isChange");
    QTest::addColumn<qint64>("minutes");
    const QJsonObject aDay{{u"retryAfter"_qs, 86'400}};
    const QJsonObject page{{u"status"_qs, 403}, {u"body"_qs, u"<html>Access denied</html>"_qs}, {u"headers"_qs, QJsonObject{{u"retry-after"_qs, u"86400"_qs}}}};
    QTest::newRow("503") << u"unavailable"_qs << aDay << false << qint64(5);
    QTest::newRow("403") << u"status"_qs << page << false << qint64(5);
    QTest::newRow("503 to a change") << u"unavailable"_qs << aDay << true << qint64(5);
    QTest::newRow("429") << u"tooMany"_qs << aDay << false << qint64(15);
}

void TestSkioFailures::noAnswerStopsEverythingForLong() {
    QFETCH(QString, kind);
    QFETCH(QJsonObject, rule);
    QFETCH(bool, isChange);
    QFETCH(qint64, minutes);
    SkioFixture f;
    if (isChange) rule.insert(u"operation"_qs, u"SkioGenerateMagicLink"_qs);
    f.server.misbehave(kind, rule);
    const QString maya = f.server.id(u"maya"_qs);
    if (isChange) QVERIFY(!f.shop().makeLink({maya, u"maya.ortiz@example.com"_qs, {}, AgentId(1)}, {}));
    else QVERIFY(!f.shop().customer(maya, {}));
    // The pause is a long one, and after it everybody asks again.
    f.clock.leap(std::chrono::minutes(minutes) - 20s);
    const auto paused = f.shop().customer(maya, {});
    QVERIFY(!paused && paused.error().retryAt);
    QVERIFY(*paused.error().retryAt - f.clock.now() <= 20s);
    f.clock.leap(21s);
    QVERIFY_DONE(f.shop().customer(maya, {}));
}

void TestSkioFailures::noAnswerIsFollowedWithoutAPause_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QJsonObject>("rule");
    const QJsonObject page{{u"status"_qs, 403}, {u"body"_qs, u"<html>Access denied</html>"_qs}, {u"headers"_qs, QJsonObject{{u"retry-after"_qs, u"0"_qs}}}};
    QTest::newRow("503 with 0") << u"unavailable"_qs << QJsonObject{{u"retryAfter"_qs, 0}};
    QTest::newRow("503 with a date that is over") << u"unavailable"_qs << QJsonObject{{u"retryAfter"_qs, u"date"_qs}, {u"seconds"_qs, -60}};
    QTest::newRow("403 with 0") << u"status"_qs << page;
    QTest::newRow("429 with 0") << u"tooMany"_qs << QJsonObject{{u"retryAfter"_qs, 0}};
}

void TestSkioFailures::noAnswerIsFollowedWithoutAPause() {
    QFETCH(QString, kind);
    QFETCH(QJsonObject, rule);
    SkioFixture f;
    f.open();
    rule.insert(u"times"_qs, 3);
    f.server.misbehave(kind, rule);
    const Duration before = f.clock.sleptInAll();
    QVERIFY_DONE(f.shop().changes(ShopCollection::Customers, {}, {}));
    // As without the header: 2, 4 and 8 seconds.
    QVERIFY(f.clock.sleptInAll() - before >= 13s);
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

void TestSkioFailures::aTokenThatSeesCustomersOnlyIsNotRefused_data() {
    QTest::addColumn<ShopCollection>("of");
    QTest::addColumn<QString>("table");
    QTest::newRow("products") << ShopCollection::Products << u"Products"_qs;
    QTest::newRow("subscriptions") << ShopCollection::Subscriptions << u"Subscriptions"_qs;
}

void TestSkioFailures::aTokenThatSeesCustomersOnlyIsNotRefused() {
    QFETCH(ShopCollection, of);
    QFETCH(QString, table);
    SkioFixture f;
    QJsonArray hidden;
    for (const QString &name : {u"Subscriptions"_qs, u"Products"_qs}) hidden.append(QJsonObject{{u"type"_qs, u"query_root"_qs}, {u"field"_qs, name}});
    f.server.set({{u"hiddenFields"_qs, hidden}});
    const auto refused = f.shop().changes(of, {}, {});
    QVERIFY_TROUBLE(refused, ShopFault::NoAccess);
    QCOMPARE(refused.error().what, table);
    QVERIFY_DONE(f.shop().changes(ShopCollection::Customers, {}, {}));
    QVERIFY(f.stateOf(ShopAbility::MakeLink) != AbilityState::No);
}

QTEST_GUILESS_MAIN(TestSkioFailures)
#include "tst_skio_failures.moc"
