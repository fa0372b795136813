// The mirror beside the shop: equal after the first load and after every run, whatever changed, and however often it was stopped.
#include "tests/shops/mirror_fixture.h"

#include "services/store/count_store.h"

#include <QDateTime>
#include <QSet>
#include <QTimeZone>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

QString textIn(const QJsonObject &row, const char *key) { return row.value(QLatin1String(key)).toString(); }

// The test server's store is in New York.
Instant dayIn(const QJsonObject &row, const char *key) {
    const auto at = instantFromText(textIn(row, key));
    if (!at) return {};
    const QDate day = QDateTime::fromMSecsSinceEpoch(at->milliseconds(), QTimeZone("America/New_York")).date();
    return Instant(day.startOfDay(Qt::UTC).toMSecsSinceEpoch());
}

}  // namespace

class TestShopSync : public QObject {
    Q_OBJECT

private slots:
    void theFirstLoadIsEqualRowByRow();
    void everyRowIsCountedAndFound();
    void aRunTakesInWhatHasChanged();
    void rowsOfOneMomentAreNotLost();
    void rowsThatChangeDuringARunAreNotLost();
    void aChangedTimeZoneMovesTheDays();
    void aSubscriptionOfAStrangerIsTakenInWithTheStranger();
    void aStoppedRunGoesOnWhereItWas();
    void whatComesLateIntoAStoppedRunIsNotLost();
    void whoIsRedactedIsEmptied();
    void whatIsGoneIsFoundByTheSweep();
    void aShopThatShowsNothingRemovesNothing();
    void aSweepGoesOnWithTheNextRun();
    void aRowIsReadAnewBeforeAnything();
    void aNameOfALineComesWithItsReading();

private:
    void compareCustomers(MirrorFixture &f);
    void compareSubscriptions(MirrorFixture &f);
};

void TestShopSync::compareCustomers(MirrorFixture &f) {
    for (const QJsonObject &row : f.rows("StorefrontUser")) {
        const auto here = f.customer(textIn(row, "id"));
        QVERIFY2(here, qPrintable(textIn(row, "id")));
        QCOMPARE(here->email, textIn(row, "email"));
        QCOMPARE(here->firstName, textIn(row, "firstName"));
        QCOMPARE(here->lastName, textIn(row, "lastName"));
        QCOMPARE(here->phone, textIn(row, "phoneNumber"));
        QCOMPARE(here->removedAt.isSet(), !textIn(row, "removedAt").isEmpty() || !textIn(row, "redactedAt").isEmpty());
        const auto facts = mirrorFactsOf(f.store.reader(), here->id);
        QVERIFY_OK(facts);
        if (textIn(row, "redactedAt").isEmpty()) QCOMPARE(facts->platformId, textIn(row, "platformId"));
        QCOMPARE(facts->redactedAt.isSet(), !textIn(row, "redactedAt").isEmpty());
    }
}

void TestShopSync::compareSubscriptions(MirrorFixture &f) {
    QHash<QString, QJsonObject> variants, products, policies;
    for (const QJsonObject &row : f.rows("ProductVariant")) variants.insert(textIn(row, "id"), row);
    for (const QJsonObject &row : f.rows("Product")) products.insert(textIn(row, "id"), row);
    for (const QJsonObject &row : f.rows("Policy")) policies.insert(textIn(row, "id"), row);
    QHash<QString, QList<QJsonObject>> lines;
    for (const QJsonObject &row : f.rows("SubscriptionLine"))
        if (textIn(row, "removedAt").isEmpty()) lines[textIn(row, "subscriptionId")].append(row);
    for (const QJsonObject &row : f.rows("Subscription")) {
        const QString id = textIn(row, "id");
        const auto here = f.subscription(id);
        QVERIFY2(here, qPrintable(id));
        QCOMPARE(here->customer, f.customer(textIn(row, "storefrontUserId"))->id);
        const QString status = textIn(row, "status");
        QCOMPARE(here->status, subscriptionStatusFromText(status));
        if (here->status == SubscriptionStatus::Other) QCOMPARE(here->statusText, status);
        QCOMPARE(here->nextOrder, dayIn(row, "nextBillingDate"));
        const QJsonObject policy = policies.value(textIn(row, "billingPolicyId"));
        QCOMPARE(here->interval.count, policy.value(u"intervalCount"_qs).toInt());
        if (!policy.isEmpty()) QCOMPARE(toText(here->interval.unit), textIn(policy, "interval").toLower());
        const QList<QJsonObject> &theirs = lines[id];
        QCOMPARE(here->lines.size(), std::max<qsizetype>(1, theirs.size()));
        if (theirs.isEmpty()) QCOMPARE(here->lines.first().quantity, 0);
        QStringList shown, expected;
        for (const SubscriptionLine &line : here->lines) shown.append(u"%1|%2|%3|%4"_qs.arg(line.product, line.variant).arg(line.quantity).arg(line.price.minor));
        for (const QJsonObject &line : theirs) {
            const QJsonObject variant = variants.value(textIn(line, "productVariantId"));
            const QString own = textIn(line, "titleOverride");
            const QString product = own.isEmpty() ? textIn(products.value(textIn(variant, "productId")), "title") : own;
            const QString name = textIn(variant, "title");
            const qint64 price = qRound64(line.value(u"priceWithoutDiscount"_qs).toVariant().toDouble() * 100);
            expected.append(u"%1|%2|%3|%4"_qs.arg(product, name == u"Default Title"_qs ? QString() : name).arg(line.value(u"quantity"_qs).toInt()).arg(price));
        }
        shown.sort();
        expected.sort();
        if (!theirs.isEmpty()) QCOMPARE(shown, expected);
    }
}

