// A Magic link's life: issued, opened, pressed, or ended in one of four ways.
#pragma once

#include "models/domain/id.h"
#include "models/domain/instant.h"

#include <QByteArray>
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
    QString customerName;         // in lists; else empty
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
    bool atShop = false;          // a shop outside the house made it: who opens or uses it is seen there alone

    [[nodiscard]] LinkState stateAt(Instant now) const;
};

// All but Person are scanners, each with the sign that gave it away.
enum class VisitKind {
    Person = 0,
    Scanner = 1,        // its user agent names it, or is none that a person has
    Head = 2,
    KnownNetwork = 3,   // it comes from a mail filter's network
    TooFast = 4,        // sooner after delivery than a person can
    Prefetch = 5,       // says itself that nobody asked for the page
    NoCookie = 6,       // its cookie never came back
};
// What the visitor was answered; a press is a POST from the page's button.
enum class VisitOutcome { Shown = 0, Dead = 1, PressedDead = 2 };

struct Visit {
    LinkId link;
    Instant at;
    VisitKind kind = VisitKind::Person;
    VisitOutcome outcome = VisitOutcome::Shown;
    QByteArray browser = {};  // a short digest of the nonce in its cookie, by which a later round trip is known; may be empty
};

// What a new Magic link is answered with, once.
struct IssuedLink {
    LinkId id;
    QString publicId;
    QString url;  // holds the secret: shown and copied, never stored
    Instant issuedAt;
    Instant expiresAt;
    bool atShop = false;       // a shop outside the house made it: it cannot be revoked here
    bool lifeAssumed = false;  // the shop did not say when it ends
};

QString toText(VisitKind kind);
std::optional<VisitKind> visitKindFromText(QStringView text);
QString toText(LinkState state);
std::optional<LinkState> linkStateFromText(QStringView text);
QString toText(LinkDoor door);
std::optional<LinkDoor> linkDoorFromText(QStringView text);
QString toText(LinkEnd end);
std::optional<LinkEnd> linkEndFromText(QStringView text);

}  // namespace latchkey
