// The steps' size follows from how long the last one took.
#include "services/shops/mirror/mirror_feed.h"

#include <algorithm>
#include <thread>

namespace latchkey {

namespace {

using namespace std::chrono_literals;

// A login that comes right behind a step waits for it, so a step is kept shorter than anybody notices.
constexpr auto stepAtMost = 40ms;
constexpr auto stepIsShort = 15ms;
// Fewer save no time: the search index is written by the piece of text, whoever has it.
constexpr std::size_t rowsAtLeast = 20;
constexpr std::size_t rowsAtMost = 100;

// So many new customers wait for the search index together: the more there are, the less often its pieces are written; at the speed that Skio
// allows they wait for ten seconds. Each step writes one slice of its pieces.
constexpr int indexedAtOnce = 4'000;
constexpr int indexSlices = 16;

constexpr auto tellEvery = 1s;
constexpr auto tellListsEvery = 3s;
constexpr auto beatEvery = 5s;

}  // namespace

Result<void> MirrorFeed::begin() {
    Result<SyncState> before = m_setup.writes.run<SyncState>([now = m_setup.clock.now()](Transaction &t) { return readSyncState(t.db, now); });
    if (!before) return tl::unexpected<Error>(before.error());
    m_state = std::move(*before);
    m_state.everStarted = true;
    m_state.running = true;
    m_state.startedAt = m_state.beatAt = m_setup.clock.now();
    m_state.endedAt = m_state.nextAt = {};
    m_state.rows = m_state.changed = m_state.damaged = 0;
    m_state.rowsPerSecond = 0;
    m_told = {};
    return {};
}

Result<void> MirrorFeed::tell(Transaction &t, const SyncState &state, bool stateToo, bool lists) {
    if (stateToo) {
        if (Result<void> kept = keepSyncState(t.db, state); !kept) return kept;
        t.announce({EventKind::ShopSync, {}, {}, t.now});
    }
    if (lists) t.announce({EventKind::DirectoryChanged, {}, {}, t.now});
    return {};
}

Result<MirrorFeed::Step> MirrorFeed::run(const std::function<Result<Step>(Transaction &, MirrorWriter &)> &work) {
    const auto began = Clockwork::now();
    const bool stateToo = began - m_told >= tellEvery;
    const bool listsToo = began - m_toldLists >= tellListsEvery;
    SyncState after;
    bool toldLists = false;
    Result<Step> done = m_setup.writes.run<Step>([&](Transaction &t) -> Result<Step> {
        MirrorWriter writer(t);
        if (m_searchLater) writer.searchLater();
        Result<Step> step = work(t, writer);
        if (!step) return step;
        if (Result<void> finished = writer.finish(); !finished) return tl::unexpected<Error>(finished.error());
        step->lists = writer.listsChanged();
        after = m_state;
        after.rows += step->rows;
        after.changed += step->changed;
        after.damaged += step->damaged;
        after.beatAt = t.now;
        toldLists = listsToo && (m_listsPending || step->lists);
        if (Result<void> told = tell(t, after, stateToo, toldLists); !told) return tl::unexpected<Error>(told.error());
        return step;
    });
    if (!done) return done;
    m_state = after;
    m_listsPending = !toldLists && (m_listsPending || done->lists);
    if (stateToo) m_told = began;
    if (toldLists) m_toldLists = began;
    m_lastStep = Clockwork::now() - began;
    if (const Duration took = m_state.beatAt - m_state.startedAt; took > Duration::zero())
        m_state.rowsPerSecond = static_cast<double>(m_state.rows) * 1000.0 / static_cast<double>(took.count());
    if (m_setup.follow) m_setup.follow(m_state);
    if (m_setup.breath > 0ms) std::this_thread::sleep_for(m_setup.breath);
    return done;
}

void MirrorFeed::adapt() {
    if (m_lastStep > stepAtMost) m_rowsAStep = std::max(rowsAtLeast, m_rowsAStep / 2);
    else if (m_lastStep < stepIsShort) m_rowsAStep = std::min(rowsAtMost, m_rowsAStep * 2);
}

Result<std::vector<std::size_t>> MirrorFeed::write(const std::vector<Put> &puts, const std::optional<Goal> &goal, const std::stop_token &stop) {
    std::vector<std::size_t> ownerless;
    std::size_t from = 0;
    do {
        const std::size_t to = std::min(puts.size(), from + m_rowsAStep);
        const bool last = to == puts.size();
        const Result<Step> step = run([&](Transaction &t, MirrorWriter &writer) -> Result<Step> {
            Step done;
            for (std::size_t i = from; i < to; ++i) {
                const Result<Mirrored> how = puts[i](writer);
                if (!how) return tl::unexpected<Error>(how.error());
                done.rows += 1;
                done.added += *how == Mirrored::Added ? 1 : 0;
                done.changed += *how == Mirrored::Added || *how == Mirrored::Changed ? 1 : 0;
                done.damaged += *how == Mirrored::Damaged ? 1 : 0;
                if (*how == Mirrored::NoOwner) done.ownerless.push_back(i);
            }
            if (!last || !goal || !ownerless.empty() || !done.ownerless.empty()) return done;
            if (Result<void> kept = keepShopCursor(t.db, goal->collection, goal->cursor); !kept) return tl::unexpected<Error>(kept.error());
            return done;
        });
        if (!step) return tl::unexpected<Error>(step.error());
        if (m_searchLater) m_unsearched += step->added;
        ownerless.insert(ownerless.end(), step->ownerless.begin(), step->ownerless.end());
        from = to;
        adapt();
        if (from < puts.size() && stop.stop_requested()) return fail(ErrorCode::Cancelled);
    } while (from < puts.size());
    return ownerless;
}

Result<void> MirrorFeed::settle(const std::stop_token &stop) {
    for (bool more = true; more;) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled);
        const int room = static_cast<int>(m_rowsAStep);
        const Result<Step> step = run([room](Transaction &, MirrorWriter &writer) -> Result<Step> {
            Step done;
            const Result<bool> rest = writer.settle(room);
            if (!rest) return tl::unexpected<Error>(rest.error());
            done.more = *rest;
            return done;
        });
        if (!step) return tl::unexpected<Error>(step.error());
        more = step->more;
        adapt();
    }
    return {};
}

