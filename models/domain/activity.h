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
};

struct Activity {
    ActivityId id;
    Instant at;
    ActivityKind kind = ActivityKind::LinkIssued;
    AgentId agent;        // invalid: the customer or the service itself
    CustomerId customer;
    LinkId link;
    QString note;         // few machine-made words ("rows=300"), no personal data
};

// What is hashed: the previous entry's hash and every field in a fixed binary form. 32 bytes SHA-256 are made by the store.
QByteArray activityDigestInput(const Activity &entry, const QByteArray &previousHash);

QString toText(ActivityKind kind);
std::optional<ActivityKind> activityKindFromText(QStringView text);

}  // namespace latchkey
