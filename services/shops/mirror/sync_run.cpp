// What hangs on subscriptions comes before them, so that each is shown whole from its first row on.
#include "services/shops/mirror/sync_run.h"

#include "services/shops/mirror/mirror_rows.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace latchkey {

namespace {

using namespace std::chrono_literals;

constexpr int refsAtOnce = 500;
// So many of a page may go without being asked for one by one.
constexpr qsizetype fewMissing = 20;
// A subscription that is read by itself shows no more of its lines.
constexpr qsizetype linesShown = 10;

tl::unexpected<SyncEnd> because(const Error &error) {
    // Cancelled between two steps of the store is the same as stopped in a question.
    if (error.code == ErrorCode::Cancelled) return tl::unexpected<SyncEnd>(SyncEnd{trouble(ShopFault::Stopped).value(), {}});
    return tl::unexpected<SyncEnd>(SyncEnd{{}, error});
}

tl::unexpected<SyncEnd> because(const ShopTrouble &trouble) { return tl::unexpected<SyncEnd>(SyncEnd{trouble, {}}); }

bool isNobody(const SyncEnd &end) {
    return end.trouble && (end.trouble->fault == ShopFault::Gone || end.trouble->fault == ShopFault::NotInShop || end.trouble->fault == ShopFault::NotAnId);
}

// Customers and subscriptions are worth showing without what hangs on them.
bool mayBeMissed(ShopCollection of, const SyncEnd &end) {
    if (of == ShopCollection::Customers || of == ShopCollection::Subscriptions || !end.trouble) return false;
    const ShopFault fault = end.trouble->fault;
    return fault == ShopFault::NoAccess || fault == ShopFault::DocumentRefused || fault == ShopFault::TooMuchAsked;
}

template <class Row>
void append(std::vector<MirrorFeed::Put> &puts, const QList<Row> &rows) {
    for (const Row &row : rows) puts.emplace_back([kept = mirrored(row)](MirrorWriter &writer) { return writer.put(kept); });
}

std::vector<MirrorFeed::Put> putsOf(const ShopRows &rows) {
    std::vector<MirrorFeed::Put> puts;
    append(puts, rows.customers);
    append(puts, rows.products);
    append(puts, rows.variants);
    append(puts, rows.policies);
    append(puts, rows.lines);
    append(puts, rows.subscriptions);
    return puts;
}

}  // namespace

constexpr std::array<SyncRun::Part, 6> SyncRun::parts() {
    return {Part{ShopCollection::Customers, SyncStep::Customers}, Part{ShopCollection::Products, SyncStep::Products},
            Part{ShopCollection::Variants, SyncStep::Variants},   Part{ShopCollection::Policies, SyncStep::Policies},
            Part{ShopCollection::Lines, SyncStep::Lines},         Part{ShopCollection::Subscriptions, SyncStep::Subscriptions}};
}

SyncResult<void> SyncRun::run() {
    if (SyncResult<void> ours = claim(); !ours) return ours;
    for (const Part &part : parts()) {
        SyncResult<void> loaded = load(part);
        if (!loaded && mayBeMissed(part.of, loaded.error())) loaded = doWithout(part, *loaded.error().trouble);
        if (!loaded) return loaded;
    }
    m_feed.enter(SyncStep::Settling);
    if (const Result<void> settled = m_feed.settle(m_stop); !settled) return because(settled.error());
    return sweep();
}

template <class T>
SyncResult<T> SyncRun::waitFor(std::future<ShopResult<T>> answer) {
    while (answer.wait_for(500ms) != std::future_status::ready) m_feed.beat();
    ShopResult<T> got = answer.get();
    if (!got) return because(got.error());
    return std::move(*got);
}

SyncResult<void> SyncRun::claim() {
    const SyncResult<ShopSite> site = waitFor(m_ahead.ask<ShopResult<ShopSite>>([this] { return m_shop.site(ShopAsker::Sync, m_stop); }));
    if (!site) return tl::unexpected<SyncEnd>(site.error());
    if (const Result<void> claimed = m_feed.claim(*site); !claimed) return because(claimed.error());
    return {};
}

SyncResult<void> SyncRun::load(const Part &part) {
    m_feed.enter(part.step);
    const QString name = toText(part.of);
    Result<ShopCursor> cursor = m_feed.cursorOf(name);
    if (!cursor) return because(cursor.error());
    const bool isOfCustomers = part.of == ShopCollection::Customers;
    m_feed.searchLater(isOfCustomers && !cursor->loaded);
    const auto ask = [this, of = part.of](const QString &from) {
        return m_ahead.ask<ShopResult<ShopChanges>>([this, of, from] { return m_shop.changes(of, from, m_stop); });
    };
    std::future<ShopResult<ShopChanges>> next = ask(m_shop.resumed(cursor->cursor));
    for (;;) {
        SyncResult<ShopChanges> page = waitFor(std::move(next));
        if (!page) return tl::unexpected<SyncEnd>(page.error());
        if (!page->end) next = ask(page->cursor);
        cursor->cursor = page->cursor;
        if (page->end && !cursor->loaded) {
            cursor->loaded = true;
            // All that is here was just seen: nothing can be gone before a week is over.
            cursor->sweptAt = m_feed.state().startedAt;
        }
        if (SyncResult<void> stored = store(*page, {name, *cursor}); !stored) return stored;
        if (isOfCustomers)
            if (const Result<void> indexed = m_feed.index(page->end, m_stop); !indexed) return because(indexed.error());
        if (page->end) return {};
    }
}