Result<void> MirrorFeed::index(bool all, const std::stop_token &stop) {
    if (!all && m_unsearched < indexedAtOnce) return {};
    m_unsearched = 0;
    for (;;) {
        const Result<std::optional<qint64>> upTo =
            m_setup.writes.run<std::optional<qint64>>([](Transaction &t) { return unsearchedUpTo(t.db, indexedAtOnce); });
        if (!upTo) return tl::unexpected<Error>(upTo.error());
        if (!*upTo) return {};
        for (int slice = 0; slice < indexSlices; ++slice) {
            if (stop.stop_requested()) return fail(ErrorCode::Cancelled);
            const Result<Step> step = run([upTo = **upTo, slice](Transaction &t, MirrorWriter &) -> Result<Step> {
                if (const Result<void> done = indexUnsearched(t.db, upTo, slice, indexSlices); !done) return tl::unexpected<Error>(done.error());
                return Step();
            });
            if (!step) return tl::unexpected<Error>(step.error());
        }
    }
}

Result<void> MirrorFeed::remove(SweptTable table, const QStringList &refs, const std::stop_token &stop) {
    const auto put = [table](const QString &ref) {
        return [table, ref](MirrorWriter &writer) -> Result<Mirrored> {
            Result<void> done;
            switch (table) {
            case SweptTable::Customers: done = writer.removeCustomer(ref); break;
            case SweptTable::Subscriptions: done = writer.removeSubscription(ref); break;
            case SweptTable::Lines: done = writer.removeLine(ref); break;
            }
            if (!done) return tl::unexpected<Error>(done.error());
            return Mirrored::Changed;
        };
    };
    std::vector<Put> puts;
    for (const QString &ref : refs) puts.emplace_back(put(ref));
    const auto done = write(puts, {}, stop);
    if (!done) return tl::unexpected<Error>(done.error());
    return {};
}

Result<void> MirrorFeed::claim(const ShopSite &site) {
    return m_setup.writes.run<void>([&site](Transaction &t) -> Result<void> {
        if (Result<void> claimed = claimSite(t.db, site.id); !claimed) return claimed;
        return keepTimeZone(t.db, site.timeZone);
    });
}

Result<ShopCursor> MirrorFeed::cursorOf(const QString &collection) {
    return m_setup.writes.run<ShopCursor>([&collection](Transaction &t) { return readShopCursor(t.db, collection); });
}

Result<QStringList> MirrorFeed::unseen(SweptTable table, const QString &after, const QString &upTo, Instant before, int limit) {
    return m_setup.writes.run<QStringList>([&](Transaction &t) { return unseenRefs(t.db, table, after, upTo, before, limit); });
}

Result<bool> MirrorFeed::hasAny(SweptTable table) {
    return m_setup.writes.run<bool>([table](Transaction &t) { return hasRefs(t.db, table); });
}

Result<QString> MirrorFeed::subscriptionOf(const QString &line) {
    return m_setup.writes.run<QString>([&line](Transaction &t) { return subscriptionOfLine(t.db, line); });
}

void MirrorFeed::beat() {
    if (Clockwork::now() - m_told < beatEvery) return;
    // What is wrong with the store shows with the next rows.
    (void)run([](Transaction &, MirrorWriter &) -> Result<Step> { return Step(); });
}

Result<void> MirrorFeed::end(const std::function<void(SyncState &)> &how) {
    m_state.running = false;
    m_state.step = SyncStep::Resting;
    m_state.beatAt = m_state.endedAt = m_setup.clock.now();
    how(m_state);
    const bool lists = std::exchange(m_listsPending, false);
    const Result<void> kept =
        m_setup.writes.run<void>([&](Transaction &t) { return tell(t, m_state, true, lists); });
    if (m_setup.follow) m_setup.follow(m_state);
    return kept;
}

}  // namespace latchkey
