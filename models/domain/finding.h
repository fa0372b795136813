// One reason why a way in does not or would not work, with the facts it rests on and the remedies to press.
#pragma once

#include "models/domain/agent.h"
#include "models/domain/email_address.h"
#include "models/domain/login_link.h"
#include "models/domain/message.h"
#include "models/domain/reply_guard.h"

#include <QList>
#include <QString>

#include <optional>

namespace latchkey {

enum class ShopFault;
enum class ShopSpeaker;

enum class FindingCode {
    EmailMissing,
    EmailMalformed,
    EmailDomainTypo,
    EmailDomainHasNoMail,  // the domain does not exist or takes no mail (RFC 7505), as its name servers say
    EmailBounced,          // the last letter was refused for good by the address on file
    EmailShared,
    CustomerRemoved,
    LinkLive,
    LinkExpired,
    LinkUsed,
    LinkRevoked,
    LinkVoidByEmailChange,
    LinkOpenedNotPressed,
    LetterFailed,
    LetterWaiting,
    SmsFailed,             // refused by the gateway, or kept back by the operator's limits
    PortalLinkFitsBetter,
    ReplyGoesElsewhere,    // `reply` says how the address differs, or that none was given
    WrongPlace,
    UseStandardLogin,
    TooManyLinks,
    NotAllowed,
    // All that begin so speak of a shop outside the house; `shopFault` says what it answered.
    ShopUnreachable,
    ShopRefusedUs,
    ShopNoAccess,          // the token is good, but not for `what`
    ShopApiChanged,        // it no longer knows the field or type `what`
    ShopLimits,            // of depth or rows, also at the smallest page
    ShopIdUnusable,
    ShopCustomerGone,
    ShopCustomerRedacted,
    ShopEmailUnknown,
    ShopEmailDiffers,      // from the address that was shown
    ShopEmailShared,       // several of its customers answer to the address by which it makes links
    ShopEmailTaken,        // another customer has the new address
    ShopLinkElsewhere,     // its link led to a foreign host
    ShopDeclined,          // for a reason of its own, in `serverWords`
    ShopUncertain,         // a change was sent and not answered
    ShopOffersNot,
    ShopWaiting,           // the address was changed at the platform, and the shop does not show it yet
    ShopLinkOut,           // one that the shop made; what becomes of it is seen there alone
    ServiceUnreachable,
};

enum class Severity { Blocks, Warns, Informs };

enum class Remedy {
    EditContact,
    UseSuggestion,      // Edit contact with the likely correction filled in
    IssueMagicLink,
    RevokeLink,
    CopyPortalLink,
    CopyLoginSteps,
    EmailLoginLink,     // a letter with a Magic link to the address on file
    SendAgain,          // the message of the facts
    OpenMessage,
    OpenLink,           // the link of the facts, with its timeline
    OverrideReply,      // issue it all the same, with a reason that goes into the activity
    OpenOtherCustomer,
    OpenCustomer,
    GoToSubscriptions,
    GoToCustomers,
    Search,
    OpenSettings,
    TryAgain,
    OpenInShop,         // in the shop's own dashboard
    OpenInPlatform,     // in the admin of the platform that it rests on
};

// What a shop outside the house was asked for when it answered as it did.
enum class ShopAsked { Reading, Link, Change };

// Only the fields that the code's sentence needs are set.
struct FindingFacts {
    QString email;
    QString suggestion;
    QString replyTo;        // where the agent says that the reply goes
    ReplyMatch reply = ReplyMatch::NotGiven;
    EmailFlaw flaw = EmailFlaw::NoAt;
    int flawAt = -1;
    QString phone;
    LinkId link;
    QString publicId;
    QString agentName;
    Instant at;             // when it happened
    Instant until;          // when it ends, or when to try again
    int visits = 0;
    int scannerVisits = 0;
    int count = 0;          // links this hour, failures in a row
    Duration life{};        // how long a link lives
    Duration usualDelay{};  // this customer's median time to open
    CustomerId other;
    QString otherName;
    MessageId message;
    DeliveryProblem problem = DeliveryProblem::None;
    QString serverWords;    // what the mail or SMS server answered, redacted
    std::optional<Denial> denial = {};  // what it takes, and whom to ask
    std::optional<ShopFault> shopFault = {};
    std::optional<ShopSpeaker> speaker = {};  // who said it: the shop, or the platform that it rests on
    ShopAsked asked = ShopAsked::Reading;
    QString what = {};      // a collection's or a field's name at the shop, or the host that its link led to
};

struct Finding {
    FindingCode code = FindingCode::EmailMissing;
    Severity severity = Severity::Informs;
    FindingFacts facts;
    QList<Remedy> remedies;
};

QString toText(FindingCode code);
std::optional<FindingCode> findingCodeFromText(QStringView text);
QList<FindingCode> allFindingCodes();  // in the enum's order
QString toText(Severity severity);
std::optional<Severity> severityFromText(QStringView text);
QString toText(Remedy remedy);
std::optional<Remedy> remedyFromText(QStringView text);
QString toText(ShopAsked asked);
std::optional<ShopAsked> shopAskedFromText(QStringView text);

}  // namespace latchkey
