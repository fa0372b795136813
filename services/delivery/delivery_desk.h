// What the settings page does with the delivery: look, change, try. Knows where the settings are kept, and whether the operator has fixed them.
#pragma once

#include "services/delivery/courier.h"

#include <deque>
#include <mutex>

namespace latchkey {

// Called on any thread; the work is done in a room of its own, one job after the other, and answered through `post`.
class DeliveryDesk {
public:
    struct Setup {
        Courier &courier;
        QString storePath;       // the settings are kept beside it
        bool fixedByOperator = false;
        QString portalLink;
        const Clock &clock;
        Post post;
    };
    explicit DeliveryDesk(Setup setup);
    ~DeliveryDesk();  // interrupts the trial under way

    [[nodiscard]] DeliverySetup look() const;
    struct Change {
        DeliverySetup setup;
        std::optional<ShopSecret> mailPassword;  // nothing: as it was
        std::optional<ShopSecret> smsSecret;
    };
    // DeliveryFixed, DeliveryInvalid ("mail-from: an address is needed"), FileUnwritable, or why it may not be. Takes effect at once. `permit` is
    // asked in the room, where it may block, once all else is in order and before anything is changed.
    void change(Change change, std::function<Result<void>()> permit, std::function<void(Result<DeliverySetup>)> answer);
    // One letter or text by the settings as they are; answers what the server said. DeliveryInvalid when the channel captures or is off.
    void attempt(Channel channel, QString to, QString shopName, std::function<void(Result<DeliveryTrial>)> answer);

private:
    Result<DeliverySetup> changeNow(const Change &change, const std::function<Result<void>()> &permit);
    Result<DeliveryTrial> attemptNow(Channel channel, const QString &to, const QString &shopName);
    void give(std::function<void()> job);
    void run();

    Setup m_setup;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_jobs;
    bool m_stopping = false;
    std::atomic<bool> m_interrupted{false};
    std::thread m_thread;
};

}  // namespace latchkey
