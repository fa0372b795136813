// Reads over a real GraphQL engine: rows with what hangs on them, what is missing, fields that are gone, pages that are too large, and pauses.
#include "tests/shops/skio_fixture.h"

#include <thread>

using namespace latchkey;
using namespace std::chrono_literals;

class TestSkioReads : public QObject {
    Q_OBJECT

private slots:
    void aCustomerComesWithTheSubscriptions();
    void aSubscriptionComesWithItsLines();
    void nullsWhereNoneArePromisedAreTaken();
    void statusesShowAsTheyCome();
    void whatIsNoIdIsNotSent();
    void whatIsGoneIsGone();
    void aRedactedCustomerIsEmpty();
    void fieldsThatAreGoneAreLeftOutAndRemembered();
    void neededFieldsAreNeverLeftOut();
    void sixRefusedFieldsAreTooMany();
    void aRefusedDocumentGivesWayToItsLeanOne();
    void pagesAreHalvedAndTheirSizeIsRemembered();
    void rowsCountedAsNodesAreFewEnough();
    void whatWasLearnedIsForgottenAfterAWeek();
    void searchesFindByWhatWasTyped_data();
    void searchesFindByWhatWasTyped();
    void withoutTheFoldedColumnTheAddressIsFoundByPattern();
    void failuresThatPassAreAskedAgain_data();
    void failuresThatPassAreAskedAgain();
    void aLongPauseIsLeftToTheAsker();
    void aRedirectIsNotFollowed();
    void twoAreInFlightAndFiveInASecond();
    void aStopEndsARequest();
};

void TestSkioReads::aCustomerComesWithTheSubscriptions() {
    SkioFixture f;
    const auto maya = f.shop().customer(f.server.id(u"maya"_qs), {});
    QVERIFY_DONE(maya);
    QCOMPARE(maya->row.email, u"maya.ortiz@example.com"_qs);
    QCOMPARE(maya->row.updatedAt, u"2025-06-14T08:21:07.310447+00:00"_qs);
    QCOMPARE(maya->subscriptions.size(), 2);
    QCOMPARE(maya->subscriptions.first().row.status, u"ACTIVE"_qs);
    QCOMPARE(maya->subscriptions.first().lines.size(), 1);
    QCOMPARE(maya->subscriptions.first().lines.first().line.price, u"29.99"_qs);
    QCOMPARE(maya->subscriptions.first().lines.first().productTitle, u"T-Shirt"_qs);
    QCOMPARE(f.count("requests"), 1);
}

void TestSkioReads::aSubscriptionComesWithItsLines() {
    SkioFixture f;
    for (const bool asText : {false, true}) {
        f.server.set({{u"numericStrings"_qs, asText}});
        const auto read = f.shop().subscription(f.server.id(u"mayaActive"_qs), {});
        QVERIFY_DONE(read);
        QCOMPARE(read->row.currency, u"USD"_qs);
        QVERIFY(read->customer && read->billing);
        QCOMPARE(read->customer->id, f.server.id(u"maya"_qs));
        QCOMPARE(read->billing->interval, u"MONTH"_qs);
        QCOMPARE(read->billing->intervalCount, 1);
        QCOMPARE(read->lines.first().line.price, u"29.99"_qs);
        QCOMPARE(read->lines.first().line.quantity, 2);
    }
}

void TestSkioReads::nullsWhereNoneArePromisedAreTaken() {
    SkioFixture f;
    const auto noPolicy = f.shop().subscription(f.server.id(u"noPolicy"_qs), {});
    QVERIFY_DONE(noPolicy);
    QVERIFY(!noPolicy->billing);
    const auto gone = f.shop().subscription(f.server.id(u"productDeleted"_qs), {});
    QVERIFY_DONE(gone);
    QCOMPARE(gone->lines.size(), 1);
    QVERIFY(gone->lines.first().productTitle.isEmpty());
    const auto noLines = f.shop().subscription(f.server.id(u"noLines"_qs), {});
    QVERIFY_DONE(noLines);
    QVERIFY(noLines->lines.isEmpty());
}

