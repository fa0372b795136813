// A shop at Skio over the API: its mirror, links that it makes, addresses that Shopify changes, and what of the house is off.
#include "tests/api/skio_fixture.h"

using namespace latchkey;

class TestShopRoutes : public QObject {
    Q_OBJECT
private slots:
    // One for all, since each would have to wait for a first load: no two tests change the same customer.
    void initTestCase() {
        m_skio = std::make_unique<SkioFixture>();
        QVERIFY(m_skio->startAndSync());
    }
    void init() { QVERIFY(m_skio->skio.control(QStringLiteral("clearStats")).value(QLatin1String("ok")).toBool()); }

    void theFirstSyncFillsTheLists() {
        const QJsonObject state = m_skio->shopState();
        QCOMPARE(state.value(QLatin1String("kind")).toString(), QStringLiteral("skio"));
        QCOMPARE(state.value(QLatin1String("store_domain")).toString(), QStringLiteral("shop.example.com"));
        QVERIFY(m_skio->sync().value(QLatin1String("trouble")).isNull());
        QVERIFY(m_skio->sync().value(QLatin1String("fresh_at")).toInteger() > 0);
        QHash<QString, QString> abilities;
        for (const QJsonValue &each : state.value(QLatin1String("abilities")).toArray())
            abilities.insert(each.toObject().value(QLatin1String("ability")).toString(), each.toObject().value(QLatin1String("state")).toString());
        QCOMPARE(abilities.value(QStringLiteral("read_customers")), QStringLiteral("yes"));
        QCOMPARE(abilities.value(QStringLiteral("house_portal")), QStringLiteral("no"));
        const QJsonObject me = m_skio->call("GET", "/me").json();
        QCOMPARE(me.value(QLatin1String("shop")).toString(), QStringLiteral("skio"));
        QVERIFY(me.value(QLatin1String("customers")).toInt() > 20);
        QCOMPARE(me.value(QLatin1String("portal_url")).toString(), QStringLiteral("https://shop.example.com/a/account/login"));
        QCOMPARE(m_skio->person(QStringLiteral("maya")).value(QLatin1String("email")).toString(), QStringLiteral("maya.ortiz@example.com"));
    }

    void aLinkIsMadeThereAndKeptHereWithoutWhatItOpens() {
        const Reply made = m_skio->makeLink(QStringLiteral("maya"), "{\"destination\":\"/subscriptions\"}");
        QCOMPARE(made.status, 201);
        const QByteArray url = made.text("url").toUtf8();
        QVERIFY(url.startsWith("https://shop.example.com/"));
        QVERIFY(made.json().value(QLatin1String("at_shop")).toBool());
        QVERIFY(!made.json().value(QLatin1String("life_assumed")).toBool());
        // Ten minutes there are ten minutes here, whatever the two clocks say.
        const qint64 lives = made.json().value(QLatin1String("expires_at")).toInteger() - made.json().value(QLatin1String("issued_at")).toInteger();
        QVERIFY2(lives > 590'000 && lives <= 602'000, qPrintable(QString::number(lives)));
        const QJsonArray theirs = m_skio->skio.stats().value(QLatin1String("magicLinks")).toArray();
        QCOMPARE(theirs.size(), 1);
        QVERIFY(theirs.first().toObject().value(QLatin1String("urlSha256")).toString().toLatin1() == QCryptographicHash::hash(url, QCryptographicHash::Sha256).toHex());

        const QJsonObject link = m_skio->call("GET", "/links").json().value(QLatin1String("items")).toArray().first().toObject();
        QVERIFY(link.value(QLatin1String("at_shop")).toBool());
        QCOMPARE(link.value(QLatin1String("customer")).toInteger(), m_skio->customer(QStringLiteral("maya")));
        const QByteArray activity = m_skio->call("GET", "/activity").body();
        QVERIFY(activity.contains("link_issued") && activity.contains("shop=skio until="));
        const QByteArray secret = url.mid(url.indexOf("token=") + 6);
        QVERIFY(secret.size() > 12);
        for (const QByteArray &answer : {activity, m_skio->call("GET", "/links").body(), m_skio->details(QStringLiteral("maya")).body(), m_skio->call("GET", "/shop").body()})
            QVERIFY(!answer.contains(secret));
        // Nobody here can end it, and it says so.
        const QByteArray id = QByteArray::number(link.value(QLatin1String("id")).toInteger());
        const Reply revoked = m_skio->call("POST", "/links/" + id + "/revoke", "{}");
        QCOMPARE(revoked.status, 409);
        QCOMPARE(revoked.text("code"), QStringLiteral("not_for_this_shop"));
    }

