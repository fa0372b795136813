// The feed of changes: everything once at first, then what has changed, whatever moves, ends or shares a moment meanwhile.
#include "tests/shops/skio_fixture.h"

#include <QSet>

using namespace latchkey;
using namespace std::chrono_literals;

class TestSkioChanges : public QObject {
    Q_OBJECT

private slots:
    void everyCollectionComesWhole();
    void afterTheLoadComesWhatHasChanged();
    void rowsOfOneMomentAreNotLost();
    void rowsThatChangeDuringTheLoadComeAfterIt();
    void aCursorGoesOnInAnotherProcess();
    void theWatermarkIsByTheShopsClock();
    void aSweepSeesEveryId();
    void aCapBelowThePageEndsNothing();
    void aCapBelowTheOverlapEndsNoRun();
    void theWatermarkNeverGoesBack();
    void aStoppedRunOverlapsWhenItGoesOn();
};

namespace {
QSet<QString> idsIn(const ShopRows &rows) {
    QSet<QString> ids;
    for (const ShopCustomer &row : rows.customers) ids.insert(row.id);
    for (const ShopSubscription &row : rows.subscriptions) ids.insert(row.id);
    for (const ShopLine &row : rows.lines) ids.insert(row.id);
    for (const ShopVariant &row : rows.variants) ids.insert(row.id);
    for (const ShopProduct &row : rows.products) ids.insert(row.id);
    for (const ShopPolicy &row : rows.policies) ids.insert(row.id);
    return ids;
}

struct Run {
    QSet<QString> ids;
    QString cursor;
    int pages = 0;
    bool isWhole = false;
};

Run runFrom(Shop &shop, ShopCollection of, const QString &cursor) {
    Run run{{}, cursor};
    for (; run.pages < 200 && !run.isWhole; ++run.pages) {
        const auto page = shop.changes(of, run.cursor, {});
        if (!page) return run;
        run.ids += idsIn(page->rows);
        run.cursor = page->cursor;
        run.isWhole = page->end;
    }
    return run;
}

QSet<QString> allIds(SkioServer &server, const char *type) {
    const QJsonArray ids = server.control({{u"command"_qs, u"ids"_qs}, {u"type"_qs, QLatin1String(type)}, {u"first"_qs, 100'000}}).value(u"ids"_qs).toArray();
    QSet<QString> all;
    for (const QJsonValue &id : ids) all.insert(id.toString());
    return all;
}
}  // namespace

void TestSkioChanges::everyCollectionComesWhole() {
    SkioFixture f({350, 330, 2});
    const QList<QPair<ShopCollection, const char *>> all{{ShopCollection::Customers, "StorefrontUser"}, {ShopCollection::Subscriptions, "Subscription"},
                                                         {ShopCollection::Lines, "SubscriptionLine"}, {ShopCollection::Variants, "ProductVariant"},
                                                         {ShopCollection::Products, "Product"}, {ShopCollection::Policies, "Policy"}};
    for (const auto &[of, type] : all) {
        const Run run = runFrom(f.shop(), of, {});
        QVERIFY(run.isWhole);
        QVERIFY(!run.ids.isEmpty());
        QCOMPARE(run.ids, allIds(f.server, type));
    }
}

void TestSkioChanges::afterTheLoadComesWhatHasChanged() {
    SkioFixture f({350, 330, 2});
    const Run load = runFrom(f.shop(), ShopCollection::Customers, {});
    const Run nothing = runFrom(f.shop(), ShopCollection::Customers, load.cursor);
    QVERIFY(nothing.ids.isEmpty() && nothing.isWhole && nothing.pages == 1);
    f.server.control({{u"command"_qs, u"email"_qs}, {u"id"_qs, u"maya"_qs}, {u"email"_qs, u"maya@example.net"_qs}});
    f.server.control({{u"command"_qs, u"remove"_qs}, {u"id"_qs, u"otherScript"_qs}});
    const Run changed = runFrom(f.shop(), ShopCollection::Customers, nothing.cursor);
    QCOMPARE(changed.ids, (QSet<QString>{f.server.id(u"maya"_qs), f.server.id(u"otherScript"_qs)}));
    // The overlap brings them once more, which does no harm.
    QCOMPARE(runFrom(f.shop(), ShopCollection::Customers, changed.cursor).ids, changed.ids);
}

void TestSkioChanges::rowsOfOneMomentAreNotLost() {
    SkioFixture f({350, 330, 2});
    const Run load = runFrom(f.shop(), ShopCollection::Customers, {});
    f.server.control({{u"command"_qs, u"touch"_qs}, {u"type"_qs, u"StorefrontUser"_qs}, {u"first"_qs, 300}, {u"skip"_qs, 0}, {u"equal"_qs, true}});
    const Run run = runFrom(f.shop(), ShopCollection::Customers, load.cursor);
    QVERIFY(run.isWhole);
    QCOMPARE(run.ids.size(), 300);
    QVERIFY(run.pages >= 3);
}

void TestSkioChanges::rowsThatChangeDuringTheLoadComeAfterIt() {
    SkioFixture f({350, 330, 2});
    const QJsonObject touch{{u"command"_qs, u"touch"_qs}, {u"type"_qs, u"StorefrontUser"_qs}, {u"first"_qs, 3}, {u"skip"_qs, 0}};
    f.server.control({{u"command"_qs, u"onRequest"_qs}, {u"operation"_qs, u"SkioSyncCustomers"_qs}, {u"after"_qs, 1}, {u"commands"_qs, QJsonArray{touch}}});
    const Run load = runFrom(f.shop(), ShopCollection::Customers, {});
    QCOMPARE(load.ids, allIds(f.server, "StorefrontUser"));
    QCOMPARE(runFrom(f.shop(), ShopCollection::Customers, load.cursor).ids.size(), 3);
}

void TestSkioChanges::aCursorGoesOnInAnotherProcess() {
    SkioFixture f({350, 330, 2});
    const auto first = f.shop().changes(ShopCollection::Customers, {}, {});
    QVERIFY_DONE(first);
    QVERIFY(!first->end);
    const Run rest = runFrom(f.open(), ShopCollection::Customers, first->cursor);
    QCOMPARE(rest.ids.size() + first->rows.customers.size(), allIds(f.server, "StorefrontUser").size());
}

void TestSkioChanges::theWatermarkIsByTheShopsClock() {
    SkioFixture f;
    // Ours is an hour ahead: by it, everything of the next hour would be missed.
    f.clock.leap(1h);
    const Run load = runFrom(f.shop(), ShopCollection::Customers, {});
    f.server.control({{u"command"_qs, u"touch"_qs}, {u"type"_qs, u"StorefrontUser"_qs}, {u"id"_qs, u"maya"_qs}});
    QCOMPARE(runFrom(f.shop(), ShopCollection::Customers, load.cursor).ids, QSet<QString>{f.server.id(u"maya"_qs)});
}

void TestSkioChanges::aSweepSeesEveryId() {
    SkioFixture f({350, 330, 2});
    QSet<QString> seen;
    QString after;
    do {
        const auto page = f.shop().ids(ShopCollection::Customers, after, {});
        QVERIFY_DONE(page);
        for (const QString &id : page->ids) seen.insert(id);
        after = page->after;
    } while (!after.isEmpty());
    QCOMPARE(seen, allIds(f.server, "StorefrontUser"));
}

void TestSkioChanges::aCapBelowThePageEndsNothing() {
    SkioFixture f;
    f.server.misbehave(u"status"_qs, {{u"status"_qs, 200}, {u"operation"_qs, u"SkioIdsCustomers"_qs},
                                      {u"body"_qs, QJsonObject{{u"data"_qs, QJsonObject{{u"StorefrontUsers"_qs, QJsonArray{QJsonObject{{u"id"_qs, u"00000000-0000-4000-8000-000000000000"_qs}}}}}}}}});
    const auto page = f.shop().ids(ShopCollection::Customers, {}, {});
    QVERIFY_DONE(page);
    QVERIFY(!page->after.isEmpty());
    const auto next = f.shop().ids(ShopCollection::Customers, page->after, {});
    QVERIFY_DONE(next);
    QVERIFY(next->ids.size() > 5);
}

void TestSkioChanges::aCapBelowTheOverlapEndsNoRun() {
    SkioFixture f({350, 330, 2});
    const Run load = runFrom(f.shop(), ShopCollection::Customers, {});
    f.server.control({{u"command"_qs, u"touch"_qs}, {u"type"_qs, u"StorefrontUser"_qs}, {u"first"_qs, 120}, {u"skip"_qs, 0}, {u"equal"_qs, true}});
    f.server.set({{u"pageLimit"_qs, QJsonObject{{u"max"_qs, 50}, {u"silent"_qs, true}}}});
    const Run run = runFrom(f.shop(), ShopCollection::Customers, load.cursor);
    QVERIFY(run.isWhole);
    QCOMPARE(run.ids.size(), 120);
    QCOMPARE(run.pages, 4);
}

void TestSkioChanges::theWatermarkNeverGoesBack() {
    SkioFixture f({350, 330, 2});
    const Run load = runFrom(f.shop(), ShopCollection::Customers, {});
    const QJsonObject touched = f.server.control({{u"command"_qs, u"touch"_qs}, {u"type"_qs, u"StorefrontUser"_qs}, {u"id"_qs, u"maya"_qs}, {u"equal"_qs, true}});
    const Run run = runFrom(f.shop(), ShopCollection::Customers, load.cursor);
    // The newest row is gone, and what is left of the overlap is older than what was seen.
    f.server.control({{u"command"_qs, u"delete"_qs}, {u"type"_qs, u"StorefrontUser"_qs}, {u"id"_qs, u"maya"_qs}});
    const std::optional<Instant> newest = instantFromText(touched.value(u"updatedAt"_qs).toString());
    QVERIFY(newest);
    f.server.control({{u"command"_qs, u"touch"_qs}, {u"type"_qs, u"StorefrontUser"_qs}, {u"id"_qs, u"twinOne"_qs}, {u"time"_qs, toRfc3339(*newest - 2min)}});
    const Run older = runFrom(f.shop(), ShopCollection::Customers, run.cursor);
    QCOMPARE(older.ids, QSet<QString>{f.server.id(u"twinOne"_qs)});
    QCOMPARE(older.cursor, run.cursor);
}

void TestSkioChanges::aStoppedRunOverlapsWhenItGoesOn() {
    SkioFixture f({350, 330, 2});
    const Run load = runFrom(f.shop(), ShopCollection::Customers, {});
    const QJsonObject touched =
        f.server.control({{u"command"_qs, u"touch"_qs}, {u"type"_qs, u"StorefrontUser"_qs}, {u"first"_qs, 300}, {u"skip"_qs, 0}, {u"equal"_qs, true}});
    const auto page = f.shop().changes(ShopCollection::Customers, load.cursor, {});
    QVERIFY_DONE(page);
    QVERIFY(!page->end && !page->rows.customers.isEmpty());
    // A transaction that was under way when the page was read.
    const std::optional<Instant> moment = instantFromText(touched.value(u"updatedAt"_qs).toString());
    QVERIFY(moment);
    const QString late = page->rows.customers.first().id;
    f.server.control({{u"command"_qs, u"touch"_qs}, {u"type"_qs, u"StorefrontUser"_qs}, {u"id"_qs, late}, {u"time"_qs, toRfc3339(*moment - 1s)}});
    QVERIFY(!runFrom(f.shop(), ShopCollection::Customers, page->cursor).ids.contains(late));
    const Run rest = runFrom(f.shop(), ShopCollection::Customers, f.shop().resumed(page->cursor));
    QVERIFY(rest.isWhole);
    QVERIFY(rest.ids.contains(late));
    // A first load goes on where it was.
    const auto first = f.shop().changes(ShopCollection::Customers, {}, {});
    QVERIFY_DONE(first);
    QCOMPARE(f.shop().resumed(first->cursor), first->cursor);
    QCOMPARE(f.shop().changes(ShopCollection::Customers, f.shop().resumed({}), {})->rows.customers.first().id, first->rows.customers.first().id);
}

QTEST_GUILESS_MAIN(TestSkioChanges)
#include "tst_skio_changes.moc"
