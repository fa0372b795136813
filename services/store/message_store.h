// The table of letters and texts as they rest: secrets redacted.
#pragma once

#include "models/domain/language.h"
#include "models/domain/message.h"
#include "models/domain/page.h"
#include "services/store/connection.h"

namespace latchkey {

struct NewMessage {
    CustomerId customer;
    Channel channel = Channel::Email;
    MessageKind kind = MessageKind::LoginCode;
    MessageState state = MessageState::Waiting;
    DeliveryProblem problem = DeliveryProblem::None;
    Language language = Language::English;
    QString to;
    QString subject;
    QString body;      // secrets redacted
    QString detail;    // what its words need beyond the customer
    LinkId link;
    qint64 code = 0;   // the row of the login code in it
    AgentId agent;     // invalid: the customer's own doing
    qint64 courier = 0;
    Instant secretsEnd;  // unset: no secrets in it
    Instant at;
};
Result<MessageId> insertMessage(Connection &db, const NewMessage &message);

struct MessageQuery {
    CustomerId customer;                // or everybody's
    std::optional<MessageState> state;  // or any
    QString after;                      // opaque, from Page::next
    int limit = 100;
};
Result<Page<Message>> listMessages(Connection &db, const MessageQuery &query);  // newest first, without attempts
Result<Message> messageById(Connection &db, MessageId id);                      // NotFound; with its attempts
Result<qint64> countMessages(Connection &db);
// The newest of this channel, whatever became of it; nothing when there is none.
Result<std::optional<Message>> newestMessageOf(Connection &db, CustomerId customer, Channel channel);

// Those that did not get through: failed, lost or withheld; newest first, without attempts.
Result<QList<Message>> failedMessagesOf(Connection &db, CustomerId customer, int limit);

// What another message in the place of this one is made of.
struct MessageOrigin {
    CustomerId customer;
    Channel channel = Channel::Email;
    MessageKind kind = MessageKind::LoginCode;
    MessageState state = MessageState::Waiting;
    Language language = Language::English;
    QString to;
    QString detail;
    qint64 code = 0;
    Instant at;
};
Result<MessageOrigin> originOfMessage(Connection &db, MessageId id);  // NotFound

// Nothing when they were never written to.
Result<std::optional<Language>> languageOfNewestMessage(Connection &db, CustomerId customer);

// When the n-th newest text was written after `since`, withheld ones left out; unset when there are fewer.
Result<Instant> nthNewestText(Connection &db, Instant since, int n);
Result<Instant> nthNewestTextTo(Connection &db, const QString &number, Instant since, int n);

}  // namespace latchkey
