// Writes letters and texts: the redacted twin into the store, the whole to the postman once the commit stands.
#include "models/domain/phone_number.h"
#include "services/access/access_service.h"
#include "services/access/writing.h"
#include "services/store/shop_store.h"

#include <QUrl>

namespace latchkey {

namespace {

constexpr Duration day = std::chrono::hours(24);

// What rests: the words with "••••" and the link's public id where the secrets were.
LetterFacts redacted(LetterFacts facts, const QString &publicId) {
    if (!facts.code.isEmpty()) facts.code = CodeSecret(QByteArrayLiteral("\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2"));
    if (!facts.link.isEmpty()) facts.link = LinkUrl(QStringLiteral("[Magic link %1]").arg(publicId).toUtf8());
    return facts;
}

// Why the operator's limits keep this text back; None when they do not.
Result<DeliveryProblem> withheldBy(Connection &db, const DeliveryModes &modes, const PhoneCheck &phone, Instant now) {
    if (!modes.countries.contains(phone.country)) return DeliveryProblem::CountryNotAllowed;
    const Result<Instant> ofNumber = nthNewestTextTo(db, phone.e164, now - day, modes.textsPerNumberPerDay);
    if (!ofNumber) return tl::unexpected<Error>(ofNumber.error());
    if (ofNumber->isSet()) return DeliveryProblem::NumberCap;
    const Result<Instant> ofAll = nthNewestText(db, now - day, modes.textsPerDay);
    if (!ofAll) return tl::unexpected<Error>(ofAll.error());
    return ofAll->isSet() ? DeliveryProblem::DayCap : DeliveryProblem::None;
}

NewMessage restingOf(const Recipient &to, const DeliveryModes &modes, Instant now) {
    NewMessage message;
    message.customer = to.id;
    message.courier = modes.courier;
    message.at = now;
    return message;
}

}  // namespace

bool AccessService::takesTexts(const Recipient &recipient) const {
    if (recipient.phone.isEmpty() || m_postman.modes().sms == SmsRoute::Off) return false;
    return !checkPhone(recipient.phone, homeCountry).e164.isEmpty();
}

Result<LetterFacts> AccessService::factsFor(Connection &db, const Recipient &recipient, Instant now) const {
    // The shop may have been renamed since the service started.
    const Result<QString> named = ShopStore(db).name();
    if (!named) return tl::unexpected<Error>(named.error());
    LetterFacts facts;
    facts.shopName = named->isEmpty() ? m_setup.shopName : *named;
    facts.firstName = recipient.firstName;
    facts.portalLink = portalLink();
    facts.host = QUrl(m_setup.baseUrl).host();
    facts.codeLife = m_setup.policy.codeLife;
    facts.linkLife = m_setup.policy.linkLife;
    facts.writtenAt = now;
    return facts;
}

Result<MessageId> AccessService::writeLetter(Transaction &t, const Writing &writing) {
    const DeliveryModes modes = m_postman.modes();
    const bool captured = modes.mail == MailRoute::Capture;
    const Letter resting = m_postman.letters()->plainLetter(writing.kind, writing.language, redacted(writing.facts, writing.publicId));
    NewMessage message = restingOf(writing.to, modes, t.now);
    message.kind = writing.kind;
    message.state = captured ? MessageState::Captured : MessageState::Waiting;
    message.language = writing.language;
    message.to = writing.to.email.trimmed();
    message.subject = resting.subject;
    message.body = QString::fromUtf8(resting.text.reveal());
    message.detail = writing.detail;
    message.link = writing.link;
    message.code = writing.code;
    message.agent = writing.agent;
    message.secretsEnd = writing.secretsEnd;
    const Result<MessageId> id = insertMessage(t.db, message);
    if (!id) return id;
    t.afterCommit([&postman = m_postman, out = OutgoingMessage{*id, Channel::Email, writing.kind, writing.language, message.to, writing.facts,
                                                               writing.secretsEnd, captured}]() mutable { postman.deliver(std::move(out)); });
    t.announce({EventKind::MessageWritten, writing.to.id, writing.link, t.now});
    return id;
}

Result<MessageId> AccessService::writeText(Transaction &t, const Writing &writing) {
    const DeliveryModes modes = m_postman.modes();
    const bool captured = modes.sms == SmsRoute::Capture;
    const PhoneCheck phone = checkPhone(writing.to.phone, homeCountry);
    DeliveryProblem problem = DeliveryProblem::None;
    if (!captured) {
        const Result<DeliveryProblem> withheld = withheldBy(t.db, modes, phone, t.now);
        if (!withheld) return tl::unexpected<Error>(withheld.error());
        problem = *withheld;
    }
    const bool leaves = problem == DeliveryProblem::None;
    NewMessage message = restingOf(writing.to, modes, t.now);
    message.channel = Channel::Sms;
    message.kind = writing.kind;
    message.state = !leaves ? MessageState::Withheld : captured ? MessageState::Captured : MessageState::Waiting;
    message.problem = problem;
    message.language = writing.language;
    message.to = phone.e164;
    message.body = QString::fromUtf8(m_postman.letters()->text(writing.kind, writing.language, redacted(writing.facts, writing.publicId)).reveal());
    message.code = writing.code;
    message.agent = writing.agent;
    message.secretsEnd = writing.secretsEnd;
    const Result<MessageId> id = insertMessage(t.db, message);
    if (!id) return id;
    if (leaves)
        t.afterCommit([&postman = m_postman, out = OutgoingMessage{*id, Channel::Sms, writing.kind, writing.language, phone.e164, writing.facts,
                                                                   writing.secretsEnd, captured}]() mutable { postman.deliver(std::move(out)); });
    t.announce({EventKind::MessageWritten, writing.to.id, {}, t.now});
    return id;
}

}  // namespace latchkey
