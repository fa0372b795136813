// The statements of the messages' table, as lists and people read it.
#include "services/store/message_store.h"

#include <algorithm>
#include <limits>

namespace latchkey {

namespace {

constexpr int attemptsRead = 20;

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
    message.problem = static_cast<DeliveryProblem>(row.integer(11));
    message.settledAt = row.instant(12);
    message.nextAt = row.instant(13);
    message.agentName = row.text(14);
    // Whoever waits is on the way already.
    message.canSendAgain = message.state != MessageState::Waiting && !row.integer(15);
    return message;
}

Statement messagesBefore(Connection &db, const MessageQuery &query, qint64 before) {
    if (query.customer.isValid()) {
        Statement select = db.prepare(R"(
            SELECT m.id, m.customer, c.first_name, c.last_name, m.channel, m.kind, m.state, m.recipient, m.subject, m.body, m.at,
                   m.problem, m.settled_at, m.next_at, a.name, c.removed_at IS NOT NULL
            FROM messages m LEFT JOIN customers c ON c.id = m.customer LEFT JOIN agents a ON a.id = m.agent
            WHERE m.customer = ? AND (? < 0 OR m.state = ?) AND m.id < ? ORDER BY m.id DESC LIMIT ?)");
        const int state = query.state ? static_cast<int>(*query.state) : -1;
        select.bind(query.customer).bind(state).bind(state).bind(before);
        return select;
    }
    if (query.state) {
        Statement select = db.prepare(R"(
            SELECT m.id, m.customer, c.first_name, c.last_name, m.channel, m.kind, m.state, m.recipient, m.subject, m.body, m.at,
                   m.problem, m.settled_at, m.next_at, a.name, c.removed_at IS NOT NULL
            FROM messages m LEFT JOIN customers c ON c.id = m.customer LEFT JOIN agents a ON a.id = m.agent
            WHERE m.state = ? AND m.id < ? ORDER BY m.id DESC LIMIT ?)");
        select.bind(static_cast<int>(*query.state)).bind(before);
        return select;
    }
    Statement select = db.prepare(R"(
        SELECT m.id, m.customer, c.first_name, c.last_name, m.channel, m.kind, m.state, m.recipient, m.subject, m.body, m.at,
               m.problem, m.settled_at, m.next_at, a.name, c.removed_at IS NOT NULL
        FROM messages m LEFT JOIN customers c ON c.id = m.customer LEFT JOIN agents a ON a.id = m.agent
        WHERE m.id < ? ORDER BY m.id DESC LIMIT ?)");
    select.bind(before);
    return select;
}

Result<QList<DeliveryAttempt>> attemptsOf(Connection &db, MessageId id) {
    Statement select = db.prepare("SELECT at, took, problem, step, code, words FROM message_attempts WHERE message = ? ORDER BY id DESC LIMIT ?");
    select.bind(id).bind(attemptsRead);
    QList<DeliveryAttempt> attempts;
    while (select.step())
        attempts.append({select.instant(0), Duration(select.integer(1)), static_cast<DeliveryProblem>(select.integer(2)),
                         static_cast<DeliveryStep>(select.integer(3)), static_cast<int>(select.integer(4)), select.text(5)});
    if (select.error()) return failureOf(select);
    return attempts;
}

Result<Instant> instantOrUnset(Statement &statement) {
    Instant at;
    if (statement.step()) at = statement.instant(0);
    if (statement.error()) return failureOf(statement);
    return at;
}

}  // namespace

