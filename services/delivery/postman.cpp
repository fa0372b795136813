// Keeps captured messages whole in memory until the secrets in them die.
#include "services/delivery/postman.h"

namespace latchkey {

namespace {
constexpr qsizetype keptAtMost = 1000;
}

void CapturingPostman::deliver(OutgoingMessage message) {
    // Without secrets the store has all of it.
    if (!message.secretsEnd.isSet()) return;
    const std::lock_guard lock(m_mutex);
    if (!m_kept.contains(message.id)) m_order.append(message.id);
    m_kept.insert(message.id, std::move(message));
    while (m_order.size() > keptAtMost) m_kept.remove(m_order.takeFirst());
}

void CapturingPostman::forget(const QList<MessageId> &messages) {
    const std::lock_guard lock(m_mutex);
    for (const MessageId id : messages)
        if (m_kept.remove(id)) m_order.removeOne(id);
}

MessageText CapturingPostman::wholeBody(MessageId id, Instant now) {
    const std::lock_guard lock(m_mutex);
    const auto found = m_kept.constFind(id);
    if (found == m_kept.constEnd()) return {};
    if (now < found->secretsEnd)
        return found->channel == Channel::Sms ? m_letters->text(found->kind, found->language, found->facts)
                                              : m_letters->letter(found->kind, found->language, found->facts).text;
    m_kept.erase(found);
    m_order.removeOne(id);
    return {};
}

}  // namespace latchkey