void TestShopSync::theFirstLoadIsEqualRowByRow() {
    MirrorFixture f({110, 130, 2});
    const auto done = f.run();
    QVERIFY_OK(done);
    QVERIFY2(!done->trouble && !done->error, qPrintable(done->trouble ? toText(done->trouble->fault) + done->trouble->words : QString()));
    compareCustomers(f);
    compareSubscriptions(f);
    QVERIFY(done->firstLoadDone);
    QCOMPARE(done->damaged, 0);
    const SyncState state = f.state();
    QVERIFY(state.everStarted && !state.running && state.firstLoadDone);
    QCOMPARE(state.freshAt, state.startedAt);
    QCOMPARE(state.rows, done->rows);
    QVERIFY(state.rows >= 130 + 180 + 180);
    // The second run finds nothing new.
    const auto again = f.run();
    QVERIFY_OK(again);
    QCOMPARE(again->changed, 0);
    const QList<Event> events = f.store.events();
    QVERIFY(std::any_of(events.begin(), events.end(), [](const Event &e) { return e.kind == EventKind::ShopSync; }));
    QVERIFY(std::any_of(events.begin(), events.end(), [](const Event &e) { return e.kind == EventKind::DirectoryChanged; }));
    QVERIFY(std::none_of(events.begin(), events.end(), [](const Event &e) { return e.kind == EventKind::CustomerChanged; }));
}

void TestShopSync::everyRowIsCountedAndFound() {
    MirrorFixture f({20, 20, 1});
    QVERIFY_OK(f.run());
    Connection &db = f.store.reader();
    QCOMPARE(*readCount(db, u"customers"_qs, u"all"_qs), f.store.number("SELECT count(*) FROM customers"));
    QCOMPARE(*readCount(db, u"customers"_qs, u"no-email"_qs), f.store.number("SELECT count(*) FROM customers WHERE email_state = 1"));
    QCOMPARE(*readCount(db, u"customers"_qs, u"invalid-email"_qs), f.store.number("SELECT count(*) FROM customers WHERE email_state = 2"));
    QCOMPARE(*readCount(db, u"subscriptions"_qs, u"all"_qs), f.store.number("SELECT count(*) FROM subscriptions"));
    QCOMPARE(*readCount(db, u"subscriptions"_qs, u"paused"_qs), f.store.number("SELECT count(*) FROM subscriptions WHERE status = 4"));
    QCOMPARE(*readCount(db, u"subscriptions"_qs, u"other"_qs), 2);
    bool sure = false;
    const auto muellers = Candidates::read(db, gramsOfWord("muller", sure));
    QVERIFY_OK(muellers);
    QVERIFY(muellers->has(f.customer(f.named("otherScript"))->id.value()));
    const auto gone = Candidates::read(db, gramsOfWord("gone.customer", sure));
    QVERIFY(gone->has(f.customer(f.named("removed"))->id.value()));
}

