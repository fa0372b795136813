// Login links made by Skio: for the right customer only, to the store only, counted down by the shop's clock, never made twice, never printed.
#include "tests/shops/skio_fixture.h"

#include "services/runtime/digest.h"
#include "tests/support/minted.h"

#include <QUrl>

using namespace latchkey;
using namespace std::chrono_literals;

class TestSkioLinks : public QObject {
    Q_OBJECT

private slots:
    void aLinkIsMadeForWhoeverWasShown();
    void whoCannotHaveOneIsRefused_data();
    void whoCannotHaveOneIsRefused();
    void theAddressIsComparedAfterFolding();
    void aSharedAddressIsRefused();
    void aTwinBehindAStaleColumnIsSeen_data();
    void aTwinBehindAStaleColumnIsSeen();
    void whoeverIsNotFoundByTheirAddressHasNoLink();
    void anAddressThatChangedIsRefused();
    void theCountdownIsByTheShopsClock_data();
    void theCountdownIsByTheShopsClock();
    void anEndThatIsOverIsOver_data();
    void anEndThatIsOverIsOver();
    void withoutTheirClockAnEndThatIsOverIsNotBelieved();
    void withoutAnEndThreeMinutesAreAssumed_data();
    void withoutAnEndThreeMinutesAreAssumed();
    void aRefusedEndIsLeftOut();
    void aLinkToElsewhereIsNotHandedOut_data();
    void aLinkToElsewhereIsNotHandedOut();
    void aLostAnswerIsNeverRepeated_data();
    void aLostAnswerIsNeverRepeated();
    void refusalsAreTold_data();
    void refusalsAreTold();
    void destinationsStayInThePortal_data();
    void destinationsStayInThePortal();
    void whatWorksIsRemembered();
    void nothingThatIsKeptHoldsASecret();
};

namespace {
ShopLinkWish wishFor(SkioFixture &f, const QString &name, const QString &shown, const QString &destination = {}) {
    return {f.server.id(name), shown, destination, AgentId(1)};
}
const QString mayas = QStringLiteral("maya.ortiz@example.com");
}  // namespace

void TestSkioLinks::aLinkIsMadeForWhoeverWasShown() {
    SkioFixture f;
    const auto link = f.shop().makeLink(wishFor(f, u"maya"_qs, mayas, u"/subscriptions"_qs), {});
    QVERIFY_DONE(link);
    const QByteArray url = link->url.reveal();
    noteMinted(url.mid(url.indexOf("token=") + 6));
    QVERIFY(QUrl::fromEncoded(url).host() == u"shop.example.com"_qs);
    QVERIFY(QUrl::fromEncoded(url).path() == u"/a/account/subscriptions"_qs);
    QVERIFY(!link->lifeAssumed);
    QVERIFY(link->expiresAt - link->issuedAt > 9min && link->expiresAt - link->issuedAt < 11min);
    QCOMPARE(link->customer.id, f.server.id(u"maya"_qs));
    const QJsonArray made = f.server.stats().value(u"magicLinks"_qs).toArray();
    QCOMPARE(made.size(), 1);
    QCOMPARE(made.at(0).toObject().value(u"customer"_qs).toString(), f.server.id(u"maya"_qs));
    QVERIFY(made.at(0).toObject().value(u"urlSha256"_qs).toString().toLatin1() == sha256(url).toHex());
}

