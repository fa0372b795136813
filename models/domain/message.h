// A letter or a text that the service wrote to a customer.
#pragma once

#include "models/domain/id.h"
#include "models/domain/instant.h"

#include <QString>

#include <optional>

namespace latchkey {

enum class Channel { Email = 0, Sms = 1 };
enum class MessageKind { LoginCode = 0 };
enum class MessageState { Waiting = 0, Captured = 1, Sent = 2, Failed = 3 };

struct Message {
    MessageId id;
    CustomerId customer;
    QString customerName;
    Channel channel = Channel::Email;
    MessageKind kind = MessageKind::LoginCode;
    MessageState state = MessageState::Waiting;
    QString to;
    QString subject;
    // At rest secrets are replaced by "••••" and the link's public id; a captured one is whole while its secrets live in memory.
    QString body;
    Instant at;
    bool secretsShown = false;  // whether `body` still holds the code and the link
};

QString toText(Channel channel);
std::optional<Channel> channelFromText(QStringView text);
QString toText(MessageKind kind);
std::optional<MessageKind> messageKindFromText(QStringView text);
QString toText(MessageState state);
std::optional<MessageState> messageStateFromText(QStringView text);

}  // namespace latchkey