void TestSkioReads::statusesShowAsTheyCome() {
    SkioFixture f;
    QCOMPARE(f.shop().subscription(f.server.id(u"threeDs"_qs), {})->row.status, u"3DS_ERROR"_qs);
    QCOMPARE(f.shop().subscription(f.server.id(u"underReview"_qs), {})->row.status, u"Under Review"_qs);
}

void TestSkioReads::whatIsNoIdIsNotSent() {
    SkioFixture f;
    QVERIFY_TROUBLE(f.shop().customer(u"sub111"_qs, {}), ShopFault::NotAnId);
    QVERIFY_TROUBLE(f.shop().subscription(u"18038b73-a9db-4809-a5c9-054db8c9ee1f\n"_qs, {}), ShopFault::NotAnId);
    QCOMPARE(f.count("requests"), 0);
}

void TestSkioReads::whatIsGoneIsGone() {
    SkioFixture f;
    QVERIFY_TROUBLE(f.shop().customer(f.server.id(u"nobody"_qs), {}), ShopFault::Gone);
    QVERIFY_TROUBLE(f.shop().subscription(f.server.id(u"nobody"_qs), {}), ShopFault::Gone);
}

void TestSkioReads::aRedactedCustomerIsEmpty() {
    SkioFixture f;
    f.server.control({{u"command"_qs, u"redact"_qs}, {u"id"_qs, u"maya"_qs}, {u"keepValues"_qs, true}});
    const auto maya = f.shop().customer(f.server.id(u"maya"_qs), {});
    QVERIFY_DONE(maya);
    QVERIFY(!maya->row.redactedAt.isEmpty());
    QVERIFY(maya->row.email.isEmpty() && maya->row.firstName.isEmpty() && maya->row.phone.isEmpty());
}

void TestSkioReads::fieldsThatAreGoneAreLeftOutAndRemembered() {
    SkioFixture f;
    const auto hide = [](const char *type, const char *field) { return QJsonObject{{u"type"_qs, QLatin1String(type)}, {u"field"_qs, QLatin1String(field)}}; };
    f.server.set({{u"hiddenFields"_qs, QJsonArray{hide("Subscription", "currencyCode"), hide("Subscription", "StorefrontUser"), hide("Policy", "intervalCount")}}});
    const auto read = f.shop().subscription(f.server.id(u"mayaActive"_qs), {});
    QVERIFY_DONE(read);
    QCOMPARE(read->lines.size(), 1);
    QVERIFY(read->row.currency.isEmpty() && !read->customer);
    QVERIFY(read->billing && read->billing->interval == u"MONTH"_qs && read->billing->intervalCount == 0);
    QCOMPARE(f.count("requests"), 4);
    QVERIFY_DONE(f.open().subscription(f.server.id(u"mayaActive"_qs), {}));
    QCOMPARE(f.count("requests"), 5);
}

void TestSkioReads::neededFieldsAreNeverLeftOut() {
    SkioFixture f;
    for (const char *field : {"id", "updatedAt", "email", "redactedAt", "removedAt"}) {
        f.server.set({{u"hiddenFields"_qs, QJsonArray{QJsonObject{{u"type"_qs, u"StorefrontUser"_qs}, {u"field"_qs, QLatin1String(field)}}}}});
        QVERIFY_TROUBLE(f.open().changes(ShopCollection::Customers, {}, {}), ShopFault::DocumentRefused);
    }
}

void TestSkioReads::sixRefusedFieldsAreTooMany() {
    SkioFixture f;
    QJsonArray hidden;
    for (const char *field : {"siteId", "currencyCode", "nextBillingDate", "cancelledAt", "billingPolicyId", "createdAt"})
        hidden.append(QJsonObject{{u"type"_qs, u"Subscription"_qs}, {u"field"_qs, QLatin1String(field)}});
    f.server.set({{u"hiddenFields"_qs, hidden}});
    QVERIFY_TROUBLE(f.shop().changes(ShopCollection::Subscriptions, {}, {}), ShopFault::DocumentRefused);
    QCOMPARE(f.count("requests"), 6);
    // What was learned so far is kept, so that the next try comes through.
    QVERIFY_DONE(f.shop().changes(ShopCollection::Subscriptions, {}, {}));
}