void TestShopSync::aRunTakesInWhatHasChanged() {
    MirrorFixture f({20, 20, 1});
    QVERIFY_OK(f.run());
    f.command("email", u"maya"_qs, {{u"email"_qs, u"maya@example.net"_qs}});
    f.patch("Subscription", u"paused"_qs, {{u"status"_qs, u"ACTIVE"_qs}});
    f.patch("SubscriptionLine", u"6606d87e-4596-44bd-88f2-d5c1d8bc65d6"_qs, {{u"quantity"_qs, 7}, {u"priceWithoutDiscount"_qs, 8.3}});
    f.patch("Product", u"product"_qs, {{u"title"_qs, u"Jumper"_qs}});
    f.patch("Policy", u"policy"_qs, {{u"interval"_qs, u"WEEK"_qs}, {u"intervalCount"_qs, 6}});
    f.command("remove", u"noSubscription"_qs);
    const auto done = f.run();
    QVERIFY_OK(done);
    QVERIFY(!done->trouble);
    compareCustomers(f);
    compareSubscriptions(f);
    QCOMPARE(f.customer(f.named("maya"))->version, 2);
    QCOMPARE(f.subscription(f.named("mayaActive"))->title(), u"Jumper, Large"_qs);
    QCOMPARE(f.subscription(f.named("mayaActive"))->total().minor, 7 * 830);
    const QList<Event> events = f.store.events();
    QVERIFY(std::any_of(events.begin(), events.end(),
                        [&](const Event &e) { return e.kind == EventKind::CustomerChanged && e.customer == f.customer(f.named("maya"))->id; }));
}

void TestShopSync::rowsOfOneMomentAreNotLost() {
    MirrorFixture f({220, 60, 3});
    QVERIFY_OK(f.run());
    const QStringList ids = f.ids("StorefrontUser");
    QJsonArray all;
    for (qsizetype i = 0; i < ids.size(); ++i) {
        all.append(ids[i]);
        if (i % 20 == 0)
            f.command("patch", ids[i], {{u"type"_qs, u"StorefrontUser"_qs}, {u"values"_qs, QJsonObject{{u"lastName"_qs, u"Moment"_qs}}}, {u"touch"_qs, false}});
    }
    f.skio.server.control({{u"command"_qs, u"touch"_qs}, {u"type"_qs, u"StorefrontUser"_qs}, {u"ids"_qs, all}, {u"equal"_qs, true}});
    QVERIFY_OK(f.run());
    compareCustomers(f);
}

void TestShopSync::rowsThatChangeDuringARunAreNotLost() {
    MirrorFixture f({220, 60, 3});
    const QStringList ids = f.ids("StorefrontUser");
    const auto patchOf = [](const QString &id, const QString &name) {
        return QJsonObject{{u"command"_qs, u"patch"_qs}, {u"type"_qs, u"StorefrontUser"_qs}, {u"id"_qs, id}, {u"values"_qs, QJsonObject{{u"firstName"_qs, name}}}};
    };
    // One that has gone by already and one that is still to come.
    f.skio.server.control({{u"command"_qs, u"onRequest"_qs}, {u"operation"_qs, u"SkioSyncCustomers"_qs}, {u"after"_qs, 1},
                           {u"commands"_qs, QJsonArray{patchOf(ids[3], u"Early"_qs), patchOf(ids[215], u"Late"_qs)}}});
    QVERIFY_OK(f.run());
    QVERIFY_OK(f.run());
    QCOMPARE(f.customer(ids[3])->firstName, u"Early"_qs);
    compareCustomers(f);
    compareSubscriptions(f);
}

void TestShopSync::aChangedTimeZoneMovesTheDays() {
    MirrorFixture f({20, 20, 1});
    QVERIFY_OK(f.run());
    QCOMPARE(f.subscription(f.named("mayaActive"))->nextOrder, instantFromText(u"2027-10-23T00:00:00Z").value());
    f.command("patch", u"site"_qs, {{u"type"_qs, u"Site"_qs}, {u"values"_qs, QJsonObject{{u"ianaTimezone"_qs, u"Pacific/Auckland"_qs}}}, {u"touch"_qs, false}});
    // A service asks once, so that the next one sees it.
    f.skio.open();
    const auto done = f.run();
    QVERIFY_OK(done);
    QVERIFY(!done->trouble && done->firstLoadDone);
    QCOMPARE(f.subscription(f.named("mayaActive"))->nextOrder, instantFromText(u"2027-10-24T00:00:00Z").value());
    QVERIFY(done->changed > 1);
    QCOMPARE(f.run()->changed, 0);
}

