// Redeems Magic links, and looks at them without spending.
#include "models/domain/customer.h"
#include "services/access/access_service.h"
#include "services/access/destination.h"
#include "services/access/secrets.h"
#include "services/runtime/digest.h"
#include "services/store/link_store.h"
#include "services/store/session_store.h"

namespace latchkey {

namespace {

LinkState stateOf(const LinkRecord &record, Instant now) {
    // A removed customer's links are as good as withdrawn.
    const LinkState state = record.link.stateAt(now);
    return state == LinkState::Live && record.customerRemoved ? LinkState::Revoked : state;
}

tl::unexpected<Error> refusal(LinkState state) {
    switch (state) {
    case LinkState::Live: return fail(ErrorCode::StoreFailed);  // the guarded UPDATE found no row that a read calls live
    case LinkState::Used: return fail(ErrorCode::LinkUsed);
    case LinkState::Expired: return fail(ErrorCode::LinkExpired);
    case LinkState::Revoked: return fail(ErrorCode::LinkRevoked);
    case LinkState::VoidByEmailChange: return fail(ErrorCode::LinkVoidByEmailChange);
    }
    return fail(ErrorCode::LinkUnknown);
}

}  // namespace

Result<Redeemed> AccessService::redeem(Transaction &t, const LinkToken &token, const FormNonce &browser, const QString &device) {
    if (!linkTokenIsWhole(token.reveal())) return fail(ErrorCode::LinkDamaged);
    const QByteArray browserHash = sha256(browser.reveal());
    const SessionSecret session = sessionOfPress(m_setup.codeKey, token.reveal(), browser.reveal());
    const Result<std::optional<SpentLink>> spent = spendLink(t.db, sha256(token.reveal()), browserHash, t.now);
    if (!spent) return tl::unexpected<Error>(spent.error());
    if (!*spent) return replay(t, token, browserHash, session);
    const SpentLink &link = **spent;
    const Result<SessionId> opened = insertSession(t.db, {sha256(session.reveal()), link.customer, link.id, t.now, t.now + m_setup.policy.sessionOfLink, device});
    if (!opened) return tl::unexpected<Error>(opened.error());
    if (const Result<void> noted = noteSignIn(t.db, link.customer, t.now); !noted) return tl::unexpected<Error>(noted.error());
    Activity entry;
    entry.kind = ActivityKind::LinkUsed;
    entry.customer = link.customer;
    entry.link = link.id;
    if (const Result<void> recorded = t.record(entry); !recorded) return tl::unexpected<Error>(recorded.error());
    t.announce({EventKind::LinkUsed, link.customer, link.id, t.now});
    return Redeemed{session, portalDestination(link.destination), m_setup.policy.sessionOfLink};
}

// The press found no live link: the same browser within a minute is given its session again, everybody else the reason.
Result<Redeemed> AccessService::replay(Transaction &t, const LinkToken &token, const QByteArray &browserHash, const SessionSecret &session) {
    const Result<LinkRecord> record = linkRecordByToken(t.db, sha256(token.reveal()), m_setup.publicIdKey);
    if (!record) return tl::unexpected<Error>(record.error());
    const LoginLink &link = record->link;
    const bool sameBrowser = link.end == LinkEnd::Used && equalInConstantTime(record->browserHash, browserHash);
    if (!sameBrowser || t.now - link.endedAt > m_setup.policy.redeemReplay) return refusal(stateOf(*record, t.now));
    const Result<SessionRow> still = liveSession(t.db, sha256(session.reveal()), t.now);
    if (!still) return fail(still.error().code == ErrorCode::Unauthorized ? ErrorCode::LinkUsed : still.error().code);
    return Redeemed{session, portalDestination(link.destination), still->expiresAt - t.now};
}

Result<LinkView> AccessService::look(Connection &db, const LinkToken &token, Instant now) const {
    if (!linkTokenIsWhole(token.reveal())) return fail(ErrorCode::LinkDamaged);
    Result<LinkRecord> record = linkRecordByToken(db, sha256(token.reveal()), m_setup.publicIdKey);
    if (!record) return tl::unexpected<Error>(record.error());
    LinkView view;
    view.state = stateOf(*record, now);
    view.maskedName = maskName(QString(record->firstName + QLatin1Char(' ') + record->lastName).trimmed());
    if (!record->email.isEmpty()) view.maskedEmail = maskEmail(record->email);
    if (!record->phone.isEmpty()) view.phoneEnding = phoneEnding(record->phone);
    view.link = std::move(record->link);
    return view;
}

}  // namespace latchkey
