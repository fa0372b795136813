// Standard login, second half: a code is entered, counted, compared, and opens a session.
#include "services/access/access_service.h"
#include "services/access/code_limits.h"
#include "services/access/destination.h"
#include "services/access/secrets.h"
#include "services/runtime/digest.h"
#include "services/store/code_store.h"
#include "services/store/session_store.h"

#include <algorithm>

namespace latchkey {

namespace {

Result<void> recordWrongCode(Transaction &t, CustomerId customer) {
    Activity entry;
    entry.kind = ActivityKind::CodeWrong;
    entry.customer = customer;
    t.announce({EventKind::CustomerChanged, customer, {}, t.now});
    return t.record(entry);
}

// The same work for a stranger, whose code stays nobody's: what is taken back costs what is kept, and one row is written here too.
Result<void> recordForNobody(Transaction &t, qint64 code) {
    if (const Result<void> begun = t.db.execute("SAVEPOINT decoy"); !begun) return begun;
    Activity entry;
    entry.kind = ActivityKind::CodeWrong;
    const Result<void> recorded = t.record(entry);
    if (const Result<void> undone = t.db.execute("ROLLBACK TO decoy; RELEASE decoy"); !undone) return undone;
    if (!recorded) return recorded;
    return giveCode(t.db, code, {});
}

// The budgets are kept at once; the record of a customer's wrong guess is written once this is answered, which takes strangers as long.
// What the whole site lets through is counted by codes: a guess that was compared with three could have opened three times as easily.
Result<void> noteWrongGuess(Transaction &t, const CodeSubject &subject, qint64 code, qsizetype compared) {
    if (const Result<void> counted = insertWrongGuess(t.db, subject.customer, subject.typed(), subject.addressHash, t.now); !counted) return counted;
    for (qsizetype more = 1; more < compared; ++more)
        if (const Result<void> counted = insertWrongGuess(t.db, {}, 0, {}, t.now); !counted) return counted;
    if (const Result<void> noted = noteGuessOfSite(t.db, t.now); !noted) return noted;
    t.later([customer = subject.customer, code](Transaction &after) { return customer.isValid() ? recordWrongCode(after, customer) : recordForNobody(after, code); });
    return {};
}

Result<SessionSecret> openSession(Transaction &t, Chance &chance, CustomerId customer, Duration lives, const QString &device) {
    const SessionSecret session(randomHex(chance));
    const Result<SessionId> id = insertSession(t.db, {sha256(session.reveal()), customer, {}, t.now, t.now + lives, device});
    if (!id) return tl::unexpected<Error>(id.error());
    if (const Result<void> noted = noteSignIn(t.db, customer, t.now); !noted) return tl::unexpected<Error>(noted.error());
    Activity entry;
    entry.kind = ActivityKind::SignedInByCode;
    entry.customer = customer;
    if (const Result<void> recorded = t.record(entry); !recorded) return tl::unexpected<Error>(recorded.error());
    t.announce({EventKind::CustomerChanged, customer, {}, t.now});
    return session;
}

// The codes of a challenge that may still be tried; CodeExpired or CodeTriesSpent when none is left.
// One that is shorter than codes are by now is as good as expired: else all that were asked for before could be guessed at.
Result<QList<CodeRow>> triable(const QList<CodeRow> &rows, int triesPerCode, int digits, Instant now) {
    QList<CodeRow> alive;
    for (const CodeRow &row : rows)
        if (!row.used && row.expiresAt > now && row.digits >= digits) alive.append(row);
    if (alive.isEmpty()) return fail(ErrorCode::CodeExpired);
    erase_if(alive, [&](const CodeRow &row) { return row.tries >= triesPerCode; });
    if (alive.isEmpty()) return fail(ErrorCode::CodeTriesSpent);
    return alive;
}

}  // namespace

Result<Redeemed> AccessService::enterCode(Transaction &t, const ChallengeSecret &challenge, const CodeSecret &code, const Caller &caller) {
    if (!isHexSecret(challenge.reveal())) return fail(ErrorCode::CodeExpired);
    const QByteArray challengeHash = sha256(challenge.reveal());
    const Result<QList<CodeRow>> rows = codesOfChallenge(t.db, challengeHash);
    if (!rows) return tl::unexpected<Error>(rows.error());
    if (rows->isEmpty()) return fail(ErrorCode::CodeExpired);
    const auto given = std::find_if(rows->begin(), rows->end(), [](const CodeRow &row) { return row.customer.isValid(); });
    const CodeSubject subject{given == rows->end() ? CustomerId() : given->customer, rows->constFirst().typedHash,
                              addressMac(m_setup.codeKey, caller.networkAddress)};
    if (const Result<void> allowed = mayGuess(t.db, subject, m_setup.policy, t.now); !allowed) return tl::unexpected<Error>(allowed.error());
    const Result<int> digits = codeDigits(t.db, m_setup.policy, t.now);
    if (!digits) return tl::unexpected<Error>(digits.error());
    const Result<QList<CodeRow>> alive = triable(*rows, m_setup.policy.codeTries, *digits, t.now);
    if (!alive) return tl::unexpected<Error>(alive.error());

    // Counted before comparing: no way out of here leaves a guess free.
    for (const CodeRow &row : *alive)
        if (const Result<void> counted = countTry(t.db, row.id); !counted) return tl::unexpected<Error>(counted.error());
    const QByteArray mac = codeMac(m_setup.codeKey, challengeHash, code.reveal());
    const CodeRow *matching = nullptr;
    for (const CodeRow &row : *alive) {
        const bool same = equalInConstantTime(row.mac, mac);
        if (same && row.customer.isValid()) matching = &row;
    }
    if (!matching) {
        if (const Result<void> noted = noteWrongGuess(t, subject, alive->constFirst().id, alive->size()); !noted) return tl::unexpected<Error>(noted.error());
        t.keepDespiteError();
        const bool spent = std::all_of(alive->begin(), alive->end(), [&](const CodeRow &row) { return row.tries + 1 >= m_setup.policy.codeTries; });
        return fail(spent ? ErrorCode::CodeTriesSpent : ErrorCode::CodeWrong);
    }
    const Result<std::optional<Recipient>> still = recipientById(t.db, matching->customer);
    if (!still) return tl::unexpected<Error>(still.error());
    if (!*still) return fail(ErrorCode::CodeExpired);
    if (const Result<void> used = markCodesUsed(t.db, challengeHash, t.now); !used) return tl::unexpected<Error>(used.error());
    Result<SessionSecret> session = openSession(t, m_chance, matching->customer, m_setup.policy.sessionOfCode, caller.device);
    if (!session) return tl::unexpected<Error>(session.error());
    return Redeemed{std::move(*session), portalDestination(matching->destination), m_setup.policy.sessionOfCode};
}

}  // namespace latchkey
