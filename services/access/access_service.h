// The verbs of links, codes and sessions: issue, redeem, revoke, void; ask, answer; sign in, sign out. Each is one transaction.
#pragma once

#include "models/domain/access_policy.h"
#include "models/domain/customer.h"
#include "models/domain/link_token.h"
#include "models/domain/login_link.h"
#include "models/domain/message.h"
#include "services/access/reply_check.h"
#include "services/delivery/postman.h"
#include "services/store/code_store.h"
#include "services/store/message_store.h"
#include "services/store/retention_store.h"
#include "services/runtime/chance.h"
#include "services/store/transaction.h"

namespace latchkey {

struct IssueRequest {
    CustomerId customer;
    SubscriptionId subscription;
    AgentId agent;
    LinkDoor door = LinkDoor::Customer;
    QString destination;  // path below /account; "" means /account
    ReplyWord reply = {};  // asked of whoever hands the link out; a letter goes to the address on file
    QString emailShown = {};  // that the agent saw, for a shop outside the house; empty: not said
};

// What a shop outside the house answered with.
struct MadeElsewhere {
    LinkUrl url = {};
    Instant expiresAt = {};
    bool lifeAssumed = false;  // the shop did not say how long it lives
};

// An agent takes a link that is out already into a letter or chat.
struct LinkCopy {
    LinkId link;
    AgentId agent;
    bool asReply = false;
    ReplyWord reply = {};
};

struct Redeemed {
    SessionSecret session;
    QString destination;
    Duration lives{};
};

// What the portal needs to draw the page of a link; from a read, changes nothing.
struct LinkView {
    LoginLink link;
    LinkState state = LinkState::Live;
    QString maskedName;
    QString maskedEmail;   // empty when none is on file
    QString phoneEnding;   // empty when none is on file
};

struct SessionView {
    SessionId id;
    CustomerId customer;
    Instant expiresAt;
    Instant seenAt;
};

// Who speaks to the portal, as far as a request says it.
struct Caller {
    QString networkAddress;
    std::optional<Language> language;  // of the browser
    QString device;                    // "Chrome on Android"; may be empty
};

struct CodeAsked {
    ChallengeSecret challenge;  // for the browser's cookie; given for the unknown as well
    int digits = 4;
};

// What the code page may say; from a read. The same for a challenge that nobody answers to.
struct CodeView {
    Instant expiresAt;
    Instant resendAt;
    QString destination;
};

// Thread: construct anywhere; methods with a Transaction in the write room, those with a Connection where that one lives.
class AccessService {
public:
    struct Setup {
        AccessPolicy policy;
        QString baseUrl;        // "https://portal.example.com", no slash at the end
        QString shopName;
        quint64 publicIdKey = 0;
        QByteArray codeKey;     // outside the store
        QString loginPage = {}; // of a shop outside the house; empty: the portal's own
        bool isElsewhere = false;  // portal, codes and letters of the house are off
    };
    // `postman` is handed what the verbs write, after their commit; it outlives the write room.
    AccessService(Setup setup, Chance &chance, Postman &postman);

    // Magic links. Refuses with NotFound, MagicLinkRefused (no valid address, removed, or the reply goes elsewhere) or TooManyLinks
    // (retryAt set). A reason that overrides the reply guard is recorded with the link.
    Result<IssuedLink> issue(Transaction &t, const IssueRequest &request);
    // At a shop outside the house: asked before the shop is, and again when its link is kept. The link itself is only in the answer.
    Result<void> mayIssueAtShop(Transaction &t, const IssueRequest &request);
    Result<IssuedLink> keepShopLink(Transaction &t, const IssueRequest &request, const MadeElsewhere &made);
    // `browser` is the nonce that the page's cookie carries. One guarded UPDATE decides; the same browser within 60 s is answered again.
    Result<Redeemed> redeem(Transaction &t, const LinkToken &token, const FormNonce &browser, const QString &device);
    Result<void> revoke(Transaction &t, LinkId link, AgentId by);
    // Every live link of the customer; answers how many. NotFound.
    Result<int> revokeAllOf(Transaction &t, CustomerId customer, AgentId by);
    // Records that a live link left for a clipboard. MagicLinkRefused when the reply goes elsewhere, else as a dead link is refused.
    Result<void> noteCopied(Transaction &t, const LinkCopy &copy);
    // Every live link dies when the address changes; sessions end too. Called inside the contact's transaction.
    Result<void> voidByEmailChange(Transaction &t, CustomerId customer, AgentId by);
    // Of a visit whose cookie is fresh, or comes back, `browser` says which. Its kind may turn out to be TooFast.
    Result<void> recordVisit(Transaction &t, Visit visit);
    // The cookie that an earlier answer gave came back: its visits were a person's. One that was too fast needs a pressed button for that.
    Result<void> noteReturn(Transaction &t, const QByteArray &browser, bool pressed);
    // One small step of deleting what is past its keeping: rows of one table, rowsAStep at most. Answers how many went, 0 when no more was met.
    Result<qint64> forgetOld(Transaction &t);
    Result<LinkView> look(Connection &db, const LinkToken &token, Instant now) const;
    // The Portal link: the login page with nothing secret in it.
    [[nodiscard]] QString portalLink() const { return m_setup.loginPage.isEmpty() ? m_setup.baseUrl + QStringLiteral("/login") : m_setup.loginPage; }

