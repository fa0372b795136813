// Who did what, when, to whom: an entry of the chained record. It holds ids, never an address, a name or a secret.
#pragma once

#include "models/domain/id.h"
#include "models/domain/instant.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace latchkey {

enum class ActivityKind {
    LinkIssued = 1,
    LinkUsed = 2,
    LinkRevoked = 3,
    LinkVoided = 4,
    ContactChanged = 5,
    CodeSent = 6,
    CodeWrong = 7,
    SignedInByCode = 8,
    SignedOut = 9,
    PortalLinkCopied = 10,
    Imported = 11,
    AgentAdded = 12,
    AgentDisabled = 13,
    AgentTokenRenewed = 14,
    ShopRenamed = 15,
    MessageSentAgain = 16,
    SessionsEnded = 17,  // by an agent, or by the customer for their other devices
    DeliveryChanged = 18,
    LinkCopied = 19,       // note "as=link" or "as=reply"
    CustomerErased = 20,
    SnippetsChanged = 21,
    ShopChanged = 22,      // a setting of the shop: note "reply_guard=ask"
    ActivityExported = 23, // note "rows=1200"
    AgentRoleChanged = 24, // note "agent=3 role=lead"
    ShopLinkUnsure = 25,   // asked of a shop elsewhere: note "outcome=unknown", or "outcome=refused" where one was made and not handed out
    ShopChangeUnsure = 26, // of a contact, without an answer: note "outcome=unknown"
};

struct Activity {
    ActivityId id;
    Instant at;
    ActivityKind kind = ActivityKind::LinkIssued;
    AgentId agent;        // invalid: the customer or the service itself
    CustomerId customer;
    LinkId link;
    QString note;         // few machine-made words ("rows=300"), no personal data
    QString desk = {};         // the desk's name for itself, empty for the customer's and the service's own doings
    QByteArray wordsHash = {}; // of `words` under their salt; empty without words
    // A person's own words (the reason of an override). They rest beside the chain, which holds only their hash, so that they can be erased.
    QString words = {};
};

// An entry with the names that its ids stand for.
struct ActivityRow {
    Activity entry;
    QString agentName;
    QString customerName;
    QString publicId;     // of the link
};

// What is hashed: the previous entry's hash and every field in a fixed binary form, desk and words only where there are any. The store makes
// 32 bytes SHA-256 of it.
QByteArray activityDigestInput(const Activity &entry, const QByteArray &previousHash);

QString toText(ActivityKind kind);
std::optional<ActivityKind> activityKindFromText(QStringView text);

}  // namespace latchkey
