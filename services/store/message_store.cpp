// The statements of the messages' table.
#include "services/store/message_store.h"

#include <algorithm>
#include <limits>

namespace latchkey {

namespace {

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

Message messageOf(const Statement &row) {
    Message message;
    message.id = row.id<MessageId>(0);
    message.customer = row.id<CustomerId>(1);
    message.customerName = (row.text(2) + QLatin1Char(' ') + row.text(3)).trimmed();
    message.channel = static_cast<Channel>(row.integer(4));
    message.kind = static_cast<MessageKind>(row.integer(5));
    message.state = static_cast<MessageState>(row.integer(6));
    message.to = row.text(7);
    message.subject = row.text(8);
    message.body = row.text(9);
    message.at = row.instant(10);
    return message;
}

Statement messagesBefore(Connection &db, const MessageQuery &query, qint64 before) {
    if (query.customer.isValid()) {
        Statement select = db.prepare(R"(
            SELECT m.id, m.customer, c.first_name, c.last_name, m.channel, m.kind, m.state, m.recipient, m.subject, m.body, m.at
            FROM messages m LEFT JOIN customers c ON c.id = m.customer
            WHERE m.customer = ? AND m.id < ? ORDER BY m.id DESC LIMIT ?)");
        select.bind(query.customer).bind(before);
        return select;
    }
    Statement select = db.prepare(R"(
        SELECT m.id, m.customer, c.first_name, c.last_name, m.channel, m.kind, m.state, m.recipient, m.subject, m.body, m.at
        FROM messages m LEFT JOIN customers c ON c.id = m.customer
        WHERE m.id < ? ORDER BY m.id DESC LIMIT ?)");
    select.bind(before);
    return select;
}

}  // namespace

Result<MessageId> insertMessage(Connection &db, const Message &message) {
    Statement insert = db.prepare("INSERT INTO messages (customer, channel, kind, state, recipient, subject, body, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(message.customer).bind(static_cast<int>(message.channel)).bind(static_cast<int>(message.kind)).bind(static_cast<int>(message.state));
    insert.bind(QStringView(message.to)).bind(QStringView(message.subject)).bind(QStringView(message.body)).bind(message.at);
    const Result<qint64> done = insert.run();
    if (!done) return tl::unexpected<Error>(done.error());
    return MessageId(db.lastInsertId());
}

Result<Page<Message>> listMessages(Connection &db, const MessageQuery &query) {
    const int limit = std::clamp(query.limit, 1, 500);
    bool isKey = true;
    const qint64 before = query.after.isEmpty() ? std::numeric_limits<qint64>::max() : query.after.toLongLong(&isKey);
    if (!isKey) return fail(ErrorCode::InvalidRequest, QStringLiteral("after"));
    Page<Message> page;
    Statement select = messagesBefore(db, query, before);
    select.bind(limit + 1);
    while (select.step()) page.items.append(messageOf(select));
    if (select.error()) return failureOf(select);
    const bool more = page.items.size() > limit;
    if (more) {
        page.items.removeLast();
        page.next = QString::number(page.items.constLast().id.value());
    }
    page.count = page.items.size();
    page.countIsExact = !more && query.after.isEmpty();
    return page;
}

Result<Message> messageById(Connection &db, MessageId id) {
    Statement select = db.prepare(R"(
        SELECT m.id, m.customer, c.first_name, c.last_name, m.channel, m.kind, m.state, m.recipient, m.subject, m.body, m.at
        FROM messages m LEFT JOIN customers c ON c.id = m.customer WHERE m.id = ?)");
    select.bind(id);
    if (select.step()) return messageOf(select);
    if (select.error()) return failureOf(select);
    return fail(ErrorCode::NotFound, QStringLiteral("message"));
}

Result<qint64> countMessages(Connection &db) {
    Statement select = db.prepare("SELECT COUNT(*) FROM messages");
    if (!select.step()) return failureOf(select);
    return select.integer(0);
}

}  // namespace latchkey
