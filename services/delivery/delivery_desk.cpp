// Changes the delivery only as a whole: checked, kept, then in effect.
#include "services/delivery/delivery_desk.h"

#include "models/domain/email_address.h"
#include "models/domain/phone_number.h"
#include "services/delivery/transports.h"
#include "services/runtime/digest.h"
#include "services/runtime/process_hygiene.h"

#include <chrono>

namespace latchkey {

namespace {

tl::unexpected<Error> invalid(const QString &key, const QString &reason) { return fail(ErrorCode::DeliveryInvalid, key + QStringLiteral(": ") + reason); }

}  // namespace

DeliveryDesk::DeliveryDesk(Setup setup) : m_setup(std::move(setup)), m_thread([this] { run(); }) {}

DeliveryDesk::~DeliveryDesk() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_interrupted = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void DeliveryDesk::give(std::function<void()> job) {
    const std::lock_guard lock(m_mutex);
    m_jobs.push_back(std::move(job));
    m_wake.notify_one();
}

void DeliveryDesk::run() {
    nameThisThread("delivery-desk");
    surviveBrokenPipes();
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
        if (m_stopping) return;
        const std::function<void()> job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        lock.lock();
    }
}

void DeliveryDesk::change(Change change, std::function<Result<void>()> permit, std::function<void(Result<DeliverySetup>)> answer) {
    give([this, change = std::move(change), permit = std::move(permit), answer = std::move(answer)] {
        m_setup.post([answer, done = changeNow(change, permit)] { answer(done); });
    });
}

void DeliveryDesk::attempt(Channel channel, QString to, QString shopName, std::function<void(Result<DeliveryTrial>)> answer) {
    give([this, channel, to = std::move(to), shopName = std::move(shopName), answer = std::move(answer)] {
        m_setup.post([answer, done = attemptNow(channel, to, shopName)] { answer(done); });
    });
}

DeliverySetup DeliveryDesk::look() const {
    DeliverySetup setup = m_setup.courier.settings().setup;
    setup.fixedByOperator = m_setup.fixedByOperator;
    return setup;
}

Result<DeliverySetup> DeliveryDesk::changeNow(const Change &change, const std::function<Result<void>()> &permit) {
    if (m_setup.fixedByOperator) return fail(ErrorCode::DeliveryFixed);
    DeliverySettings settings = m_setup.courier.settings();
    settings.setup = change.setup;
    if (change.mailPassword) settings.mailPassword = *change.mailPassword;
    if (change.smsSecret) settings.smsSecret = *change.smsSecret;
    settings.setup.mail.passwordSet = !settings.mailPassword.isEmpty();
    settings.setup.sms.secretSet = !settings.smsSecret.isEmpty();
    if (const std::optional<SettingFault> fault = faultOf(settings)) return invalid(fault->key, fault->reason);
    const auto letters = Letters::load(settings.setup.mail.templates);
    if (!letters) return invalid(QStringLiteral("mail-templates"), wordsOf(letters.error()));
    if (const Result<void> permitted = permit(); !permitted) return tl::unexpected<Error>(permitted.error());
    if (const Result<void> kept = writeDeliverySettings(m_setup.storePath, settings); !kept) return tl::unexpected<Error>(kept.error());
    m_setup.courier.configure(settings, *letters);
    return look();
}

Result<DeliveryTrial> DeliveryDesk::attemptNow(Channel channel, const QString &to, const QString &shopName) {
    const Instant now = m_setup.clock.now();
    const DeliverySettings settings = m_setup.courier.settings();
    const bool sms = channel == Channel::Sms;
    const std::unique_ptr<Transport> transport = transportOf(settings, channel);
    if (!transport) return invalid(sms ? QStringLiteral("sms") : QStringLiteral("mail"), QStringLiteral("messages are captured or off; nothing leaves"));
    const QString number = sms ? checkPhone(to, homeCountry).e164 : QString();
    const EmailState state = checkEmail(to).state;
    if (sms ? number.isEmpty() : state != EmailState::Valid && state != EmailState::DomainTypo) return fail(ErrorCode::InvalidRequest, QStringLiteral("to"));
    LetterFacts facts;
    facts.shopName = shopName;
    facts.portalLink = m_setup.portalLink;
    facts.writtenAt = now;
    Envelope envelope;
    envelope.to = sms ? number : to.trimmed();
    envelope.fromName = facts.shopName;
    envelope.date = now;
    envelope.reference = sha256("trial " + QByteArray::number(now.milliseconds()) + envelope.to.toUtf8()).toHex().left(32);
    const std::shared_ptr<const Letters> letters = m_setup.courier.letters();
    if (sms) {
        envelope.text = letters->text(MessageKind::Test, settings.setup.mail.language, facts);
    } else {
        Letter letter = letters->letter(MessageKind::Test, settings.setup.mail.language, facts);
        envelope.subject = std::move(letter.subject);
        envelope.text = std::move(letter.text);
        envelope.html = std::move(letter.html);
    }
    transport->stopWhen(&m_interrupted);
    const auto begun = std::chrono::steady_clock::now();
    const SendOutcome outcome = transport->send(envelope);
    return DeliveryTrial{outcome.problem, outcome.code, outcome.words, outcome.steps,
                         std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun)};
}

}  // namespace latchkey
