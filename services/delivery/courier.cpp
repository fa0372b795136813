// One attempt after the other, each claimed in the store before it begins and settled there when it is over.
#include "services/delivery/courier.h"

#include "services/runtime/digest.h"
#include "services/store/delivery_store.h"

#include <algorithm>
#include <array>

namespace latchkey {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t heldAtMost = 20'000;
// A notice without secrets is worth sending for so long.
constexpr Duration noticeLives = 24h;
// An attempt that ends after the secrets is of no use to anybody.
constexpr Duration worthAnAttempt = 5s;
constexpr int settleTries = 5;

qint64 drawId(Chance &chance) {
    qint64 id = 0;
    for (const unsigned char byte : chance.bytes<7>()) id = (id << 8) | byte;
    return id + 1;
}

SendOutcome notSetUp() {
    SendOutcome outcome;
    outcome.problem = DeliveryProblem::NotSetUp;
    return outcome;
}

}  // namespace

Duration backOff(int attempts, bool holdsSecrets) {
    constexpr std::array soon{Duration(2s), Duration(8s), Duration(30s), Duration(60s)};
    constexpr std::array patient{Duration(2s), Duration(30s), Duration(5min), Duration(15min), Duration(1h)};
    const auto of = [&](const auto &steps) { return steps[std::min(static_cast<std::size_t>(std::max(attempts, 1)), steps.size()) - 1]; };
    return holdsSecrets ? of(soon) : of(patient);
}

Courier::Courier(Setup setup)
    : m_setup(std::move(setup)),
      m_id(drawId(m_setup.chance)),
      m_captured(std::make_unique<CapturingPostman>(m_setup.letters)),
      m_settings(m_setup.settings),
      m_words(m_setup.letters) {}

DeliveryModes Courier::modes() const {
    const std::lock_guard lock(m_mutex);
    const MailSetup &mail = m_settings.setup.mail;
    const SmsSetup &sms = m_settings.setup.sms;
    return {mail.route, sms.route, mail.language, sms.countries, sms.perNumberPerDay, sms.perDay, m_id};
}

std::shared_ptr<const Letters> Courier::letters() const {
    const std::lock_guard lock(m_mutex);
    return m_words;
}

DeliverySettings Courier::settings() const {
    const std::lock_guard lock(m_mutex);
    return m_settings;
}

std::size_t Courier::waiting() const {
    const std::lock_guard lock(m_mutex);
    return m_letters.size() + m_texts.size() + static_cast<std::size_t>(m_underWay.size());
}

void Courier::configure(const DeliverySettings &settings, std::shared_ptr<const Letters> letters) {
    const std::lock_guard lock(m_mutex);
    m_settings = settings;
    m_words = std::move(letters);
    ++m_generation;
}

void Courier::deliver(OutgoingMessage message) {
    if (message.captured) {
        count(MessageState::Captured);
        return m_captured->deliver(std::move(message));
    }
    bool ending = false;
    {
        const std::lock_guard lock(m_mutex);
        ending = m_stopping;
        if (!m_stopping && m_letters.size() + m_texts.size() < heldAtMost) {
            const Channel channel = message.channel;
            queueOf(channel).emplace(m_setup.clock.now(), Waiting{std::move(message), 0});
            wakeOf(channel).notify_one();
            return;
        }
    }
    count(ending ? MessageState::Lost : MessageState::Failed);
    m_setup.writes.giveLazily([id = message.id, courier = m_id, ending](Transaction &t) -> Result<void> {
        const Result<CustomerId> ended = ending ? endMessage(t.db, id, courier, MessageState::Lost, DeliveryProblem::SecretsLost, t.now)
                                                : endMessage(t.db, id, courier, MessageState::Failed, DeliveryProblem::QueueFull, t.now);
        if (!ended) return tl::unexpected<Error>(ended.error());
        t.announce({EventKind::MessageWritten, *ended, {}, t.now});
        return {};
    });
}

// An attempt under way ends as it ends; the store refuses another one.
void Courier::forget(const QList<MessageId> &messages) {
    m_captured->forget(messages);
    const std::lock_guard lock(m_mutex);
    for (Queue *queue : {&m_letters, &m_texts})
        std::erase_if(*queue, [&](const auto &due) { return messages.contains(due.second.message.id); });
}

void Courier::enqueue(Waiting waiting, Instant due) {
    const std::lock_guard lock(m_mutex);
    const Channel channel = waiting.message.channel;
    queueOf(channel).emplace(due, std::move(waiting));
    wakeOf(channel).notify_one();
}

std::optional<Courier::Waiting> Courier::takeDue(Channel channel) {
    const std::lock_guard lock(m_mutex);
    Queue &queue = queueOf(channel);
    if (queue.empty() || queue.begin()->first > m_setup.clock.now()) return std::nullopt;
    Waiting waiting = std::move(queue.begin()->second);
    queue.erase(queue.begin());
    m_underWay.insert(waiting.message.id.value());
    return waiting;
}

