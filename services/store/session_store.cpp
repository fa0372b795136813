// The statements of the sessions' table.
#include "services/store/session_store.h"

#include "services/store/time_search.h"

namespace latchkey {

namespace {

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

Result<void> runIt(Statement &statement) {
    const Result<qint64> done = statement.run();
    if (!done) return tl::unexpected<Error>(done.error());
    return {};
}

Result<qint64> firstSessionAt(Connection &db, Instant at) {
    return firstRowAt(db, "SELECT id FROM sessions ORDER BY id DESC LIMIT 1", "SELECT id, created_at FROM sessions WHERE id >= ? ORDER BY id LIMIT 1", at);
}

}  // namespace

Result<SessionId> insertSession(Connection &db, const NewSession &session) {
    Statement insert = db.prepare("INSERT INTO sessions (hash, customer, link, created_at, expires_at, device) VALUES (?, ?, ?, ?, ?, ?) RETURNING id");
    insert.bindBlob(session.hash).bind(session.customer).bindOrNull(session.link).bind(session.createdAt).bind(session.expiresAt);
    insert.bind(QStringView(session.device));
    const Result<qint64> id = insert.insertedId();
    if (!id) return tl::unexpected<Error>(id.error());
    return SessionId(*id);
}

Result<void> noteSignIn(Connection &db, CustomerId customer, Instant now) {
    Statement update = db.prepare("UPDATE customers SET last_sign_in_at = ? WHERE id = ?");
    update.bind(now).bind(customer);
    return runIt(update);
}

Result<SessionRow> liveSession(Connection &db, QByteArrayView hash, Instant now) {
    Statement select = db.prepare(R"(
        SELECT s.id, s.customer, s.expires_at, COALESCE(s.seen_at, s.created_at) FROM sessions s JOIN customers c ON c.id = s.customer
        WHERE s.hash = ? AND s.ended_at IS NULL AND s.expires_at > ? AND c.removed_at IS NULL)");
    select.bindBlob(hash).bind(now);
    if (select.step()) return SessionRow{select.id<SessionId>(0), select.id<CustomerId>(1), select.instant(2), select.instant(3)};
    if (select.error()) return failureOf(select);
    return fail(ErrorCode::Unauthorized);
}

Result<std::optional<CustomerId>> endSession(Connection &db, QByteArrayView hash, Instant now) {
    Statement update = db.prepare("UPDATE sessions SET ended_at = ? WHERE hash = ? AND ended_at IS NULL AND expires_at > ? RETURNING customer");
    update.bind(now).bindBlob(hash).bind(now);
    std::optional<CustomerId> customer;
    while (update.step()) customer = update.id<CustomerId>(0);
    if (update.error()) return failureOf(update);
    return customer;
}

Result<int> endSessionsOf(Connection &db, CustomerId customer, SessionId session, SessionId spared, Instant now) {
    Statement update = db.prepare(R"(
        UPDATE sessions SET ended_at = ? WHERE customer = ? AND ended_at IS NULL AND expires_at > ? AND (? = 0 OR id = ?) AND id <> ?)");
    update.bind(now).bind(customer).bind(now).bind(session).bind(session).bind(spared);
    const Result<qint64> ended = update.run();
    if (!ended) return tl::unexpected<Error>(ended.error());
    return static_cast<int>(*ended);
}

Result<void> noteSeen(Connection &db, SessionId session, Instant now) {
    Statement update = db.prepare("UPDATE sessions SET seen_at = ? WHERE id = ?");
    update.bind(now).bind(session);
    return runIt(update);
}

Result<QList<SessionInfo>> liveSessionsOf(Connection &db, CustomerId customer, int limit, Instant now) {
    Statement select = db.prepare(R"(
        SELECT id, device, link IS NOT NULL, created_at, COALESCE(seen_at, created_at), expires_at FROM sessions
        WHERE customer = ? AND ended_at IS NULL AND expires_at > ? ORDER BY id DESC LIMIT ?)");
    select.bind(customer).bind(now).bind(limit);
    QList<SessionInfo> sessions;
    while (select.step())
        sessions.append({select.id<SessionId>(0), select.text(1), select.integer(2) != 0, select.instant(3), select.instant(4), select.instant(5)});
    if (select.error()) return failureOf(select);
    return sessions;
}

Result<int> countLiveSessions(Connection &db, CustomerId customer, Instant now) {
    Statement select = db.prepare("SELECT COUNT(*) FROM sessions WHERE customer = ? AND ended_at IS NULL AND expires_at > ?");
    select.bind(customer).bind(now);
    if (!select.step()) return failureOf(select);
    return static_cast<int>(select.integer(0));
}

Result<qint64> countSignIns(Connection &db, Instant since, Instant until) {
    const Result<qint64> first = firstSessionAt(db, since);
    if (!first) return first;
    const Result<qint64> end = firstSessionAt(db, until);
    if (!end) return end;
    return *end - *first;
}

}  // namespace latchkey