void TestShopSync::aSubscriptionOfAStrangerIsTakenInWithTheStranger() {
    MirrorFixture f({20, 20, 1});
    // The customer comes while the subscriptions are read, and one subscription's owner is nowhere.
    const QJsonObject customer{{u"command"_qs, u"add"_qs}, {u"type"_qs, u"StorefrontUser"_qs},
                               {u"values"_qs, QJsonObject{{u"id"_qs, u"aaaaaaaa-0000-4000-8000-000000000001"_qs}, {u"email"_qs, u"late@example.com"_qs}, {u"firstName"_qs, u"Late"_qs}}}};
    const auto subscription = [](const QString &id, const QString &owner) {
        return QJsonObject{{u"command"_qs, u"add"_qs}, {u"type"_qs, u"Subscription"_qs},
                           {u"values"_qs, QJsonObject{{u"id"_qs, id}, {u"platformId"_qs, u"gid://shopify/SubscriptionContract/1"_qs}, {u"status"_qs, u"ACTIVE"_qs},
                                                      {u"storefrontUserId"_qs, owner}, {u"currencyCode"_qs, u"USD"_qs}, {u"deliveryPrice"_qs, 0},
                                                      {u"billingPolicyId"_qs, u"policy"_qs}, {u"deliveryPolicyId"_qs, u"policy"_qs}}}};
    };
    f.skio.server.control({{u"command"_qs, u"onRequest"_qs}, {u"operation"_qs, u"SkioSyncSubscriptions"_qs},
                           {u"commands"_qs, QJsonArray{customer, subscription(u"bbbbbbbb-0000-4000-8000-000000000001"_qs, u"aaaaaaaa-0000-4000-8000-000000000001"_qs),
                                                       subscription(u"bbbbbbbb-0000-4000-8000-000000000002"_qs, u"cccccccc-0000-4000-8000-000000000001"_qs)}}});
    const auto done = f.run();
    QVERIFY_OK(done);
    QVERIFY(!done->trouble);
    const auto owned = f.subscription(u"bbbbbbbb-0000-4000-8000-000000000001"_qs);
    QVERIFY(owned);
    QCOMPARE(f.customer(u"aaaaaaaa-0000-4000-8000-000000000001"_qs)->id, owned->customer);
    QCOMPARE(f.customer(u"aaaaaaaa-0000-4000-8000-000000000001"_qs)->firstName, u"Late"_qs);
    QVERIFY(f.subscription(u"bbbbbbbb-0000-4000-8000-000000000002"_qs));
    QVERIFY(f.customer(u"cccccccc-0000-4000-8000-000000000001"_qs)->removedAt.isSet());
}

void TestShopSync::aStoppedRunGoesOnWhereItWas() {
    MirrorFixture f({220, 60, 3});
    int stops = 0;
    for (;; ++stops) {
        QVERIFY(stops < 30);
        std::stop_source stop;
        qint64 rows = 0;
        f.follow = [&](const SyncState &state) {
            rows = state.rows;
            if (rows >= 90) stop.request_stop();
        };
        // A client that has learned nothing in this process, as after a kill.
        f.skio.open();
        f.store.restartRoom();
        const auto done = f.run(stop.get_token());
        QVERIFY_OK(done);
        if (!done->trouble) break;
        QCOMPARE(done->trouble->fault, ShopFault::Stopped);
        QVERIFY(!f.state().trouble);
        QCOMPARE(f.state().failures, 0);
    }
    QVERIFY(stops > 1);
    compareCustomers(f);
    compareSubscriptions(f);
    // Three pages of customers: each at most once more than needed for every stop.
    QVERIFY(f.skio.countOf("SkioSyncCustomers") <= 3 + 2 * (stops + 1));
}

void TestShopSync::whatComesLateIntoAStoppedRunIsNotLost() {
    MirrorFixture f({220, 60, 3});
    QVERIFY_OK(f.run());
    const QJsonObject touched = f.skio.server.control(
        {{u"command"_qs, u"touch"_qs}, {u"type"_qs, u"StorefrontUser"_qs}, {u"first"_qs, 150}, {u"skip"_qs, 0}, {u"equal"_qs, true}});
    f.skio.server.misbehave(u"status"_qs, {{u"operation"_qs, u"SkioSyncCustomers"_qs}, {u"after"_qs, 1}, {u"status"_qs, 404}});
    QCOMPARE(f.run()->trouble->fault, ShopFault::Nonsense);
    const std::optional<Instant> moment = instantFromText(textIn(touched, "updatedAt"));
    QVERIFY(moment);
    const QString late = f.ids("StorefrontUser").last();
    f.patch("StorefrontUser", late, {{u"firstName"_qs, u"Late"_qs}, {u"updatedAt"_qs, toRfc3339(*moment - 1s)}});
    QVERIFY_OK(f.run());
    QCOMPARE(f.customer(late)->firstName, u"Late"_qs);
}

