// The port through which letters and texts leave; what is handed over holds secrets and stays in memory.
#pragma once

#include "models/domain/message.h"
#include "models/domain/secret.h"

#include <QHash>
#include <QList>

#include <mutex>

namespace latchkey {

// A message whole, after its redacted twin was committed to the store.
struct OutgoingMessage {
    MessageId id;
    Channel channel = Channel::Email;
    QString to;
    QString subject;
    Secret<struct BodyTag> body;  // UTF-8
    Instant secretsEnd;           // when the last secret in it dies
};

class Postman {
public:
    virtual ~Postman() = default;
    virtual void deliver(const OutgoingMessage &message) = 0;  // never blocks; any thread
};

// Captures: keeps whole messages in memory until their secrets die, for the desk's Messages page. At most 1,000.
class CapturingPostman final : public Postman {
public:
    void deliver(const OutgoingMessage &message) override;
    // The whole body while the secrets live; empty afterwards, after a restart, or when it was never here. Any thread.
    [[nodiscard]] QByteArray wholeBody(MessageId id, Instant now);

private:
    std::mutex m_mutex;
    QHash<MessageId, OutgoingMessage> m_kept;
    QList<MessageId> m_order;
};

}  // namespace latchkey
