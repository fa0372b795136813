// A Magic link's life: issued, opened, pressed, or ended in one of four ways.
#pragma once

#include "models/domain/id.h"
#include "models/domain/instant.h"

#include <QList>
#include <QString>

#include <optional>

namespace latchkey {

// Which door it was issued through.
enum class LinkDoor { Subscription = 0, Customer = 1, LoginLetter = 2, Command = 3, AgentLetter = 4 };
enum class LinkState { Live = 0, Used = 1, Expired = 2, Revoked = 3, VoidByEmailChange = 4 };
// How a link ended before its time; Expired is never stored, the clock tells it.
enum class LinkEnd { None = 0, Used = 1, Revoked = 2, EmailChanged = 3 };

struct LoginLink {
    LinkId id;
    QString publicId;
    CustomerId customer;
    SubscriptionId subscription;  // invalid when issued from the profile
    AgentId agent;                // invalid when the login page issued it
    QString agentName;
    LinkDoor door = LinkDoor::Customer;
    QString destination;          // path inside the portal
    Instant issuedAt;
    Instant expiresAt;
    LinkEnd end = LinkEnd::None;
    Instant endedAt;
    int visits = 0;               // by people
    int scannerVisits = 0;
    Instant firstVisitAt;
    Instant lastVisitAt;

    [[nodiscard]] LinkState stateAt(Instant now) const;
};

enum class VisitKind { Person = 0, Scanner = 1, Head = 2 };
// What the visitor was answered.
enum class VisitOutcome { Shown = 0, Dead = 1 };

struct Visit {
    LinkId link;
    Instant at;
    VisitKind kind = VisitKind::Person;
    VisitOutcome outcome = VisitOutcome::Shown;
};

// What a new Magic link is answered with, once.
struct IssuedLink {
    LinkId id;
    QString publicId;
    QString url;  // holds the secret: shown and copied, never stored
    Instant issuedAt;
    Instant expiresAt;
};

QString toText(LinkState state);
std::optional<LinkState> linkStateFromText(QStringView text);
QString toText(LinkDoor door);
std::optional<LinkDoor> linkDoorFromText(QStringView text);
QString toText(LinkEnd end);
std::optional<LinkEnd> linkEndFromText(QStringView text);

}  // namespace latchkey
