// A postman that keeps everything that it is handed, and says of the ways out what a test wants it to.
#pragma once

#include "services/delivery/postman.h"

namespace latchkey {

class RecordingPostman final : public Postman {
public:
    void deliver(OutgoingMessage message) override {
        const std::lock_guard lock(m_mutex);
        m_messages.append(std::move(message));
    }
    void forget(const QList<MessageId> &messages) override {
        const std::lock_guard lock(m_mutex);
        m_forgotten += messages;
    }
    [[nodiscard]] DeliveryModes modes() const override { return modesNow; }
    [[nodiscard]] std::shared_ptr<const Letters> letters() const override { return m_letters; }

    [[nodiscard]] QList<OutgoingMessage> all() const {
        const std::lock_guard lock(m_mutex);
        return m_messages;
    }
    [[nodiscard]] QList<MessageId> forgotten() const {
        const std::lock_guard lock(m_mutex);
        return m_forgotten;
    }
    // The newest of this channel that was handed over after the first `past`; nothing when there is none.
    [[nodiscard]] std::optional<OutgoingMessage> newest(Channel channel, qsizetype past = 0) const {
        const QList<OutgoingMessage> messages = all();
        for (qsizetype i = messages.size(); i > past; --i)
            if (messages.at(i - 1).channel == channel) return messages.at(i - 1);
        return std::nullopt;
    }
    [[nodiscard]] QString textOf(const OutgoingMessage &message) const {
        const MessageText text = message.channel == Channel::Sms ? m_letters->text(message.kind, message.language, message.facts)
                                                                 : m_letters->letter(message.kind, message.language, message.facts).text;
        return QString::fromUtf8(text.reveal());
    }

    DeliveryModes modesNow;

private:
    std::shared_ptr<const Letters> m_letters = *Letters::load({});
    mutable std::mutex m_mutex;
    QList<OutgoingMessage> m_messages;
    QList<MessageId> m_forgotten;
};

}  // namespace latchkey
