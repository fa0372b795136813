// The way out of one message: SMTP for letters, a gateway's HTTP for texts. One attempt, and what came of it.
#pragma once

#include "models/domain/delivery_setup.h"
#include "models/domain/secret.h"
#include "services/web/server_words.h"

#include <atomic>
#include <vector>

namespace latchkey {

// One message, ready to leave. Its texts hold secrets: it lives in memory and is never logged.
struct Envelope {
    MessageId id;
    QString to;              // an e-mail address as on file, or a number in E.164
    QString fromName;        // the shop's; shown when the setup's From has no name of its own
    QString subject;         // letters only
    MessageText text;
    MessageText html;        // letters only; may be empty
    QByteArray reference;    // the same at every attempt: the Message-ID's left part, the webhook's Idempotency-Key
    Instant date;
    std::vector<MessageText> hidden;  // what the server's words must not repeat: the code, the token
};

struct SendOutcome {
    DeliveryProblem problem = DeliveryProblem::None;
    bool again = false;      // worth another attempt later; never after the message may have been taken
    DeliveryStep step = DeliveryStep::Connect;
    int code = 0;
    QString words;           // one line, at most 300 characters, `hidden` replaced by "••••"
    std::optional<Duration> retryAfter;  // asked for by the server
    QList<DeliveryTrial::Step> steps;
};

// Blocks for at most the setup's timeout; called in one of the courier's threads. One object serves one thread at a time.
class Transport {
public:
    virtual ~Transport() = default;
    virtual SendOutcome send(const Envelope &envelope) = 0;
    // An attempt under way ends soon after the flag, which outlives this, has become true.
    void stopWhen(const std::atomic<bool> *flag) { m_stop = flag; }

protected:
    [[nodiscard]] const std::atomic<bool> *stopFlag() const { return m_stop; }  // null: nobody stops it

private:
    const std::atomic<bool> *m_stop = nullptr;
};

}  // namespace latchkey
