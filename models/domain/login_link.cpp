// When a Magic link is live, and the names of its states, doors and ends.
#include "models/domain/login_link.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<LinkState, 5> linkStateNames = {{
    {LinkState::Live, QLatin1String("live")},
    {LinkState::Used, QLatin1String("used")},
    {LinkState::Expired, QLatin1String("expired")},
    {LinkState::Revoked, QLatin1String("revoked")},
    {LinkState::VoidByEmailChange, QLatin1String("void_by_email_change")},
}};
static_assert(namesAll(linkStateNames, LinkState::VoidByEmailChange));

constexpr EnumNames<LinkDoor, 5> linkDoorNames = {{
    {LinkDoor::Subscription, QLatin1String("subscription")},
    {LinkDoor::Customer, QLatin1String("customer")},
    {LinkDoor::LoginLetter, QLatin1String("login_letter")},
    {LinkDoor::Command, QLatin1String("command")},
    {LinkDoor::AgentLetter, QLatin1String("agent_letter")},
}};
static_assert(namesAll(linkDoorNames, LinkDoor::AgentLetter));

constexpr EnumNames<LinkEnd, 4> linkEndNames = {{
    {LinkEnd::None, QLatin1String("none")},
    {LinkEnd::Used, QLatin1String("used")},
    {LinkEnd::Revoked, QLatin1String("revoked")},
    {LinkEnd::EmailChanged, QLatin1String("email_changed")},
}};
static_assert(namesAll(linkEndNames, LinkEnd::EmailChanged));

constexpr EnumNames<VisitKind, 7> visitKindNames = {{
    {VisitKind::Person, QLatin1String("person")},
    {VisitKind::Scanner, QLatin1String("scanner")},
    {VisitKind::Head, QLatin1String("head")},
    {VisitKind::KnownNetwork, QLatin1String("known_network")},
    {VisitKind::TooFast, QLatin1String("too_fast")},
    {VisitKind::Prefetch, QLatin1String("prefetch")},
    {VisitKind::NoCookie, QLatin1String("no_cookie")},
}};
static_assert(namesAll(visitKindNames, VisitKind::NoCookie));

}  // namespace

LinkState LoginLink::stateAt(Instant now) const {
    switch (end) {
        case LinkEnd::Used:
            return LinkState::Used;
        case LinkEnd::Revoked:
            return LinkState::Revoked;
        case LinkEnd::EmailChanged:
            return LinkState::VoidByEmailChange;
        case LinkEnd::None:
            break;
    }
    return now < expiresAt ? LinkState::Live : LinkState::Expired;
}

QString toText(VisitKind kind) { return nameOf(visitKindNames, kind); }
std::optional<VisitKind> visitKindFromText(QStringView text) { return valueNamed(visitKindNames, text); }

QString toText(LinkState state) { return nameOf(linkStateNames, state); }
std::optional<LinkState> linkStateFromText(QStringView text) { return valueNamed(linkStateNames, text); }

QString toText(LinkDoor door) { return nameOf(linkDoorNames, door); }
std::optional<LinkDoor> linkDoorFromText(QStringView text) { return valueNamed(linkDoorNames, text); }

QString toText(LinkEnd end) { return nameOf(linkEndNames, end); }
std::optional<LinkEnd> linkEndFromText(QStringView text) { return valueNamed(linkEndNames, text); }

}  // namespace latchkey
