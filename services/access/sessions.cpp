// Recognises a signed-in customer by the cookie's secret, and signs out.
#include "services/access/access_service.h"
#include "services/access/secrets.h"
#include "services/runtime/digest.h"
#include "services/store/session_store.h"

namespace latchkey {

Result<SessionView> AccessService::session(Connection &db, const SessionSecret &secret, Instant now) const {
    if (!isHexSecret(secret.reveal())) return fail(ErrorCode::Unauthorized);
    const Result<SessionRow> row = liveSession(db, sha256(secret.reveal()), now);
    if (!row) return tl::unexpected<Error>(row.error());
    return SessionView{row->id, row->customer, row->expiresAt, row->seenAt};
}

Result<void> AccessService::signOut(Transaction &t, const SessionSecret &secret) {
    const Result<std::optional<CustomerId>> customer = endSession(t.db, sha256(secret.reveal()), t.now);
    if (!customer) return tl::unexpected<Error>(customer.error());
    if (!*customer) return {};
    Activity entry;
    entry.kind = ActivityKind::SignedOut;
    entry.customer = **customer;
    if (const Result<void> recorded = t.record(entry); !recorded) return recorded;
    t.announce({EventKind::CustomerChanged, **customer, {}, t.now});
    return {};
}

Result<int> AccessService::endSessions(Transaction &t, CustomerId customer, SessionId session, SessionId spared, AgentId by) {
    const Result<int> ended = endSessionsOf(t.db, customer, session, spared, t.now);
    if (!ended || *ended == 0) return ended;
    Activity entry;
    entry.kind = ActivityKind::SessionsEnded;
    entry.agent = by;
    entry.customer = customer;
    entry.note = QStringLiteral("sessions=%1").arg(*ended);
    if (const Result<void> recorded = t.record(entry); !recorded) return tl::unexpected<Error>(recorded.error());
    t.announce({EventKind::CustomerChanged, customer, {}, t.now});
    return ended;
}

Result<void> AccessService::noteSeen(Transaction &t, SessionId session) { return latchkey::noteSeen(t.db, session, t.now); }

}  // namespace latchkey