void TestSkioReads::aRefusedDocumentGivesWayToItsLeanOne() {
    SkioFixture f;
    f.server.set({{u"depthLimit"_qs, 3}});
    const auto read = f.shop().subscription(f.server.id(u"mayaActive"_qs), {});
    QVERIFY_DONE(read);
    QVERIFY(read->lines.isEmpty() && read->billing);
    QCOMPARE(f.count("requests"), 2);
    QVERIFY_DONE(f.open().subscription(f.server.id(u"mayaActive"_qs), {}));
    QCOMPARE(f.count("requests"), 3);
}

void TestSkioReads::pagesAreHalvedAndTheirSizeIsRemembered() {
    SkioFixture f({60, 0, 1});
    f.server.set({{u"pageLimit"_qs, QJsonObject{{u"max"_qs, 30}, {u"message"_qs, u"too many rows requested"_qs}}}});
    const auto page = f.shop().changes(ShopCollection::Customers, {}, {});
    QVERIFY_DONE(page);
    QCOMPARE(page->rows.customers.size(), 25);
    QCOMPARE(f.count("requests"), 3);
    QVERIFY_DONE(f.open().changes(ShopCollection::Customers, page->cursor, {}));
    QCOMPARE(f.count("requests"), 4);
    f.server.set({{u"pageLimit"_qs, QJsonObject{{u"max"_qs, 4}, {u"message"_qs, u"too many rows requested"_qs}}}});
    QVERIFY_TROUBLE(f.shop().changes(ShopCollection::Customers, {}, {}), ShopFault::TooMuchAsked);
    QCOMPARE(f.count("requests"), 4 + 4);
}

void TestSkioReads::rowsCountedAsNodesAreFewEnough() {
    SkioFixture f;
    f.server.set({{u"nodeReading"_qs, u"rows"_qs}});
    const QString maya = f.server.id(u"maya"_qs);
    for (int i = 0; i < 20; ++i) {
        const QString id = u"aaaaaaaa-0000-4000-8000-%1"_qs.arg(i, 12, 10, QLatin1Char('0'));
        f.server.control({{u"command"_qs, u"add"_qs}, {u"type"_qs, u"Subscription"_qs},
                          {u"values"_qs, QJsonObject{{u"id"_qs, id}, {u"platformId"_qs, id}, {u"status"_qs, u"ACTIVE"_qs}, {u"currencyCode"_qs, u"USD"_qs},
                                                     {u"siteId"_qs, f.server.id(u"site"_qs)}, {u"storefrontUserId"_qs, maya}, {u"deliveryPrice"_qs, 1},
                                                     {u"billingPolicyId"_qs, f.server.id(u"policy"_qs)}, {u"deliveryPolicyId"_qs, f.server.id(u"policy"_qs)}}}});
        for (int line = 0; line < 4; ++line) {
            const QString lineId = u"bbbbbbbb-0000-4000-8%1-%2"_qs.arg(line, 3, 10, QLatin1Char('0')).arg(i, 12, 10, QLatin1Char('0'));
            f.server.control({{u"command"_qs, u"add"_qs}, {u"type"_qs, u"SubscriptionLine"_qs},
                              {u"values"_qs, QJsonObject{{u"id"_qs, lineId}, {u"subscriptionId"_qs, id}, {u"productVariantId"_qs, f.server.id(u"variant"_qs)},
                                                         {u"quantity"_qs, 1}, {u"priceWithoutDiscount"_qs, 1}, {u"taxable"_qs, true}, {u"isPrepaid"_qs, false}}}});
        }
    }
    const auto read = f.shop().customer(maya, {});
    QVERIFY_DONE(read);
    QCOMPARE(read->subscriptions.size(), 8);
    QCOMPARE(read->subscriptions.last().lines.size(), 3);
    QVERIFY_DONE(f.shop().changes(ShopCollection::Lines, {}, {}));
    QCOMPARE(f.count("requests"), 2);
}