void TestShopSync::whoIsRedactedIsEmptied() {
    MirrorFixture f({20, 20, 1});
    QVERIFY_OK(f.run());
    const QString name = u"Maya"_qs;
    QCOMPARE(f.customer(f.named("maya"))->firstName, name);
    f.command("redact", u"maya"_qs, {{u"keepValues"_qs, true}});
    f.command("redact", u"twinOne"_qs);
    QVERIFY_OK(f.run());
    for (const char *who : {"maya", "twinOne"}) {
        const auto emptied = f.customer(f.named(who));
        QVERIFY(emptied && emptied->erasedAt.isSet() && emptied->removedAt.isSet());
        QVERIFY(emptied->email.isEmpty() && emptied->phone.isEmpty() && emptied->name().isEmpty());
    }
    bool sure = false;
    const auto found = Candidates::read(f.store.reader(), gramsOfWord("ortiz", sure));
    QVERIFY(!found->has(f.customer(f.named("maya"))->id.value()));
    QCOMPARE(f.store.number("SELECT count(*) FROM customers WHERE email_key = 'maya.ortiz@example.com'"), 0);
    QVERIFY(f.subscription(f.named("mayaActive")));
    // Reading the row again brings nobody back.
    const auto again = ShopSync(f.setup()).refreshCustomer(f.named("maya"), {});
    QVERIFY_OK(again);
    QVERIFY(f.customer(f.named("maya"))->email.isEmpty());
}

void TestShopSync::whatIsGoneIsFoundByTheSweep() {
    MirrorFixture f({220, 60, 3});
    QVERIFY_OK(f.run());
    const QString customer = f.ids("StorefrontUser")[140];
    f.command("delete", customer, {{u"type"_qs, u"StorefrontUser"_qs}});
    f.command("delete", u"mayaCancelled"_qs, {{u"type"_qs, u"Subscription"_qs}});
    f.command("delete", u"6606d87e-4596-44bd-88f2-d5c1d8bc65d6"_qs, {{u"type"_qs, u"SubscriptionLine"_qs}});
    f.store.clock.advance(std::chrono::hours(24));
    QVERIFY_OK(f.run());
    // Nothing says so before the week is over.
    QVERIFY(!f.customer(customer)->removedAt.isSet());
    QCOMPARE(f.skio.countOf("SkioIdsCustomers"), 0);
    f.store.clock.advance(std::chrono::hours(7 * 24));
    const auto done = f.run();
    QVERIFY_OK(done);
    QVERIFY(!done->trouble);
    QVERIFY(f.customer(customer)->removedAt.isSet());
    QCOMPARE(f.subscription(f.named("mayaCancelled"))->statusText, u"removed"_qs);
    QCOMPARE(f.subscription(f.named("mayaActive"))->lines.first().quantity, 0);
    QCOMPARE(f.store.number("SELECT count(*) FROM subscriptions WHERE removed_at IS NOT NULL"), 1);
    // Named ones that were removed at the shop itself, and the one that is gone.
    QCOMPARE(f.store.number("SELECT count(*) FROM customers WHERE removed_at IS NOT NULL"), 3);
    QCOMPARE(f.state().sweptAt, f.store.clock.now());
    const int asked = f.skio.countOf("SkioIdsCustomers");
    QVERIFY(asked >= 3);
    QVERIFY_OK(f.run());
    QCOMPARE(f.skio.countOf("SkioIdsCustomers"), asked);
}

void TestShopSync::aShopThatShowsNothingRemovesNothing() {
    MirrorFixture f({20, 20, 1});
    QVERIFY_OK(f.run());
    f.store.clock.advance(std::chrono::hours(8 * 24));
    f.skio.server.misbehave(u"status"_qs, {{u"operation"_qs, u"SkioIdsCustomers"_qs}, {u"status"_qs, 200}, {u"body"_qs, u"{\"data\":{\"StorefrontUsers\":[]}}"_qs}});
    const auto done = f.run();
    QVERIFY_OK(done);
    QCOMPARE(done->trouble->fault, ShopFault::NoAccess);
    QCOMPARE(f.store.number("SELECT count(*) FROM customers WHERE removed_at IS NOT NULL"), 2);
}

