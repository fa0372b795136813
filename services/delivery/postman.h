// The port through which letters and texts leave; what is handed over holds secrets and stays in memory.
#pragma once

#include "models/domain/delivery_setup.h"
#include "models/domain/message.h"
#include "services/delivery/letters.h"

#include <QHash>
#include <QList>

#include <memory>
#include <mutex>

namespace latchkey {

// A message whole, after its redacted twin was committed to the store. Its words are put together when it leaves.
struct OutgoingMessage {
    MessageId id;
    Channel channel = Channel::Email;
    MessageKind kind = MessageKind::LoginCode;
    Language language = Language::English;
    QString to;          // the address on file, or the number in E.164
    LetterFacts facts;
    Instant secretsEnd;  // when the last secret in it dies; unset: there is none
    bool captured = false;
};

// What a verb must know before it writes a message.
struct DeliveryModes {
    MailRoute mail = MailRoute::Capture;
    SmsRoute sms = SmsRoute::Capture;
    Language language = Language::English;  // when nothing tells the customer's
    QStringList countries;                  // that texts may go to; looked at when they really leave
    int textsPerNumberPerDay = 10;
    int textsPerDay = 1000;
    qint64 courier = 0;                     // in whose memory a waiting message's secrets are
};

// Any thread; no call blocks.
class Postman {
public:
    virtual ~Postman() = default;
    virtual void deliver(OutgoingMessage message) = 0;
    // Their customer was erased: nothing of them may stay in memory, and what has not left does not leave.
    virtual void forget(const QList<MessageId> &messages) = 0;
    [[nodiscard]] virtual DeliveryModes modes() const = 0;
    [[nodiscard]] virtual std::shared_ptr<const Letters> letters() const = 0;
};

// Captures: keeps whole messages in memory until their secrets die, for the desk's Messages page. At most 1,000.
class CapturingPostman final : public Postman {
public:
    explicit CapturingPostman(std::shared_ptr<const Letters> letters) : m_letters(std::move(letters)) {}

    void deliver(OutgoingMessage message) override;
    void forget(const QList<MessageId> &messages) override;
    [[nodiscard]] DeliveryModes modes() const override { return {}; }
    [[nodiscard]] std::shared_ptr<const Letters> letters() const override { return m_letters; }
    // The whole body while the secrets live; empty afterwards, after a restart, or when it was never here.
    [[nodiscard]] MessageText wholeBody(MessageId id, Instant now);

private:
    std::shared_ptr<const Letters> m_letters;
    std::mutex m_mutex;
    QHash<MessageId, OutgoingMessage> m_kept;
    QList<MessageId> m_order;
};

}  // namespace latchkey
