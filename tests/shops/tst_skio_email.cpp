// Changes of an e-mail: by Shopify where there is a credential, with the wait for Skio; without one, what to do instead.
#include "tests/shops/skio_fixture.h"

using namespace latchkey;

class TestSkioEmail : public QObject {
    Q_OBJECT

private slots:
    void withoutACredentialItIsSaidWhatToDo();
    void aChangeThatSkioShowsIsDone();
    void aChangeThatSkioDoesNotShowIsWaiting();
    void aWrongAddressAtShopifyIsTakenBack();
    void withoutACredentialTheSameAddressIsDone();
    void aSavedCustomerWhoDoesNotComeBackIsUncertain();
    void withoutAnIdAtShopifyItIsNotPossible();
    void refusalsOfShopifyAreTold_data();
    void refusalsOfShopifyAreTold();
    void aNewTokenAndAStartMakeItPossible();
    void aLostAnswerIsNeverRepeated();
    void whatAFirewallRefusesIsNotUncertain_data();
    void whatAFirewallRefusesIsNotUncertain();
    void whatIsNoAddressIsNotSent();
    void whoeverWasNotShownIsNotChanged();
};

namespace {
ShopEmailWish wishFor(SkioFixture &f, const QString &name, const QString &shown, const QString &email) { return {f.server.id(name), shown, email, AgentId(1)}; }
const QString mayas = QStringLiteral("maya.ortiz@example.com");
const QString newOne = QStringLiteral("maya.o@example.net");
}  // namespace

void TestSkioEmail::withoutACredentialItIsSaidWhatToDo() {
    SkioFixture f;
    const auto change = f.shop().changeEmail(wishFor(f, u"maya"_qs, mayas, newOne), {});
    QVERIFY_DONE(change);
    QCOMPARE(change->state, EmailChangeState::NotPossible);
    QCOMPARE(change->reason->fault, ShopFault::NotOffered);
    const ShopPlaces instead = f.shop().placesOf(f.shop().customer(f.server.id(u"maya"_qs), {})->row);
    QCOMPARE(instead.shopify, u"https://admin.shopify.com/store/gruns/customers/7827118522567"_qs);
    QCOMPARE(instead.skio, u"https://dashboard.skio.com"_qs);
    QCOMPARE(f.stateOf(ShopAbility::ChangeEmail), AbilityState::No);
}

void TestSkioEmail::aChangeThatSkioShowsIsDone() {
    SkioFixture f;
    f.withShopify();
    const auto change = f.shop().changeEmail(wishFor(f, u"maya"_qs, mayas, newOne), {});
    QVERIFY_DONE(change);
    QCOMPARE(change->state, EmailChangeState::Done);
    QCOMPARE(f.count("shopifyUpdates"), 1);
    QCOMPARE(f.stateOf(ShopAbility::ChangeEmail), AbilityState::Yes);
    // The same once more is Shopify's to answer, and changes nothing there.
    QCOMPARE(f.shop().changeEmail(wishFor(f, u"maya"_qs, newOne, newOne), {})->state, EmailChangeState::Done);
    QCOMPARE(f.count("shopifyUpdates"), 2);
}

void TestSkioEmail::aChangeThatSkioDoesNotShowIsWaiting() {
    SkioFixture f;
    f.withShopify();
    f.server.set({{u"shopify"_qs, QJsonObject{{u"mirrorDelayMs"_qs, QJsonValue::Null}}}});
    const auto change = f.shop().changeEmail(wishFor(f, u"maya"_qs, mayas, newOne), {});
    QVERIFY_DONE(change);
    QCOMPARE(change->state, EmailChangeState::Waiting);
    QCOMPARE(f.shop().customer(f.server.id(u"maya"_qs), {})->row.email, mayas);
    f.server.control(u"mirror"_qs);
    QCOMPARE(f.shop().customer(f.server.id(u"maya"_qs), {})->row.email, newOne);
}