Result<MessageId> insertMessage(Connection &db, const NewMessage &message) {
    Statement insert = db.prepare(R"(
        INSERT INTO messages (customer, channel, kind, state, problem, language, recipient, subject, body, detail, link, code, agent, courier,
                              secrets_end, next_at, settled_at, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id)");
    const bool waits = message.state == MessageState::Waiting;
    insert.bind(message.customer).bind(static_cast<int>(message.channel)).bind(static_cast<int>(message.kind));
    insert.bind(static_cast<int>(message.state)).bind(static_cast<int>(message.problem)).bind(static_cast<int>(message.language));
    insert.bind(QStringView(message.to)).bind(QStringView(message.subject)).bind(QStringView(message.body)).bind(QStringView(message.detail));
    insert.bindOrNull(message.link);
    message.code > 0 ? insert.bind(message.code) : insert.bindNull();
    insert.bindOrNull(message.agent);
    waits ? insert.bind(message.courier) : insert.bindNull();
    insert.bindOrNull(message.secretsEnd);
    insert.bindOrNull(waits ? message.at : Instant()).bindOrNull(waits ? Instant() : message.at).bind(message.at);
    const Result<qint64> id = insert.insertedId();
    if (!id) return tl::unexpected<Error>(id.error());
    return MessageId(*id);
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
    std::optional<Message> found;
    {
        Statement select = db.prepare(R"(
            SELECT m.id, m.customer, c.first_name, c.last_name, m.channel, m.kind, m.state, m.recipient, m.subject, m.body, m.at,
                   m.problem, m.settled_at, m.next_at, a.name, c.removed_at IS NOT NULL
            FROM messages m LEFT JOIN customers c ON c.id = m.customer LEFT JOIN agents a ON a.id = m.agent WHERE m.id = ?)");
        select.bind(id);
        if (select.step()) found = messageOf(select);
        if (select.error()) return failureOf(select);
    }
    if (!found) return fail(ErrorCode::NotFound, QStringLiteral("message"));
    Result<QList<DeliveryAttempt>> attempts = attemptsOf(db, id);
    if (!attempts) return tl::unexpected<Error>(attempts.error());
    found->attempts = std::move(*attempts);
    return std::move(*found);
}

Result<qint64> countMessages(Connection &db) {
    Statement select = db.prepare("SELECT COUNT(*) FROM messages");
    if (!select.step()) return failureOf(select);
    return select.integer(0);
}

Result<std::optional<Message>> newestMessageOf(Connection &db, CustomerId customer, Channel channel) {
    MessageId newest;
    {
        // Both channels of one login stand side by side, so that few rows are passed over.
        Statement select = db.prepare("SELECT id FROM messages WHERE customer = ? AND channel = ? ORDER BY at DESC, id DESC LIMIT 1");
        select.bind(customer).bind(static_cast<int>(channel));
        if (select.step()) newest = select.id<MessageId>(0);
        if (select.error()) return failureOf(select);
    }
    if (!newest.isValid()) return std::optional<Message>();
    Result<Message> message = messageById(db, newest);
    if (!message) return tl::unexpected<Error>(message.error());
    return std::optional<Message>(std::move(*message));
}

Result<QList<Message>> failedMessagesOf(Connection &db, CustomerId customer, int limit) {
    Statement select = db.prepare(R"(
        SELECT m.id, m.customer, '', '', m.channel, m.kind, m.state, m.recipient, m.subject, '', m.at, m.problem, m.settled_at, m.next_at, '', 0
        FROM messages m WHERE m.customer = ? AND m.state IN (3, 4, 5) ORDER BY m.at DESC LIMIT ?)");
    select.bind(customer).bind(limit);
    QList<Message> failed;
    while (select.step()) failed.append(messageOf(select));
    if (select.error()) return failureOf(select);
    return failed;
}

Result<MessageOrigin> originOfMessage(Connection &db, MessageId id) {
    Statement select = db.prepare("SELECT customer, channel, kind, state, language, recipient, detail, code, at FROM messages WHERE id = ?");
    select.bind(id);
    if (select.step())
        return MessageOrigin{select.id<CustomerId>(0), static_cast<Channel>(select.integer(1)), static_cast<MessageKind>(select.integer(2)),
                             static_cast<MessageState>(select.integer(3)), static_cast<Language>(select.integer(4)), select.text(5), select.text(6),
                             select.integer(7), select.instant(8)};
    if (select.error()) return failureOf(select);
    return fail(ErrorCode::NotFound, QStringLiteral("message"));
}

Result<std::optional<Language>> languageOfNewestMessage(Connection &db, CustomerId customer) {
    Statement select = db.prepare("SELECT language FROM messages WHERE customer = ? ORDER BY at DESC, id DESC LIMIT 1");
    select.bind(customer);
    std::optional<Language> language;
    if (select.step()) language = static_cast<Language>(select.integer(0));
    if (select.error()) return failureOf(select);
    return language;
}

Result<Instant> nthNewestText(Connection &db, Instant since, int n) {
    Statement select = db.prepare("SELECT at FROM messages WHERE channel = 1 AND state <> 5 AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?");
    select.bind(since).bind(n - 1);
    return instantOrUnset(select);
}

Result<Instant> nthNewestTextTo(Connection &db, const QString &number, Instant since, int n) {
    Statement select = db.prepare(R"(
        SELECT at FROM messages WHERE channel = 1 AND state <> 5 AND recipient = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?)");
    select.bind(QStringView(number)).bind(since).bind(n - 1);
    return instantOrUnset(select);
}

}  // namespace latchkey
