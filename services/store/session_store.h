// The table of customers' sessions; it knows only the SHA-256 of what the cookie holds.
#pragma once

#include "models/domain/details.h"
#include "services/store/connection.h"

namespace latchkey {

struct NewSession {
    QByteArray hash;
    CustomerId customer;
    LinkId link;  // invalid: born of a code
    Instant createdAt;
    Instant expiresAt;
    QString device;  // "Chrome on Android"; may be empty
};
Result<SessionId> insertSession(Connection &db, const NewSession &session);
Result<void> noteSignIn(Connection &db, CustomerId customer, Instant now);

struct SessionRow {
    SessionId id;
    CustomerId customer;
    Instant expiresAt;
    Instant seenAt;
};
// Live, and of a customer who has not been removed; else Unauthorized.
Result<SessionRow> liveSession(Connection &db, QByteArrayView hash, Instant now);
// Answers the customer, or nothing when it was not live.
Result<std::optional<CustomerId>> endSession(Connection &db, QByteArrayView hash, Instant now);
// One of the customer's, or with an invalid id all but `spared`; answers how many ended.
Result<int> endSessionsOf(Connection &db, CustomerId customer, SessionId session, SessionId spared, Instant now);
Result<void> noteSeen(Connection &db, SessionId session, Instant now);
Result<QList<SessionInfo>> liveSessionsOf(Connection &db, CustomerId customer, int limit, Instant now);  // newest first
Result<int> countLiveSessions(Connection &db, CustomerId customer, Instant now);
// Sign-ins from `since` up to `until`, by a binary search over the row ids, which grow with time.
Result<qint64> countSignIns(Connection &db, Instant since, Instant until);

}  // namespace latchkey