void TestSkioLinks::whoCannotHaveOneIsRefused_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<int>("fault");
    QTest::newRow("no e-mail") << u"noEmail"_qs << QString() << static_cast<int>(ShopFault::NoEmail);
    QTest::newRow("a malformed one") << u"malformedEmail"_qs << u"ravi at example.com"_qs << static_cast<int>(ShopFault::NoEmail);
    QTest::newRow("removed") << u"removed"_qs << u"gone.customer@example.com"_qs << static_cast<int>(ShopFault::Removed);
    QTest::newRow("redacted") << u"redacted"_qs << QString() << static_cast<int>(ShopFault::Redacted);
    QTest::newRow("nobody") << u"nobody"_qs << mayas << static_cast<int>(ShopFault::Gone);
    QTest::newRow("no id") << u"there is none"_qs << mayas << static_cast<int>(ShopFault::NotAnId);
    QTest::newRow("another address was shown") << u"maya"_qs << u"maya@example.com"_qs << static_cast<int>(ShopFault::EmailDiffers);
    QTest::newRow("none was shown") << u"maya"_qs << QString() << static_cast<int>(ShopFault::EmailDiffers);
}

void TestSkioLinks::whoCannotHaveOneIsRefused() {
    SkioFixture f;
    QFETCH(QString, name);
    QFETCH(QString, shown);
    QFETCH(int, fault);
    QVERIFY_TROUBLE(f.shop().makeLink(wishFor(f, name, shown), {}), static_cast<ShopFault>(fault));
    QCOMPARE(f.count("magicLinkCalls"), 0);
}

void TestSkioLinks::theAddressIsComparedAfterFolding() {
    SkioFixture f;
    QVERIFY_DONE(f.shop().makeLink(wishFor(f, u"mixedCase"_qs, u" lena.moss@example.COM"_qs), {}));
}

void TestSkioLinks::aSharedAddressIsRefused() {
    SkioFixture f;
    const auto refused = f.shop().makeLink(wishFor(f, u"twinOne"_qs, u"jo.park@example.com"_qs), {});
    QVERIFY_TROUBLE(refused, ShopFault::EmailShared);
    QCOMPARE(refused.error().count, 2);
    QCOMPARE(f.count("magicLinkCalls"), 0);
    // A removed twin answers to nothing any more.
    f.server.control({{u"command"_qs, u"remove"_qs}, {u"id"_qs, u"twinTwo"_qs}});
    QVERIFY_DONE(f.shop().makeLink(wishFor(f, u"twinOne"_qs, u"jo.park@example.com"_qs), {}));
}

void TestSkioLinks::aTwinBehindAStaleColumnIsSeen_data() {
    QTest::addColumn<QString>("stale");
    QTest::addColumn<QJsonValue>("column");
    for (const char *name : {"twinOne", "twinTwo"}) {
        QTest::addRow("%s without it", name) << QString::fromLatin1(name) << QJsonValue(QJsonValue::Null);
        QTest::addRow("%s with a former one", name) << QString::fromLatin1(name) << QJsonValue(u"former@example.com"_qs);
    }
}

void TestSkioLinks::aTwinBehindAStaleColumnIsSeen() {
    QFETCH(QString, stale);
    QFETCH(QJsonValue, column);
    SkioFixture f;
    f.server.control({{u"command"_qs, u"patch"_qs}, {u"type"_qs, u"StorefrontUser"_qs}, {u"id"_qs, stale}, {u"values"_qs, QJsonObject{{u"emailLower"_qs, column}}}});
    const auto refused = f.shop().makeLink(wishFor(f, u"twinOne"_qs, u"jo.park@example.com"_qs), {});
    QVERIFY_TROUBLE(refused, ShopFault::EmailShared);
    QCOMPARE(refused.error().count, 2);
    QCOMPARE(f.count("magicLinkCalls"), 0);
}

void TestSkioLinks::whoeverIsNotFoundByTheirAddressHasNoLink() {
    SkioFixture f;
    f.server.misbehave(u"status"_qs, {{u"operation"_qs, u"SkioCustomerSearch"_qs}, {u"times"_qs, 2}, {u"status"_qs, 200}, {u"body"_qs, u"{\"data\":{\"StorefrontUsers\":[]}}"_qs}});
    QVERIFY_TROUBLE(f.shop().makeLink(wishFor(f, u"maya"_qs, mayas), {}), ShopFault::EmailUnknown);
    QCOMPARE(f.count("magicLinkCalls"), 0);
}

