// The statements by which couriers share the messages of one store.
#include "services/store/delivery_store.h"

namespace latchkey {

namespace {

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

Result<CustomerId> customerReturned(Statement &update) {
    CustomerId customer;
    while (update.step()) customer = update.id<CustomerId>(0);
    if (update.error()) return failureOf(update);
    return customer;
}

Result<void> collect(Statement &update, QList<CustomerId> &customers) {
    while (update.step()) customers.append(update.id<CustomerId>(0));
    if (update.error()) return failureOf(update);
    return {};
}

}  // namespace

Result<bool> takeMessage(Connection &db, MessageId id, qint64 courier, Instant now) {
    Statement update = db.prepare("UPDATE messages SET taken_at = ? WHERE id = ? AND courier = ? AND state = 0 AND taken_at IS NULL");
    const Result<qint64> changed = update.bind(now).bind(id).bind(courier).run();
    if (!changed) return tl::unexpected<Error>(changed.error());
    return *changed == 1;
}

Result<CustomerId> settleAttempt(Connection &db, const SettledAttempt &settled, Instant now) {
    const DeliveryAttempt &attempt = settled.attempt;
    // A server's words may repeat the address, which an erased customer's message no longer has.
    Statement insert = db.prepare(R"(
        INSERT INTO message_attempts (message, at, took, problem, step, code, words)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, CASE WHEN EXISTS (SELECT 1 FROM messages WHERE id = ?1 AND recipient = '') THEN '' ELSE ?7 END)");
    insert.bind(settled.message).bind(attempt.at).bind(static_cast<qint64>(attempt.took.count())).bind(static_cast<int>(attempt.problem));
    insert.bind(static_cast<int>(attempt.step)).bind(attempt.code).bind(QStringView(attempt.words));
    if (const Result<qint64> done = insert.run(); !done) return tl::unexpected<Error>(done.error());
    const bool waits = settled.state == MessageState::Waiting;
    Statement update = db.prepare(R"(
        UPDATE messages SET state = ?, problem = ?, taken_at = NULL, next_at = ?, settled_at = ?
        WHERE id = ? AND courier = ? AND (state = 0 OR ? = 2) RETURNING customer)");
    update.bind(static_cast<int>(settled.state)).bind(static_cast<int>(settled.problem));
    update.bindOrNull(waits ? settled.nextAt : Instant()).bindOrNull(waits ? Instant() : now);
    update.bind(settled.message).bind(settled.courier).bind(static_cast<int>(settled.state));
    return customerReturned(update);
}

Result<CustomerId> endMessage(Connection &db, MessageId id, qint64 courier, MessageState state, DeliveryProblem problem, Instant now) {
    Statement update = db.prepare(R"(
        UPDATE messages SET state = ?, problem = ?, taken_at = NULL, next_at = NULL, settled_at = ?
        WHERE id = ? AND courier = ? AND state = 0 RETURNING customer)");
    update.bind(static_cast<int>(state)).bind(static_cast<int>(problem)).bind(now).bind(id).bind(courier);
    return customerReturned(update);
}

Result<void> beatCourier(Connection &db, qint64 courier, Instant now) {
    Statement upsert = db.prepare("INSERT INTO couriers (id, beat_at) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at");
    const Result<qint64> done = upsert.bind(courier).bind(now).run();
    if (!done) return tl::unexpected<Error>(done.error());
    return {};
}

Result<QList<CourierBeat>> otherCouriers(Connection &db, qint64 own) {
    Statement select = db.prepare(R"(
        SELECT m.courier, MAX(k.beat_at) FROM messages m LEFT JOIN couriers k ON k.id = m.courier
        WHERE m.state = 0 AND m.courier <> ? GROUP BY m.courier)");
    select.bind(own);
    QList<CourierBeat> beats;
    while (select.step()) beats.append({select.integer(0), select.instant(1)});
    if (select.error()) return failureOf(select);
    return beats;
}

Result<QList<MessageId>> waitingOf(Connection &db, qint64 courier) {
    Statement select = db.prepare("SELECT id FROM messages WHERE state = 0 AND courier = ?");
    select.bind(courier);
    QList<MessageId> waiting;
    while (select.step()) waiting.append(select.id<MessageId>(0));
    if (select.error()) return failureOf(select);
    return waiting;
}

Result<void> leaveMessage(Connection &db, MessageId id, qint64 courier, qint64 to) {
    Statement update = db.prepare("UPDATE messages SET courier = ? WHERE id = ? AND courier = ? AND state = 0");
    const Result<qint64> done = update.bind(to).bind(id).bind(courier).run();
    if (!done) return tl::unexpected<Error>(done.error());
    return {};
}

Result<Bequest> inheritMessages(Connection &db, qint64 dead, qint64 heir, Instant now) {
    Bequest bequest;
    {
        Statement underWay = db.prepare(R"(
            UPDATE messages SET state = 3, problem = 12, taken_at = NULL, next_at = NULL, settled_at = ?
            WHERE state = 0 AND courier = ? AND taken_at IS NOT NULL RETURNING customer)");
        underWay.bind(now).bind(dead);
        if (const Result<void> done = collect(underWay, bequest.touched); !done) return tl::unexpected<Error>(done.error());
    }
    {
        Statement secret = db.prepare(R"(
            UPDATE messages SET state = 4, problem = 13, next_at = NULL, settled_at = ?
            WHERE state = 0 AND courier = ? AND secrets_end IS NOT NULL RETURNING customer)");
        secret.bind(now).bind(dead);
        if (const Result<void> done = collect(secret, bequest.touched); !done) return tl::unexpected<Error>(done.error());
    }
    {
        Statement plain = db.prepare("UPDATE messages SET courier = ? WHERE state = 0 AND courier = ? RETURNING id");
        plain.bind(heir).bind(dead);
        while (plain.step()) bequest.taken.append(plain.id<MessageId>(0));
        if (plain.error()) return failureOf(plain);
    }
    Statement forget = db.prepare("DELETE FROM couriers WHERE id = ?");
    if (const Result<qint64> done = forget.bind(dead).run(); !done) return tl::unexpected<Error>(done.error());
    return bequest;
}

static_assert(static_cast<int>(MessageState::Waiting) == 0 && static_cast<int>(MessageState::Sent) == 2 && static_cast<int>(MessageState::Failed) == 3);
static_assert(static_cast<int>(MessageState::Lost) == 4 && static_cast<int>(MessageState::Withheld) == 5);
static_assert(static_cast<int>(DeliveryProblem::MayHaveArrived) == 12 && static_cast<int>(DeliveryProblem::SecretsLost) == 13);

}  // namespace latchkey
