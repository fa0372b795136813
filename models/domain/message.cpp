// The names of a message's channel, kind, state and delivery on the wire.
#include "models/domain/message.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<Channel, 2> channelNames = {{
    {Channel::Email, QLatin1String("email")},
    {Channel::Sms, QLatin1String("sms")},
}};
static_assert(namesAll(channelNames, Channel::Sms));

constexpr EnumNames<MessageState, 6> messageStateNames = {{
    {MessageState::Waiting, QLatin1String("waiting")},
    {MessageState::Captured, QLatin1String("captured")},
    {MessageState::Sent, QLatin1String("sent")},
    {MessageState::Failed, QLatin1String("failed")},
    {MessageState::Lost, QLatin1String("lost")},
    {MessageState::Withheld, QLatin1String("withheld")},
}};
static_assert(namesAll(messageStateNames, MessageState::Withheld));

constexpr EnumNames<MessageKind, 6> messageKindNames = {{
    {MessageKind::LoginCode, QLatin1String("login_code")},
    {MessageKind::MagicLogin, QLatin1String("magic_login")},
    {MessageKind::EmailChangedOld, QLatin1String("email_changed_old")},
    {MessageKind::EmailChangedNew, QLatin1String("email_changed_new")},
    {MessageKind::SeveralAccounts, QLatin1String("several_accounts")},
    {MessageKind::Test, QLatin1String("test")},
}};
static_assert(namesAll(messageKindNames, MessageKind::Test));

constexpr EnumNames<DeliveryProblem, 21> deliveryProblemNames = {{
    {DeliveryProblem::None, QLatin1String("none")},
    {DeliveryProblem::Unreachable, QLatin1String("unreachable")},
    {DeliveryProblem::TimedOut, QLatin1String("timed_out")},
    {DeliveryProblem::ConnectionLost, QLatin1String("connection_lost")},
    {DeliveryProblem::NoEncryption, QLatin1String("no_encryption")},
    {DeliveryProblem::WrongCertificate, QLatin1String("wrong_certificate")},
    {DeliveryProblem::SignInRefused, QLatin1String("sign_in_refused")},
    {DeliveryProblem::SenderRefused, QLatin1String("sender_refused")},
    {DeliveryProblem::RecipientRefused, QLatin1String("recipient_refused")},
    {DeliveryProblem::ContentRefused, QLatin1String("content_refused")},
    {DeliveryProblem::TryLater, QLatin1String("try_later")},
    {DeliveryProblem::NotUnderstood, QLatin1String("not_understood")},
    {DeliveryProblem::MayHaveArrived, QLatin1String("may_have_arrived")},
    {DeliveryProblem::SecretsLost, QLatin1String("secrets_lost")},
    {DeliveryProblem::SecretsExpired, QLatin1String("secrets_expired")},
    {DeliveryProblem::CountryNotAllowed, QLatin1String("country_not_allowed")},
    {DeliveryProblem::NumberCap, QLatin1String("number_cap")},
    {DeliveryProblem::DayCap, QLatin1String("day_cap")},
    {DeliveryProblem::QueueFull, QLatin1String("queue_full")},
    {DeliveryProblem::NotSetUp, QLatin1String("not_set_up")},
    {DeliveryProblem::CustomerErased, QLatin1String("customer_erased")},
}};
static_assert(namesAll(deliveryProblemNames, DeliveryProblem::CustomerErased));

constexpr EnumNames<DeliveryStep, 8> deliveryStepNames = {{
    {DeliveryStep::Connect, QLatin1String("connect")},
    {DeliveryStep::Greeting, QLatin1String("greeting")},
    {DeliveryStep::Hello, QLatin1String("hello")},
    {DeliveryStep::Secure, QLatin1String("secure")},
    {DeliveryStep::SignIn, QLatin1String("sign_in")},
    {DeliveryStep::Sender, QLatin1String("sender")},
    {DeliveryStep::Recipient, QLatin1String("recipient")},
    {DeliveryStep::Message, QLatin1String("message")},
}};
static_assert(namesAll(deliveryStepNames, DeliveryStep::Message));

}  // namespace

QString toText(Channel channel) { return nameOf(channelNames, channel); }
std::optional<Channel> channelFromText(QStringView text) { return valueNamed(channelNames, text); }

QString toText(MessageState state) { return nameOf(messageStateNames, state); }
std::optional<MessageState> messageStateFromText(QStringView text) { return valueNamed(messageStateNames, text); }

QString toText(MessageKind kind) { return nameOf(messageKindNames, kind); }
std::optional<MessageKind> messageKindFromText(QStringView text) { return valueNamed(messageKindNames, text); }

QString toText(DeliveryProblem problem) { return nameOf(deliveryProblemNames, problem); }
std::optional<DeliveryProblem> deliveryProblemFromText(QStringView text) { return valueNamed(deliveryProblemNames, text); }

QString toText(DeliveryStep step) { return nameOf(deliveryStepNames, step); }
std::optional<DeliveryStep> deliveryStepFromText(QStringView text) { return valueNamed(deliveryStepNames, text); }

}  // namespace latchkey
