// Standard login, first half: who asked for a code, whether they may, and the letter and text that carry it.
#include "models/domain/phone_number.h"
#include "models/domain/text_folding.h"
#include "services/access/access_service.h"
#include "services/access/asking.h"
#include "services/access/code_limits.h"
#include "services/access/destination.h"
#include "services/access/letters.h"
#include "services/access/secrets.h"
#include "services/runtime/digest.h"
#include "services/store/link_store.h"
#include "services/store/message_store.h"
#include "services/store/shop_store.h"

#include <QUrl>

namespace latchkey {

namespace {

// A challenge may be asked for a new code for so long, whether or not its codes still live.
constexpr Duration challengeLives = std::chrono::hours(1);
constexpr qsizetype fewestPhoneDigits = 6;
constexpr qsizetype longestTyped = 320;

bool takesLetters(const Recipient &r) { return r.emailState == EmailState::Valid || r.emailState == EmailState::DomainTypo; }
bool takesTexts(const Recipient &r) { return r.phoneKey.size() >= fewestPhoneDigits; }

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

// What writing to a customer costs, done for a stranger and taken back, so that the time of the answer tells nobody apart.
Result<void> writeAndTakeBack(Transaction &t, const LoginWords &words, const QByteArray &digest) {
    if (const Result<void> begun = t.db.execute("SAVEPOINT decoy"); !begun) return begun;
    const auto write = [&]() -> Result<void> {
        const auto link = insertLink(t.db, {digest, {}, {}, {}, LinkDoor::LoginLetter, {}, t.now, t.now});
        if (!link) return tl::unexpected<Error>(link.error());
        // Letter and text, and two more rows in the place of what the record of activity would hold.
        for (const QString &body : {loginLetterBody(words), loginText(words), QString(), QString()}) {
            const auto id = insertMessage(t.db, {{}, {}, {}, Channel::Email, MessageKind::LoginCode, MessageState::Captured, {}, {}, body, t.now, false});
            if (!id) return tl::unexpected<Error>(id.error());
        }
        return {};
    };
    const Result<void> written = write();
    if (const Result<void> undone = t.db.execute("ROLLBACK TO decoy; RELEASE decoy"); !undone) return undone;
    return written;
}

// What stands for the customer in the throttles when a dead link asks: the same as if they had typed their address.
QString ownKey(const Recipient &recipient) { return takesLetters(recipient) ? recipient.emailKey : recipient.phoneKey; }

}  // namespace

Result<CodeAsked> AccessService::askForCode(Transaction &t, const QString &typed, const QString &networkAddress, const QString &destination,
                                            const ChallengeSecret &earlier) {
    const std::optional<Typed> read = readTyped(typed);
    if (!read) return fail(ErrorCode::InvalidRequest, QStringLiteral("typed"));
    Asking asking;
    // An address that several share goes to whom signed in last: mail reaches all of them anyway, and refusing would lock out families.
    // A number that several share goes to nobody, since whoever holds the telephone could open another's account with it.
    Result<std::optional<Recipient>> found = read->isEmail ? recipientByEmail(t.db, read->key) : recipientByPhone(t.db, phoneKeysFor(read->key));
    if (!found) return tl::unexpected<Error>(found.error());
    asking.recipient = std::move(*found);
    asking.typedHash = typedMac(m_setup.codeKey, read->key);
    asking.addressHash = addressMac(m_setup.codeKey, networkAddress);
    asking.destination = portalDestination(destination);
    if (isHexSecret(earlier.reveal())) {
        const Result<QList<CodeRow>> rows = codesOfChallenge(t.db, sha256(earlier.reveal()));
        if (!rows) return tl::unexpected<Error>(rows.error());
        if (!rows->isEmpty() && !rows->constFirst().used && rows->constFirst().typedHash == asking.typedHash) asking.challenge = earlier;
    }
    return sendCode(t, asking);
}

Result<CodeAsked> AccessService::askForCodeByLink(Transaction &t, const LinkToken &token, const QString &networkAddress) {
    if (!linkTokenIsWhole(token.reveal())) return fail(ErrorCode::LinkDamaged);
    const Result<LinkRecord> record = linkRecordByToken(t.db, sha256(token.reveal()), m_setup.publicIdKey);
    if (!record) return tl::unexpected<Error>(record.error());
    Result<std::optional<Recipient>> recipient = recipientById(t.db, record->link.customer);
    if (!recipient) return tl::unexpected<Error>(recipient.error());
    Asking asking;
    asking.recipient = std::move(*recipient);
    const QString key = asking.recipient ? ownKey(*asking.recipient) : QString();
    asking.typedHash = typedMac(m_setup.codeKey, key.isEmpty() ? QStringLiteral("link %1").arg(record->link.id.value()) : key);
    asking.addressHash = addressMac(m_setup.codeKey, networkAddress);
    asking.destination = portalDestination(record->link.destination);
    return sendCode(t, asking);
}

Result<CodeAsked> AccessService::askForCodeAgain(Transaction &t, const ChallengeSecret &challenge, const QString &networkAddress) {
    const Result<QList<CodeRow>> rows = codesOfChallenge(t.db, sha256(challenge.reveal()));
    if (!rows) return tl::unexpected<Error>(rows.error());
    if (rows->isEmpty() || rows->constFirst().used || t.now - rows->constFirst().sentAt > challengeLives) return fail(ErrorCode::CodeExpired);
    const CodeRow &newest = rows->constFirst();
    Asking asking;
    if (newest.customer.isValid()) {
        Result<std::optional<Recipient>> recipient = recipientById(t.db, newest.customer);
        if (!recipient) return tl::unexpected<Error>(recipient.error());
        asking.recipient = std::move(*recipient);
    }
    asking.typedHash = newest.typedHash;
    asking.addressHash = addressMac(m_setup.codeKey, networkAddress);
    asking.destination = portalDestination(newest.destination);
    asking.challenge = challenge;
    return sendCode(t, asking);
}

Result<CodeView> AccessService::lookAtCode(Connection &db, const ChallengeSecret &challenge, Instant now) const {
    if (!isHexSecret(challenge.reveal())) return fail(ErrorCode::CodeExpired);
    const Result<QList<CodeRow>> rows = codesOfChallenge(db, sha256(challenge.reveal()));
    if (!rows) return tl::unexpected<Error>(rows.error());
    if (rows->isEmpty() || rows->constFirst().used || now - rows->constFirst().sentAt > challengeLives) return fail(ErrorCode::CodeExpired);
    const CodeRow &newest = rows->constFirst();
    return CodeView{newest.expiresAt, newest.sentAt + m_setup.policy.resendAfter, portalDestination(newest.destination)};
}

Result<CodeAsked> AccessService::sendCode(Transaction &t, const Asking &asking) {
    const CodeSubject subject{asking.recipient ? asking.recipient->id : CustomerId(), asking.typedHash, asking.addressHash};
    if (const Result<void> allowed = mayAskForCode(t.db, subject, m_setup.policy, t.now); !allowed) return tl::unexpected<Error>(allowed.error());
    const Result<int> digits = codeDigits(t.db, m_setup.policy, t.now);
    if (!digits) return tl::unexpected<Error>(digits.error());

    CodeAsked asked;
    asked.challenge = asking.challenge.isEmpty() ? ChallengeSecret(randomHex(m_chance)) : asking.challenge;
    asked.digits = *digits;
    // Drawn and digested for the unknown too: the same work, whoever asks.
    const CodeSecret code = randomCode(m_chance, *digits);
    const QByteArray challengeHash = sha256(asked.challenge.reveal());
    const QByteArray mac = codeMac(m_setup.codeKey, challengeHash, code.reveal());
    const bool reachable = asking.recipient && (takesLetters(*asking.recipient) || takesTexts(*asking.recipient));
    const NewCode row{challengeHash,      reachable ? asking.recipient->id : CustomerId(), asking.typedHash, asking.addressHash,
                      reachable ? mac : QByteArray(), asking.destination, t.now, t.now + m_setup.policy.codeLife};
    if (const Result<void> stored = insertCode(t.db, row); !stored) return tl::unexpected<Error>(stored.error());
    if (!reachable) {
        const LoginWords words{m_setup.shopName, {}, {}, {}, m_setup.policy.codeLife, m_setup.policy.linkLife, {}};
        if (const Result<void> done = writeAndTakeBack(t, words, mac); !done) return tl::unexpected<Error>(done.error());
        return asked;
    }
    if (const Result<void> written = writeToRecipient(t, asking, code, asked); !written) return tl::unexpected<Error>(written.error());
    return asked;
}

Result<void> AccessService::writeToRecipient(Transaction &t, const Asking &asking, const CodeSecret &code, CodeAsked &asked) {
    const Recipient &to = *asking.recipient;
    // The shop may have been renamed since the service started.
    const Result<QString> named = ShopStore(t.db).name();
    const QString shopName = named && !named->isEmpty() ? *named : m_setup.shopName;
    LoginWords whole{shopName, to.firstName, QString::fromLatin1(code.reveal()), {}, m_setup.policy.codeLife, m_setup.policy.linkLife,
                     QUrl(m_setup.baseUrl).host()};
    LoginWords resting = whole;
    resting.code = QStringLiteral("••••");
    const Instant secretsEnd = t.now + std::max(m_setup.policy.codeLife, m_setup.policy.linkLife);

    const auto write = [&](Channel channel, const QString &address, const QString &subject, const QString &rest,
                           const QString &secret) -> Result<OutgoingMessage> {
        const Message message{{}, to.id, {}, channel, MessageKind::LoginCode, MessageState::Captured, address, subject, rest, t.now, false};
        const Result<MessageId> id = insertMessage(t.db, message);
        if (!id) return tl::unexpected<Error>(id.error());
        return OutgoingMessage{*id, channel, address, subject, decltype(OutgoingMessage::body)(secret.toUtf8()), secretsEnd};
    };
    if (takesLetters(to)) {
        Result<Minted> link = mint(t, {to.id, {}, {}, LinkDoor::LoginLetter, asking.destination});
        if (!link) return tl::unexpected<Error>(link.error());
        whole.link = link->link.url;
        resting.link = QStringLiteral("[Magic link %1]").arg(link->link.publicId);
        Result<OutgoingMessage> letter =
            write(Channel::Email, to.email.trimmed(), loginLetterSubject(shopName), loginLetterBody(resting), loginLetterBody(whole));
        if (!letter) return tl::unexpected<Error>(letter.error());
        asked.letter = std::move(*letter);
    }
    if (takesTexts(to)) {
        Result<OutgoingMessage> text = write(Channel::Sms, to.phone.trimmed(), {}, loginText(resting), loginText(whole));
        if (!text) return tl::unexpected<Error>(text.error());
        asked.text = std::move(*text);
    }
    Activity entry;
    entry.kind = ActivityKind::CodeSent;
    entry.customer = to.id;
    if (const Result<void> recorded = t.record(entry); !recorded) return recorded;
    t.announce({EventKind::MessageWritten, to.id, {}, t.now});
    return {};
}

}  // namespace latchkey