void TestSkioLinks::anAddressThatChangedIsRefused() {
    SkioFixture f;
    f.server.control({{u"command"_qs, u"email"_qs}, {u"id"_qs, u"maya"_qs}, {u"email"_qs, u"maya@example.net"_qs}});
    QVERIFY_TROUBLE(f.shop().makeLink(wishFor(f, u"maya"_qs, mayas), {}), ShopFault::EmailDiffers);
    QVERIFY_DONE(f.shop().makeLink(wishFor(f, u"maya"_qs, u"maya@example.net"_qs), {}));
}

void TestSkioLinks::theCountdownIsByTheShopsClock_data() {
    QTest::addColumn<int>("offset");
    QTest::newRow("ahead") << 7 * 60'000;
    QTest::newRow("behind") << -7 * 60'000;
    QTest::newRow("far behind") << -3 * 3'600'000;
}

void TestSkioLinks::theCountdownIsByTheShopsClock() {
    QFETCH(int, offset);
    SkioFixture f;
    f.server.set({{u"clockOffsetMs"_qs, offset}, {u"magicLink"_qs, QJsonObject{{u"lifetimeSeconds"_qs, 180}}}});
    const auto link = f.shop().makeLink(wishFor(f, u"maya"_qs, mayas), {});
    QVERIFY_DONE(link);
    QVERIFY(!link->lifeAssumed);
    const Duration life = link->expiresAt - f.clock.now();
    QVERIFY2(life > 170s && life < 190s, qPrintable(QString::number(life.count())));
}

void TestSkioLinks::anEndThatIsOverIsOver_data() {
    QTest::addColumn<int>("offset");
    QTest::newRow("clocks agree") << 0;
    QTest::newRow("theirs is ahead") << 7 * 60'000;
    QTest::newRow("theirs is behind") << -7 * 60'000;
}

void TestSkioLinks::anEndThatIsOverIsOver() {
    QFETCH(int, offset);
    SkioFixture f;
    f.server.set({{u"clockOffsetMs"_qs, offset}, {u"magicLink"_qs, QJsonObject{{u"expiresAt"_qs, u"past"_qs}}}});
    const auto link = f.shop().makeLink(wishFor(f, u"maya"_qs, mayas), {});
    QVERIFY_DONE(link);
    QVERIFY(!link->lifeAssumed);
    QVERIFY(link->expiresAt < link->issuedAt && link->issuedAt - link->expiresAt < 65s);
}

void TestSkioLinks::withoutTheirClockAnEndThatIsOverIsNotBelieved() {
    SkioFixture f;
    f.server.set({{u"dateHeader"_qs, false}, {u"magicLink"_qs, QJsonObject{{u"expiresAt"_qs, u"past"_qs}}}});
    const auto link = f.shop().makeLink(wishFor(f, u"maya"_qs, mayas), {});
    QVERIFY_DONE(link);
    QVERIFY(link->lifeAssumed);
    // Without a zone it is read as UTC.
    f.server.set({{u"dateHeader"_qs, true}, {u"magicLink"_qs, QJsonObject{{u"expiresAt"_qs, u"zoneless"_qs}}}});
    const auto zoneless = f.shop().makeLink(wishFor(f, u"maya"_qs, mayas), {});
    QVERIFY_DONE(zoneless);
    QVERIFY(!zoneless->lifeAssumed && zoneless->expiresAt - zoneless->issuedAt > 9min);
}

void TestSkioLinks::withoutAnEndThreeMinutesAreAssumed_data() {
    QTest::addColumn<QString>("expiresAt");
    QTest::newRow("none") << u"null"_qs;
    QTest::newRow("no time") << u"garbage"_qs;
}

