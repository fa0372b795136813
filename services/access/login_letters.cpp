// Letters that an agent has sent, or that a change of the contact brings about, and messages written again in another's place.
#include "services/access/access_service.h"
#include "services/access/asking.h"
#include "services/access/code_limits.h"
#include "services/access/reach.h"
#include "services/access/secrets.h"
#include "services/access/writing.h"
#include "services/runtime/digest.h"
#include "services/store/customer_store.h"

namespace latchkey {

namespace {

// A page that waits for a code is asked for again within this time; later nobody sits before it.
constexpr Duration pageWaits = std::chrono::hours(1);

Recipient recipientOf(const Customer &customer) {
    return {customer.id, customer.firstName, customer.lastName, customer.email, {}, customer.emailState, customer.phone, {}};
}

}  // namespace

Result<MessageId> AccessService::emailLoginLink(Transaction &t, const IssueRequest &request) {
    if (const Result<void> allowed = mayIssue(t, request); !allowed) return tl::unexpected<Error>(allowed.error());
    const Result<std::optional<Recipient>> to = recipientById(t.db, request.customer);
    if (!to) return tl::unexpected<Error>(to.error());
    if (!*to) return fail(ErrorCode::NotFound, QStringLiteral("customer"));
    Result<LetterFacts> facts = factsFor(t.db, **to, t.now);
    if (!facts) return tl::unexpected<Error>(facts.error());
    IssueRequest byLetter = request;
    byLetter.door = LinkDoor::AgentLetter;
    const Result<Minted> link = mint(t, byLetter);
    if (!link) return tl::unexpected<Error>(link.error());
    facts->link = LinkUrl(link->link.url.toUtf8());
    const Result<Language> language = languageOf(t.db, request.customer);
    if (!language) return tl::unexpected<Error>(language.error());
    return writeLetter(t, {**to, MessageKind::MagicLogin, *language, std::move(*facts), link->link.publicId, link->link.id, 0, request.agent, {},
                           link->link.expiresAt});
}

// The language of the newest letter to them, which their browser chose; else the operator's.
Result<Language> AccessService::languageOf(Connection &db, CustomerId customer) const {
    const Result<std::optional<Language>> last = languageOfNewestMessage(db, customer);
    if (!last) return tl::unexpected<Error>(last.error());
    return last->value_or(m_postman.modes().language);
}

Result<void> AccessService::tellOfEmailChange(Transaction &t, const Customer &now, const QString &formerEmail, AgentId by) {
    const Result<Language> language = languageOf(t.db, now.id);
    if (!language) return tl::unexpected<Error>(language.error());
    Recipient to = recipientOf(now);
    Result<LetterFacts> facts = factsFor(t.db, to, t.now);
    if (!facts) return tl::unexpected<Error>(facts.error());
    facts->newAddress = maskEmail(now.email);
    const auto write = [&](const QString &address, MessageKind kind) -> Result<void> {
        to.email = address;
        if (!takesLetters(checkEmail(address).state)) return {};
        const Result<MessageId> id = writeLetter(t, {to, kind, *language, *facts, {}, {}, 0, by, facts->newAddress, {}});
        if (!id) return tl::unexpected<Error>(id.error());
        return {};
    };
    if (const Result<void> done = write(formerEmail, MessageKind::EmailChangedOld); !done) return done;
    return write(now.email, MessageKind::EmailChangedNew);
}

Result<MessageId> AccessService::sendAgain(Transaction &t, MessageId message, AgentId by) {
    const Result<MessageOrigin> origin = originOfMessage(t.db, message);
    if (!origin) return tl::unexpected<Error>(origin.error());
    if (origin->state == MessageState::Waiting) return fail(ErrorCode::CannotSendAgain);
    Result<MessageId> written = writeAgain(t, *origin, by);
    if (!written) return written;
    Activity entry;
    entry.kind = ActivityKind::MessageSentAgain;
    entry.agent = by;
    entry.customer = origin->customer;
    if (const Result<void> recorded = t.record(entry); !recorded) return tl::unexpected<Error>(recorded.error());
    return written;
}

Result<MessageId> AccessService::writeAgain(Transaction &t, const MessageOrigin &origin, AgentId by) {
    switch (origin.kind) {
    case MessageKind::LoginCode: return writeCodeAgain(t, origin, by);
    case MessageKind::MagicLogin: return emailLoginLink(t, {origin.customer, {}, by, LinkDoor::AgentLetter, {}});
    case MessageKind::EmailChangedOld:
    case MessageKind::EmailChangedNew:
    case MessageKind::SeveralAccounts: break;
    case MessageKind::Test: return fail(ErrorCode::CannotSendAgain);
    }
    const Result<std::optional<Recipient>> found = recipientById(t.db, origin.customer);
    if (!found) return tl::unexpected<Error>(found.error());
    if (!*found) return fail(ErrorCode::CannotSendAgain);
    Recipient to = **found;
    Result<LetterFacts> facts = factsFor(t.db, to, t.now);
    if (!facts) return tl::unexpected<Error>(facts.error());
    facts->newAddress = origin.detail;
    if (origin.kind == MessageKind::SeveralAccounts) facts->firstName.clear();
    // To the address that it was meant for, be it on file still or not.
    (origin.channel == Channel::Sms ? to.phone : to.email) = origin.to;
    const Writing writing{to, origin.kind, origin.language, std::move(*facts), {}, {}, 0, by, origin.detail, {}};
    return origin.channel == Channel::Sms ? writeText(t, writing) : writeLetter(t, writing);
}

// A new code for the page that still waits for one; when none does, a letter with a link.
Result<MessageId> AccessService::writeCodeAgain(Transaction &t, const MessageOrigin &origin, AgentId by) {
    const Result<QByteArray> challengeHash = challengeOfCode(t.db, origin.code);
    if (!challengeHash) return tl::unexpected<Error>(challengeHash.error());
    const Result<QList<CodeRow>> rows = codesOfChallenge(t.db, *challengeHash);
    if (!rows) return tl::unexpected<Error>(rows.error());
    const Result<std::optional<Recipient>> to = recipientById(t.db, origin.customer);
    if (!to) return tl::unexpected<Error>(to.error());
    if (!*to) return fail(ErrorCode::CannotSendAgain);
    const bool waits = !challengeHash->isEmpty() && !rows->isEmpty() && !rows->constFirst().used && t.now - rows->constFirst().sentAt < pageWaits;
    if (!waits && !takesLetters(**to)) return fail(ErrorCode::CannotSendAgain);
    if (!waits) return emailLoginLink(t, {origin.customer, {}, by, LinkDoor::AgentLetter, {}});
    if (!takesLetters(**to) && !takesTexts(**to)) return fail(ErrorCode::CannotSendAgain);
    if (const Result<void> allowed = mayBeWrittenTo(t.db, origin.customer, m_setup.policy, t.now); !allowed) return tl::unexpected<Error>(allowed.error());
    const Result<int> digits = codeDigits(t.db, m_setup.policy, t.now);
    if (!digits) return tl::unexpected<Error>(digits.error());
    const CodeRow &newest = rows->constFirst();
    Asking asking;
    asking.customer = origin.customer;
    asking.typedHash = newest.typedHash;
    asking.addressHash = addressMac(m_setup.codeKey, {});
    asking.destination = newest.destination;
    asking.language = origin.language;
    asking.agent = by;
    asking.code = randomCode(m_chance, *digits);
    const Result<qint64> row = insertCode(t.db, {*challengeHash, asking.typedHash, asking.addressHash,
                                                 codeMac(m_setup.codeKey, *challengeHash, asking.code.reveal()), asking.destination, t.now,
                                                 t.now + m_setup.policy.codeLife, *digits});
    if (!row) return tl::unexpected<Error>(row.error());
    asking.row = *row;
    return writeToOne(t, asking, **to);
}

std::optional<OutgoingMessage> AccessService::rebuild(Connection &db, MessageId message) const {
    const Result<MessageOrigin> origin = originOfMessage(db, message);
    if (!origin) return std::nullopt;
    const Result<std::optional<Recipient>> to = recipientById(db, origin->customer);
    if (!to || !*to) return std::nullopt;
    Result<LetterFacts> facts = factsFor(db, **to, origin->at);
    if (!facts) return std::nullopt;
    facts->newAddress = origin->detail;
    if (origin->kind == MessageKind::SeveralAccounts) facts->firstName.clear();
    return OutgoingMessage{message, origin->channel, origin->kind, origin->language, origin->to, std::move(*facts), {}, false};
}

}  // namespace latchkey
