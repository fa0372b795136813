// The mirror's customers in the store: taken in, changed, emptied and removed, with search, counts, links and events kept true.
#include "models/domain/exact_time.h"
#include "services/store/link_store.h"
#include "services/store/shop_waits.h"
#include "tests/store/mirrored_rows.h"

using namespace latchkey;

class TestShopMirror : public QObject, MirroredRows {
    Q_OBJECT

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
        put(MirroredVariant{u"v1"_qs, u"pr1"_qs, u"Large"_qs, {}});
        put(MirroredPolicy{u"p1"_qs, Interval{IntervalUnit::Week, 2}, {}});
        MirroredSubscription s = beans();
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
        bareOne.notAsked = ShopColumn::Currency | ShopColumn::NextOrder;
        QCOMPARE(put(bareOne), Mirrored::Unchanged);
        MirroredLine bareLine = lineOf(u"l1"_qs, u"v1"_qs, 1, Instant(10));
        bareLine.price.clear();
        bareLine.notAsked = ShopColumn::Title | ShopColumn::Quantity | ShopColumn::Price;
        QCOMPARE(put(bareLine), Mirrored::Unchanged);
        QCOMPARE(put(MirroredVariant{u"v1"_qs, {}, {}, later, ShopColumn::Parent | ShopColumn::Title}), Mirrored::Unchanged);
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
};

QTEST_GUILESS_MAIN(TestShopMirror)
#include "tst_shop_mirror.moc"
