// The courier's threads: those that talk to servers, and the keeper.
#include "services/delivery/courier.h"

#include "services/runtime/process_hygiene.h"
#include "services/store/delivery_store.h"

#include <algorithm>

namespace latchkey {

namespace {

using namespace std::chrono_literals;

constexpr auto keptEvery = 5s;  // Courier::looksUntilDead looks are twenty seconds
// How long an attempt under way may go on when the service ends.
constexpr auto lastMoment = 2s;
constexpr std::chrono::milliseconds longestSleep = 1s;
// How long a connection to the mail server is kept for the next letter.
constexpr std::chrono::milliseconds connectionKept = 10s;
constexpr std::chrono::milliseconds forEver = 24h;
// In whose name a courier leaves what it does not carry on itself.
constexpr qint64 nobody = 0;

}  // namespace

void Courier::run(Channel channel) {
    nameThisThread(channel == Channel::Sms ? "sms" : "mail");
    surviveBrokenPipes();
    std::unique_ptr<Transport> transport;
    int generation = -1;
    for (;;) {
        DeliverySettings settings;
        bool anew = false;
        {
            std::unique_lock lock(m_mutex);
            if (!waitUntilDue(lock, channel, transport ? connectionKept : forEver)) {
                if (m_stopping) return;
                // Hung up politely: a mail server has few lines, and would do so itself.
                lock.unlock();
                transport.reset();
                generation = -1;
                continue;
            }
            anew = std::exchange(generation, m_generation) != m_generation;
            if (anew) settings = m_settings;
        }
        if (anew) {
            transport = m_setup.transportOf(settings, channel);
            if (transport) transport->stopWhen(&m_interrupted);
        }
        workOnce(channel, transport.get());
    }
}

// False when nothing was due for so long, or at the end.
bool Courier::waitUntilDue(std::unique_lock<std::mutex> &lock, Channel channel, std::chrono::milliseconds patience) {
    const Queue &queue = queueOf(channel);
    const auto begun = std::chrono::steady_clock::now();
    while (!m_stopping) {
        const Instant now = m_setup.clock.now();
        if (!queue.empty() && queue.begin()->first <= now) return true;
        const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
        if (waited >= patience) return false;
        // The clock may be another than the system's, so that what is due later is looked at again and again.
        auto sleep = patience - waited;
        if (!queue.empty()) sleep = std::min(sleep, std::clamp<std::chrono::milliseconds>(queue.begin()->first - now, 1ms, longestSleep));
        wakeOf(channel).wait_for(lock, sleep);
    }
    return false;
}

void Courier::runKeeper() {
    nameThisThread("courier-keeper");
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        lock.unlock();
        keep();
        lock.lock();
        m_ending.wait_for(lock, keptEvery, [this] { return m_stopping; });
    }
}

QList<MessageId> Courier::notHeld(const QList<MessageId> &messages) const {
    const std::lock_guard lock(m_mutex);
    QSet<qint64> held = m_underWay;
    for (const Queue *queue : {&m_letters, &m_texts})
        for (const auto &due : *queue) held.insert(due.second.message.id.value());
    QList<MessageId> strays;
    for (const MessageId id : messages)
        if (!held.contains(id.value())) strays.append(id);
    return strays;
}

// A store that failed at the wrong moment leaves rows in this courier's name which it holds no more: the commit stood and nobody heard of it,
// or the end of an attempt could not be written. They become nobody's, and are inherited as a dead courier's are.
void Courier::letGoOfStrays() {
    const Result<QList<MessageId>> waiting = waitingOf(*m_setup.db, m_id);
    if (!waiting) return;
    const QList<MessageId> strays = notHeld(*waiting);
    if (strays.isEmpty()) return;
    (void)m_setup.writes.run<void>([&](Transaction &t) -> Result<void> {
        // Asked again inside: whoever wrote what was seen above has handed it over before the room came to this.
        for (const MessageId id : notHeld(strays))
            if (const Result<void> done = leaveMessage(t.db, id, m_id, nobody); !done) return done;
        return {};
    });
}

void Courier::keep() {
    letGoOfStrays();
    if (waiting() > 0) (void)m_setup.writes.run<void>([this](Transaction &t) { return beatCourier(t.db, m_id, t.now); });
    const Result<QList<CourierBeat>> others = otherCouriers(*m_setup.db, m_id);
    if (!others) return;
    QHash<qint64, Silence> silences;
    for (const CourierBeat &other : *others) {
        Silence silence = m_silences.value(other.courier, {other.heardOf, 0});
        silence.looks = silence.heardOf == other.heardOf ? silence.looks + 1 : 0;
        silence.heardOf = other.heardOf;
        silences.insert(other.courier, silence);
        if (other.courier == nobody || silence.looks > looksUntilDead) inherit(other);
    }
    m_silences = std::move(silences);
}

void Courier::inherit(const CourierBeat &dead) {
    const Result<Bequest> bequest = m_setup.writes.run<Bequest>([&](Transaction &t) -> Result<Bequest> {
        // Asked again inside, since it may have spoken, or another courier may have been faster.
        const Result<QList<CourierBeat>> others = otherCouriers(t.db, m_id);
        if (!others) return tl::unexpected<Error>(others.error());
        const bool stillDead = std::any_of(others->begin(), others->end(), [&](const CourierBeat &other) {
            return other.courier == dead.courier && other.heardOf == dead.heardOf;
        });
        if (!stillDead) return Bequest{};
        Result<Bequest> taken = inheritMessages(t.db, dead.courier, m_id, t.now);
        if (!taken) return taken;
        for (const CustomerId customer : std::as_const(taken->touched)) t.announce({EventKind::MessageWritten, customer, {}, t.now});
        return taken;
    });
    if (!bequest) return;
    for (const MessageId id : bequest->taken) {
        std::optional<OutgoingMessage> message = m_setup.rebuild(*m_setup.db, id);
        if (message) deliver(std::move(*message));
        else end(id, MessageState::Failed, DeliveryProblem::SecretsLost);
    }
}

// What waits holds secrets that die with this process, or goes to whoever comes after: told now, not found out later.
void Courier::handOver() {
    (void)m_setup.writes.run<void>([this](Transaction &t) -> Result<void> {
        const Result<Bequest> left = inheritMessages(t.db, m_id, nobody, t.now);
        if (!left) return tl::unexpected<Error>(left.error());
        return {};
    });
}

void Courier::start() {
    for (int i = 0; i < m_setup.mailThreads; ++i) m_threads.emplace_back([this] { run(Channel::Email); });
    for (int i = 0; i < m_setup.smsThreads; ++i) m_threads.emplace_back([this] { run(Channel::Sms); });
    m_threads.emplace_back([this] { runKeeper(); });
}

Courier::~Courier() {
    if (!m_threads.empty()) stop();
}

void Courier::stop() {
    bool anythingHeld = false;
    {
        std::unique_lock lock(m_mutex);
        anythingHeld = !m_letters.empty() || !m_texts.empty() || !m_underWay.isEmpty();
        m_stopping = true;
        for (std::condition_variable *waited : {&m_mail, &m_sms, &m_ending}) waited->notify_all();
        m_ending.wait_for(lock, lastMoment, [this] { return m_underWay.isEmpty(); });
    }
    m_interrupted = true;
    for (std::thread &thread : m_threads) thread.join();
    m_threads.clear();
    if (anythingHeld) handOver();
}

}  // namespace latchkey
