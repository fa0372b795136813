// Standard login, first half: what was typed, whether a code may be asked for, and the answer, which is the same for everybody.
#include "models/domain/phone_number.h"
#include "models/domain/text_folding.h"
#include "services/access/access_service.h"
#include "services/access/asking.h"
#include "services/access/code_limits.h"
#include "services/access/destination.h"
#include "services/access/reach.h"
#include "services/access/secrets.h"
#include "services/runtime/digest.h"
#include "services/store/link_store.h"

#include <algorithm>

namespace latchkey {

namespace {

// A challenge may be asked for a new code for so long, whether or not its codes still live.
constexpr Duration challengeLives = std::chrono::hours(1);
constexpr qsizetype fewestPhoneDigits = 6;
constexpr qsizetype longestTyped = 320;

// A number may stand on file with or without its country's digits; without asking a telephone plan, only these two habits are undone.
QStringList phoneKeysFor(QString key) {
    if (key.startsWith(QLatin1String("00"))) key.remove(0, 2);
    QStringList keys{key};
    if (key.size() == 11 && key.startsWith(QLatin1Char('1'))) keys.append(key.mid(1));
    if (key.size() == 10) keys.append(QLatin1Char('1') + key);
    return keys;
}

struct Typed {
    QString key;
    bool isEmail = false;
};

std::optional<Typed> readTyped(const QString &typed) {
    const QString trimmed = trimInvisible(typed);
    if (trimmed.isEmpty() || trimmed.size() > longestTyped) return std::nullopt;
    const QString email = emailKey(trimmed);
    if (email.contains(QLatin1Char('@'))) return Typed{email, true};
    const QString phone = phoneKey(trimmed);
    if (phone.size() < fewestPhoneDigits || phone.size() > 17) return std::nullopt;
    return Typed{phone, false};
}

// Whose challenge it is: the newest code may not have been given to anybody yet.
CustomerId customerOf(const QList<CodeRow> &rows) {
    const auto given = std::find_if(rows.begin(), rows.end(), [](const CodeRow &row) { return row.customer.isValid(); });
    return given == rows.end() ? CustomerId() : given->customer;
}

// What stands for the customer in the throttles when a dead link asks: the same as if they had typed their address.
QString ownKey(const Recipient &recipient) { return takesLetters(recipient) ? recipient.emailKey : recipient.phoneKey; }

}  // namespace

Result<CodeAsked> AccessService::askForCode(Transaction &t, const QString &typed, const Caller &caller, const QString &destination,
                                            const ChallengeSecret &earlier) {
    const std::optional<Typed> read = readTyped(typed);
    if (!read) return fail(ErrorCode::InvalidRequest, QStringLiteral("typed"));
    Asking asking;
    if (read->isEmail) asking.emailKey = read->key;
    else asking.phoneKeys = phoneKeysFor(read->key);
    asking.typedHash = typedMac(m_setup.codeKey, read->key);
    asking.addressHash = addressMac(m_setup.codeKey, caller.networkAddress);
    asking.destination = portalDestination(destination);
    asking.language = caller.language;
    if (isHexSecret(earlier.reveal())) {
        const Result<QList<CodeRow>> rows = codesOfChallenge(t.db, sha256(earlier.reveal()));
        if (!rows) return tl::unexpected<Error>(rows.error());
        if (!rows->isEmpty() && !rows->constFirst().used && rows->constFirst().typedHash == asking.typedHash) asking.challenge = earlier;
    }
    return sendCode(t, std::move(asking));
}

Result<CodeAsked> AccessService::askForCodeByLink(Transaction &t, const LinkToken &token, const Caller &caller) {
    if (!linkTokenIsWhole(token.reveal())) return fail(ErrorCode::LinkDamaged);
    const Result<LinkRecord> record = linkRecordByToken(t.db, sha256(token.reveal()), m_setup.publicIdKey);
    if (!record) return tl::unexpected<Error>(record.error());
    const Result<std::optional<Recipient>> recipient = recipientById(t.db, record->link.customer);
    if (!recipient) return tl::unexpected<Error>(recipient.error());
    Asking asking;
    asking.customer = record->link.customer;
    const QString key = *recipient ? ownKey(**recipient) : QString();
    asking.typedHash = typedMac(m_setup.codeKey, key.isEmpty() ? QStringLiteral("link %1").arg(record->link.id.value()) : key);
    asking.addressHash = addressMac(m_setup.codeKey, caller.networkAddress);
    asking.destination = portalDestination(record->link.destination);
    asking.language = caller.language;
    return sendCode(t, std::move(asking));
}

Result<CodeAsked> AccessService::askForCodeAgain(Transaction &t, const ChallengeSecret &challenge, const Caller &caller) {
    const Result<QList<CodeRow>> rows = codesOfChallenge(t.db, sha256(challenge.reveal()));
    if (!rows) return tl::unexpected<Error>(rows.error());
    if (rows->isEmpty() || rows->constFirst().used || t.now - rows->constFirst().sentAt > challengeLives) return fail(ErrorCode::CodeExpired);
    const CodeRow &newest = rows->constFirst();
    Asking asking;
    asking.customer = customerOf(*rows);
    asking.typedHash = newest.typedHash;
    asking.addressHash = addressMac(m_setup.codeKey, caller.networkAddress);
    asking.destination = portalDestination(newest.destination);
    asking.language = caller.language;
    asking.challenge = challenge;
    return sendCode(t, std::move(asking));
}

Result<CodeView> AccessService::lookAtCode(Connection &db, const ChallengeSecret &challenge, Instant now) const {
    if (!isHexSecret(challenge.reveal())) return fail(ErrorCode::CodeExpired);
    const Result<QList<CodeRow>> rows = codesOfChallenge(db, sha256(challenge.reveal()));
    if (!rows) return tl::unexpected<Error>(rows.error());
    if (rows->isEmpty() || rows->constFirst().used || now - rows->constFirst().sentAt > challengeLives) return fail(ErrorCode::CodeExpired);
    const CodeRow &newest = rows->constFirst();
    return CodeView{newest.expiresAt, newest.sentAt + m_setup.policy.resendAfter, portalDestination(newest.destination)};
}

// Nothing in here knows whether anybody answers to what was typed; that is looked up once this is answered.
Result<CodeAsked> AccessService::sendCode(Transaction &t, Asking asking) {
    const CodeSubject subject{{}, asking.typedHash, asking.addressHash};
    if (const Result<void> allowed = mayAskForCode(t.db, subject, m_setup.policy, t.now); !allowed) return tl::unexpected<Error>(allowed.error());
    const Result<int> digits = codeDigits(t.db, m_setup.policy, t.now);
    if (!digits) return tl::unexpected<Error>(digits.error());
    CodeAsked asked{asking.challenge.isEmpty() ? ChallengeSecret(randomHex(m_chance)) : asking.challenge, *digits};
    asking.code = randomCode(m_chance, *digits);
    const QByteArray challengeHash = sha256(asked.challenge.reveal());
    const Result<qint64> row = insertCode(t.db, {challengeHash, asking.typedHash, asking.addressHash,
                                                 codeMac(m_setup.codeKey, challengeHash, asking.code.reveal()), asking.destination, t.now,
                                                 t.now + m_setup.policy.codeLife, *digits});
    if (!row) return tl::unexpected<Error>(row.error());
    asking.row = *row;
    t.later([this, asking = std::move(asking)](Transaction &after) { return writeCode(after, asking); });
    return asked;
}

}  // namespace latchkey
