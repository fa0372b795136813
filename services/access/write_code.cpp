// Standard login, between its halves: who answers to what was typed, and the letter and text that carry the code. Nobody waits for it.
#include "services/access/access_service.h"
#include "services/access/asking.h"
#include "services/access/code_limits.h"
#include "services/access/reach.h"
#include "services/access/writing.h"
#include "services/store/link_store.h"

namespace latchkey {

namespace {

Result<QList<Recipient>> recipientsOf(Connection &db, const QString &emailKey, const QStringList &phoneKeys, CustomerId customer) {
    if (!emailKey.isEmpty()) return recipientsByEmail(db, emailKey);
    if (!phoneKeys.isEmpty()) return recipientsByPhone(db, phoneKeys);
    if (!customer.isValid()) return QList<Recipient>();
    const Result<std::optional<Recipient>> found = recipientById(db, customer);
    if (!found) return tl::unexpected<Error>(found.error());
    return *found ? QList<Recipient>{**found} : QList<Recipient>();
}

}  // namespace

Result<void> AccessService::writeCode(Transaction &t, const Asking &asking) {
    const Result<QList<Recipient>> found = recipientsOf(t.db, asking.emailKey, asking.phoneKeys, asking.customer);
    if (!found) return tl::unexpected<Error>(found.error());
    if (found->size() > 1) return writeToSeveral(t, asking, found->first());
    if (found->isEmpty() || !(takesLetters(found->first()) || takesTexts(found->first()))) return writeToNobody(t, asking);
    // More than a customer may have within the hour, by whichever of their addresses: what came already still works.
    const Result<void> allowed = mayBeWrittenTo(t.db, found->first().id, m_setup.policy, t.now);
    if (!allowed) return writeToNobody(t, asking);
    const Result<MessageId> written = writeToOne(t, asking, found->first());
    if (!written) return tl::unexpected<Error>(written.error());
    return {};
}

Result<MessageId> AccessService::writeToOne(Transaction &t, const Asking &asking, const Recipient &to) {
    const CodeSubject subject{to.id, asking.typedHash, asking.addressHash};
    // Somebody guesses at this customer's codes: links go on working, so that the letter comes with its link alone.
    const bool locked = !mayGuess(t.db, subject, m_setup.policy, t.now).has_value();
    if (const Result<void> given = giveCode(t.db, asking.row, to.id); !given) return tl::unexpected<Error>(given.error());
    Result<LetterFacts> facts = factsFor(t.db, to, t.now);
    if (!facts) return tl::unexpected<Error>(facts.error());
    Writing writing{to, locked ? MessageKind::MagicLogin : MessageKind::LoginCode, asking.language.value_or(m_postman.modes().language), {}, {}, {},
                    locked ? 0 : asking.row, asking.agent, {}, t.now + std::max(m_setup.policy.codeLife, m_setup.policy.linkLife)};
    writing.facts = std::move(*facts);
    if (!locked) writing.facts.code = asking.code;
    MessageId newest;
    if (takesLetters(to)) {
        const Result<Minted> link = mint(t, {to.id, {}, {}, LinkDoor::LoginLetter, asking.destination});
        if (!link) return tl::unexpected<Error>(link.error());
        Writing letter = writing;
        letter.facts.link = LinkUrl(link->link.url.toUtf8());
        letter.publicId = link->link.publicId;
        letter.link = link->link.id;
        const Result<MessageId> id = writeLetter(t, letter);
        if (!id) return id;
        newest = *id;
    }
    if (takesTexts(to) && !locked) {
        const Result<MessageId> id = writeText(t, writing);
        if (!id) return id;
        if (!newest.isValid()) newest = *id;
    }
    if (locked) return newest;
    Activity entry;
    entry.kind = ActivityKind::CodeSent;
    entry.agent = asking.agent;
    entry.customer = to.id;
    if (const Result<void> recorded = t.record(entry); !recorded) return tl::unexpected<Error>(recorded.error());
    return newest;
}

// Which account is meant nobody can tell; the letter says what to type instead, the page says what it always says.
Result<void> AccessService::writeToSeveral(Transaction &t, const Asking &asking, const Recipient &first) {
    if (const Result<void> given = giveCode(t.db, asking.row, {}); !given) return given;
    Result<LetterFacts> facts = factsFor(t.db, first, t.now);
    if (!facts) return tl::unexpected<Error>(facts.error());
    // It speaks to whoever reads it, not to one of them.
    facts->firstName.clear();
    const Writing writing{first, MessageKind::SeveralAccounts, asking.language.value_or(m_postman.modes().language), std::move(*facts), {}, {}, 0, {}, {}, {}};
    const bool byPhone = !asking.phoneKeys.isEmpty();
    if (byPhone ? !takesTexts(first) : !takesLetters(first)) return writeToNobody(t, asking);
    const Result<MessageId> written = byPhone ? writeText(t, writing) : writeLetter(t, writing);
    if (!written) return tl::unexpected<Error>(written.error());
    return {};
}

// What writing to a customer costs, done for a stranger and taken back, so that not even the next request's time tells them apart.
Result<void> AccessService::writeToNobody(Transaction &t, const Asking &asking) {
    if (const Result<void> given = giveCode(t.db, asking.row, {}); !given) return given;
    const Result<LetterFacts> facts = factsFor(t.db, {}, t.now);
    if (!facts) return tl::unexpected<Error>(facts.error());
    const std::shared_ptr<const Letters> letters = m_postman.letters();
    const Language language = asking.language.value_or(Language::English);
    const Letter letter = letters->plainLetter(MessageKind::LoginCode, language, *facts);
    const MessageText text = letters->text(MessageKind::LoginCode, language, *facts);
    if (const Result<void> begun = t.db.execute("SAVEPOINT decoy"); !begun) return begun;
    const auto write = [&]() -> Result<void> {
        const auto link = insertLink(t.db, {asking.typedHash, {}, {}, {}, LinkDoor::LoginLetter, {}, t.now, t.now});
        if (!link) return tl::unexpected<Error>(link.error());
        NewMessage message;
        message.state = MessageState::Captured;
        // Letter and text, and two more rows in the place of what the record of activity would hold.
        for (const QString &body : {QString::fromUtf8(letter.text.reveal()), QString::fromUtf8(text.reveal()), QString(), QString()}) {
            message.body = body;
            const auto id = insertMessage(t.db, message);
            if (!id) return tl::unexpected<Error>(id.error());
        }
        return {};
    };
    const Result<void> written = write();
    if (const Result<void> undone = t.db.execute("ROLLBACK TO decoy; RELEASE decoy"); !undone) return undone;
    return written;
}

}  // namespace latchkey