// With the next run it is asked for again, from where it was.
SyncResult<void> SyncRun::doWithout(const Part &part, const ShopTrouble &why) {
    noteMissed(why);
    Result<ShopCursor> cursor = m_feed.cursorOf(toText(part.of));
    if (!cursor) return because(cursor.error());
    if (cursor->loaded) return {};
    cursor->loaded = true;
    cursor->sweptAt = m_feed.state().startedAt;
    const auto kept = m_feed.write({}, MirrorFeed::Goal{toText(part.of), *cursor}, m_stop);
    if (!kept) return because(kept.error());
    return {};
}

SyncResult<void> SyncRun::store(const ShopChanges &page, const MirrorFeed::Goal &goal) {
    const std::vector<MirrorFeed::Put> puts = putsOf(page.rows);
    auto ownerless = m_feed.write(puts, goal, m_stop);
    if (!ownerless) return because(ownerless.error());
    if (ownerless->empty()) return {};
    QStringList owners;
    std::vector<MirrorFeed::Put> again;
    for (const std::size_t place : *ownerless) {
        const QString owner = page.rows.subscriptions.value(static_cast<qsizetype>(place)).customerId;
        if (!owners.contains(owner)) owners.append(owner);
        again.push_back(puts[place]);
    }
    if (SyncResult<void> fetched = fetchOwners(owners); !fetched) return fetched;
    ownerless = m_feed.write(again, goal, m_stop);
    if (!ownerless) return because(ownerless.error());
    return {};
}

// Customers who came after the customers were read, and those whom the shop does not show.
SyncResult<void> SyncRun::fetchOwners(const QStringList &refs) {
    for (const QString &ref : refs) {
        SyncResult<ShopCustomerRead> read =
            waitFor(m_ahead.ask<ShopResult<ShopCustomerRead>>([this, ref] { return m_shop.customer(ref, m_stop); }));
        if (!read && !isNobody(read.error())) return tl::unexpected<SyncEnd>(read.error());
        const auto put = [&](MirrorWriter &writer) -> Result<Mirrored> {
            if (read) return writer.put(mirrored(read->row));
            const Result<void> done = writer.putStranger(ref);
            if (!done) return tl::unexpected<Error>(done.error());
            return Mirrored::Added;
        };
        const auto written = m_feed.write({put}, {}, m_stop);
        if (!written) return because(written.error());
    }
    return {};
}

SyncResult<void> SyncRun::sweep() {
    constexpr std::array tables{std::pair{ShopCollection::Customers, SweptTable::Customers}, std::pair{ShopCollection::Subscriptions, SweptTable::Subscriptions},
                                std::pair{ShopCollection::Lines, SweptTable::Lines}};
    m_feed.enter(SyncStep::Sweeping);
    int pages = m_sweep.pages;
    for (const auto &[of, table] : tables) {
        const SyncResult<Instant> at = sweepTable(of, table, pages);
        if (!at && mayBeMissed(of, at.error())) {
            noteMissed(*at.error().trouble);
            continue;
        }
        if (!at) return tl::unexpected<SyncEnd>(at.error());
        m_sweptAt = m_sweptAt.isSet() ? std::min(m_sweptAt, *at) : *at;
    }
    return {};
}

// Answers when the table was last looked through to its end.
SyncResult<Instant> SyncRun::sweepTable(ShopCollection of, SweptTable table, int &pages) {
    const QString name = toText(of);
    Result<ShopCursor> cursor = m_feed.cursorOf(name);
    if (!cursor) return because(cursor.error());
    const bool due = !cursor->sweepAfter.isEmpty() || m_clock.now() - cursor->sweptAt >= m_sweep.every;
    if (!due) return cursor->sweptAt;
    for (; pages > 0; --pages) {
        const Instant asked = m_clock.now();
        const QString after = cursor->sweepAfter;
        const SyncResult<ShopIds> page = idsBehind(of, after);
        if (!page) return tl::unexpected<SyncEnd>(page.error());
        SyncResult<QStringList> missing = missingFrom(*page, of, table, after, asked);
        if (!missing && mayBeMissed(of, missing.error())) {
            // What this page leaves open stays, and the rest is looked through all the same.
            noteMissed(*missing.error().trouble);
            missing = QStringList();
        }
        if (!missing) return tl::unexpected<SyncEnd>(missing.error());
        if (const Result<void> removed = m_feed.remove(table, *missing, m_stop); !removed) return because(removed.error());
        cursor->sweepAfter = page->after;
        if (page->after.isEmpty()) cursor->sweptAt = asked;
        const auto kept = m_feed.write({}, MirrorFeed::Goal{name, *cursor}, m_stop);
        if (!kept) return because(kept.error());
        if (!page->after.isEmpty()) continue;
        --pages;
        break;
    }
    return cursor->sweptAt;
}