void TestSkioEmail::aWrongAddressAtShopifyIsTakenBack() {
    SkioFixture f;
    f.withShopify();
    f.server.set({{u"shopify"_qs, QJsonObject{{u"mirrorDelayMs"_qs, QJsonValue::Null}}}});
    QCOMPARE(f.shop().changeEmail(wishFor(f, u"maya"_qs, mayas, newOne), {})->state, EmailChangeState::Waiting);
    // Skio shows the right one still; Shopify does not have it any more.
    QCOMPARE(f.shop().changeEmail(wishFor(f, u"maya"_qs, mayas, mayas), {})->state, EmailChangeState::Done);
    QCOMPARE(f.count("shopifyUpdates"), 2);
    f.server.control(u"mirror"_qs);
    QCOMPARE(f.shop().customer(f.server.id(u"maya"_qs), {})->row.email, mayas);
}

void TestSkioEmail::withoutACredentialTheSameAddressIsDone() {
    SkioFixture f;
    QCOMPARE(f.shop().changeEmail(wishFor(f, u"maya"_qs, mayas, mayas), {})->state, EmailChangeState::Done);
}

void TestSkioEmail::aSavedCustomerWhoDoesNotComeBackIsUncertain() {
    SkioFixture f;
    f.withShopify();
    f.server.misbehave(u"status"_qs, {{u"door"_qs, u"shopify"_qs}, {u"status"_qs, 200}, {u"body"_qs, u"{\"data\":{\"customerUpdate\":{\"customer\":null,\"userErrors\":[]}}}"_qs}});
    const auto lost = f.shop().changeEmail(wishFor(f, u"maya"_qs, mayas, newOne), {});
    QVERIFY_TROUBLE(lost, ShopFault::Uncertain);
    QCOMPARE(lost.error().speaker, ShopSpeaker::Shopify);
}

void TestSkioEmail::withoutAnIdAtShopifyItIsNotPossible() {
    SkioFixture f;
    f.withShopify();
    const auto change = f.shop().changeEmail(wishFor(f, u"noShopify"_qs, u"nora.hall@example.com"_qs, newOne), {});
    QVERIFY_DONE(change);
    QCOMPARE(change->state, EmailChangeState::NotPossible);
    QCOMPARE(change->reason->what, u"platformId"_qs);
    QVERIFY(f.shop().placesOf(f.shop().customer(f.server.id(u"noShopify"_qs), {})->row).shopify.isEmpty());
    QCOMPARE(f.count("shopifyRequests"), 0);
}

void TestSkioEmail::refusalsOfShopifyAreTold_data() {
    QTest::addColumn<QJsonObject>("shopify");
    QTest::addColumn<QString>("email");
    QTest::addColumn<int>("fault");
    QTest::newRow("taken") << QJsonObject() << u"otto.lang@example.com"_qs << static_cast<int>(ShopFault::EmailTaken);
    QTest::newRow("no scope") << QJsonObject{{u"scope"_qs, false}} << newOne << static_cast<int>(ShopFault::NoAccess);
    QTest::newRow("a bad token") << QJsonObject{{u"tokenRevoked"_qs, true}} << newOne << static_cast<int>(ShopFault::TokenRefused);
}

void TestSkioEmail::refusalsOfShopifyAreTold() {
    QFETCH(QJsonObject, shopify);
    QFETCH(QString, email);
    QFETCH(int, fault);
    SkioFixture f;
    f.withShopify();
    f.server.set({{u"shopify"_qs, shopify}});
    const auto refused = f.shop().changeEmail(wishFor(f, u"maya"_qs, mayas, email), {});
    QVERIFY_TROUBLE(refused, static_cast<ShopFault>(fault));
    QCOMPARE(refused.error().speaker, ShopSpeaker::Shopify);
    if (refused.error().fault == ShopFault::EmailTaken) QCOMPARE(refused.error().words, u"Email has already been taken"_qs);
    QCOMPARE(f.count("shopifyUpdates"), 0);
}

