// When a run begins, and what is kept of how it ended.
#include "services/shops/mirror/shop_sync.h"

#include "services/runtime/process_hygiene.h"
#include "services/shops/mirror/mirror_rows.h"
#include "services/shops/mirror/sync_run.h"
#include "services/store/store_lock.h"

#include <algorithm>

namespace latchkey {

namespace {

using namespace std::chrono_literals;

// How often a process looks whether another one, which syncs the same store, has left it.
constexpr Duration lookAgain = 5s;
// Nobody tells us when a token was mended at the shop.
constexpr Duration afterRefusal = 30min;

}  // namespace

Duration pauseAfter(int failures) {
    constexpr Duration first = 5s;
    constexpr Duration longest = 10min;
    const int doublings = std::clamp(failures - 1, 0, 7);
    return std::min(longest, first * (1 << doublings));
}

ShopSync::~ShopSync() {
    m_thread.request_stop();
    cancel();
}

Result<SyncState> ShopSync::run(const std::stop_token &stop) {
    const auto alone = StoreLock::take(m_setup.store, StoreUse::Sync);
    if (!alone) return tl::unexpected<Error>(alone.error());
    return runUnderLock(stop);
}

Result<SyncState> ShopSync::runUnderLock(const std::stop_token &stop) {
    MirrorFeed feed({m_setup.writes, m_setup.clock, m_setup.breath, m_setup.follow});
    if (const Result<void> begun = feed.begin(); !begun) return tl::unexpected<Error>(begun.error());
    // The run's own, so that whatever ends it also ends the question that was asked ahead.
    std::stop_source own;
    const std::stop_callback outer(stop, [&own] { own.request_stop(); });
    SyncResult<void> done;
    Instant swept;
    std::optional<ShopTrouble> missed;
    {
        SyncRun run(m_setup.shop, feed, m_setup.clock, {m_setup.sweepEvery, m_setup.sweepPages}, own.get_token());
        done = run.run();
        swept = run.swept();
        missed = run.missed();
        own.request_stop();
    }
    const bool stopped = !done && done.error().trouble && done.error().trouble->fault == ShopFault::Stopped;
    const Result<void> kept = feed.end([&](SyncState &state) {
        if (done) {
            state.freshAt = state.startedAt;
            if (swept.isSet()) state.sweptAt = swept;
            state.trouble = missed;
            state.error.reset();
            state.failedAt = missed ? state.endedAt : Instant();
            state.failures = 0;
        } else if (!stopped) {
            state.trouble = done.error().trouble;
            state.error = done.error().error;
            state.failedAt = state.endedAt;
            ++state.failures;
            const bool refused = state.trouble && endsSync(state.trouble->fault);
            state.nextAt = state.endedAt + (refused ? afterRefusal : pauseAfter(state.failures));
        }
    });
    SyncState state = feed.state();
    if (stopped) state.trouble = done.error().trouble;
    else if (done && !kept) state.error = kept.error();
    // The cursors say it, and they are read with the rest.
    const Result<SyncState> stored =
        m_setup.writes.run<SyncState>([now = m_setup.clock.now()](Transaction &t) { return readSyncState(t.db, now); });
    if (stored) state.firstLoadDone = stored->firstLoadDone;
    return state;
}

void ShopSync::start() {
    m_thread = std::jthread([this](const std::stop_token &ending) { loop(ending); });
}

void ShopSync::syncNow() {
    {
        const std::lock_guard lock(m_mutex);
        m_wanted = true;
    }
    m_wake.notify_all();
}

void ShopSync::noteAnswered() {
    {
        const std::lock_guard lock(m_mutex);
        if (!std::exchange(m_refused, false)) return;
        m_wanted = true;
    }
    m_wake.notify_all();
}

void ShopSync::cancel() {
    const std::lock_guard lock(m_mutex);
    m_current.request_stop();
}

void ShopSync::loop(const std::stop_token &ending) {
    nameThisThread("shop-sync");
    // Whoever starts a service has mended what was wrong before.
    for (bool starting = true; waitUntilDue(ending, starting); starting = false) {
        std::stop_token stop;
        {
            const std::lock_guard lock(m_mutex);
            if (ending.stop_requested()) return;
            m_current = std::stop_source();
            stop = m_current.get_token();
        }
        const Result<SyncState> state = run(stop);
        const bool isOthers = !state && state.error().code == ErrorCode::SyncRunning;
        {
            const std::lock_guard lock(m_mutex);
            m_refused = state && state->trouble && endsSync(state->trouble->fault);
        }
        if (state && !isOthers) continue;
        // Another process has it, or the store is not to be had: not asked in a circle.
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, ending, lookAgain, [] { return false; });
    }
}

// False at the end. What another process did for the same store counts as well; at a start a refusal that was kept does not.
bool ShopSync::waitUntilDue(const std::stop_token &ending, bool starting) {
    while (!ending.stop_requested()) {
        const Instant now = m_setup.clock.now();
        const Result<SyncState> state = m_setup.writes.run<SyncState>([now](Transaction &t) { return readSyncState(t.db, now); });
        Duration wait = lookAgain;
        if (state) {
            const bool mended = std::exchange(starting, false) && state->trouble && endsSync(state->trouble->fault);
            const Instant regular = state->nextAt.isSet() ? state->nextAt : state->endedAt.isSet() ? state->endedAt + m_setup.every : now;
            const Instant due = mended ? now : regular;
            wait = std::min(lookAgain, due - now);
        }
        std::unique_lock lock(m_mutex);
        const bool wanted = std::exchange(m_wanted, false);
        if (wanted || wait <= Duration::zero()) return !ending.stop_requested();
        m_wake.wait_for(lock, ending, wait, [this] { return m_wanted; });
    }
    return false;
}

Result<void> ShopSync::take(const ShopCustomer &row) {
    noteAnswered();
    return m_setup.writes.run<void>([kept = mirrored(row)](Transaction &t) -> Result<void> {
        MirrorWriter writer(t);
        const Result<Mirrored> put = writer.put(kept);
        if (!put) return tl::unexpected<Error>(put.error());
        return writer.finish();
    });
}

}  // namespace latchkey
