// How messages are carried out by one courier of several: taken, settled, and what becomes of a dead courier's.
#pragma once

#include "models/domain/message.h"
#include "services/store/connection.h"

namespace latchkey {

// Takes the message for one attempt, by one guarded UPDATE: false when it is not this courier's, settled, or under way already.
Result<bool> takeMessage(Connection &db, MessageId id, qint64 courier, Instant now);

struct SettledAttempt {
    MessageId message;
    qint64 courier = 0;
    DeliveryAttempt attempt;
    MessageState state = MessageState::Waiting;
    DeliveryProblem problem = DeliveryProblem::None;
    Instant nextAt;  // while Waiting
};
// Writes the attempt and where the message stands now. What the server said wins over what others took for granted meanwhile.
Result<CustomerId> settleAttempt(Connection &db, const SettledAttempt &settled, Instant now);
// The end of a message that is not tried (again). Invalid when it was not this courier's waiting one.
Result<CustomerId> endMessage(Connection &db, MessageId id, qint64 courier, MessageState state, DeliveryProblem problem, Instant now);

// Says that this courier lives, while it holds messages.
Result<void> beatCourier(Connection &db, qint64 courier, Instant now);
// The couriers other than `own` that hold waiting messages, and when each was last heard of; unset: never.
struct CourierBeat {
    qint64 courier = 0;
    Instant heardOf;
};
Result<QList<CourierBeat>> otherCouriers(Connection &db, qint64 own);

// What waits in the name of this courier, under way or not.
Result<QList<MessageId>> waitingOf(Connection &db, qint64 courier);
// From now on it waits in the name of another; nothing happens when it is settled.
Result<void> leaveMessage(Connection &db, MessageId id, qint64 courier, qint64 to);

// What a dead courier held: secrets died with it, an attempt under way may have arrived, the rest is answered for `heir` to carry on.
struct Bequest {
    QList<CustomerId> touched;
    QList<MessageId> taken;
};
Result<Bequest> inheritMessages(Connection &db, qint64 dead, qint64 heir, Instant now);

}  // namespace latchkey