void TestSkioEmail::aNewTokenAndAStartMakeItPossible() {
    SkioFixture f;
    f.withShopify();
    f.server.set({{u"shopify"_qs, QJsonObject{{u"tokenRevoked"_qs, true}}}});
    QVERIFY_TROUBLE(f.shop().changeEmail(wishFor(f, u"maya"_qs, mayas, newOne), {}), ShopFault::TokenRefused);
    QCOMPARE(f.stateOf(ShopAbility::ChangeEmail), AbilityState::No);
    f.server.set({{u"shopify"_qs, QJsonObject{{u"tokenRevoked"_qs, false}}}});
    // What the new client knows of the former one, it has read by now.
    QVERIFY_DONE(f.open().customer(f.server.id(u"maya"_qs), {}));
    QCOMPARE(f.stateOf(ShopAbility::ReadCustomers), AbilityState::Yes);
    QCOMPARE(f.stateOf(ShopAbility::ChangeEmail), AbilityState::Untried);
    QVERIFY_DONE(f.shop().changeEmail(wishFor(f, u"maya"_qs, mayas, newOne), {}));
    QCOMPARE(f.stateOf(ShopAbility::ChangeEmail), AbilityState::Yes);
}

void TestSkioEmail::aLostAnswerIsNeverRepeated() {
    SkioFixture f;
    f.withShopify();
    f.server.misbehave(u"dropAfter"_qs, {{u"door"_qs, u"shopify"_qs}});
    QVERIFY_TROUBLE(f.shop().changeEmail(wishFor(f, u"maya"_qs, mayas, newOne), {}), ShopFault::Uncertain);
    QCOMPARE(f.count("shopifyRequests"), 1);
}

void TestSkioEmail::whatAFirewallRefusesIsNotUncertain_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("fault");
    QTest::newRow("401") << 401 << static_cast<int>(ShopFault::Failing);
    QTest::newRow("403") << 403 << static_cast<int>(ShopFault::Failing);
    // The shop itself may have broken down behind the change.
    QTest::newRow("500") << 500 << static_cast<int>(ShopFault::Uncertain);
    QTest::newRow("502") << 502 << static_cast<int>(ShopFault::Uncertain);
}

void TestSkioEmail::whatAFirewallRefusesIsNotUncertain() {
    QFETCH(int, status);
    QFETCH(int, fault);
    SkioFixture f;
    f.withShopify();
    f.server.misbehave(u"status"_qs, {{u"door"_qs, u"shopify"_qs}, {u"status"_qs, status}, {u"body"_qs, u"<html>Access denied</html>"_qs}});
    QVERIFY_TROUBLE(f.shop().changeEmail(wishFor(f, u"maya"_qs, mayas, newOne), {}), static_cast<ShopFault>(fault));
    QCOMPARE(f.count("shopifyRequests"), 1);
    QCOMPARE(f.count("shopifyUpdates"), 0);
}

void TestSkioEmail::whatIsNoAddressIsNotSent() {
    SkioFixture f;
    f.withShopify();
    QVERIFY_TROUBLE(f.shop().changeEmail(wishFor(f, u"maya"_qs, mayas, u"maya at home"_qs), {}), ShopFault::NoEmail);
    QVERIFY_TROUBLE(f.shop().changeEmail(wishFor(f, u"maya"_qs, mayas, {}), {}), ShopFault::NoEmail);
    QCOMPARE(f.count("requests"), 0);
}

void TestSkioEmail::whoeverWasNotShownIsNotChanged() {
    SkioFixture f;
    f.withShopify();
    QVERIFY_TROUBLE(f.shop().changeEmail(wishFor(f, u"maya"_qs, u"somebody@example.com"_qs, newOne), {}), ShopFault::EmailDiffers);
    QVERIFY_TROUBLE(f.shop().changeEmail(wishFor(f, u"redacted"_qs, {}, newOne), {}), ShopFault::Redacted);
    QCOMPARE(f.count("shopifyRequests"), 0);
}

QTEST_GUILESS_MAIN(TestSkioEmail)
#include "tst_skio_email.moc"
