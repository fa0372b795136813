// What the API asks of a shop outside the house: rows read anew, links made, addresses changed, each in a thread that may wait.
#pragma once

#include "models/domain/shop_state.h"
#include "services/shops/mirror/shop_sync.h"
#include "services/shops/shop.h"
#include "services/shops/shop_times.h"
#include "services/store/shop_waits.h"
#include "services/store/write_room.h"

#include <QHash>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace latchkey {

// Thread: made and ended by the host; every other method may be called anywhere and never blocks. Answers come by Setup::post.
// Ownership: outlives nothing that it was given.
class ShopDesk {
public:
    struct Setup {
        Shop &shop;
        ShopSync &sync;
        WriteRoom &writes;
        const Clock &clock;
        QString storeDomain;
        Post post;
        ShopTimes times = {};
    };
    explicit ShopDesk(Setup setup);
    ~ShopDesk();
    // Goes on looking for the addresses that were saved just before the last service ended.
    void start();
    // What waits for the shop is given up, and answered with Stopped, as is everything that is asked from then on.
    void stop();

    // Reads the row anew in the background where that was not done just now, and announces CustomerRead. The subscription may be invalid.
    void opened(CustomerId customer, SubscriptionId subscription);

    // A search found nobody here: whom the shop has and the mirror has not yet is taken in, and DirectoryChanged announced.
    void soughtInVain(const QString &text);

    template <class T>
    using Answered = std::function<void(ShopResult<T>)>;
    struct LinkWish {
        CustomerId customer = {};
        QString destination = {};
        AgentId agent = {};
        QString desk = {};        // from which it was asked, for the activity
        QString emailShown = {};  // the address that the agent saw; empty: the one on file
    };
    // tooLate(): nothing was sent. One that may have been made, or was made and leads elsewhere, is in the activity before it is answered. EmailDiffers by the House: an
    // address of this customer's is being changed.
    void makeLink(const LinkWish &wish, Answered<ShopLink> answer);
    // For the activity: the shop made it, and we have not handed it out.
    void noteLinkRefused(const LinkWish &wish);
    struct EmailWish {
        CustomerId customer = {};
        QString email = {};
        AgentId agent = {};
        QString desk = {};
    };
    // Done or Waiting; what is not possible is a trouble. A change is in the activity before it is answered, one that may have been made too.
    // From before it is sent until it is answered, the address waits as one of which nobody knows whether it was saved.
    void changeEmail(const EmailWish &wish, Answered<EmailChangeState> answer);
    void syncNow() { m_setup.sync.syncNow(); }
    void cancelSync() { m_setup.sync.cancel(); }

    // On any read connection.
    Result<ShopState> state(Connection &db, Instant now) const;
    Result<ShopFacts> factsOf(Connection &db, const Customer &customer) const;
    // What the shop answered last of this customer, or what it would answer everybody; nothing while all is well. That a sync did without a part
    // is the state's to tell.
    [[nodiscard]] std::optional<ShopTrouble> troubleOf(CustomerId customer, const SyncState &sync, Instant now) const;
    [[nodiscard]] ShopKind kind() const { return m_setup.shop.kind(); }
    [[nodiscard]] StandardLogin standardLogin() const { return m_setup.shop.standardLogin(); }

private:
    using Moment = std::chrono::steady_clock::time_point;
    // What an agent waits for.
    struct Action {
        std::function<void(const std::stop_token &)> work;
        std::function<void()> dropped;
    };
    struct Look {
        Moment due;
        std::function<void(const std::stop_token &)> work;
        CustomerId opened = {};  // the one whose row is read anew since somebody looks at it
        QString sought = {};     // what a search found nobody for
    };
    struct Reading {
        Instant at = {};  // of the last attempt
        bool running = false;
        std::optional<ShopTrouble> trouble = {};
    };
    struct OnFile;
    // Of a customer whose address is changed: what waited before, what waits while the change is under way, and whether the shop shows that address already.
    struct Waits {
        std::optional<EmailWait> before = {};
        std::optional<EmailWait> during = {};
        bool isShown = false;
    };

    void run(const std::stop_token &stop);
    std::function<void(const std::stop_token &)> takeDue();
    void give(Look look);
    template <class T>
    void act(Answered<T> answer, std::function<ShopResult<T>(Moment, const std::stop_token &)> work);
    bool begin(CustomerId customer);
    void finish(CustomerId customer, const std::optional<ShopTrouble> &trouble);
    void readNow(CustomerId customer, SubscriptionId subscription, const std::stop_token &stop);
    ShopResult<void> readInto(const OnFile &onFile, const std::stop_token &stop);
    ShopResult<ShopLink> linkNow(const LinkWish &wish, Moment until, const std::stop_token &stop);
    ShopResult<EmailChangeState> changeNow(const EmailWish &wish, Moment until, const std::stop_token &stop);
    Result<Waits> beginWait(const EmailWish &wish, const OnFile &onFile);
    static Result<void> settleWait(Transaction &t, const Waits &waits, const std::optional<EmailWait> &after);
    void takeWaitBack(const EmailWish &wish, const Waits &waits, const ShopTrouble &trouble);
    Result<void> noteChange(const EmailWish &wish, const Waits &waits, const ShopResult<EmailChange> &changed);
    void dropSearchesFor(const QString &wanted);
    void seekNow(const QString &text, const std::stop_token &stop);
    void lookLater(CustomerId customer, Moment until);
    void lookNow(CustomerId customer, Moment until, const std::stop_token &stop);
    void tellRead(CustomerId customer);
    ShopResult<OnFile> onFile(CustomerId customer, SubscriptionId subscription);

    Setup m_setup;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    // Each in the order in which they were given; a look waits for as long as there are actions.
    std::deque<Action> m_actions;
    std::deque<Look> m_looks;
    quint64 m_given = 0;
    bool m_ending = false;
    mutable std::unordered_map<qint64, Reading> m_readings;
    QHash<QString, Instant> m_sought;  // what was searched for, and when
    std::vector<std::jthread> m_threads;  // the last to be made, the first to go
};

}  // namespace latchkey