void TestSkioLinks::withoutAnEndThreeMinutesAreAssumed() {
    QFETCH(QString, expiresAt);
    SkioFixture f;
    f.server.set({{u"magicLink"_qs, QJsonObject{{u"expiresAt"_qs, expiresAt}}}});
    const auto link = f.shop().makeLink(wishFor(f, u"maya"_qs, mayas), {});
    QVERIFY_DONE(link);
    QVERIFY(link->lifeAssumed);
    QCOMPARE(link->expiresAt - link->issuedAt, Duration(3min));
}

void TestSkioLinks::aRefusedEndIsLeftOut() {
    SkioFixture f;
    f.server.set({{u"hiddenFields"_qs, QJsonArray{QJsonObject{{u"type"_qs, u"GenerateMagicLinkOutput"_qs}, {u"field"_qs, u"expiresAt"_qs}}}}});
    const auto link = f.shop().makeLink(wishFor(f, u"maya"_qs, mayas), {});
    QVERIFY_DONE(link);
    QVERIFY(link->lifeAssumed);
    // The refusal by the schema ran nothing.
    QCOMPARE(f.count("magicLinkCalls"), 1);
    QCOMPARE(f.countOf("SkioGenerateMagicLink"), 2);
}

void TestSkioLinks::aLinkToElsewhereIsNotHandedOut_data() {
    QTest::addColumn<QJsonObject>("magicLink");
    QTest::addColumn<QString>("host");
    QTest::newRow("another host") << QJsonObject{{u"host"_qs, u"Evil.example"_qs}} << u"evil.example"_qs;
    QTest::newRow("a host that begins like the store's") << QJsonObject{{u"host"_qs, u"shop.example.com.evil.example"_qs}} << u"shop.example.com.evil.example"_qs;
    QTest::newRow("the store as a user's name") << QJsonObject{{u"url"_qs, u"https://shop.example.com@evil.example:8443/a?token=abc#def"_qs}} << u"evil.example"_qs;
    QTest::newRow("a name of one part") << QJsonObject{{u"host"_qs, u"evil"_qs}} << QString();
    QTest::newRow("no https") << QJsonObject{{u"scheme"_qs, u"http"_qs}} << QString();
    QTest::newRow("another port") << QJsonObject{{u"host"_qs, u"shop.example.com:8443"_qs}} << QString();
    QTest::newRow("a script") << QJsonObject{{u"url"_qs, u"javascript:alert(1)"_qs}} << QString();
    QTest::newRow("no URL") << QJsonObject{{u"url"_qs, u"soon"_qs}} << QString();
}

void TestSkioLinks::aLinkToElsewhereIsNotHandedOut() {
    QFETCH(QJsonObject, magicLink);
    SkioFixture f;
    f.server.set({{u"magicLink"_qs, magicLink}});
    const auto link = f.shop().makeLink(wishFor(f, u"maya"_qs, mayas), {});
    QVERIFY_TROUBLE(link, ShopFault::LinkElsewhere);
    QVERIFY(link.error().words.isEmpty());
    QTEST(link.error().what, "host");
}

void TestSkioLinks::aLostAnswerIsNeverRepeated_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("calls");
    for (const char *kind : {"hangAfter", "dropAfter", "cut"}) QTest::newRow(kind) << QString::fromLatin1(kind) << 1;
    for (const char *kind : {"hang", "badGateway", "notJson", "empty", "internalError"}) QTest::newRow(kind) << QString::fromLatin1(kind) << 0;
}

void TestSkioLinks::aLostAnswerIsNeverRepeated() {
    QFETCH(QString, kind);
    QFETCH(int, calls);
    SkioFixture f;
    if (kind.startsWith(u"hang"_qs)) f.timeout = 1s;
    f.server.misbehave(kind, {{u"operation"_qs, u"SkioGenerateMagicLink"_qs}});
    QVERIFY_TROUBLE(f.shop().makeLink(wishFor(f, u"maya"_qs, mayas), {}), ShopFault::Uncertain);
    QCOMPARE(f.countOf("SkioGenerateMagicLink"), 1);
    QCOMPARE(f.count("magicLinkCalls"), calls);
}

