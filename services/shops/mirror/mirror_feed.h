// Takes pages of a shop's rows into the store in steps so small that nobody who writes beside it waits long, and says how far it is.
#pragma once

#include "services/shops/shop.h"
#include "services/store/shop_mirror.h"
#include "services/store/shop_sync_store.h"
#include "services/store/write_room.h"

#include <chrono>
#include <functional>
#include <stop_token>
#include <vector>

namespace latchkey {

// Used by the thread that syncs; blocks it for as long as the write room takes.
class MirrorFeed {
public:
    struct Setup {
        WriteRoom &writes;
        const Clock &clock;
        // Between two steps, for whoever writes to the store in another process.
        std::chrono::milliseconds breath{0};
        // Told of each step, in the calling thread.
        std::function<void(const SyncState &)> follow = {};
    };
    explicit MirrorFeed(Setup setup) : m_setup(std::move(setup)) {}

    using Put = std::function<Result<Mirrored>(MirrorWriter &)>;
    struct Goal {
        QString collection;
        ShopCursor cursor;
    };
    // The goal is kept with the last of the rows, unless some had no owner here: those are answered (their places), and the goal is kept with
    // a later call. Cancelled between two steps.
    Result<std::vector<std::size_t>> write(const std::vector<Put> &puts, const std::optional<Goal> &goal, const std::stop_token &stop);
    // Until the call with false: new customers wait for index().
    void searchLater(bool later) { m_searchLater = later; }
    // Puts the customers of a first load who wait for it into the search index, where they are many or `all` is asked for. Cancelled between two
    // steps.
    Result<void> index(bool all, const std::stop_token &stop);
    // Cancelled between two steps.
    Result<void> settle(const std::stop_token &stop);
    Result<void> remove(SweptTable table, const QStringList &refs, const std::stop_token &stop);

    // StoreOfOtherShop.
    Result<void> claim(const ShopSite &site);
    Result<ShopCursor> cursorOf(const QString &collection);
    Result<QStringList> unseen(SweptTable table, const QString &after, const QString &upTo, Instant before, int limit);
    Result<bool> hasAny(SweptTable table);
    Result<QString> subscriptionOf(const QString &line);  // refs

    // The state of this run; begin() takes over what holds from run to run.
    Result<void> begin();
    [[nodiscard]] const SyncState &state() const { return m_state; }
    void enter(SyncStep step) { m_state.step = step; }
    // Says every few seconds that the run lives, while it waits for the shop.
    void beat();
    // The last word: kept and told at once.
    Result<void> end(const std::function<void(SyncState &)> &how);

private:
    struct Step {
        int rows = 0;
        int changed = 0;
        int added = 0;
        int damaged = 0;
        bool lists = false;
        bool more = false;
        std::vector<std::size_t> ownerless;
    };
    using Clockwork = std::chrono::steady_clock;
    Result<Step> run(const std::function<Result<Step>(Transaction &, MirrorWriter &)> &work);
    Result<void> tell(Transaction &t, const SyncState &state, bool stateToo, bool lists);
    void adapt();

    Setup m_setup;
    SyncState m_state;
    std::size_t m_rowsAStep = 25;
    bool m_listsPending = false;
    bool m_searchLater = false;
    int m_unsearched = 0;  // of this run, about
    Clockwork::duration m_lastStep{};
    Clockwork::time_point m_told{};
    Clockwork::time_point m_toldLists{};
};

}  // namespace latchkey
