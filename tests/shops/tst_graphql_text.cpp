// GraphQL documents: their fields are found, left out with what hangs on them, and ours stay within Skio's limits; secrets are cut out of answers.
#include "services/shops/skio/graphql_text.h"
#include "services/shops/skio/secret_text.h"
#include "services/shops/skio/skio_cursor.h"
#include "services/shops/skio/skio_documents.h"
#include "services/shops/skio/skio_rows.h"
#include "services/shops/skio/skio_setup.h"
#include "tests/support/verify.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace latchkey;

class TestGraphqlText : public QObject {
    Q_OBJECT

private slots:
    void fieldsAreFoundWithTheirPathsAndTypes();
    void fieldsAreLeftOut_data();
    void fieldsAreLeftOut();
    void whatIsNoDocumentHasNoFields_data();
    void whatIsNoDocumentHasNoFields();
    void ourDocumentsKeepToTheLimits();
    void aFolderStandsInByName();
    void aBrokenDocumentIsNotTaken();
    void aSecretIsCutOut_data();
    void aSecretIsCutOut();
    void numbersAreKeptAsDecimalText_data();
    void numbersAreKeptAsDecimalText();
    void aCursorLeadsOn();
    void whatIsNoCursorIsTheBeginning();
    void aSetupSaysWhatIsWrong_data();
    void aSetupSaysWhatIsWrong();
};

namespace {
const QByteArray nested = R"(query Q($id: uuid!) { # "comment" with } in it
  Subscriptions(where: {note: {_eq: "a } b"}}, limit: 5) { id note
    BillingPolicy { interval }
    plan: DeliveryPolicy @include(if: true) { interval intervalCount }
  }
})";
}

void TestGraphqlText::fieldsAreFoundWithTheirPathsAndTypes() {
    QStringList found;
    for (const GraphqlField &field : graphqlFields(nested)) found.append(QStringLiteral("%1 %2 %3").arg(field.path, field.parentType).arg(field.depth));
    QCOMPARE(found, (QStringList{u"Subscriptions query_root 1"_qs, u"Subscriptions.id Subscription 2"_qs, u"Subscriptions.note Subscription 2"_qs,
                                 u"Subscriptions.BillingPolicy Subscription 2"_qs, u"Subscriptions.BillingPolicy.interval Policy 3"_qs,
                                 u"Subscriptions.plan Subscription 2"_qs, u"Subscriptions.plan.interval Policy 3"_qs,
                                 u"Subscriptions.plan.intervalCount Policy 3"_qs}));
}

void TestGraphqlText::fieldsAreLeftOut_data() {
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QStringList>("left");
    const QStringList all{u"Subscriptions"_qs, u"Subscriptions.id"_qs, u"Subscriptions.note"_qs, u"Subscriptions.BillingPolicy"_qs,
                          u"Subscriptions.BillingPolicy.interval"_qs, u"Subscriptions.plan"_qs, u"Subscriptions.plan.interval"_qs,
                          u"Subscriptions.plan.intervalCount"_qs};
    const auto without = [&](const QStringList &gone) {
        QStringList left = all;
        for (const QString &path : gone) left.removeAll(path);
        return left;
    };
    QTest::newRow("nothing") << QStringList() << all;
    QTest::newRow("a column") << QStringList{u"Subscriptions.note"_qs} << without({u"Subscriptions.note"_qs});
    QTest::newRow("a subtree") << QStringList{u"Subscriptions.plan"_qs}
                               << without({u"Subscriptions.plan"_qs, u"Subscriptions.plan.interval"_qs, u"Subscriptions.plan.intervalCount"_qs});
    QTest::newRow("the last of a parent") << QStringList{u"Subscriptions.BillingPolicy.interval"_qs}
                                          << without({u"Subscriptions.BillingPolicy"_qs, u"Subscriptions.BillingPolicy.interval"_qs});
    QTest::newRow("two") << QStringList{u"Subscriptions.note"_qs, u"Subscriptions.plan.interval"_qs}
                         << without({u"Subscriptions.note"_qs, u"Subscriptions.plan.interval"_qs});
    QTest::newRow("what is not there") << QStringList{u"Subscriptions.gone"_qs} << all;
}

void TestGraphqlText::fieldsAreLeftOut() {
    QFETCH(QStringList, paths);
    QStringList left;
    for (const GraphqlField &field : graphqlFields(withoutFields(nested, paths))) left.append(field.path);
    QTEST(left, "left");
    QStringList compact;
    for (const GraphqlField &field : graphqlFields(withoutFields(compactGraphql(nested), paths))) compact.append(field.path);
    QCOMPARE(compact, left);
}

