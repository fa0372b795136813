// What Skio answers instead of what was asked, as the API tells it: each with a finding, nothing repeated, no token and no link anywhere.
#include "tests/api/skio_fixture.h"

using namespace latchkey;

class TestShopTroubles : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_skio.startAndSync()); }
    void cleanup() {
        m_skio.skio.control(QStringLiteral("behave"));
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
        m_skio.skio.set({{QStringLiteral("tokenRevoked"), true}});
        QCOMPARE(m_skio.call("POST", "/shop/sync", "{}").status, 204);
        const auto fault = [this] { return m_skio.sync().value(QLatin1String("trouble")).toObject().value(QLatin1String("fault")).toString(); };
        QTRY_COMPARE(fault(), QStringLiteral("token_refused"));
        const auto codes = [this] { return SkioFixture::codesOf(m_skio.details(QStringLiteral("otherScript"))); };
        QTRY_VERIFY(codes().contains(QStringLiteral("shop_refused_us")));
        m_skio.skio.set({{QStringLiteral("tokenRevoked"), false}});
        QCOMPARE(m_skio.call("POST", "/shop/sync", "{}").status, 204);
        QTRY_COMPARE(fault(), QString());
        m_skio.clock.advance(std::chrono::minutes(2));
        QTRY_VERIFY(!codes().contains(QStringLiteral("shop_refused_us")));
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

private:
    SkioFixture m_skio;
};

QTEST_GUILESS_MAIN(TestShopTroubles)
#include "tst_shop_troubles.moc"
