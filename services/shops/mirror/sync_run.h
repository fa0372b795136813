// One run of the sync: every collection to its end, then names and intervals, then a part of the sweep where one is due.
#pragma once

#include "services/shops/mirror/ahead.h"
#include "services/shops/mirror/mirror_feed.h"

namespace latchkey {

// Why a run did not come to its end: the shop's trouble or our own error.
struct SyncEnd {
    std::optional<ShopTrouble> trouble = {};
    std::optional<Error> error = {};
};
template <class T>
using SyncResult = tl::expected<T, SyncEnd>;

// Used once, in the thread that syncs.
class SyncRun {
public:
    struct Sweep {
        Duration every;
        int pages;
    };
    SyncRun(Shop &shop, MirrorFeed &feed, const Clock &clock, Sweep sweep, std::stop_token stop)
        : m_shop(shop), m_feed(feed), m_clock(clock), m_sweep(sweep), m_stop(std::move(stop)) {}

    SyncResult<void> run();
    // When every table was last looked through to its end; unset before the first load is.
    [[nodiscard]] Instant swept() const { return m_sweptAt; }

    // Why something that hangs on subscriptions could not be read, or not be looked through, where a run came to its end without it.
    [[nodiscard]] const std::optional<ShopTrouble> &missed() const { return m_missed; }

private:
    struct Part {
        ShopCollection of;
        SyncStep step;
    };
    static constexpr std::array<Part, 6> parts();
    // Two stores' rows are never mixed, whatever token somebody has put in place.
    SyncResult<void> claim();
    SyncResult<void> load(const Part &part);
    SyncResult<void> doWithout(const Part &part, const ShopTrouble &why);
    void noteMissed(const ShopTrouble &why) { if (!m_missed) m_missed = why; }
    SyncResult<void> store(const ShopChanges &page, const MirrorFeed::Goal &goal);
    SyncResult<void> fetchOwners(const QStringList &refs);
    SyncResult<void> sweep();
    SyncResult<Instant> sweepTable(ShopCollection of, SweptTable table, int &pages);
    SyncResult<ShopIds> idsBehind(ShopCollection of, const QString &after);
    SyncResult<QStringList> oursUnder(const ShopIds &page, SweptTable table, const QString &after, Instant asked);
    SyncResult<QStringList> missingFrom(const ShopIds &page, ShopCollection of, SweptTable table, const QString &after, Instant asked);
    SyncResult<void> confirmMany(ShopCollection of, const QStringList &missing);
    SyncResult<bool> isGone(ShopCollection of, const QString &ref);
    SyncResult<bool> isLineGone(const QString &ref);
    template <class T>
    SyncResult<T> waitFor(std::future<ShopResult<T>> answer);

    Shop &m_shop;
    MirrorFeed &m_feed;
    const Clock &m_clock;
    const Sweep m_sweep;
    const std::stop_token m_stop;
    Instant m_sweptAt;
    std::optional<ShopTrouble> m_missed;
    Ahead m_ahead;  // last: what it still asks ends before the rest goes
};

}  // namespace latchkey