void TestShopSync::aSweepGoesOnWithTheNextRun() {
    MirrorFixture f({220, 60, 3});
    QVERIFY_OK(f.run());
    const QString customer = f.ids("StorefrontUser")[225];
    f.command("delete", customer, {{u"type"_qs, u"StorefrontUser"_qs}});
    f.store.clock.advance(std::chrono::hours(8 * 24));
    ShopSync::Setup setup = f.setup();
    setup.sweepPages = 1;
    int runs = 0;
    for (; runs < 20 && f.state().sweptAt != f.store.clock.now(); ++runs) QVERIFY_OK(ShopSync(setup).run({}));
    // A page a run: three of customers, one of subscriptions, two of lines, and what shows that there are no more.
    QVERIFY2(runs >= 6 && runs <= 9, qPrintable(QString::number(runs)));
    QVERIFY(f.customer(customer)->removedAt.isSet());
    // The page on which one is missing is asked for twice.
    QVERIFY(f.skio.countOf("SkioIdsCustomers") <= 5);
}

void TestShopSync::aRowIsReadAnewBeforeAnything() {
    MirrorFixture f({20, 20, 1});
    QVERIFY_OK(f.run());
    ShopSync sync(f.setup());
    f.store.clock.advance(1min);
    f.command("email", u"maya"_qs, {{u"email"_qs, u"maya@example.net"_qs}});
    const auto fresh = sync.refreshCustomer(f.named("maya"), {});
    QVERIFY_OK(fresh);
    QVERIFY(fresh->read && !fresh->trouble);
    QCOMPARE(fresh->read->row.email, u"maya@example.net"_qs);
    QCOMPARE(f.customer(f.named("maya"))->email, u"maya@example.net"_qs);
    QCOMPARE(mirrorFactsOf(f.store.reader(), fresh->id)->seenAt, f.store.clock.now());
    compareSubscriptions(f);
    f.patch("Subscription", u"mayaActive"_qs, {{u"status"_qs, u"PAUSED"_qs}});
    const auto subscription = sync.refreshSubscription(f.named("mayaActive"), {});
    QVERIFY_OK(subscription);
    QCOMPARE(readSubscription(f.store.reader(), subscription->id)->status, SubscriptionStatus::Paused);
    compareSubscriptions(f);
    // Gone at the shop.
    f.command("delete", u"mayaActive"_qs, {{u"type"_qs, u"Subscription"_qs}});
    const auto gone = sync.refreshSubscription(f.named("mayaActive"), {});
    QVERIFY_OK(gone);
    QCOMPARE(gone->trouble->fault, ShopFault::Gone);
    QCOMPARE(f.subscription(f.named("mayaActive"))->statusText, u"removed"_qs);
    const QString nobody = f.ids("StorefrontUser").last();
    f.command("delete", nobody, {{u"type"_qs, u"StorefrontUser"_qs}});
    const auto missing = sync.refreshCustomer(nobody, {});
    QVERIFY_OK(missing);
    QCOMPARE(missing->trouble->fault, ShopFault::Gone);
    QVERIFY(f.customer(nobody)->removedAt.isSet());
    // What nobody answers says nothing of the row.
    f.skio.server.set({{u"tokenRevoked"_qs, true}});
    const auto refused = sync.refreshCustomer(f.named("twinOne"), {});
    QVERIFY_OK(refused);
    QVERIFY(refused->trouble && !f.customer(f.named("twinOne"))->removedAt.isSet());
}

void TestShopSync::aNameOfALineComesWithItsReading() {
    MirrorFixture f({20, 20, 1});
    ShopSync sync(f.setup());
    // Into an empty store: the owner, the subscription and what it is called, by one reading.
    const auto read = sync.refreshSubscription(f.named("mayaActive"), {});
    QVERIFY_OK(read);
    QVERIFY(read->id.isValid());
    const auto here = f.subscription(f.named("mayaActive"));
    QCOMPARE(here->title(), u"T-Shirt, Large"_qs);
    QCOMPARE(here->lines.first().quantity, 2);
    QCOMPARE(f.customer(f.named("maya"))->email, u"maya.ortiz@example.com"_qs);
    QVERIFY_OK(f.run());
    compareSubscriptions(f);
    compareCustomers(f);
}

QTEST_GUILESS_MAIN(TestShopSync)
#include "tst_shop_sync.moc"