void TestGraphqlText::whatIsNoDocumentHasNoFields_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", "hello", "query Q {", "query Q { a { b }", "query Q { a(b: \"x }", "query Q(", "{ ...F }"}) QTest::newRow(text) << QByteArray(text);
}

void TestGraphqlText::whatIsNoDocumentHasNoFields() {
    QFETCH(QByteArray, text);
    const QList<GraphqlField> fields = graphqlFields(text);
    QVERIFY(fields.isEmpty());
}

void TestGraphqlText::ourDocumentsKeepToTheLimits() {
    const Result<SkioDocuments> documents = SkioDocuments::load({});
    QVERIFY_OK(documents);
    QCOMPARE(documents->names().size(), 24);
    for (const QString &name : documents->names()) {
        const QList<GraphqlField> fields = graphqlFields(documents->text(name));
        QVERIFY2(!fields.isEmpty(), qPrintable(name));
        qsizetype nodes = 0;
        int depth = 0;
        for (const GraphqlField &field : fields) {
            if (!field.hasSelection) continue;
            ++nodes;
            depth = std::max(depth, field.depth);
            QVERIFY2(!field.path.contains(u"qaToken"_qs) && field.name != u"qaAuthSettings"_qs, qPrintable(name));
        }
        QVERIFY2(depth <= 4 && nodes <= 100, qPrintable(name));
    }
}

void TestGraphqlText::aFolderStandsInByName() {
    QTemporaryDir folder;
    QFile own(folder.filePath(u"SkioProbe.graphql"_qs));
    QVERIFY(own.open(QIODevice::WriteOnly));
    own.write("# ours\nquery Mine { Subscriptions(limit: 1) { id status } }\n");
    own.close();
    const Result<SkioDocuments> documents = SkioDocuments::load(folder.path());
    QVERIFY_OK(documents);
    QCOMPARE(documents->text(u"SkioProbe"_qs), QByteArray("query Mine { Subscriptions(limit: 1) { id status } }"));
    QVERIFY(documents->text(u"SkioCustomer"_qs).startsWith("query SkioCustomer("));
}

void TestGraphqlText::aBrokenDocumentIsNotTaken() {
    QTemporaryDir folder;
    QFile own(folder.filePath(u"SkioProbe.graphql"_qs));
    QVERIFY(own.open(QIODevice::WriteOnly));
    own.write("query Mine {");
    own.close();
    QVERIFY_FAILS(SkioDocuments::load(folder.path()), ErrorCode::ConfigurationInvalid);
}

void TestGraphqlText::aSecretIsCutOut_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("text");
    const QByteArray url = "https://shop.example.com/a?token=abc-123";
    QTest::newRow("plain") << QByteArray(R"({"data":{"m":{"ok":true,"magicLinkUrl":"https://shop.example.com/a?token=abc-123","x":1}}})") << url;
    QTest::newRow("blanks") << QByteArray("{\"magicLinkUrl\" :\n \"https://shop.example.com/a?token=abc-123\"}") << url;
    QTest::newRow("escaped") << QByteArray(R"({"magicLinkUrl":"https:\/\/shop.example.com\/a?token\u003dabc-123"})") << url;
    QTest::newRow("null") << QByteArray(R"({"magicLinkUrl":null})") << QByteArray();
    QTest::newRow("not there") << QByteArray(R"({"other":"https://shop.example.com/"})") << QByteArray();
    QTest::newRow("a number") << QByteArray(R"({"magicLinkUrl":7})") << QByteArray();
    QTest::newRow("beyond ASCII") << QByteArray(R"({"magicLinkUrl":"https://shop.example.com/\u00e9"})") << QByteArray();
    QTest::newRow("the answer ends") << QByteArray(R"({"magicLinkUrl":"https://shop.example.com/a?token=abc-123)") << url;
}

void TestGraphqlText::aSecretIsCutOut() {
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, text);
    const bool wasWhole = QJsonDocument::fromJson(json).isObject();
    const LinkUrl link = cutOut(json, "magicLinkUrl");
    QVERIFY(link == LinkUrl(text));
    QVERIFY(!json.contains("abc-123"));
    QCOMPARE(QJsonDocument::fromJson(json).isObject(), wasWhole);
}

void TestGraphqlText::numbersAreKeptAsDecimalText_data() {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("text");
    QTest::newRow("a fraction") << QByteArray("29.99") << u"29.99"_qs;
    QTest::newRow("a short one") << QByteArray("8.3") << u"8.3"_qs;
    QTest::newRow("whole") << QByteArray("12") << u"12"_qs;
    QTest::newRow("whole with a point") << QByteArray("4.00") << u"4"_qs;
    QTest::newRow("small") << QByteArray("0.00001") << u"0.00001"_qs;
    QTest::newRow("negative") << QByteArray("-4.95") << u"-4.95"_qs;
    QTest::newRow("a text") << QByteArray("\"29.990\"") << u"29.990"_qs;
    QTest::newRow("null") << QByteArray("null") << QString();
    QTest::newRow("a list") << QByteArray("[1]") << QString();
}

void TestGraphqlText::numbersAreKeptAsDecimalText() {
    QFETCH(QByteArray, json);
    const QJsonArray array = QJsonDocument::fromJson('[' + json + ']').array();
    QTEST(textOf(array.at(0)), "text");
}

void TestGraphqlText::aCursorLeadsOn() {
    SkioCursor rest;
    rest.phase = SkioCursor::Phase::Rest;
    rest.seen = u"2026-09-14T08:21:07.310447+00:00"_qs;
    SkioCursor run = SkioCursor::fromText(rest.toText()).nextRun();
    QCOMPARE(QJsonDocument(run.where()).toJson(QJsonDocument::Compact), QByteArray(R"({"updatedAt":{"_gte":"2026-09-14T08:16:07.310+00:00"}})"));
    run.lastAt = u"2026-09-14T09:02:11.004812+00:00"_qs;
    run.lastId = u"feb6b3f2-7ba3-47ba-9869-8e7a5cee11e1"_qs;
    const SkioCursor back = SkioCursor::fromText(run.toText());
    QCOMPARE(QJsonDocument(back.where()).toJson(QJsonDocument::Compact),
             QByteArray(R"({"_and":[{"updatedAt":{"_gte":"2026-09-14T08:16:07.310+00:00"}},{"_or":[{"updatedAt":{"_gt":"2026-09-14T09:02:11.004812+00:00"}},)"
                        R"({"_and":[{"updatedAt":{"_eq":"2026-09-14T09:02:11.004812+00:00"}},{"id":{"_gt":"feb6b3f2-7ba3-47ba-9869-8e7a5cee11e1"}}]}]}]})"));
    QCOMPARE(back.orderBy().size(), 2);
    SkioCursor noZone;
    noZone.phase = SkioCursor::Phase::Rest;
    noZone.seen = u"2026-09-14T08:21:07.5"_qs;
    QCOMPARE(noZone.nextRun().start, u"2026-09-14T08:16:07.500+00:00"_qs);
}

void TestGraphqlText::whatIsNoCursorIsTheBeginning() {
    for (const char *text : {"", "rubbish", "{}", R"({"phase":"run"})", R"({"phase":"rest"})", R"({"phase":"load","id":"x"})"}) {
        const SkioCursor cursor = SkioCursor::fromText(QLatin1String(text));
        QCOMPARE(cursor.phase, SkioCursor::Phase::Load);
        QVERIFY(cursor.where().isEmpty());
    }
}

void TestGraphqlText::aSetupSaysWhatIsWrong_data() {
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("change");
    QTest::newRow("fine") << QString() << 0;
    QTest::newRow("plain http") << u"skio-endpoint"_qs << 1;
    QTest::newRow("loopback") << QString() << 2;
    QTest::newRow("no token") << u"skio-token"_qs << 3;
    QTest::newRow("a domain with a path") << u"store-domain"_qs << 4;
    QTest::newRow("no domain") << u"store-domain"_qs << 5;
    QTest::newRow("a login path to another host") << u"login-path"_qs << 6;
    QTest::newRow("no such folder") << u"skio-documents"_qs << 7;
    QTest::newRow("a Shopify token without a shop") << u"shopify-shop"_qs << 8;
    QTest::newRow("a Shopify shop alone") << QString() << 9;
    QTest::newRow("a shop that is a host") << u"shopify-shop"_qs << 10;
    QTest::newRow("a version that is none") << u"shopify-version"_qs << 11;
    QTest::newRow("a password in the endpoint") << u"skio-endpoint"_qs << 12;
}

void TestGraphqlText::aSetupSaysWhatIsWrong() {
    QFETCH(int, change);
    SkioSetup setup;
    setup.token = ShopSecret("abcdefgh");
    setup.storeDomain = u"shop.example.com"_qs;
    switch (change) {
        case 1: setup.endpoint = u"http://graphql.example.com/v1"_qs; break;
        case 2: setup.endpoint = u"http://127.0.0.1:8/v1"_qs; break;
        case 3: setup.token = {}; break;
        case 4: setup.storeDomain = u"shop.example.com/a"_qs; break;
        case 5: setup.storeDomain.clear(); break;
        case 6: setup.loginPath = u"//evil.example/a"_qs; break;
        case 7: setup.documents = u"/no/such/folder"_qs; break;
        case 8: setup.shopify.token = ShopSecret("abcdefgh"); break;
        case 9: setup.shopify.shop = u"gruns"_qs; break;
        case 10: setup.shopify.shop = u"gruns.myshopify.com"_qs; break;
        case 11: setup.shopify.shop = u"gruns"_qs; setup.shopify.version = u"2026-13"_qs; break;
        case 12: setup.endpoint = u"https://a:b@graphql.example.com/v1"_qs; break;
        default: break;
    }
    QTEST(faultIn(setup), "fault");
}

QTEST_GUILESS_MAIN(TestGraphqlText)
#include "tst_graphql_text.moc"
