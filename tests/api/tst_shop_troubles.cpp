// What Skio answers instead of what was asked, as the API tells it: each with a finding, nothing repeated, no token and no link anywhere.
#include "services/store/shop_sync_store.h"
#include "services/store/shop_waits.h"
#include "tests/api/skio_fixture.h"
#include "tests/support/verify.h"

using namespace latchkey;

class TestShopTroubles : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_skio.startAndSync()); }
    void cleanup() {
        m_skio.skio.control(QStringLiteral("behave"));
        m_skio.skio.set({{QStringLiteral("hiddenFields"), QJsonArray{}}, {QStringLiteral("shopify"), QJsonObject{{QStringLiteral("tokenRevoked"), false}}}});
        m_skio.skio.set({{QStringLiteral("tokenRevoked"), false}, {QStringLiteral("magicLink"), QJsonObject{{QStringLiteral("host"), QStringLiteral("shop.example.com")}, {QStringLiteral("expiresAt"), QStringLiteral("ok")}}}});
        m_skio.skio.control(QStringLiteral("clearStats"));
    }

    void aLinkThatWasNotMadeSaysWhy_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QJsonObject>("rule");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("finding");
        const auto row = [](const char *name, const char *kind, const QJsonObject &rule, int status, const char *finding) {
            QTest::newRow(name) << QString::fromLatin1(kind) << rule << status << QString::fromLatin1(finding);
        };
        row("a bad token", "badToken", {}, 502, "shop_refused_us");
        row("no JSON: it may have been made", "notJson", {}, 504, "shop_uncertain");
        row("it says no", "graphqlError", {{QStringLiteral("message"), QStringLiteral("nothing doing")}}, 409, "shop_declined");
        row("the answer is lost", "hangAfter", {}, 504, "shop_uncertain");
        row("the line is cut", "dropAfter", {}, 504, "shop_uncertain");
    }
    void aLinkThatWasNotMadeSaysWhy() {
        QFETCH(QString, kind);
        QFETCH(QJsonObject, rule);
        QFETCH(int, status);
        QFETCH(QString, finding);
        rule.insert(QStringLiteral("operation"), QStringLiteral("SkioGenerateMagicLink"));
        rule.insert(QStringLiteral("times"), 0);
        QVERIFY(m_skio.skio.misbehave(kind, rule).value(QLatin1String("ok")).toBool());
        const Reply refused = m_skio.makeLink(QStringLiteral("maya"));
        QCOMPARE(refused.status, status);
        QVERIFY2(SkioFixture::codesOf(refused).contains(finding), qPrintable(refused.text("detail") + u' ' + SkioFixture::codesOf(refused).join(u' ')));
        QVERIFY(!refused.raw.contains(m_skio.skio.token()) && !refused.raw.contains("token="));
        // Never a second time by itself.
        const QJsonObject operations = m_skio.skio.stats().value(QLatin1String("byOperation")).toObject();
        QCOMPARE(operations.value(QLatin1String("SkioGenerateMagicLink")).toInt(), 1);
    }

    void aLinkToAForeignHostIsThrownAway() {
        m_skio.skio.set({{QStringLiteral("magicLink"), QJsonObject{{QStringLiteral("host"), QStringLiteral("shop.example.com.evil.example")}}}});
        const Reply refused = m_skio.makeLink(QStringLiteral("maya"));
        QCOMPARE(refused.status, 409);
        QVERIFY(SkioFixture::codesOf(refused).contains(QStringLiteral("shop_link_elsewhere")));
        // The host may be told, and nothing else of the link.
        QVERIFY(!refused.raw.contains("token=") && !refused.raw.contains("/a/account"));
    }

    // Somebody may be logged in by it, so that the record says who asked for it.
    void whatMayHaveBeenMadeIsInTheActivity() {
        m_skio.skio.misbehave(QStringLiteral("dropAfter"), {{QStringLiteral("operation"), QStringLiteral("SkioGenerateMagicLink")}});
        QCOMPARE(m_skio.makeLink(QStringLiteral("mixedCase")).status, 504);
        const auto newest = [this] { return m_skio.call("GET", "/activity?limit=1").json().value(QLatin1String("items")).toArray().first().toObject(); };
        QCOMPARE(newest().value(QLatin1String("kind")).toString(), QStringLiteral("shop_link_unsure"));
        QCOMPARE(newest().value(QLatin1String("note")).toString(), QStringLiteral("outcome=unknown"));
        QCOMPARE(newest().value(QLatin1String("customer")).toInteger(), m_skio.customer(QStringLiteral("mixedCase")));
        QVERIFY(!newest().value(QLatin1String("agent_name")).toString().isEmpty());
        m_skio.skio.set({{QStringLiteral("magicLink"), QJsonObject{{QStringLiteral("host"), QStringLiteral("shop.example.com.evil.example")}}}});
        QCOMPARE(m_skio.makeLink(QStringLiteral("mixedCase")).status, 409);
        QCOMPARE(newest().value(QLatin1String("note")).toString(), QStringLiteral("outcome=refused"));
    }

    // "ok", and no link: one may be out all the same.
    void aLinkThatIsNotToldMayHaveBeenMade() {
        m_skio.skio.misbehave(QStringLiteral("status"), {{QStringLiteral("operation"), QStringLiteral("SkioGenerateMagicLink")}, {QStringLiteral("status"), 200},
                                                         {QStringLiteral("body"), QStringLiteral(R"({"data":{"generateMagicLink":{"ok":true,"magicLinkUrl":null,"expiresAt":null,"error":null}}})")}});
        const Reply refused = m_skio.makeLink(QStringLiteral("mixedCase"));
        QCOMPARE(refused.status, 504);
        QVERIFY2(SkioFixture::codesOf(refused).contains(QStringLiteral("shop_uncertain")), qPrintable(SkioFixture::codesOf(refused).join(u' ')));
        const QJsonObject newest = m_skio.call("GET", "/activity?limit=1").json().value(QLatin1String("items")).toArray().first().toObject();
        QCOMPARE(newest.value(QLatin1String("kind")).toString(), QStringLiteral("shop_link_unsure"));
        QCOMPARE(newest.value(QLatin1String("note")).toString(), QStringLiteral("outcome=unknown"));
        QCOMPARE(newest.value(QLatin1String("customer")).toInteger(), m_skio.customer(QStringLiteral("mixedCase")));
    }

    void aChangeWithoutAnAnswerIsWaitedForUntilADayIsOver() {
        m_skio.skio.set({{QStringLiteral("shopify"), QJsonObject{{QStringLiteral("mirrorDelayMs"), QJsonValue::Null}}}});
        m_skio.skio.misbehave(QStringLiteral("dropAfter"), {{QStringLiteral("door"), QStringLiteral("shopify")}, {QStringLiteral("operation"), QStringLiteral("customerUpdate")}});
        const Reply unsure = m_skio.changeEmail(QStringLiteral("longName"), QStringLiteral("max.unsure@example.net"));
        QCOMPARE(unsure.status, 504);
        QVERIFY(SkioFixture::codesOf(unsure).contains(QStringLiteral("shop_uncertain")));
        QVERIFY(m_skio.call("GET", "/activity?limit=1").body().contains("shop_change_unsure"));
        const QJsonObject shop = m_skio.details(QStringLiteral("longName")).json().value(QLatin1String("shop")).toObject();
        QVERIFY(shop.value(QLatin1String("email_awaited")).toString() == QLatin1String("max.unsure@example.net") && shop.value(QLatin1String("email_unsure")).toBool());
        const Reply refused = m_skio.makeLink(QStringLiteral("longName"));
        QCOMPARE(refused.status, 409);
        QVERIFY(SkioFixture::codesOf(refused).contains(QStringLiteral("shop_waiting")));
        m_skio.clock.advance(std::chrono::hours(24));
        QVERIFY(!SkioFixture::codesOf(m_skio.details(QStringLiteral("longName"))).contains(QStringLiteral("shop_waiting")));
        QCOMPARE(m_skio.makeLink(QStringLiteral("longName")).status, 201);
    }

    void aChangeWithoutAnAnswerIsSureOnceItIsSavedAgain() {
        m_skio.skio.set({{QStringLiteral("shopify"), QJsonObject{{QStringLiteral("mirrorDelayMs"), QJsonValue::Null}}}});
        m_skio.skio.misbehave(QStringLiteral("dropAfter"), {{QStringLiteral("door"), QStringLiteral("shopify")}, {QStringLiteral("operation"), QStringLiteral("customerUpdate")}});
        const QString address = QStringLiteral("nobody.unsure@example.net");
        QCOMPARE(m_skio.changeEmail(QStringLiteral("noSubscription"), address).status, 504);
        const Reply again = m_skio.changeEmail(QStringLiteral("noSubscription"), address);
        QCOMPARE(again.status, 200);
        const QJsonObject shop = again.json().value(QLatin1String("shop")).toObject();
        QCOMPARE(shop.value(QLatin1String("email_awaited")).toString(), address);
        QVERIFY(!shop.contains(QLatin1String("email_unsure")));
        QCOMPARE(m_skio.skio.stats().value(QLatin1String("shopifyUpdates")).toInt(), 2);
    }

    // Another service of the store changes the address, while Skio is making the link by the old one.
    void aLinkThatWasMadeMeanwhileIsNotHandedOut() {
        m_skio.skio.misbehave(QStringLiteral("hold"), {{QStringLiteral("operation"), QStringLiteral("SkioGenerateMagicLink")}});
        const CustomerId customer(m_skio.customer(QStringLiteral("otherScript")));
        const QString shown = m_skio.person(QStringLiteral("otherScript")).value(QLatin1String("email")).toString();
        Reply refused;
        std::thread asking([&] { refused = m_skio.call("POST", "/customers/" + QByteArray::number(customer.value()) + "/magic-links", "{}"); });
        const bool isSent = QTest::qWaitFor([this] { return m_skio.skio.stats().value(QLatin1String("byOperation")).toObject().value(QLatin1String("SkioGenerateMagicLink")).toInt() > 0; });
        const auto kept = m_skio.write([&](Transaction &t) { return keepEmailWait(t.db, {customer, QStringLiteral("zoe.meanwhile@example.com"), shown, t.now, true}); });
        m_skio.skio.control(QStringLiteral("behave"));
        asking.join();
        QVERIFY(isSent && kept);
        QCOMPARE(refused.status, 409);
        QVERIFY2(SkioFixture::codesOf(refused).contains(QStringLiteral("shop_waiting")), qPrintable(SkioFixture::codesOf(refused).join(u' ')));
        QVERIFY(!refused.raw.contains("token="));
        QTRY_VERIFY(m_skio.call("GET", "/activity?limit=1").body().contains("outcome=refused"));
        const auto ended = m_skio.write([&](Transaction &t) { return endEmailWait(t.db, customer); });
        QVERIFY(ended);
    }

    void theSyncUnderWayIsCancelled() {
        QVERIFY(m_skio.syncOnce());
        m_skio.skio.misbehave(QStringLiteral("hang"), {{QStringLiteral("operation"), QStringLiteral("SkioSync")}, {QStringLiteral("times"), 0}});
        QCOMPARE(m_skio.call("POST", "/shop/sync", "{}").status, 204);
        QTRY_VERIFY_WITH_TIMEOUT(m_skio.sync().value(QLatin1String("running")).toBool(), 20'000);
        QCOMPARE(m_skio.call("DELETE", "/shop/sync").status, 204);
        QTRY_VERIFY_WITH_TIMEOUT(!m_skio.sync().value(QLatin1String("running")).toBool(), 20'000);
        // It is nobody's failure.
        QVERIFY(m_skio.sync().value(QLatin1String("trouble")).isNull());
        ServiceFixture house;
        house.start();
        QCOMPARE(house.call("DELETE", "/shop/sync").status, 409);
    }

    void whereItDoesNotSayHowLongThreeMinutesAreAssumed() {
        m_skio.skio.set({{QStringLiteral("magicLink"), QJsonObject{{QStringLiteral("expiresAt"), QStringLiteral("null")}}}});
        const Reply made = m_skio.makeLink(QStringLiteral("maya"));
        QCOMPARE(made.status, 201);
        QVERIFY(made.json().value(QLatin1String("life_assumed")).toBool());
        const qint64 lives = made.json().value(QLatin1String("expires_at")).toInteger() - made.json().value(QLatin1String("issued_at")).toInteger();
        QVERIFY2(lives > 170'000 && lives <= 181'000, qPrintable(QString::number(lives)));
    }

    // It ends the sync until somebody has mended it, and every customer's findings say so.
    void aTokenThatIsRefusedIsSaidEverywhere() {
        m_skio.clock.advance(std::chrono::minutes(2));  // what other tests have read is old
        m_skio.skio.set({{QStringLiteral("tokenRevoked"), true}});
        QCOMPARE(m_skio.call("POST", "/shop/sync", "{}").status, 204);
        const auto fault = [this] { return m_skio.sync().value(QLatin1String("trouble")).toObject().value(QLatin1String("fault")).toString(); };
        QTRY_COMPARE_WITH_TIMEOUT(fault(), QStringLiteral("token_refused"), 20'000);
        const auto codes = [this] { return SkioFixture::codesOf(m_skio.details(QStringLiteral("otherScript"))); };
        QTRY_VERIFY(codes().contains(QStringLiteral("shop_refused_us")));
        m_skio.skio.set({{QStringLiteral("tokenRevoked"), false}});
        QCOMPARE(m_skio.call("POST", "/shop/sync", "{}").status, 204);
        QTRY_COMPARE_WITH_TIMEOUT(fault(), QString(), 20'000);
        m_skio.clock.advance(std::chrono::minutes(2));
        QTRY_VERIFY(!codes().contains(QStringLiteral("shop_refused_us")));
    }

    // What a sync did without is told with its state, and keeps nobody out.
    void aTokenThatMaySeeNoPoliciesMakesLinksAllTheSame_data() {
        QTest::addColumn<QString>("table");
        for (const char *table : {"Policies", "SubscriptionLines", "ProductVariants"}) QTest::newRow(table) << QString::fromLatin1(table);
    }
    void aTokenThatMaySeeNoPoliciesMakesLinksAllTheSame() {
        QFETCH(QString, table);
        m_skio.skio.set({{QStringLiteral("hiddenFields"), QJsonArray{QJsonObject{{QStringLiteral("type"), QStringLiteral("query_root")}, {QStringLiteral("field"), table}}}}});
        QCOMPARE(m_skio.call("POST", "/shop/sync", "{}").status, 204);
        const auto trouble = [this] { return m_skio.sync().value(QLatin1String("trouble")).toObject().value(QLatin1String("what")).toString(); };
        QTRY_COMPARE_WITH_TIMEOUT(trouble(), table, 20'000);
        QCOMPARE(m_skio.sync().value(QLatin1String("failures")).toInt(), 0);
        const Reply shown = m_skio.details(QStringLiteral("mixedCase"));
        QVERIFY2(shown.json().value(QLatin1String("magic_link_possible")).toBool(), qPrintable(SkioFixture::codesOf(shown).join(u' ')));
        QVERIFY(!SkioFixture::codesOf(shown).contains(QStringLiteral("shop_no_access")));
        m_skio.skio.set({{QStringLiteral("hiddenFields"), QJsonArray{}}});
        QCOMPARE(m_skio.call("POST", "/shop/sync", "{}").status, 204);
        QTRY_COMPARE_WITH_TIMEOUT(trouble(), QString(), 20'000);
    }

    // It is Shopify that says so, of a change: links are made all the while, and no refused link is counted.
    void whatShopifyRefusesIsNotSkios() {
        const auto refusedIssues = [this] { return m_skio.call("GET", "/links/stats").json().value(QLatin1String("refused_issues")).toArray().size(); };
        const qsizetype before = refusedIssues();
        m_skio.skio.set({{QStringLiteral("shopify"), QJsonObject{{QStringLiteral("tokenRevoked"), true}}}});
        const Reply refused = m_skio.changeEmail(QStringLiteral("mixedCase"), QStringLiteral("mixed.new@example.com"));
        QVERIFY(refused.status >= 400);
        const QJsonObject finding = refused.json().value(QLatin1String("findings")).toArray().first().toObject();
        QCOMPARE(finding.value(QLatin1String("code")).toString(), QStringLiteral("shop_refused_us"));
        QCOMPARE(finding.value(QLatin1String("severity")).toString(), QStringLiteral("warns"));
        const QJsonObject facts = finding.value(QLatin1String("facts")).toObject();
        QCOMPARE(facts.value(QLatin1String("speaker")).toString(), QStringLiteral("shopify"));
        QCOMPARE(facts.value(QLatin1String("asked")).toString(), QStringLiteral("change"));
        QVERIFY(m_skio.details(QStringLiteral("mixedCase")).json().value(QLatin1String("magic_link_possible")).toBool());
        QCOMPARE(refusedIssues(), before);
    }

    void anAddressThatChangedMeanwhileIsReadBeforeItIsSavedAgain() {
        QVERIFY(m_skio.syncOnce());
        // Opened a moment ago, so that it is not read again before the change is asked for.
        m_skio.clock.advance(std::chrono::seconds(20));
        const auto readAt = [this] { return m_skio.details(QStringLiteral("longName")).json().value(QLatin1String("shop")).toObject().value(QLatin1String("read_at")).toInteger(); };
        QTRY_COMPARE(readAt(), m_skio.clock.now().milliseconds());
        m_skio.skio.control({{QStringLiteral("command"), QStringLiteral("email")}, {QStringLiteral("id"), QStringLiteral("longName")}, {QStringLiteral("email"), QStringLiteral("elsewhere.changed@example.com")}});
        const Reply refused = m_skio.changeEmail(QStringLiteral("longName"), QStringLiteral("long.new@example.com"));
        QCOMPARE(refused.status, 409);
        QVERIFY2(SkioFixture::codesOf(refused).contains(QStringLiteral("shop_email_differs")), qPrintable(SkioFixture::codesOf(refused).join(u' ')));
        QCOMPARE(m_skio.person(QStringLiteral("longName")).value(QLatin1String("email")).toString(), QStringLiteral("elsewhere.changed@example.com"));
        QCOMPARE(m_skio.changeEmail(QStringLiteral("longName"), QStringLiteral("long.new@example.com")).status, 200);
    }

    void whomShopifyDoesNotKnowIsChangedElsewhere() {
        const QJsonObject shop = m_skio.details(QStringLiteral("noShopify")).json().value(QLatin1String("shop")).toObject();
        QCOMPARE(shop.value(QLatin1String("no_email_change")).toObject().value(QLatin1String("what")).toString(), QStringLiteral("platformId"));
        QVERIFY(m_skio.details(QStringLiteral("mixedCase")).json().value(QLatin1String("shop")).toObject().value(QLatin1String("no_email_change")).isNull());
    }

    void withoutShopifyTheOtherPlacesAreTold() {
        SkioFixture plain(false);
        QVERIFY(plain.startAndSync());
        const Reply refused = plain.changeEmail(QStringLiteral("maya"), QStringLiteral("maya.new@example.com"));
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.text("code"), QStringLiteral("not_for_this_shop"));
        const QJsonObject shop = plain.details(QStringLiteral("maya")).json().value(QLatin1String("shop")).toObject();
        QVERIFY(!shop.value(QLatin1String("no_email_change")).isNull());
        QVERIFY(shop.value(QLatin1String("open_in_shop")).toString().startsWith(QLatin1String("https://")));
        QCOMPARE(plain.skio.stats().value(QLatin1String("shopifyRequests")).toInt(), 0);
    }

    // Whose store it is, its site alone tells, and it is asked before a Portal link of the other domain is handed to anybody.
    void aNewDomainIsTakenOnlyFromTheStoresOwnShop() {
        SkioFixture f(false);
        QVERIFY(f.startAndSync());
        f.stop();
        f.options.shop->skio.storeDomain = QStringLiteral("other.example.com");
        const auto domain = [&f] { return f.write([](Transaction &t) { return mirroredShop(t.db); }).value_or(std::nullopt).value_or(MirroredShop()).domain; };
        f.skio.set({{QStringLiteral("tokenRevoked"), true}});
        QVERIFY_FAILS(RunningService::start(f.options), ErrorCode::ShopRefusedUs);
        f.skio.set({{QStringLiteral("tokenRevoked"), false}});
        const auto callTheSite = [&f](std::string_view site) {
            return f.write([site](Transaction &t) { return t.db.execute("UPDATE meta SET value = '" + std::string(site) + "' WHERE name = 'shop_site'"); });
        };
        QVERIFY_OK(callTheSite("another"));
        QVERIFY_FAILS(RunningService::start(f.options), ErrorCode::StoreOfOtherShop);
        QCOMPARE(domain(), QStringLiteral("shop.example.com"));
        QVERIFY_OK(callTheSite(f.skio.id(QStringLiteral("site")).toStdString()));
        QVERIFY_OK(RunningService::start(f.options));
        QCOMPARE(domain(), QStringLiteral("other.example.com"));
    }

private:
    SkioFixture m_skio;
};

QTEST_GUILESS_MAIN(TestShopTroubles)
#include "tst_shop_troubles.moc"
