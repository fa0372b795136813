// The mirror's rows in the store: taken in, changed, emptied and removed, with search, counts, links and events kept true.
#include "models/domain/exact_time.h"
#include "services/store/count_store.h"
#include "services/store/customer_store.h"
#include "services/store/link_store.h"
#include "services/store/shop_mirror.h"
#include "services/store/shop_sync_store.h"
#include "services/store/shop_waits.h"
#include "services/store/store_lock.h"
#include "services/store/subscription_store.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

using namespace latchkey;

namespace {

MirroredCustomer ada() {
    MirroredCustomer c;
    c.ref = u"a1"_qs;
    c.platformId = u"gid://shopify/Customer/7"_qs;
    c.firstName = u"Ada"_qs;
    c.lastName = u"Lund"_qs;
    c.email = u"ada@example.com"_qs;
    c.phone = u"+14155550134"_qs;
    c.createdAt = Instant(5'000);
    c.updatedAt = u"2026-09-14T08:21:07.310447+00:00"_qs;
    return c;
}

MirroredSubscription beans() {
    MirroredSubscription s;
    s.ref = u"s1"_qs;
    s.customer = u"a1"_qs;
    s.status = u"ACTIVE"_qs;
    s.currency = u"USD"_qs;
    s.policy = u"p1"_qs;
    s.createdAt = Instant(6'000);
    s.updatedAt = u"2026-09-14T08:21:07.310447+00:00"_qs;
    return s;
}

MirroredLine lineOf(const QString &ref, const QString &variant, int quantity, Instant created) {
    MirroredLine l;
    l.ref = ref;
    l.subscription = u"s1"_qs;
    l.variant = variant;
    l.quantity = quantity;
    l.price = u"29.99"_qs;
    l.createdAt = created;
    l.updatedAt = u"2026-09-14T08:21:07.310447+00:00"_qs;
    return l;
}

}  // namespace

class TestShopMirror : public QObject {
    Q_OBJECT

    std::unique_ptr<TempStore> m_store;

    template <class Row>
    Mirrored put(const Row &row) {
        const Result<Mirrored> how = m_store->write([&](Transaction &t) -> Result<Mirrored> {
            MirrorWriter writer(t);
            Result<Mirrored> done = writer.put(row);
            if (done)
                if (const Result<void> finished = writer.finish(); !finished) return tl::unexpected<Error>(finished.error());
            return done;
        });
        if (!how) qFatal("%s %s", qPrintable(toText(how.error().code)), qPrintable(how.error().detail));
        return *how;
    }
    template <class Verb>
    Result<void> with(Verb verb) {
        return m_store->write([&](Transaction &t) -> Result<void> {
            MirrorWriter writer(t);
            if (Result<void> done = verb(writer); !done) return done;
            return writer.finish();
        });
    }
    // To the end, one subscription a step.
    int settle() {
        int steps = 0;
        for (bool more = true; more && steps < 50; ++steps) {
            const Result<bool> rest = m_store->write([&](Transaction &t) -> Result<bool> {
                MirrorWriter writer(t);
                Result<bool> left = writer.settle(1);
                if (const Result<void> finished = writer.finish(); !finished) return tl::unexpected<Error>(finished.error());
                return left;
            });
            if (!rest) qFatal("%s", qPrintable(rest.error().detail));
            more = *rest;
        }
        return steps;
    }
    CustomerId idOf(const QString &ref) { return CustomerId(customersWithRef(m_store->reader(), ref)->front()); }
    Customer customer(const QString &ref) { return *readCustomer(m_store->reader(), idOf(ref)); }
    Subscription subscription(const QString &ref) {
        return *readSubscription(m_store->reader(), SubscriptionId(subscriptionsWithRef(m_store->reader(), ref)->front().id));
    }
    qint64 count(const QString &list, const QString &part) { return readCount(m_store->reader(), list, part).value_or(-1); }
    // By the search index alone.
    bool finds(const QString &word, const QString &ref) {
        bool sure = false;
        const auto candidates = Candidates::read(m_store->reader(), gramsOfWord(word.toStdString(), sure));
        return candidates && candidates->has(idOf(ref).value());
    }
    // The slices of the index from `from` to before `to`, of three, for all who wait for it.
    void index(int from, int to) {
        const auto upTo = unsearchedUpTo(m_store->reader(), 1'000);
        if (!upTo || !*upTo) qFatal("nobody waits");
        for (int slice = from; slice < to; ++slice) {
            const Result<void> done = m_store->write([&](Transaction &t) { return indexUnsearched(t.db, **upTo, slice, 3); });
            if (!done) qFatal("%s", qPrintable(done.error().detail));
        }
    }
    void putForLater(const MirroredCustomer &row) {
        const Result<void> done = with([&](MirrorWriter &writer) -> Result<void> {
            writer.searchLater();
            const Result<Mirrored> how = writer.put(row);
            return how ? Result<void>() : Result<void>(tl::unexpected<Error>(how.error()));
        });
        if (!done) qFatal("%s", qPrintable(done.error().detail));
    }
    int told(EventKind kind) {
        const QList<Event> events = m_store->events();
        return static_cast<int>(std::count_if(events.begin(), events.end(), [kind](const Event &event) { return event.kind == kind; }));
    }

private slots:
    void init() { m_store = std::make_unique<TempStore>(); }
    void cleanup() { m_store.reset(); }

    void microsecondsAreTold() {
        QCOMPARE(*microsecondsFromText(u"1970-01-01T00:00:01.000002+00:00"), 1'000'002);
        QCOMPARE(*microsecondsFromText(u"1970-01-01T00:00:01.5Z"), 1'500'000);
        QCOMPARE(*microsecondsFromText(u"1970-01-01T01:00:00.962+01:00"), 962'000);
        QVERIFY(*microsecondsFromText(u"2025-04-02T11:03:15.576783+00:00") < *microsecondsFromText(u"2025-04-02T11:03:15.576784+00:00"));
        QVERIFY(!microsecondsFromText(u"soon"));
        QVERIFY(!microsecondsFromText(u""));
    }

    void aCustomerIsTakenInOnceAndFound() {
        QCOMPARE(put(ada()), Mirrored::Added);
        QCOMPARE(put(ada()), Mirrored::Unchanged);
        const Customer c = customer(u"a1"_qs);
        QCOMPARE(c.name(), u"Ada Lund"_qs);
        QCOMPARE(c.version, 1);
        QCOMPARE(c.createdAt, Instant(5'000));
        QCOMPARE(count(u"customers"_qs, u"all"_qs), 1);
        QVERIFY(finds(u"lund"_qs, u"a1"_qs) && finds(u"ada@ex"_qs, u"a1"_qs) && finds(u"5550134"_qs, u"a1"_qs));
        const auto facts = mirrorFactsOf(m_store->reader(), c.id);
        QVERIFY_OK(facts);
        QCOMPARE(facts->platformId, u"gid://shopify/Customer/7"_qs);
        QCOMPARE(facts->seenAt, m_store->clock.now());
        // The lists know it without another question.
        QCOMPARE(readCustomerRows(m_store->reader(), {c.id.value()})->constFirst().seenAt, m_store->clock.now());
        QCOMPARE(put(beans()), Mirrored::Added);
        const Subscription s = subscription(beans().ref);
        QCOMPARE(s.seenAt, m_store->clock.now());
        QCOMPARE(readSubscriptionRows(m_store->reader(), {s.id.value()})->constFirst().seenAt, m_store->clock.now());
    }

    void aRowWithoutIdIsLeftOut() {
        MirroredCustomer nobody = ada();
        nobody.ref.clear();
        QCOMPARE(put(nobody), Mirrored::Damaged);
        MirroredSubscription ownerless = beans();
        ownerless.customer.clear();
        QCOMPARE(put(ownerless), Mirrored::Damaged);
        QCOMPARE(count(u"customers"_qs, u"all"_qs), 0);
    }

    void allThatMayBeMissingIsTakenIn() {
        MirroredCustomer bare;
        bare.ref = u"b1"_qs;
        QCOMPARE(put(bare), Mirrored::Added);
        QCOMPARE(customer(u"b1"_qs).emailState, EmailState::Missing);
        QCOMPARE(count(u"customers"_qs, u"no-email"_qs), 1);
        MirroredSubscription s;
        s.ref = u"s9"_qs;
        s.customer = u"b1"_qs;
        QCOMPARE(put(s), Mirrored::Added);
        QCOMPARE(subscription(u"s9"_qs).status, SubscriptionStatus::Other);
        QCOMPARE(subscription(u"s9"_qs).interval.count, 0);
    }

    void anOlderAnswerChangesNothing() {
        put(ada());
        MirroredCustomer late = ada();
        late.firstName = u"Adele"_qs;
        late.updatedAt = u"2026-09-14T08:21:07.310446+00:00"_qs;
        QCOMPARE(put(late), Mirrored::Older);
        QCOMPARE(customer(u"a1"_qs).firstName, u"Ada"_qs);
        late.updatedAt = u"2026-09-14T08:21:07.310448+00:00"_qs;
        QCOMPARE(put(late), Mirrored::Changed);
        QCOMPARE(customer(u"a1"_qs).firstName, u"Adele"_qs);
    }

    void aNewAddressDoesWhatItDoesAtHome() {
        put(ada());
        const CustomerId id = idOf(u"a1"_qs);
        const Result<LinkId> link = m_store->write([&](Transaction &t) {
            NewLink made;
            made.tokenHash = QByteArray(32, 'x');
            made.customer = id;
            made.issuedAt = t.now;
            made.expiresAt = t.now + std::chrono::minutes(15);
            return insertLink(t.db, made);
        });
        QVERIFY_OK(link);
        MirroredCustomer moved = ada();
        moved.email = u"ada.lund@example.net"_qs;
        QCOMPARE(put(moved), Mirrored::Changed);
        const Customer after = customer(u"a1"_qs);
        QCOMPARE(after.email, u"ada.lund@example.net"_qs);
        QCOMPARE(after.version, 2);
        QCOMPARE(linkById(m_store->reader(), *link, m_store->identity.publicIdKey)->end, LinkEnd::EmailChanged);
        QCOMPARE(m_store->number("SELECT count(*) FROM activity WHERE kind = 5"), 1);
        QCOMPARE(told(EventKind::CustomerChanged), 1);
        QCOMPARE(told(EventKind::LinkEnded), 1);
        QVERIFY(finds(u"example.net"_qs, u"a1"_qs) && !finds(u"example.com"_qs, u"a1"_qs));
    }

    void anAddressInOtherLettersEndsNoLink() {
        put(ada());
        MirroredCustomer same = ada();
        same.email = u"Ada@Example.com"_qs;
        QCOMPARE(put(same), Mirrored::Changed);
        QCOMPARE(told(EventKind::LinkEnded), 0);
    }

    void whatWasNotAskedStaysAsItIs() {
        put(ada());
        put(MirroredProduct{u"pr1"_qs, u"Coffee"_qs, {}});
        put(MirroredVariant{u"v1"_qs, u"gid://shopify/ProductVariant/1"_qs, u"pr1"_qs, u"Large"_qs, {}});
        put(MirroredPolicy{u"p1"_qs, Interval{IntervalUnit::Week, 2}, {}});
        MirroredSubscription s = beans();
        s.platformId = u"gid://shopify/SubscriptionContract/1"_qs;
        s.nextOrder = Instant(86'400'000);
        put(lineOf(u"l1"_qs, u"v1"_qs, 3, Instant(10)));
        put(s);
        const QString later = u"2026-09-15T08:00:00+00:00"_qs;
        MirroredCustomer bare;
        bare.ref = u"a1"_qs;
        bare.email = u"ada@example.com"_qs;
        bare.updatedAt = later;
        bare.notAsked = ShopColumn::PlatformId | ShopColumn::FirstName | ShopColumn::LastName | ShopColumn::Phone;
        QCOMPARE(put(bare), Mirrored::Unchanged);
        MirroredSubscription bareOne = beans();
        bareOne.currency.clear();
        bareOne.updatedAt = later;
        bareOne.notAsked = ShopColumn::PlatformId | ShopColumn::Currency | ShopColumn::NextOrder;
        QCOMPARE(put(bareOne), Mirrored::Unchanged);
        MirroredLine bareLine = lineOf(u"l1"_qs, u"v1"_qs, 1, Instant(10));
        bareLine.price.clear();
        bareLine.notAsked = ShopColumn::Title | ShopColumn::Quantity | ShopColumn::Price;
        QCOMPARE(put(bareLine), Mirrored::Unchanged);
        QCOMPARE(put(MirroredVariant{u"v1"_qs, {}, {}, {}, later, ShopColumn::PlatformId | ShopColumn::Parent | ShopColumn::Title}), Mirrored::Unchanged);
        QCOMPARE(put(MirroredProduct{u"pr1"_qs, {}, later, ShopColumn::Title}), Mirrored::Unchanged);
        QCOMPARE(put(MirroredPolicy{u"p1"_qs, {}, later, ShopColumn::Interval}), Mirrored::Unchanged);
        const Customer kept = customer(u"a1"_qs);
        QCOMPARE(kept.name(), u"Ada Lund"_qs);
        QCOMPARE(kept.phone, u"+14155550134"_qs);
        QCOMPARE(mirrorFactsOf(m_store->reader(), kept.id)->platformId, u"gid://shopify/Customer/7"_qs);
        const Subscription shown = subscription(u"s1"_qs);
        QCOMPARE(shown.nextOrder, Instant(86'400'000));
        QCOMPARE(shown.lines[0].quantity, 3);
        QCOMPARE(shown.lines[0].price.minor, 2999);
        QCOMPARE(shown.title(), u"Coffee, Large"_qs);
        // What was asked for and is null is gone.
        bare.notAsked = {};
        QCOMPARE(put(bare), Mirrored::Changed);
        QVERIFY(customer(u"a1"_qs).phone.isEmpty());
    }

    void whoIsRedactedThereIsEmptiedHere() {
        put(ada());
        put(beans());
        MirroredCustomer gone = ada();
        gone.redactedAt = Instant(9'000);
        gone.updatedAt = u"2026-09-15T08:00:00+00:00"_qs;
        QCOMPARE(put(gone), Mirrored::Changed);
        const Customer after = customer(u"a1"_qs);
        QVERIFY(after.erasedAt.isSet() && after.removedAt.isSet());
        QVERIFY(after.email.isEmpty() && after.phone.isEmpty() && after.name().isEmpty());
        QCOMPARE(mirrorFactsOf(m_store->reader(), after.id)->redactedAt, Instant(9'000));
        QVERIFY(mirrorFactsOf(m_store->reader(), after.id)->platformId.isEmpty());
        QVERIFY(!finds(u"lund"_qs, u"a1"_qs) && !finds(u"example"_qs, u"a1"_qs) && !finds(u"5550134"_qs, u"a1"_qs));
        QCOMPARE(m_store->number("SELECT count(*) FROM activity WHERE kind = 20"), 1);
        // Nothing brings them back.
        MirroredCustomer again = ada();
        again.updatedAt = u"2026-09-16T08:00:00+00:00"_qs;
        QCOMPARE(put(again), Mirrored::Erased);
        QVERIFY(customer(u"a1"_qs).email.isEmpty());
        QCOMPARE(count(u"customers"_qs, u"no-email"_qs), 1);
    }

    void whoComesRedactedLeavesNoTrace() {
        MirroredCustomer kept = ada();
        kept.redactedAt = Instant(9'000);
        QCOMPARE(put(kept), Mirrored::Added);
        QVERIFY(customer(u"a1"_qs).erasedAt.isSet() && customer(u"a1"_qs).email.isEmpty());
        QVERIFY(!finds(u"lund"_qs, u"a1"_qs));
    }

    void aFirstLoadIsIndexedLater() {
        putForLater(ada());
        MirroredCustomer other = ada();
        other.ref = u"a2"_qs;
        other.firstName = u"Bea"_qs;
        putForLater(other);
        QVERIFY(!finds(u"lund"_qs, u"a1"_qs));
        QCOMPARE(count(u"customers"_qs, u"all"_qs), 2);
        // Stopped before the last slice, and begun again.
        index(0, 2);
        index(0, 3);
        for (const QString &ref : {u"a1"_qs, u"a2"_qs}) {
            QVERIFY(finds(u"lund"_qs, ref) && finds(u"ada@ex"_qs, ref) && finds(u"5550134"_qs, ref) && finds(ref, ref));
        }
        QVERIFY(finds(u"bea"_qs, u"a2"_qs) && !finds(u"bea"_qs, u"a1"_qs));
        QVERIFY(!*unsearchedUpTo(m_store->reader(), 1'000));
    }

    void onlyTheFirstOfManyAreIndexed() {
        putForLater(ada());
        MirroredCustomer other = ada();
        other.ref = u"a2"_qs;
        putForLater(other);
        const auto upTo = unsearchedUpTo(m_store->reader(), 1);
        QVERIFY_OK(upTo);
        QCOMPARE(**upTo, idOf(u"a1"_qs).value());
        QVERIFY_OK(m_store->write([&](Transaction &t) { return indexUnsearched(t.db, **upTo, 0, 1); }));
        QVERIFY(finds(u"lund"_qs, u"a1"_qs) && !finds(u"lund"_qs, u"a2"_qs));
        QVERIFY(*unsearchedUpTo(m_store->reader(), 1));
    }

    void whoChangesWhileTheyWaitIsIndexedAsTheyAre() {
        putForLater(ada());
        index(0, 1);
        MirroredCustomer now = ada();
        now.lastName = u"Quist"_qs;
        now.updatedAt = u"2026-09-15T08:00:00+00:00"_qs;
        QCOMPARE(put(now), Mirrored::Changed);
        index(1, 3);
        QVERIFY(finds(u"quist"_qs, u"a1"_qs) && finds(u"ada@ex"_qs, u"a1"_qs));
        QVERIFY(!finds(u"lund"_qs, u"a1"_qs));
    }

    void whoIsRedactedWhileTheyWaitIsNotFound() {
        putForLater(ada());
        index(0, 1);
        MirroredCustomer gone = ada();
        gone.redactedAt = Instant(9'000);
        gone.updatedAt = u"2026-09-15T08:00:00+00:00"_qs;
        QCOMPARE(put(gone), Mirrored::Changed);
        index(1, 3);
        QVERIFY(!finds(u"lund"_qs, u"a1"_qs) && !finds(u"example"_qs, u"a1"_qs) && !finds(u"5550134"_qs, u"a1"_qs));
    }

    void aSubscriptionWaitsForItsOwner() {
        QCOMPARE(put(beans()), Mirrored::NoOwner);
        QVERIFY_OK(with([](MirrorWriter &w) { return w.putStranger(u"a1"_qs); }));
        QCOMPARE(put(beans()), Mirrored::Added);
        QVERIFY(customer(u"a1"_qs).removedAt.isSet());
        QCOMPARE(put(ada()), Mirrored::Changed);
        QVERIFY(!customer(u"a1"_qs).removedAt.isSet());
        QCOMPARE(customer(u"a1"_qs).name(), u"Ada Lund"_qs);
        QCOMPARE(m_store->number("SELECT count(*) FROM activity"), 0);
    }

    void whatHangsOnASubscriptionMayComeInAnyOrder_data() {
        QTest::addColumn<QString>("order");
        for (const char *order : {"pvoLcs", "csoLvp", "Lcsvpo", "vLcspo", "csLopv"}) QTest::newRow(order) << QString::fromLatin1(order);
    }
    void whatHangsOnASubscriptionMayComeInAnyOrder() {
        QFETCH(QString, order);
        for (const QChar what : order) {
            switch (what.toLatin1()) {
            case 'p': put(MirroredProduct{u"t1"_qs, u"Coffee"_qs, {}}); break;
            case 'v':
                put(MirroredVariant{u"v1"_qs, {}, u"t1"_qs, u"Large"_qs, {}});
                put(MirroredVariant{u"v2"_qs, {}, u"t1"_qs, u"Default Title"_qs, {}});
                break;
            case 'o': put(MirroredPolicy{u"p1"_qs, Interval{IntervalUnit::Week, 2}, {}}); break;
            case 'L':
                put(lineOf(u"l2"_qs, u"v2"_qs, 1, Instant(20)));
                put(lineOf(u"l1"_qs, u"v1"_qs, 3, Instant(10)));
                break;
            case 'c': put(ada()); break;
            case 's': QCOMPARE(put(beans()), Mirrored::Added); break;
            default: QFAIL("no such row");
            }
        }
        QVERIFY(settle() < 50);
        const Subscription s = subscription(u"s1"_qs);
        QCOMPARE(s.lines.size(), 2);
        QCOMPARE(s.lines[0].product, u"Coffee"_qs);
        QCOMPARE(s.lines[0].variant, u"Large"_qs);
        QCOMPARE(s.lines[0].quantity, 3);
        QCOMPARE(s.lines[0].price.minor, 2999);
        QCOMPARE(s.lines[1].variant, QString());
        QCOMPARE(s.interval.unit, IntervalUnit::Week);
        QCOMPARE(s.interval.count, 2);
    }

    void aNewNameSpreadsInSteps() {
        put(ada());
        put(MirroredProduct{u"t1"_qs, u"Coffee"_qs, {}});
        put(MirroredVariant{u"v1"_qs, {}, u"t1"_qs, u"Large"_qs, {}});
        for (int i = 0; i < 5; ++i) {
            MirroredSubscription s = beans();
            s.ref = u"s"_qs + QString::number(i);
            MirroredLine l = lineOf(u"l"_qs + QString::number(i), u"v1"_qs, 1, Instant(1));
            l.subscription = s.ref;
            if (i == 4) l.title = u"Her own blend"_qs;
            put(l);
            put(s);
        }
        QCOMPARE(settle(), 1);
        QCOMPARE(put(MirroredProduct{u"t1"_qs, u"Espresso"_qs, {}}), Mirrored::Changed);
        QCOMPARE(subscription(u"s0"_qs).lines[0].product, u"Coffee"_qs);
        QVERIFY(settle() > 3);
        for (int i = 0; i < 4; ++i) QCOMPARE(subscription(u"s"_qs + QString::number(i)).lines[0].product, u"Espresso"_qs);
        QCOMPARE(subscription(u"s4"_qs).lines[0].product, u"Her own blend"_qs);
        QCOMPARE(settle(), 1);
    }

    void aLineThatIsRemovedLeavesItsSubscription() {
        put(ada());
        put(MirroredVariant{u"v1"_qs, {}, {}, u"Large"_qs, {}});
        put(beans());
        put(lineOf(u"l1"_qs, u"v1"_qs, 1, Instant(10)));
        put(lineOf(u"l2"_qs, u"v1"_qs, 2, Instant(20)));
        QCOMPARE(subscription(u"s1"_qs).lines.size(), 2);
        MirroredLine removed = lineOf(u"l1"_qs, u"v1"_qs, 1, Instant(10));
        removed.removedAt = Instant(30);
        QCOMPARE(put(removed), Mirrored::Changed);
        QCOMPARE(subscription(u"s1"_qs).lines.size(), 1);
        QCOMPARE(subscription(u"s1"_qs).lines[0].quantity, 2);
        QVERIFY_OK(with([](MirrorWriter &w) { return w.removeLine(u"l2"_qs); }));
        QCOMPARE(subscription(u"s1"_qs).lines[0].quantity, 0);
        QCOMPARE(m_store->number("SELECT count(*) FROM subscription_lines"), 0);
    }

    void amountsWithMoreDecimalsAreRounded_data() {
        QTest::addColumn<QString>("amount");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<qint64>("minor");
        QTest::newRow("short") << u"8.3"_qs << u"USD"_qs << qint64(830);
        QTest::newRow("up") << u"8.335"_qs << u"USD"_qs << qint64(834);
        QTest::newRow("down") << u"8.334"_qs << u"USD"_qs << qint64(833);
        QTest::newRow("yen") << u"1200.5"_qs << u"JPY"_qs << qint64(1201);
        QTest::newRow("none") << QString() << u"USD"_qs << qint64(0);
        QTest::newRow("no number") << u"free"_qs << u"USD"_qs << qint64(0);
        QTest::newRow("negative") << u"-1.005"_qs << u"USD"_qs << qint64(-101);
    }
    void amountsWithMoreDecimalsAreRounded() {
        QFETCH(QString, amount);
        QFETCH(QString, currency);
        QFETCH(qint64, minor);
        put(ada());
        MirroredLine line = lineOf(u"l1"_qs, u"v1"_qs, 1, Instant(10));
        line.price = amount;
        put(line);
        MirroredSubscription s = beans();
        s.currency = currency;
        put(s);
        QCOMPARE(subscription(u"s1"_qs).lines[0].price.minor, minor);
    }

    void statusesShowAsTheyCome() {
        put(ada());
        MirroredSubscription s = beans();
        for (const auto &[raw, status, text] : {std::tuple{u"ACTIVE"_qs, SubscriptionStatus::Active, QString()},
                                                std::tuple{u"CANCELLED"_qs, SubscriptionStatus::Cancelled, QString()},
                                                std::tuple{u"3DS_ERROR"_qs, SubscriptionStatus::Other, u"3DS_ERROR"_qs},
                                                std::tuple{u"Under Review"_qs, SubscriptionStatus::Other, u"Under Review"_qs}}) {
            s.status = raw;
            put(s);
            QCOMPARE(subscription(u"s1"_qs).status, status);
            QCOMPARE(subscription(u"s1"_qs).statusText, text);
            QCOMPARE(count(u"subscriptions"_qs, countPart(status)), 1);
            QCOMPARE(count(u"subscriptions"_qs, u"all"_qs), 1);
        }
    }

    void whatIsGoneIsMarkedAndMayComeBack() {
        put(ada());
        put(beans());
        QVERIFY_OK(with([](MirrorWriter &w) { return w.removeSubscription(u"s1"_qs); }));
        QCOMPARE(subscription(u"s1"_qs).statusText, u"removed"_qs);
        QCOMPARE(count(u"subscriptions"_qs, u"active"_qs), 0);
        QCOMPARE(count(u"subscriptions"_qs, u"other"_qs), 1);
        QVERIFY_OK(with([](MirrorWriter &w) { return w.removeCustomer(u"a1"_qs); }));
        QVERIFY(customer(u"a1"_qs).removedAt.isSet());
        QCOMPARE(put(beans()), Mirrored::Changed);
        QCOMPARE(put(ada()), Mirrored::Changed);
        QCOMPARE(subscription(u"s1"_qs).status, SubscriptionStatus::Active);
        QVERIFY(!customer(u"a1"_qs).removedAt.isSet());
        QCOMPARE(count(u"subscriptions"_qs, u"active"_qs), 1);
    }

    void onlyWhatWasNotSeenSinceIsComparedWithTheShop() {
        for (const char *ref : {"a1", "b1", "c1"}) {
            MirroredCustomer c = ada();
            c.ref = QString::fromLatin1(ref);
            put(c);
        }
        m_store->clock.advance(std::chrono::hours(1));
        const Instant asked = m_store->clock.now();
        m_store->clock.advance(std::chrono::seconds(1));
        MirroredCustomer fresh = ada();
        fresh.ref = u"b1"_qs;
        put(fresh);
        Connection &db = m_store->reader();
        QCOMPARE(*unseenRefs(db, SweptTable::Customers, {}, {}, asked, 10), (QStringList{u"a1"_qs, u"c1"_qs}));
        QCOMPARE(*unseenRefs(db, SweptTable::Customers, u"a1"_qs, {}, asked, 10), QStringList{u"c1"_qs});
        QCOMPARE(*unseenRefs(db, SweptTable::Customers, {}, u"b1"_qs, asked, 10), QStringList{u"a1"_qs});
        QVERIFY(*hasRefs(db, SweptTable::Customers));
        QVERIFY(!*hasRefs(db, SweptTable::Lines));
    }

    void aWaitEndsHoweverManyThereAre() {
        const auto person = [](int n) {
            MirroredCustomer c = ada();
            c.ref = u"w%1"_qs.arg(n);
            c.platformId.clear();
            c.email = u"w%1@example.com"_qs.arg(n);
            return c;
        };
        QVERIFY_OK(with([&](MirrorWriter &w) -> Result<void> {
            for (int n = 0; n <= 1'000; ++n)
                if (const Result<Mirrored> done = w.put(person(n)); !done) return tl::unexpected<Error>(done.error());
            return {};
        }));
        m_store->sql("INSERT INTO shop_email_waits (customer, email, shown, since, unsure) SELECT id, 'new@example.com', email, " +
                     std::to_string(m_store->clock.now().milliseconds()) + ", 0 FROM customers");
        const auto waits = [this](const QString &ref) { return emailWaitOf(m_store->reader(), idOf(ref), m_store->clock.now()).value_or(std::nullopt).has_value(); };
        QVERIFY(waits(u"w1000"_qs));
        MirroredCustomer last = person(1'000);
        last.email = u"new@example.com"_qs;
        last.updatedAt = u"2026-09-15T08:21:07.310447+00:00"_qs;
        put(last);
        QVERIFY(!waits(u"w1000"_qs));
        QVERIFY(waits(u"w999"_qs));
    }

    void aStoreBelongsToOneShop() {
        const auto claim = [&](ShopKind kind, const QString &domain) {
            return m_store->write([&](Transaction &t) { return claimStore(t.db, {kind, domain}); });
        };
        QVERIFY_OK(claim(ShopKind::House, {}));
        QVERIFY_OK(claim(ShopKind::Skio, u"shop.example.com"_qs));
        QVERIFY_OK(claim(ShopKind::Skio, u"Shop.Example.com"_qs));
        // While nothing is here, a domain may be corrected.
        QVERIFY_OK(claim(ShopKind::Skio, u"typo.example.com"_qs));
        QVERIFY_OK(claim(ShopKind::Skio, u"shop.example.com"_qs));
        put(ada());
        const auto other = claim(ShopKind::Skio, u"other.example.com"_qs);
        QVERIFY_FAILS(other, ErrorCode::StoreOfOtherShop);
        QCOMPARE(other.error().detail, u"shop.example.com"_qs);
        const auto move = [&](const QString &id, const QString &domain) { return m_store->write([&](Transaction &t) { return moveStore(t.db, id, domain); }); };
        QVERIFY_FAILS(move({}, u"other.example.com"_qs), ErrorCode::StoreOfOtherShop);
        // Once it is known which shop it is, that decides.
        const auto site = [&](const QString &id) { return m_store->write([&](Transaction &t) { return claimSite(t.db, id); }); };
        QVERIFY_OK(site({}));
        QVERIFY_OK(site(u"site-1"_qs));
        QVERIFY_OK(site(u"site-1"_qs));
        QVERIFY_OK(site({}));
        const auto otherSite = site(u"site-2"_qs);
        QVERIFY_FAILS(otherSite, ErrorCode::StoreOfOtherShop);
        QCOMPARE(otherSite.error().detail, u"site-1"_qs);
        QVERIFY_FAILS(claim(ShopKind::Skio, u"renamed.example.com"_qs), ErrorCode::StoreOfOtherShop);
        const auto moved = move(u"site-2"_qs, u"renamed.example.com"_qs);
        QVERIFY_FAILS(moved, ErrorCode::StoreOfOtherShop);
        QCOMPARE(moved.error().detail, u"shop.example.com"_qs);
        QVERIFY_FAILS(move({}, u"renamed.example.com"_qs), ErrorCode::StoreOfOtherShop);
        QCOMPARE((*mirroredShop(m_store->reader()))->domain, u"shop.example.com"_qs);
        QVERIFY_OK(move(u"site-1"_qs, u"Renamed.example.com"_qs));
        QCOMPARE((*mirroredShop(m_store->reader()))->domain, u"renamed.example.com"_qs);
        QVERIFY_FAILS(claim(ShopKind::House, {}), ErrorCode::StoreOfOtherShop);
    }

    void aStoreWithTheHousesCustomersMirrorsNobody() {
        put(ada());
        const auto claimed = m_store->write([](Transaction &t) { return claimStore(t.db, {ShopKind::Skio, u"shop.example.com"_qs}); });
        QVERIFY_FAILS(claimed, ErrorCode::StoreOfOtherShop);
        QVERIFY(claimed.error().detail.isEmpty());
    }

    void theStateIsReadAsItWasKept() {
        SyncState state;
        state.step = SyncStep::Lines;
        state.startedAt = m_store->clock.now();
        state.beatAt = state.startedAt + std::chrono::seconds(4);
        state.rows = 2'000;
        state.changed = 17;
        state.damaged = 2;
        state.failures = 3;
        state.failedAt = Instant(44);
        state.nextAt = Instant(55);
        ShopTrouble refused = trouble(ShopFault::TokenRefused).value();
        refused.words = u"Invalid response from authorization hook"_qs;
        refused.status = 200;
        state.trouble = refused;
        QVERIFY_OK(m_store->write([&](Transaction &t) { return keepSyncState(t.db, state); }));
        const auto read = readSyncState(m_store->reader(), state.beatAt + std::chrono::seconds(1));
        QVERIFY_OK(read);
        QVERIFY(read->everStarted && read->running && !read->firstLoadDone);
        QCOMPARE(read->step, SyncStep::Lines);
        QCOMPARE(read->rowsPerSecond, 500.0);
        QCOMPARE(read->changed, 17);
        QCOMPARE(read->damaged, 2);
        QCOMPARE(read->trouble->fault, ShopFault::TokenRefused);
        QCOMPARE(read->trouble->words, refused.words);
        QCOMPARE(read->failedAt, Instant(44));
        QCOMPARE(read->nextAt, Instant(55));
        // One that is silent has died.
        QVERIFY(!readSyncState(m_store->reader(), state.beatAt + std::chrono::minutes(1))->running);
    }

    void onlyOneSyncsAStore() {
        auto first = StoreLock::take(m_store->path(), StoreUse::Sync);
        QVERIFY_OK(first);
        QVERIFY_FAILS(StoreLock::take(m_store->path(), StoreUse::Sync), ErrorCode::SyncRunning);
        QVERIFY_OK(StoreLock::take(m_store->path(), StoreUse::Import));
        first->reset();
        QVERIFY_OK(StoreLock::take(m_store->path(), StoreUse::Sync));
    }
};

QTEST_GUILESS_MAIN(TestShopMirror)
#include "tst_shop_mirror.moc"