void TestSkioReads::whatWasLearnedIsForgottenAfterAWeek() {
    SkioFixture f;
    f.server.set({{u"hiddenFields"_qs, QJsonArray{QJsonObject{{u"type"_qs, u"Subscription"_qs}, {u"field"_qs, u"currencyCode"_qs}}}}});
    QVERIFY_DONE(f.shop().subscription(f.server.id(u"mayaActive"_qs), {}));
    f.server.set({{u"hiddenFields"_qs, QJsonArray()}});
    f.clock.leap(std::chrono::hours(24 * 8));
    f.server.control({{u"command"_qs, u"patch"_qs}, {u"type"_qs, u"Subscription"_qs}, {u"id"_qs, u"mayaActive"_qs},
                      {u"values"_qs, QJsonObject{{u"currencyCode"_qs, u"EUR"_qs}}}});
    const auto read = f.shop().subscription(f.server.id(u"mayaActive"_qs), {});
    QVERIFY_DONE(read);
    QCOMPARE(read->row.currency, u"EUR"_qs);
}

void TestSkioReads::searchesFindByWhatWasTyped_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("an e-mail") << u" Maya.Ortiz@example.com "_qs << QStringList{u"maya"_qs};
    QTest::newRow("a shared e-mail") << u"jo.park@example.com"_qs << QStringList{u"twinOne"_qs, u"twinTwo"_qs};
    QTest::newRow("a part of a name") << u"ortiz"_qs << QStringList{u"maya"_qs};
    QTest::newRow("two words") << u"Maya Ortiz"_qs << QStringList{u"maya"_qs};
    QTest::newRow("two words turned round") << u"ortiz maya"_qs << QStringList{u"maya"_qs};
    QTest::newRow("a phone number") << u"+1 (415) 555-0134"_qs << QStringList{u"maya"_qs};
    QTest::newRow("a Shopify number") << u"7827118522567"_qs << QStringList{u"maya"_qs};
    QTest::newRow("a platform id") << u"gid://shopify/Customer/7827118522567"_qs << QStringList{u"maya"_qs};
    QTest::newRow("an id") << u"18038b73-a9db-4809-a5c9-054db8c9ee1f"_qs << QStringList{u"maya"_qs};
    QTest::newRow("a pattern stands for itself") << u"ma%a"_qs << QStringList();
    QTest::newRow("too short") << u"ma"_qs << QStringList();
    QTest::newRow("somebody removed") << u"gone.customer@example.com"_qs << QStringList();
}

void TestSkioReads::searchesFindByWhatWasTyped() {
    SkioFixture f;
    QFETCH(QString, typed);
    QFETCH(QStringList, found);
    const auto customers = f.shop().search({typed}, {});
    QVERIFY_DONE(customers);
    QSet<QString> ids;
    for (const ShopCustomer &customer : *customers) ids.insert(customer.id);
    QSet<QString> wanted;
    for (const QString &name : found) wanted.insert(f.server.id(name));
    QCOMPARE(ids, wanted);
}

void TestSkioReads::withoutTheFoldedColumnTheAddressIsFoundByPattern() {
    SkioFixture f;
    f.server.set({{u"hiddenFields"_qs, QJsonArray{QJsonObject{{u"type"_qs, u"StorefrontUser"_qs}, {u"field"_qs, u"emailLower"_qs}},
                                                  QJsonObject{{u"type"_qs, u"StorefrontUser_bool_exp"_qs}, {u"field"_qs, u"emailLower"_qs}}}}});
    for (int i = 0; i < 2; ++i) {
        const auto found = f.shop().search({u"lena.moss@example.com"_qs}, {});
        QVERIFY_DONE(found);
        QCOMPARE(found->size(), 1);
    }
}

