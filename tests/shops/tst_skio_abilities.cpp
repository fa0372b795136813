// What Skio lets this token do: found out by probing, kept, asked again after a week, and told from a token that is refused.
#include "tests/shops/skio_fixture.h"

using namespace latchkey;

class TestSkioAbilities : public QObject {
    Q_OBJECT

private slots:
    void probingTellsWhatWorks();
    void aRevokedTokenIsTold();
    void aHiddenTableIsNoBadToken();
    void allTablesHiddenIsABadToken();
    void introspectionIsAskedOnceAWeek();
};

void TestSkioAbilities::probingTellsWhatWorks() {
    SkioFixture f;
    QCOMPARE(f.stateOf(ShopAbility::ReadLines), AbilityState::Untried);
    QVERIFY_DONE(f.shop().probe({}));
    for (const ShopAbility ability : {ShopAbility::ReadCustomers, ShopAbility::ReadSubscriptions, ShopAbility::ReadLines, ShopAbility::ReadProducts, ShopAbility::ReadPolicies})
        QCOMPARE(f.stateOf(ability), AbilityState::Yes);
    QCOMPARE(f.stateOf(ShopAbility::MakeLink), AbilityState::Untried);
    QCOMPARE(f.stateOf(ShopAbility::ChangeEmail), AbilityState::No);
    QCOMPARE(f.stateOf(ShopAbility::HousePortal), AbilityState::No);
    QCOMPARE(f.count("magicLinkCalls"), 0);
    // A new client knows what the former one has found out, once it has asked anything.
    QVERIFY_DONE(f.open().customer(f.server.id(u"maya"_qs), {}));
    QCOMPARE(f.stateOf(ShopAbility::ReadPolicies), AbilityState::Yes);
}

void TestSkioAbilities::aRevokedTokenIsTold() {
    SkioFixture f;
    f.server.set({{u"tokenRevoked"_qs, true}});
    QVERIFY_TROUBLE(f.shop().probe({}), ShopFault::TokenRefused);
    QCOMPARE(f.count("requests"), 1);
    for (const AbilityView &view : f.shop().abilities()) QCOMPARE(view.state, AbilityState::No);
    f.server.set({{u"tokenRevoked"_qs, false}});
    QVERIFY_DONE(f.shop().probe({}));
    QCOMPARE(f.stateOf(ShopAbility::ReadSubscriptions), AbilityState::Yes);
    QCOMPARE(f.stateOf(ShopAbility::MakeLink), AbilityState::Untried);
}

void TestSkioAbilities::aHiddenTableIsNoBadToken() {
    SkioFixture f;
    f.server.set({{u"hiddenFields"_qs, QJsonArray{QJsonObject{{u"type"_qs, u"query_root"_qs}, {u"field"_qs, u"Subscriptions"_qs}}}}});
    QVERIFY_DONE(f.shop().probe({}));
    QCOMPARE(f.stateOf(ShopAbility::ReadSubscriptions), AbilityState::No);
    QCOMPARE(f.stateOf(ShopAbility::ReadCustomers), AbilityState::Yes);
    const auto refused = f.shop().changes(ShopCollection::Subscriptions, {}, {});
    QVERIFY_TROUBLE(refused, ShopFault::NoAccess);
    QCOMPARE(refused.error().what, u"Subscriptions"_qs);
    const auto maya = f.shop().customer(f.server.id(u"maya"_qs), {});
    QVERIFY_DONE(maya);
    QVERIFY(maya->subscriptions.isEmpty());
}

void TestSkioAbilities::allTablesHiddenIsABadToken() {
    SkioFixture f;
    QJsonArray hidden;
    for (const char *table : {"Subscriptions", "StorefrontUsers", "SubscriptionLines", "ProductVariants", "Products", "Policies"})
        hidden.append(QJsonObject{{u"type"_qs, u"query_root"_qs}, {u"field"_qs, QLatin1String(table)}});
    f.server.set({{u"hiddenFields"_qs, hidden}});
    QVERIFY_TROUBLE(f.shop().changes(ShopCollection::Customers, {}, {}), ShopFault::TokenRefused);
}

void TestSkioAbilities::introspectionIsAskedOnceAWeek() {
    SkioFixture f;
    f.server.set({{u"extraMutations"_qs, QJsonArray{u"updateStorefrontUser"_qs}}});
    QVERIFY_DONE(f.shop().probe({}));
    QVERIFY_DONE(f.open().probe({}));
    QCOMPARE(f.countOf("SkioIntrospection"), 1);
    QCOMPARE(f.shop().emailMutations(), QStringList{u"updateStorefrontUser"_qs});
    f.clock.leap(std::chrono::hours(24 * 8));
    f.server.set({{u"introspection"_qs, u"refused"_qs}});
    QVERIFY_DONE(f.shop().probe({}));
    QVERIFY_DONE(f.shop().probe({}));
    QCOMPARE(f.countOf("SkioIntrospection"), 2);
    QVERIFY(f.shop().emailMutations().isEmpty());
    QCOMPARE(f.stateOf(ShopAbility::MakeLink), AbilityState::Untried);
}

QTEST_GUILESS_MAIN(TestSkioAbilities)
#include "tst_skio_abilities.moc"
