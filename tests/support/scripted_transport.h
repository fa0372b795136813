// A way out that answers by script and remembers what it was given.
#pragma once

#include "services/delivery/transport.h"

#include <QList>
#include <QStringList>

#include <functional>
#include <mutex>

namespace latchkey {

class ScriptedTransport final : public Transport {
public:
    SendOutcome send(const Envelope &envelope) override {
        const std::lock_guard lock(m_mutex);
        sent.append(envelope.to);
        references.append(envelope.reference);
        texts.append(envelope.text.reveal());
        if (during) during();
        return script.isEmpty() ? SendOutcome{} : script.takeFirst();
    }

    QList<SendOutcome> script;  // one an attempt; taken without more to say when it is over
    QStringList sent;
    QList<QByteArray> references;
    QList<QByteArray> texts;
    std::function<void()> during;

private:
    std::mutex m_mutex;
};

inline SendOutcome failing(DeliveryProblem problem, bool again, int code = 0, const QString &words = {}) {
    SendOutcome outcome;
    outcome.problem = problem;
    outcome.again = again;
    outcome.step = DeliveryStep::Recipient;
    outcome.code = code;
    outcome.words = words;
    return outcome;
}

}  // namespace latchkey