bool Courier::workOnce(Channel channel, Transport *transport) {
    std::optional<Waiting> waiting = takeDue(channel);
    if (!waiting) return false;
    const qint64 message = waiting->message.id.value();
    attempt(std::move(*waiting), transport);
    const std::lock_guard lock(m_mutex);
    m_underWay.remove(message);
    if (m_underWay.isEmpty()) m_ending.notify_all();
    return true;
}

void Courier::attempt(Waiting waiting, Transport *transport) {
    const OutgoingMessage &message = waiting.message;
    const Instant now = m_setup.clock.now();
    if (message.secretsEnd.isSet() && message.secretsEnd - now < worthAnAttempt)
        return end(message.id, MessageState::Failed, DeliveryProblem::SecretsExpired);
    // Committed before the first byte leaves: whoever finds it taken later knows that it may have arrived.
    const Result<bool> taken = m_setup.writes.run<bool>([&](Transaction &t) { return takeMessage(t.db, message.id, m_id, t.now); });
    if (!taken) return enqueue(std::move(waiting), now + backOff(1, true));
    if (!*taken) return;
    const SendOutcome outcome = transport ? transport->send(envelopeOf(message)) : notSetUp();
    ++waiting.attempts;
    settle(std::move(waiting), outcome, now);
}

void Courier::settle(Waiting waiting, const SendOutcome &outcome, Instant begun) {
    const OutgoingMessage &message = waiting.message;
    const Instant now = m_setup.clock.now();
    SettledAttempt settled{message.id, m_id, {begun, now - begun, outcome.problem, outcome.step, outcome.code, outcome.words}, MessageState::Sent, outcome.problem, {}};
    bool again = false;
    if (outcome.problem != DeliveryProblem::None) {
        const Duration pause = std::max(backOff(waiting.attempts, message.secretsEnd.isSet()), std::min(outcome.retryAfter.value_or(Duration{}), Duration(1h)));
        const Instant lastChance = message.secretsEnd.isSet() ? message.secretsEnd - worthAnAttempt : message.facts.writtenAt + noticeLives;
        settled.nextAt = now + pause;
        again = outcome.again && settled.nextAt <= lastChance;
        settled.state = again ? MessageState::Waiting : MessageState::Failed;
    }
    // The disk may be full for a moment; whatever happens, an answered attempt is not made again.
    for (int i = 0; i < settleTries; ++i) {
        const Result<void> done = m_setup.writes.run<void>([&](Transaction &t) -> Result<void> {
            const Result<CustomerId> customer = settleAttempt(t.db, settled, t.now);
            if (!customer) return tl::unexpected<Error>(customer.error());
            t.announce({EventKind::MessageWritten, *customer, {}, t.now});
            return {};
        });
        if (done) break;
        if (i + 1 < settleTries) std::this_thread::sleep_for(100ms * (1 << i));
        else again = false;
    }
    if (again) enqueue(std::move(waiting), settled.nextAt);
    else count(settled.state == MessageState::Waiting ? MessageState::Failed : settled.state);
}

void Courier::end(MessageId message, MessageState state, DeliveryProblem problem) {
    count(state);
    (void)m_setup.writes.run<void>([&](Transaction &t) -> Result<void> {
        const Result<CustomerId> customer = endMessage(t.db, message, m_id, state, problem, t.now);
        if (!customer) return tl::unexpected<Error>(customer.error());
        if (customer->isValid()) t.announce({EventKind::MessageWritten, *customer, {}, t.now});
        return {};
    });
}

Envelope Courier::envelopeOf(const OutgoingMessage &message) const {
    const std::shared_ptr<const Letters> words = letters();
    Envelope envelope;
    envelope.id = message.id;
    envelope.to = message.to;
    envelope.fromName = message.facts.shopName;
    // A letter is dated when it was written; a gateway's receiver looks at how fresh the request is.
    envelope.date = message.channel == Channel::Sms ? m_setup.clock.now() : message.facts.writtenAt;
    // The same at every attempt, and none of it says anything of the customer.
    const QByteArray seed = QByteArray::number(message.id.value()) + ' ' + QByteArray::number(message.facts.writtenAt.milliseconds()) + ' ' + message.to.toUtf8();
    envelope.reference = sha256(seed).toHex().left(32);
    if (message.channel == Channel::Sms) {
        envelope.text = words->text(message.kind, message.language, message.facts);
    } else {
        Letter letter = words->letter(message.kind, message.language, message.facts);
        envelope.subject = std::move(letter.subject);
        envelope.text = std::move(letter.text);
        envelope.html = std::move(letter.html);
    }
    if (!message.facts.code.isEmpty()) envelope.hidden.emplace_back(message.facts.code.reveal());
    if (!message.facts.link.isEmpty()) {
        const QByteArray &url = message.facts.link.reveal();
        envelope.hidden.emplace_back(url.mid(url.lastIndexOf('/') + 1));
    }
    return envelope;
}

}  // namespace latchkey
