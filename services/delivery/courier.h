// Carries letters and texts out: a queue in memory beside its state in the store, so that a crash sends nothing twice and loses nothing unseen.
#pragma once

#include "services/delivery/delivery_settings.h"
#include "services/delivery/postman.h"
#include "services/delivery/transport.h"
#include "services/runtime/chance.h"
#include "services/runtime/clock.h"
#include "services/store/write_room.h"

#include <QHash>
#include <QSet>

#include <array>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <optional>
#include <thread>

namespace latchkey {

struct CourierBeat;

// Owns its threads: some that talk to servers, and a keeper that says it lives and inherits from couriers that died.
class Courier final : public Postman {
public:
    struct Setup {
        WriteRoom &writes;
        const Clock &clock;
        Chance &chance;
        // Null: the channel captures or is off. Called in the threads that use what it makes.
        std::function<std::unique_ptr<Transport>(const DeliverySettings &, Channel)> transportOf;
        // The whole of a message without secrets that a dead courier left; nothing when its customer is gone.
        std::function<std::optional<OutgoingMessage>(Connection &, MessageId)> rebuild;
        // A connection of the keeper's own, for looking without writing.
        std::unique_ptr<Connection> db;
        DeliverySettings settings;
        std::shared_ptr<const Letters> letters;
        int mailThreads = 4;
        int smsThreads = 2;
    };
    explicit Courier(Setup setup);
    ~Courier() override;
    void start();  // its threads; a test calls workOnce() and keep() itself instead
    // Interrupts what is under way after a moment and settles in the store what still waits. The write room must be there; deliver() may go on.
    void stop();

    void deliver(OutgoingMessage message) override;
    void forget(const QList<MessageId> &messages) override;
    [[nodiscard]] DeliveryModes modes() const override;
    [[nodiscard]] std::shared_ptr<const Letters> letters() const override;
    // Takes effect at once; what waits goes out by the new settings.
    void configure(const DeliverySettings &settings, std::shared_ptr<const Letters> letters);
    [[nodiscard]] DeliverySettings settings() const;
    [[nodiscard]] CapturingPostman &captured() { return *m_captured; }

    // Carries out one message that is due; false when none is. Blocks for as long as its attempt takes.
    bool workOnce(Channel channel, Transport *transport);
    // Says that this courier lives while it holds messages, inherits from those that do not, and from itself what it has lost sight of.
    void keep();
    // A courier that holds messages and says nothing new for so many looks of another is dead. Looks, since the clocks of hosts differ and jump.
    static constexpr int looksUntilDead = 4;
    [[nodiscard]] qint64 id() const { return m_id; }
    [[nodiscard]] std::size_t waiting() const;
    // How many messages this courier has brought into that state for good.
    [[nodiscard]] std::uint64_t settled(MessageState state) const { return m_settled.at(static_cast<std::size_t>(state)); }

private:
    struct Waiting {
        OutgoingMessage message;
        int attempts = 0;
    };
    using Queue = std::multimap<Instant, Waiting>;

    void run(Channel channel);
    bool waitUntilDue(std::unique_lock<std::mutex> &lock, Channel channel, std::chrono::milliseconds patience);
    void runKeeper();
    std::optional<Waiting> takeDue(Channel channel);
    void attempt(Waiting waiting, Transport *transport);
    void settle(Waiting waiting, const SendOutcome &outcome, Instant begun);
    void end(MessageId message, MessageState state, DeliveryProblem problem);
    [[nodiscard]] Envelope envelopeOf(const OutgoingMessage &message) const;
    [[nodiscard]] Queue &queueOf(Channel channel) { return channel == Channel::Sms ? m_texts : m_letters; }
    [[nodiscard]] std::condition_variable &wakeOf(Channel channel) { return channel == Channel::Sms ? m_sms : m_mail; }
    void enqueue(Waiting waiting, Instant due);
    void inherit(const CourierBeat &dead);
    void letGoOfStrays();
    [[nodiscard]] QList<MessageId> notHeld(const QList<MessageId> &messages) const;
    void handOver();
    void count(MessageState state) { ++m_settled.at(static_cast<std::size_t>(state)); }

    // What another courier last said, and how many looks ago.
    struct Silence { Instant heardOf; int looks = 0; };

    Setup m_setup;
    const qint64 m_id;
    std::unique_ptr<CapturingPostman> m_captured;

    mutable std::mutex m_mutex;
    std::condition_variable m_mail;    // a letter is due, or the end
    std::condition_variable m_sms;
    std::condition_variable m_ending;  // for the keeper, and for who waits until nothing is under way
    DeliverySettings m_settings;
    std::shared_ptr<const Letters> m_words;
    int m_generation = 0;  // of the settings: a thread makes its transport anew when it changes
    Queue m_letters;
    Queue m_texts;
    QSet<qint64> m_underWay;  // numbers of messages
    bool m_stopping = false;
    std::atomic<bool> m_interrupted{false};
    std::array<std::atomic<std::uint64_t>, static_cast<std::size_t>(MessageState::Withheld) + 1> m_settled{};
    QHash<qint64, Silence> m_silences;  // the keeper's
    std::vector<std::thread> m_threads;
};

// How long to wait after so many failed attempts: soon at first, since somebody sits before the login page.
Duration backOff(int attempts, bool holdsSecrets);

}  // namespace latchkey
