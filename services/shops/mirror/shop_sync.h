// Keeps the mirror of a shop elsewhere: a first load, then what has changed, and once a week a look for what is gone.
#pragma once

#include "services/shops/mirror/mirror_feed.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace latchkey {

// A row as the shop showed it a moment ago, and where it stands here.
template <class Read, class Id>
struct Refreshed {
    Id id = {};                                // unset where nothing of it is here
    std::optional<Read> read = {};             // nothing with `trouble`
    std::optional<ShopTrouble> trouble = {};   // Gone, NotInShop: it was marked as removed here
};
using RefreshedCustomer = Refreshed<ShopCustomerRead, CustomerId>;
using RefreshedSubscription = Refreshed<ShopSubscriptionRead, SubscriptionId>;

class ShopSync {
public:
    struct Setup {
        Shop &shop;
        WriteRoom &writes;
        QString store;  // its path or URL: one sync at a time for a store, whichever process it is in
        const Clock &clock;
        Duration every = std::chrono::seconds(60);       // from the end of a run to the next
        Duration sweepEvery = std::chrono::hours(7 * 24);
        int sweepPages = 100;                            // of one run; a sweep goes on with the next
        std::chrono::milliseconds breath{0};             // between two steps, where another process writes to the store too
        std::function<void(const SyncState &)> follow = {};  // each step, in the thread that runs
    };
    explicit ShopSync(Setup setup) : m_setup(std::move(setup)) {}
    ~ShopSync();  // ends the run under way within a second, what it has stored stays

    // One run, in the calling thread: a shop thread. The state that it ended with; its trouble and error say why it did not come to its end
    // (ShopFault::Stopped when `stop` was asked). SyncRunning, or the store's errors when it could not even begin.
    Result<SyncState> run(const std::stop_token &stop);

    // Runs by itself from now on, in a thread of its own. After a refusal that only an operator can mend it tries again every half hour, and
    // at once when the shop has answered to something else, or with a new start.
    void start();
    void syncNow();  // any thread
    void cancel();   // any thread: the run under way ends; the next one comes at its time

    // Read one row anew, before anything is done with it. They block: call them in a shop thread. An Error is the store's own.
    Result<RefreshedCustomer> refreshCustomer(const QString &ref, const std::stop_token &stop);
    Result<RefreshedSubscription> refreshSubscription(const QString &ref, const std::stop_token &stop);
    // A row that another verb of the shop has just read.
    Result<void> take(const ShopCustomer &row);

private:
    void loop(const std::stop_token &ending);
    bool waitUntilDue(const std::stop_token &ending, bool starting);
    void noteAnswered();
    // Whether what is gone at the shop is gone from this store: another store's token would find nothing of it.
    Result<bool> isGone(const ShopTrouble &trouble, const std::stop_token &stop);
    Result<SyncState> runUnderLock(const std::stop_token &stop);

    const Setup m_setup;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    bool m_wanted = false;        // by somebody who will not wait
    bool m_refused = false;       // the last run, in a way that only an operator can mend
    std::stop_source m_current;   // of the run under way
    std::jthread m_thread;        // last: it uses what is above
};

// How long after so many failures in a row the next try comes: 5 s, 10 s, 20 s … 10 minutes.
Duration pauseAfter(int failures);

}  // namespace latchkey
