// The names of a message's channel, kind and state on the wire.
#include "models/domain/message.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<Channel, 2> channelNames = {{
    {Channel::Email, QLatin1String("email")},
    {Channel::Sms, QLatin1String("sms")},
}};
static_assert(namesAll(channelNames, Channel::Sms));

constexpr EnumNames<MessageState, 4> messageStateNames = {{
    {MessageState::Waiting, QLatin1String("waiting")},
    {MessageState::Captured, QLatin1String("captured")},
    {MessageState::Sent, QLatin1String("sent")},
    {MessageState::Failed, QLatin1String("failed")},
}};
static_assert(namesAll(messageStateNames, MessageState::Failed));

constexpr EnumNames<MessageKind, 1> messageKindNames = {{
    {MessageKind::LoginCode, QLatin1String("login_code")},
}};
static_assert(namesAll(messageKindNames, MessageKind::LoginCode));

}  // namespace

QString toText(Channel channel) { return nameOf(channelNames, channel); }
std::optional<Channel> channelFromText(QStringView text) { return valueNamed(channelNames, text); }

QString toText(MessageState state) { return nameOf(messageStateNames, state); }
std::optional<MessageState> messageStateFromText(QStringView text) { return valueNamed(messageStateNames, text); }

QString toText(MessageKind kind) { return nameOf(messageKindNames, kind); }
std::optional<MessageKind> messageKindFromText(QStringView text) { return valueNamed(messageKindNames, text); }

}  // namespace latchkey