    void fromASubscriptionToo() {
        const qint64 subscription = m_skio->subscription(QStringLiteral("mayaActive"));
        QVERIFY(subscription > 0);
        QCOMPARE(m_skio->makeLink(QStringLiteral("maya"), "{\"subscription\":" + QByteArray::number(subscription) + "}").status, 201);
        QCOMPARE(m_skio->makeLink(QStringLiteral("noSubscription"), "{\"subscription\":" + QByteArray::number(subscription) + "}").status, 404);
        QCOMPARE(m_skio->makeLink(QStringLiteral("maya"), "{\"destination\":\"/admin\"}").status, 400);
        QCOMPARE(m_skio->skio.stats().value(QLatin1String("magicLinkCalls")).toInt(), 1);
    }

    void whomNoLinkIsMadeFor_data() {
        QTest::addColumn<QString>("who");
        QTest::addColumn<QString>("finding");
        QTest::newRow("several have the address") << u"twinOne"_qs << u"shop_email_shared"_qs;
        QTest::newRow("no address") << u"noEmail"_qs << u"email_missing"_qs;
        QTest::newRow("none that is one") << u"malformedEmail"_qs << u"email_malformed"_qs;
        QTest::newRow("deleted for privacy") << u"redacted"_qs << u"shop_customer_redacted"_qs;
        QTest::newRow("removed") << u"removed"_qs << u"customer_removed"_qs;
    }
    void whomNoLinkIsMadeFor() {
        QFETCH(QString, who);
        QFETCH(QString, finding);
        const Reply refused = m_skio->makeLink(who);
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.text("code"), QStringLiteral("magic_link_refused"));
        QVERIFY2(SkioFixture::codesOf(refused).contains(finding), qPrintable(SkioFixture::codesOf(refused).join(u' ')));
        QCOMPARE(m_skio->skio.stats().value(QLatin1String("magicLinkCalls")).toInt(), 0);
        // It is said before anybody asks, too.
        QVERIFY(!m_skio->details(who).json().value(QLatin1String("magic_link_possible")).toBool());
    }

    void anAddressThatChangedMeanwhileIsLookedAtFirst() {
        m_skio->skio.control({{QStringLiteral("command"), QStringLiteral("email")}, {QStringLiteral("id"), QStringLiteral("otherScript")}, {QStringLiteral("email"), QStringLiteral("zoe.new@example.com")}});
        const Reply refused = m_skio->makeLink(QStringLiteral("otherScript"));
        QCOMPARE(refused.status, 409);
        QVERIFY2(SkioFixture::codesOf(refused).contains(QStringLiteral("shop_email_differs")), qPrintable(SkioFixture::codesOf(refused).join(u' ')));
        QCOMPARE(m_skio->skio.stats().value(QLatin1String("magicLinkCalls")).toInt(), 0);
        QCOMPARE(m_skio->person(QStringLiteral("otherScript")).value(QLatin1String("email")).toString(), QStringLiteral("zoe.new@example.com"));
        QCOMPARE(m_skio->makeLink(QStringLiteral("otherScript")).status, 201);
    }

    void openingARowReadsItAnew() {
        m_skio->clock.advance(std::chrono::minutes(1));
        m_skio->skio.control({{QStringLiteral("command"), QStringLiteral("patch")}, {QStringLiteral("type"), QStringLiteral("StorefrontUser")},
                              {QStringLiteral("id"), QStringLiteral("mixedCase")}, {QStringLiteral("values"), QJsonObject{{QStringLiteral("firstName"), QStringLiteral("Mia")}}}});
        const auto readAt = [this] { return m_skio->details(QStringLiteral("mixedCase")).json().value(QLatin1String("shop")).toObject().value(QLatin1String("read_at")).toInteger(); };
        QTRY_COMPARE(m_skio->person(QStringLiteral("mixedCase")).value(QLatin1String("first_name")).toString(), QStringLiteral("Mia"));
        QCOMPARE(readAt(), m_skio->clock.now().milliseconds());
        // Looked at again at once, it is not asked for again.
        const auto readings = [this] { return m_skio->skio.stats().value(QLatin1String("byOperation")).toObject().value(QLatin1String("SkioCustomer")).toInt(); };
        const int before = readings();
        QVERIFY(before > 0);
        (void)m_skio->details(QStringLiteral("mixedCase"));
        QTest::qWait(150);
        QCOMPARE(readings(), before);
    }

    void anAddressIsChangedByShopifyAndWaitsForSkio() {
        m_skio->skio.set({{QStringLiteral("shopify"), QJsonObject{{QStringLiteral("mirrorDelayMs"), QJsonValue::Null}}}});
        const QString address = QStringLiteral("max.rosenthal@example.net");
        const Reply saved = m_skio->changeEmail(QStringLiteral("longName"), address);
        QCOMPARE(saved.status, 200);
        const auto awaited = [&] { return m_skio->details(QStringLiteral("longName")).json().value(QLatin1String("shop")).toObject().value(QLatin1String("email_awaited")).toString(); };
        QCOMPARE(awaited(), address);
        const Reply refused = m_skio->makeLink(QStringLiteral("longName"));
        QCOMPARE(refused.status, 409);
        QVERIFY2(SkioFixture::codesOf(refused).contains(QStringLiteral("shop_waiting")), qPrintable(SkioFixture::codesOf(refused).join(u' ')));
        QVERIFY(m_skio->call("GET", "/activity").body().contains("contact_changed"));
        m_skio->skio.control(QStringLiteral("mirror"));
        QTRY_COMPARE(awaited(), QString());
        QCOMPARE(m_skio->person(QStringLiteral("longName")).value(QLatin1String("email")).toString(), address);
        QCOMPARE(m_skio->makeLink(QStringLiteral("longName")).status, 201);
    }

    void whatCannotBeChangedSaysWhy() {
        const Reply taken = m_skio->changeEmail(QStringLiteral("maya"), QStringLiteral("otto.lang@example.com"));
        QCOMPARE(taken.status, 409);
        QVERIFY2(SkioFixture::codesOf(taken).contains(QStringLiteral("shop_email_taken")), qPrintable(SkioFixture::codesOf(taken).join(u' ')));
        QCOMPARE(m_skio->changeEmail(QStringLiteral("maya"), QStringLiteral("maya at example")).status, 400);
        const Reply noProfile = m_skio->changeEmail(QStringLiteral("noShopify"), QStringLiteral("nora.new@example.com"));
        QCOMPARE(noProfile.text("code"), QStringLiteral("not_for_this_shop"));
        QVERIFY(SkioFixture::codesOf(noProfile).contains(QStringLiteral("shop_offers_not")));
    }

    void whatIsTheHousesIsOff_data() {
        QTest::addColumn<QByteArray>("route");
        for (const char *route : {"POST /customers/1/login-letters", "POST /messages/1/send-again", "POST /customers/1/sessions/end", "PATCH /delivery",
                                  "POST /delivery/try", "POST /imports"})
            QTest::newRow(route) << QByteArray(route);
    }
    void whatIsTheHousesIsOff() {
        QFETCH(QByteArray, route);
        const Reply refused = m_skio->call(route.split(' ').first(), route.split(' ').last(), "{}");
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.text("code"), QStringLiteral("not_for_this_shop"));
    }

    void thePortalLeadsToTheStore() {
        for (const char *path : {"/", "/login", "/account", "/l/abcdefghijklmnopqrstuvwxyz12", "/code"}) {
            const Reply page = m_skio->send("GET", path, {}, {});
            QCOMPARE(page.status, QByteArray(path).size() <= 1 || QByteArray(path) == "/login" ? 200 : 404);
            QVERIFY2(page.body().contains("https://shop.example.com/a/account/login"), path);
        }
        const Reply link = m_skio->call("POST", "/customers/" + QByteArray::number(m_skio->customer(QStringLiteral("maya"))) + "/portal-link", "{}");
        QCOMPARE(link.text("url"), QStringLiteral("https://shop.example.com/a/account/login"));
    }

    void aPastedLinkIntoTheStoreIsNoOtherShops() {
        const auto verdict = [this](const char *text) {
            const QByteArray body = QByteArray("{\"text\":\"") + text + "\"}";
            return m_skio->call("POST", "/links/check", body).json().value(QLatin1String("verdicts")).toArray().first().toObject().value(QLatin1String("code")).toString();
        };
        QCOMPARE(verdict("https://shop.example.com/a/account/subscriptions?token=0123456789"), QStringLiteral("at_shop"));
        QCOMPARE(verdict("https://other.example.com/a/account/subscriptions?token=0123456789"), QStringLiteral("other_shop"));
        // The Portal link that agents send, as it stands in a sentence.
        QCOMPARE(verdict("https://shop.example.com/a/account/login"), QStringLiteral("portal_link"));
        QCOMPARE(verdict("I use https://Shop.example.com/a/account/login."), QStringLiteral("portal_link"));
        QCOMPARE(verdict("https://shop.example.com/a/account/login?token=0123456789"), QStringLiteral("at_shop"));
        QCOMPARE(verdict("https://shop.example.com/a/account/login/more"), QStringLiteral("at_shop"));
        QCOMPARE(verdict("https://other.example.com/a/account/login"), QStringLiteral("other_shop"));
    }

    // Skio still shows the right one, and Shopify has the typo.
    void aWrongAddressIsTakenBack() {
        m_skio->skio.set({{QStringLiteral("shopify"), QJsonObject{{QStringLiteral("mirrorDelayMs"), QJsonValue::Null}}}});
        const QString right = m_skio->person(QStringLiteral("noSubscription")).value(QLatin1String("email")).toString();
        const auto awaited = [&] { return m_skio->details(QStringLiteral("noSubscription")).json().value(QLatin1String("shop")).toObject().value(QLatin1String("email_awaited")).toString(); };
        QCOMPARE(m_skio->changeEmail(QStringLiteral("noSubscription"), QStringLiteral("typo.typo@example.net")).status, 200);
        QCOMPARE(awaited(), QStringLiteral("typo.typo@example.net"));
        QCOMPARE(m_skio->changeEmail(QStringLiteral("noSubscription"), right).status, 200);
        QCOMPARE(m_skio->skio.stats().value(QLatin1String("shopifyUpdates")).toInt(), 2);
        QCOMPARE(awaited(), QString());
        QCOMPARE(m_skio->makeLink(QStringLiteral("noSubscription")).status, 201);
        // Where nothing waits, the address that is there is nobody's change.
        QCOMPARE(m_skio->changeEmail(QStringLiteral("noSubscription"), right).status, 200);
        QCOMPARE(m_skio->skio.stats().value(QLatin1String("shopifyUpdates")).toInt(), 2);
    }

    void aLinkIsMadeForTheAddressThatWasSeen() {
        const Reply refused = m_skio->makeLink(QStringLiteral("mixedCase"), "{\"email_shown\":\"somebody.else@example.com\"}");
        QCOMPARE(refused.status, 409);
        QVERIFY2(SkioFixture::codesOf(refused).contains(QStringLiteral("shop_email_differs")), qPrintable(SkioFixture::codesOf(refused).join(u' ')));
        QCOMPARE(m_skio->skio.stats().value(QLatin1String("magicLinkCalls")).toInt(), 0);
        const QByteArray shown = m_skio->person(QStringLiteral("mixedCase")).value(QLatin1String("email")).toString().toUtf8();
        QCOMPARE(m_skio->makeLink(QStringLiteral("mixedCase"), "{\"email_shown\":\"" + shown + "\"}").status, 201);
    }

    void aSyncIsBegunByHand() {
        m_skio->skio.control({{QStringLiteral("command"), QStringLiteral("email")}, {QStringLiteral("id"), QStringLiteral("noEmail")}, {QStringLiteral("email"), QStringLiteral("phoebe@example.com")}});
        QCOMPARE(m_skio->call("POST", "/shop/sync", "{}").status, 204);
        const auto listed = [this] { return m_skio->call("GET", "/customers?search=phoebe@example.com").json().value(QLatin1String("items")).toArray().size(); };
        QTRY_COMPARE_WITH_TIMEOUT(listed(), 1, 20'000);
    }

    void aStoreOfTheHouseIsNoMirror() {
        ServiceFixture house;
        house.options.shop = m_skio->options.shop;
        const auto refused = RunningService::start(house.options);
        QVERIFY(!refused);
        QCOMPARE(toText(refused.error().code), toText(ErrorCode::StoreOfOtherShop));
    }

private:
    std::unique_ptr<SkioFixture> m_skio;
};

QTEST_GUILESS_MAIN(TestShopRoutes)
#include "tst_shop_routes.moc"
