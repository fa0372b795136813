// What happened to a customer's ways in, newest first: the raw material of "why did it not work".
#pragma once

#include "models/domain/login_link.h"
#include "models/domain/message.h"

namespace latchkey {

enum class TimelineKind {
    LinkIssued,
    LinkOpened,         // by a person; nothing spent
    LinkOpenedByScanner,
    LinkRefused,        // somebody opened or pressed it when it was dead; `state` says why
    LinkUsed,
    LinkExpired,
    LinkRevoked,
    LinkVoidByEmailChange,
    CodeSent,
    CodeWrong,
    SignedInByCode,
    SignedOut,
    ContactChanged,
    PortalLinkCopied,
    LetterFailed,       // `problem` says why
    TextFailed,
    MessageSentAgain,
    SessionsEnded,
    LinkCopied,         // `reply` tells whether as a reply or bare
    LetterDelivered,    // the mail server took the letter that carries the link
};

struct TimelineEntry {
    Instant at;
    TimelineKind kind = TimelineKind::LinkIssued;
    LinkId link;
    QString publicId;   // of the link it is about, else empty
    QString agentName;  // who did it, else empty
    LinkDoor door = LinkDoor::Customer;
    LinkState state = LinkState::Live;  // why it was refused
    DeliveryProblem problem = DeliveryProblem::None;  // of a letter or text that failed
    QString desk;       // from which desk an agent did it, else empty
    VisitKind visitor = VisitKind::Person;  // how a scanner gave itself away
    bool pressed = false;  // of LinkRefused: the button, not only the page
    bool reply = false;
    bool atShop = false;  // of a link: a shop outside the house made it
    int count = 1;      // equal neighbours are folded into one entry
};

QString toText(TimelineKind kind);
std::optional<TimelineKind> timelineKindFromText(QStringView text);

}  // namespace latchkey
