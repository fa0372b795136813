// A letter or a text that the service wrote to a customer, and what became of it on its way.
#pragma once

#include "models/domain/id.h"
#include "models/domain/instant.h"

#include <QList>
#include <QString>

#include <optional>

namespace latchkey {

enum class Channel { Email = 0, Sms = 1 };

enum class MessageKind {
    LoginCode = 0,        // by the login page: code and Magic link; as a text the code alone
    MagicLogin = 1,       // an agent's "E-mail a login link"
    EmailChangedOld = 2,  // to the address that was on file
    EmailChangedNew = 3,  // to the one that is now
    SeveralAccounts = 4,  // somebody asked for a code by an e-mail or phone that several customers share
    Test = 5,             // from the settings page; never stored
};

enum class MessageState {
    Waiting = 0,   // to be tried, or to be tried again
    Captured = 1,  // kept for reading instead of being sent
    Sent = 2,      // the server took it
    Failed = 3,    // refused for good, given up, or perhaps sent (DeliveryProblem::MayHaveArrived)
    Lost = 4,      // its secrets died with the process that held them: not sent, ask again
    Withheld = 5,  // a text that the operator's limits kept back
};

// Why a message was not sent, by an attempt or at all. The comment names what the server or the operator can do about it.
enum class DeliveryProblem {
    None = 0,
    Unreachable = 1,         // no such host, connection refused
    TimedOut = 2,            // before the message was handed over
    ConnectionLost = 3,      // likewise
    NoEncryption = 4,        // STARTTLS is required and not offered
    WrongCertificate = 5,
    SignInRefused = 6,       // user, password or token
    SenderRefused = 7,       // the From address or number
    RecipientRefused = 8,    // the address or number does not exist or takes nothing: a bounce
    ContentRefused = 9,      // by policy, size or suspicion
    TryLater = 10,           // the server's own temporary no: 4xx, greylisting, 429
    NotUnderstood = 11,      // the server spoke nonsense
    MayHaveArrived = 12,     // handed over, but no answer came: sending again might send it twice
    SecretsLost = 13,        // the service ended before it was sent
    SecretsExpired = 14,     // code and link ran out before a server took it
    CountryNotAllowed = 15,  // texts to this country are switched off
    NumberCap = 16,          // too many texts to this number today
    DayCap = 17,             // too many texts of the whole shop today
    QueueFull = 18,          // too many messages waited
    NotSetUp = 19,           // no server was set up when it was to go
    CustomerErased = 20,     // whom it was for was erased before it went
};

// Where on its way an attempt stood; SMTP's commands in their order. Texts know Connect, Secure, SignIn and Message.
enum class DeliveryStep { Connect = 0, Greeting = 1, Hello = 2, Secure = 3, SignIn = 4, Sender = 5, Recipient = 6, Message = 7 };

struct DeliveryAttempt {
    Instant at;
    Duration took{};
    DeliveryProblem problem = DeliveryProblem::None;
    DeliveryStep step = DeliveryStep::Connect;  // the one that failed, or Message
    int code = 0;                               // the server's reply code (SMTP, HTTP); 0 without one
    QString words;                              // what the server said, secrets redacted, one line
};

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
    DeliveryProblem problem = DeliveryProblem::None;
    Instant settledAt;          // sent, failed, lost or withheld
    Instant nextAt;             // while Waiting: when it is tried next
    QString agentName;          // who had it sent; empty for the customer's own doing
    QList<DeliveryAttempt> attempts;  // newest first, at most 20
    bool canSendAgain = false;  // the service would write another in its place
};

QString toText(Channel channel);
std::optional<Channel> channelFromText(QStringView text);
QString toText(MessageKind kind);
std::optional<MessageKind> messageKindFromText(QStringView text);
QString toText(MessageState state);
std::optional<MessageState> messageStateFromText(QStringView text);
QString toText(DeliveryProblem problem);
std::optional<DeliveryProblem> deliveryProblemFromText(QStringView text);
QString toText(DeliveryStep step);
std::optional<DeliveryStep> deliveryStepFromText(QStringView text);

}  // namespace latchkey