// Only ids in the order that ours are compared in tell which are not among them.
SyncResult<ShopIds> SyncRun::idsBehind(ShopCollection of, const QString &after) {
    SyncResult<ShopIds> page = waitFor(m_ahead.ask<ShopResult<ShopIds>>([this, of, after] { return m_shop.ids(of, after, m_stop); }));
    if (!page) return page;
    const bool inOrder = std::is_sorted(page->ids.begin(), page->ids.end()) && (page->ids.isEmpty() || page->ids.first() > after);
    if (!inOrder) return because(trouble(ShopFault::Nonsense, QStringLiteral("ids")).value());
    return page;
}

SyncResult<QStringList> SyncRun::oursUnder(const ShopIds &page, SweptTable table, const QString &after, Instant asked) {
    QStringList all;
    for (QString from = after;;) {
        const Result<QStringList> ours = m_feed.unseen(table, from, page.after, asked, refsAtOnce);
        if (!ours) return because(ours.error());
        all += *ours;
        if (ours->size() < refsAtOnce) return all;
        from = ours->last();
    }
}

// What is missing twice: a page may come wrong or too short for once, and what is removed here is gone from every desk.
SyncResult<QStringList> SyncRun::missingFrom(const ShopIds &page, ShopCollection of, SweptTable table, const QString &after, Instant asked) {
    // A shop that shows nothing at all does not let us see, more likely than that everything is gone.
    if (after.isEmpty() && page.ids.isEmpty()) {
        const Result<bool> any = m_feed.hasAny(table);
        if (!any) return because(any.error());
        if (*any) return because(trouble(ShopFault::NoAccess, QStringLiteral("ids")).value());
    }
    const SyncResult<QStringList> ours = oursUnder(page, table, after, asked);
    if (!ours) return ours;
    const auto isMissing = [](const ShopIds &from, const QString &ref) { return !std::binary_search(from.ids.begin(), from.ids.end(), ref); };
    QStringList missing;
    std::copy_if(ours->begin(), ours->end(), std::back_inserter(missing), [&](const QString &ref) { return isMissing(page, ref); });
    if (missing.isEmpty()) return missing;
    const SyncResult<ShopIds> again = idsBehind(of, after);
    if (!again) return tl::unexpected<SyncEnd>(again.error());
    missing.removeIf([&](const QString &ref) { return !isMissing(*again, ref) || (!again->after.isEmpty() && ref > again->after); });
    if (missing.size() <= fewMissing || missing.size() * 2 <= ours->size()) return missing;
    const SyncResult<void> sure = confirmMany(of, missing);
    if (!sure) return tl::unexpected<SyncEnd>(sure.error());
    return missing;
}

// Most of ours at once: three of them are asked for one by one.
SyncResult<void> SyncRun::confirmMany(ShopCollection of, const QStringList &missing) {
    for (const QString &ref : {missing.first(), missing[missing.size() / 2], missing.last()}) {
        const SyncResult<bool> gone = isGone(of, ref);
        if (!gone) return tl::unexpected<SyncEnd>(gone.error());
        if (!*gone) return because(trouble(ShopFault::Nonsense, QStringLiteral("ids")).value());
    }
    return {};
}

SyncResult<bool> SyncRun::isGone(ShopCollection of, const QString &ref) {
    if (of == ShopCollection::Lines) return isLineGone(ref);
    std::optional<SyncEnd> why;
    const auto take = [&why](const auto &answer) {
        if (!answer) why = answer.error();
    };
    if (of == ShopCollection::Customers) take(waitFor(m_ahead.ask<ShopResult<ShopCustomerRead>>([this, ref] { return m_shop.customer(ref, m_stop); })));
    else take(waitFor(m_ahead.ask<ShopResult<ShopSubscriptionRead>>([this, ref] { return m_shop.subscription(ref, m_stop); })));
    if (why && !isNobody(*why)) return tl::unexpected<SyncEnd>(*why);
    return why.has_value();
}

// Only its subscription shows a line. An empty list may be a document without lines, and a full one leaves some out: neither tells what is gone.
SyncResult<bool> SyncRun::isLineGone(const QString &ref) {
    const Result<QString> subscription = m_feed.subscriptionOf(ref);
    if (!subscription) return because(subscription.error());
    const SyncResult<ShopSubscriptionRead> read =
        waitFor(m_ahead.ask<ShopResult<ShopSubscriptionRead>>([this, id = *subscription] { return m_shop.subscription(id, m_stop); }));
    if (!read && isNobody(read.error())) return true;
    if (!read) return tl::unexpected<SyncEnd>(read.error());
    const QList<ShopLineRead> &lines = read->lines;
    if (std::any_of(lines.begin(), lines.end(), [&ref](const ShopLineRead &one) { return one.line.id == ref; })) return false;
    if (lines.isEmpty() || lines.size() >= linesShown) return because(trouble(ShopFault::NoAccess, QStringLiteral("ids")).value());
    return true;
}

}  // namespace latchkey
