// Rows of a shop elsewhere as a test puts them into a store, and what the store says of them then.
#pragma once

#include "services/store/count_store.h"
#include "services/store/customer_store.h"
#include "services/store/shop_mirror.h"
#include "services/store/subscription_store.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

namespace latchkey {

inline MirroredCustomer ada() {
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

inline MirroredSubscription beans() {
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

inline MirroredLine lineOf(const QString &ref, const QString &variant, int quantity, Instant created) {
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

class MirroredRows {
protected:
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
};

}  // namespace latchkey
