// The table of letters and texts as they rest: secrets redacted.
#pragma once

#include "models/domain/message.h"
#include "models/domain/page.h"
#include "services/store/connection.h"

namespace latchkey {

Result<MessageId> insertMessage(Connection &db, const Message &message);

struct MessageQuery {
    CustomerId customer;  // or everybody's
    QString after;        // opaque, from Page::next
    int limit = 100;
};
Result<Page<Message>> listMessages(Connection &db, const MessageQuery &query);  // newest first
Result<Message> messageById(Connection &db, MessageId id);                      // NotFound
Result<qint64> countMessages(Connection &db);

}  // namespace latchkey