void TestSkioReads::failuresThatPassAreAskedAgain_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QJsonObject>("rule");
    QTest::addColumn<int>("shortest");  // pause in milliseconds
    QTest::addColumn<int>("longest");
    QTest::newRow("502 in HTML") << u"badGateway"_qs << QJsonObject() << 2000 << 2500;
    QTest::newRow("429 without a word") << u"tooMany"_qs << QJsonObject() << 2000 << 2500;
    QTest::newRow("429 with seconds") << u"tooMany"_qs << QJsonObject{{u"retryAfter"_qs, 4}} << 3000 << 4000;
    QTest::newRow("429 with a date") << u"tooMany"_qs << QJsonObject{{u"retryAfter"_qs, u"date"_qs}, {u"seconds"_qs, 4}} << 2000 << 5000;
    QTest::newRow("429 in GraphQL") << u"tooManyGraphql"_qs << QJsonObject() << 2000 << 2500;
    QTest::newRow("503 with seconds") << u"unavailable"_qs << QJsonObject() << 2000 << 2500;
    QTest::newRow("hangs") << u"hang"_qs << QJsonObject() << 2000 << 2500;
    QTest::newRow("hangs up") << u"drop"_qs << QJsonObject() << 2000 << 2500;
    QTest::newRow("internal error") << u"internalError"_qs << QJsonObject() << 2000 << 2500;
}

void TestSkioReads::failuresThatPassAreAskedAgain() {
    QFETCH(QString, kind);
    QFETCH(QJsonObject, rule);
    QFETCH(int, shortest);
    QFETCH(int, longest);
    SkioFixture f;
    if (kind.startsWith(u"hang"_qs)) f.timeout = 1s;
    f.open();
    const qsizetype pauses = f.clock.slept().size();
    const Duration before = f.clock.sleptInAll();
    f.server.misbehave(kind, rule);
    QVERIFY_DONE(f.shop().customer(f.server.id(u"maya"_qs), {}));
    QVERIFY(f.clock.slept().size() > pauses);
    const Duration pause = f.clock.sleptInAll() - before;
    QVERIFY2(pause >= Duration(shortest) && pause <= Duration(longest), qPrintable(QString::number(pause.count())));
}

void TestSkioReads::aLongPauseIsLeftToTheAsker() {
    SkioFixture f;
    f.server.misbehave(u"tooMany"_qs, {{u"retryAfter"_qs, 30}});
    const auto refused = f.shop().customer(f.server.id(u"maya"_qs), {});
    QVERIFY_TROUBLE(refused, ShopFault::TooFast);
    QVERIFY(refused.error().retryAt && *refused.error().retryAt - f.clock.now() > 25s);
    QVERIFY_TROUBLE(f.shop().customer(f.server.id(u"maya"_qs), {}), ShopFault::TooFast);
    QCOMPARE(f.count("requests"), 1);
    QVERIFY_DONE(f.shop().changes(ShopCollection::Customers, {}, {}));
    QVERIFY(f.clock.sleptInAll() > 25s);
}

void TestSkioReads::aRedirectIsNotFollowed() {
    SkioFixture f;
    f.server.misbehave(u"redirect"_qs);
    QVERIFY_TROUBLE(f.shop().customer(f.server.id(u"maya"_qs), {}), ShopFault::Redirected);
    QCOMPARE(f.count("elsewhere"), 0);
}

void TestSkioReads::twoAreInFlightAndFiveInASecond() {
    SkioFixture f;
    const SystemClock clock;
    const auto shop = SkioShop::make(f.setup, {clock, f.chance, f.memory});
    QVERIFY(shop.has_value());
    f.server.misbehave(u"slow"_qs, {{u"milliseconds"_qs, 150}, {u"times"_qs, 0}});
    const QString maya = f.server.id(u"maya"_qs);
    const Instant begin = clock.now();
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 3; ++n) static_cast<void>((*shop)->customer(maya, {}));
        });
    threads.clear();
    QCOMPARE(f.count("requests"), 12);
    QVERIFY(f.count("maxInFlight") <= 2);
    // Five, five, and two more; how close together they arrive is the network's.
    QVERIFY(clock.now() - begin >= 2s);
}

void TestSkioReads::aStopEndsARequest() {
    SkioFixture f;
    f.timeout = 60s;
    f.server.misbehave(u"hang"_qs);
    std::stop_source stop;
    std::jthread later([&] {
        while (f.count("requests") == 0) std::this_thread::yield();
        stop.request_stop();
    });
    QVERIFY_TROUBLE(f.shop().customer(f.server.id(u"maya"_qs), stop.get_token()), ShopFault::Stopped);
}

QTEST_GUILESS_MAIN(TestSkioReads)
#include "tst_skio_reads.moc"