void TestSkioLinks::refusalsAreTold_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QJsonObject>("rule");
    QTest::addColumn<int>("fault");
    QTest::newRow("a bad token") << u"badToken"_qs << QJsonObject() << static_cast<int>(ShopFault::TokenRefused);
    QTest::newRow("429") << u"tooMany"_qs << QJsonObject() << static_cast<int>(ShopFault::TooFast);
    QTest::newRow("a redirect") << u"redirect"_qs << QJsonObject() << static_cast<int>(ShopFault::Redirected);
    QTest::newRow("another customer's") << u"lambdaRevoked"_qs << QJsonObject() << static_cast<int>(ShopFault::NotInShop);
}

void TestSkioLinks::refusalsAreTold() {
    QFETCH(QString, kind);
    QFETCH(QJsonObject, rule);
    QFETCH(int, fault);
    SkioFixture f;
    rule.insert(u"operation"_qs, u"SkioGenerateMagicLink"_qs);
    f.server.misbehave(kind, rule);
    QVERIFY_TROUBLE(f.shop().makeLink(wishFor(f, u"maya"_qs, mayas), {}), static_cast<ShopFault>(fault));
    QCOMPARE(f.countOf("SkioGenerateMagicLink"), 1);
    f.server.set({{u"magicLink"_qs, QJsonObject{{u"error"_qs, u"This store has no portal, see https://x.example/?token=abc"_qs}}}});
    const auto declined = f.open().makeLink(wishFor(f, u"maya"_qs, mayas), {});
    QVERIFY_TROUBLE(declined, ShopFault::Declined);
    QCOMPARE(declined.error().words, u"This store has no portal, see ••••"_qs);
}

void TestSkioLinks::destinationsStayInThePortal_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("good");
    QTest::newRow("none") << QString() << true;
    QTest::newRow("a page") << u"/payment-methods"_qs << true;
    QTest::newRow("another host") << u"//evil.example"_qs << false;
    QTest::newRow("a URL") << u"https://evil.example"_qs << false;
    QTest::newRow("a query") << u"/a?b=c"_qs << false;
    QTest::newRow("no slash") << u"subscriptions"_qs << false;
}

void TestSkioLinks::destinationsStayInThePortal() {
    SkioFixture f;
    QFETCH(QString, path);
    QFETCH(bool, good);
    QCOMPARE(f.shop().makeLink(wishFor(f, u"maya"_qs, mayas, path), {}).has_value(), good);
}

void TestSkioLinks::whatWorksIsRemembered() {
    SkioFixture f;
    QCOMPARE(f.stateOf(ShopAbility::MakeLink), AbilityState::Untried);
    QVERIFY_DONE(f.shop().makeLink(wishFor(f, u"maya"_qs, mayas), {}));
    QCOMPARE(f.stateOf(ShopAbility::MakeLink), AbilityState::Yes);
}

void TestSkioLinks::nothingThatIsKeptHoldsASecret() {
    SkioFixture f;
    QVERIFY_DONE(f.shop().probe({}));
    const auto link = f.shop().makeLink(wishFor(f, u"maya"_qs, mayas), {});
    QVERIFY_DONE(link);
    const QByteArray url = link->url.reveal();
    const QByteArray secret = url.mid(url.indexOf("token=") + 6);
    QVERIFY(secret.size() > 20);
    noteMinted(secret);
    for (const char *name : {"fields", "page_sizes", "abilities", "documents", "introspection"}) {
        const Result<QString> kept = f.memory.value(QLatin1String(name));
        QVERIFY(kept && !kept->contains(QLatin1String(secret)) && !kept->contains(QLatin1String(f.server.token())));
    }
    QVERIFY(!f.memory.value(u"abilities"_qs)->isEmpty());
}

QTEST_GUILESS_MAIN(TestSkioLinks)
#include "tst_skio_links.moc"