    // Standard login. `typed` is an e-mail or phone; the answer is of one shape, and takes one time, whether or not somebody answers to it:
    // who that is, is looked up in a transaction after the answer, and letter and text are written there.
    // `earlier` is the challenge that the browser holds already: asked for the same value, it goes on and its codes stay good.
    Result<CodeAsked> askForCode(Transaction &t, const QString &typed, const Caller &caller, const QString &destination,
                                 const ChallengeSecret &earlier = {});
    // Another code for the same challenge, without typing again. CodeExpired when the challenge is none of ours or too old.
    Result<CodeAsked> askForCodeAgain(Transaction &t, const ChallengeSecret &challenge, const Caller &caller);
    // The same, for the address on file of a dead link's customer.
    Result<CodeAsked> askForCodeByLink(Transaction &t, const LinkToken &token, const Caller &caller);
    Result<CodeView> lookAtCode(Connection &db, const ChallengeSecret &challenge, Instant now) const;  // CodeExpired
    // Counts the try before it compares. CodeWrong, CodeExpired, CodeTriesSpent, TooManyTries.
    Result<Redeemed> enterCode(Transaction &t, const ChallengeSecret &challenge, const CodeSecret &code, const Caller &caller);

    // Sessions.
    Result<SessionView> session(Connection &db, const SessionSecret &secret, Instant now) const;
    Result<void> signOut(Transaction &t, const SessionSecret &secret);
    // One session of the customer, or with an invalid id all but `spared`; answers how many. `by` is invalid for the customer's own press.
    Result<int> endSessions(Transaction &t, CustomerId customer, SessionId session, SessionId spared, AgentId by);
    Result<void> noteSeen(Transaction &t, SessionId session);

    // Empties everything personal for good: contact, messages, ways in, what agents wrote in their own words. Subscriptions and the chained
    // record stay. `typedName` confirms who is meant, as the desk shows them: the name, else the e-mail, else the shop's id; anything else
    // is InvalidRequest. Does nothing when somebody else has just done it.
    Result<void> eraseCustomer(Transaction &t, CustomerId customer, const QString &typedName, AgentId by);

    // Letters that agents have sent, and that a change brings about.
    // A Magic link in a letter to the address on file; refuses like issue().
    Result<MessageId> emailLoginLink(Transaction &t, const IssueRequest &request);
    // To the former address and to the new one, as far as they are any.
    Result<void> tellOfEmailChange(Transaction &t, const Customer &now, const QString &formerEmail, AgentId by);
    // Another message in the place of this one, with new secrets. CannotSendAgain when its way in cannot be made anew.
    Result<MessageId> sendAgain(Transaction &t, MessageId message, AgentId by);
    // A message without secrets as it leaves; nothing when its customer is gone.
    std::optional<OutgoingMessage> rebuild(Connection &db, MessageId message) const;

    // False when the operator has switched texts off.
    [[nodiscard]] bool textsLeave() const { return m_postman.modes().sms != SmsRoute::Off; }
    [[nodiscard]] const AccessPolicy &policy() const { return m_setup.policy; }
    [[nodiscard]] const QString &baseUrl() const { return m_setup.baseUrl; }
    [[nodiscard]] quint64 publicIdKey() const { return m_setup.publicIdKey; }

private:
    // codes.cpp
    struct Asking;
    Result<CodeAsked> sendCode(Transaction &t, Asking asking);
    // write_code.cpp
    Result<void> writeCode(Transaction &t, const Asking &asking);
    Result<MessageId> writeToOne(Transaction &t, const Asking &asking, const Recipient &to);
    Result<void> writeToSeveral(Transaction &t, const Asking &asking, const Recipient &first);
    Result<void> writeToNobody(Transaction &t, const Asking &asking);
    // messages.cpp
    struct Writing;
    Result<MessageId> writeLetter(Transaction &t, const Writing &writing);
    Result<MessageId> writeText(Transaction &t, const Writing &writing);
    [[nodiscard]] bool takesTexts(const Recipient &recipient) const;
    Result<LetterFacts> factsFor(Connection &db, const Recipient &recipient, Instant now) const;

    // login_letters.cpp
    Result<MessageId> writeAgain(Transaction &t, const MessageOrigin &origin, AgentId by);
    Result<MessageId> writeCodeAgain(Transaction &t, const MessageOrigin &origin, AgentId by);
    Result<Language> languageOf(Connection &db, CustomerId customer) const;
    // end_links.cpp
    Result<int> endAllOf(Transaction &t, CustomerId customer, LinkEnd how, AgentId by);
    // issue.cpp
    Result<void> mayIssue(Transaction &t, const IssueRequest &request);
    Result<void> recordWithReason(Transaction &t, const Activity &entry, const QString &reason);
    Result<Redeemed> replay(Transaction &t, const LinkToken &token, const QByteArray &browserHash, const SessionSecret &session);
    struct Minted {
        IssuedLink link;
        LinkToken token;
    };
    Result<Minted> mint(Transaction &t, const IssueRequest &request, const ReplyPass &reply = {});

    Setup m_setup;
    Chance &m_chance;
    Postman &m_postman;
    PurgeCursors m_purged;  // the write room's
};

}  // namespace latchkey
