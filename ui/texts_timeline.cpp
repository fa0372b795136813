// What a timeline says of each thing that happened.
#include "ui/texts.h"

#include "ui/texts_context.h"

namespace latchkey {

namespace {

QString nameOf(LinkDoor door, const QString &publicId) {
    if (publicId.isEmpty()) return Desktop::tr("Magic link");
    // In a customer's profile it is called Magic login, in a subscription Magic link.
    switch (door) {
        case LinkDoor::Customer:
        case LinkDoor::AgentLetter:
            return Desktop::tr("Magic login link %1").arg(publicId);
        case LinkDoor::Subscription:
        case LinkDoor::LoginLetter:
        case LinkDoor::Command:
            return Desktop::tr("Magic link %1").arg(publicId);
    }
    return {};
}

QString link(const TimelineEntry &entry) { return nameOf(entry.door, entry.publicId); }

QString byAgent(const QString &what, const QString &agent) { return agent.isEmpty() ? what : Desktop::tr("%1 by %2").arg(what, agent); }

QString issued(const TimelineEntry &entry) {
    if (entry.atShop) return byAgent(Desktop::tr("%1 made by Skio, issued").arg(link(entry)), entry.agentName);
    if (entry.door == LinkDoor::LoginLetter) return Desktop::tr("%1 sent with a login code").arg(link(entry));
    if (entry.door == LinkDoor::AgentLetter) return byAgent(Desktop::tr("%1 e-mailed").arg(link(entry)), entry.agentName);
    return byAgent(Desktop::tr("%1 issued").arg(link(entry)), entry.agentName);
}

// Of the button a person pressed, or of the page alone; named for a list of several links.
QString refused(const TimelineEntry &entry) {
    const QString what = entry.pressed ? Desktop::tr("%1: button pressed").arg(link(entry)) : Desktop::tr("%1 opened").arg(link(entry));
    switch (entry.state) {
        case LinkState::Live:
            return Desktop::tr("%1, but refused").arg(what);
        case LinkState::Used:
            return Desktop::tr("%1 again: already used").arg(what);
        case LinkState::Expired:
            return Desktop::tr("%1 too late: expired").arg(what);
        case LinkState::Revoked:
            return Desktop::tr("%1 after it was revoked").arg(what);
        case LinkState::VoidByEmailChange:
            return Desktop::tr("%1 after the e-mail address changed").arg(what);
    }
    return {};
}

QString failed(const QString &what, DeliveryProblem problem) {
    if (problem == DeliveryProblem::None) return what;
    QString why = textOf(problem);
    if (!why.isEmpty()) why[0] = why.at(0).toLower();
    return Desktop::tr("%1: %2").arg(what, why);
}

// What was known of the visitor when it was taken for a scanner.
QString signOf(VisitKind kind) {
    switch (kind) {
        case VisitKind::Person:
            return {};
        case VisitKind::Scanner:
            return Desktop::tr("its browser's name is a scanner's");
        case VisitKind::Head:
            return Desktop::tr("it asked only whether the page is there");
        case VisitKind::KnownNetwork:
            return Desktop::tr("it came from a mail filter's network");
        case VisitKind::TooFast:
            return Desktop::tr("it came sooner after delivery than a person can");
        case VisitKind::Prefetch:
            return Desktop::tr("it said itself that nobody had asked for the page");
        case VisitKind::NoCookie:
            return Desktop::tr("its cookie never came back");
    }
    return {};
}

QString issuedAlone(const TimelineEntry &entry) {
    switch (entry.door) {
        case LinkDoor::Subscription:
        case LinkDoor::Customer:
        case LinkDoor::Command:
            return byAgent(Desktop::tr("Issued"), entry.agentName);
        case LinkDoor::LoginLetter:
            return Desktop::tr("Sent together with a login code that the customer asked for");
        case LinkDoor::AgentLetter:
            return byAgent(Desktop::tr("E-mailed to the address on file"), entry.agentName);
    }
    return {};
}

QString refusedAlone(const TimelineEntry &entry) {
    const QString what = entry.visitor != VisitKind::Person ? Desktop::tr("Opened by a mail scanner")
                         : entry.pressed                    ? Desktop::tr("Button pressed by the customer")
                                                            : Desktop::tr("Opened by the customer");
    switch (entry.state) {
        case LinkState::Live:
            return Desktop::tr("%1, but refused: the page offered a code by e-mail or SMS").arg(what);
        case LinkState::Used:
            return Desktop::tr("%1 after it was used: the page offered a code by e-mail or SMS").arg(what);
        case LinkState::Expired:
            return Desktop::tr("%1 after it had expired: the page offered a code by e-mail or SMS").arg(what);
        case LinkState::Revoked:
            return Desktop::tr("%1 after it was revoked: the page offered a code by e-mail or SMS").arg(what);
        case LinkState::VoidByEmailChange:
            return Desktop::tr("%1 after the e-mail address changed: the page offered a code by e-mail or SMS").arg(what);
    }
    return {};
}

// What is not of a link alone reads the same everywhere.
QString among(const TimelineEntry &entry) {
    switch (entry.kind) {
        case TimelineKind::LinkIssued:
            return issued(entry);
        case TimelineKind::LinkOpened:
            return Desktop::tr("Opened by a person: nothing spent");
        case TimelineKind::LinkOpenedByScanner:
            return Desktop::tr("Opened by a mail scanner: nothing spent");
        case TimelineKind::LinkRefused:
            return refused(entry);
        case TimelineKind::LinkUsed:
            return Desktop::tr("Signed in with %1").arg(link(entry));
        case TimelineKind::LinkExpired:
            return entry.atShop ? Desktop::tr("%1 ran out; Skio alone knows whether it was used").arg(link(entry)) : Desktop::tr("%1 expired").arg(link(entry));
        case TimelineKind::LinkRevoked:
            return byAgent(Desktop::tr("%1 revoked").arg(link(entry)), entry.agentName);
        case TimelineKind::LinkVoidByEmailChange:
            return Desktop::tr("%1 ended: the e-mail address changed").arg(link(entry));
        case TimelineKind::CodeSent:
            return Desktop::tr("Login code sent");
        case TimelineKind::CodeWrong:
            return Desktop::tr("Wrong login code");
        case TimelineKind::SignedInByCode:
            return Desktop::tr("Signed in with a code");
        case TimelineKind::SignedOut:
            return Desktop::tr("Signed out");
        case TimelineKind::ContactChanged:
            return byAgent(Desktop::tr("Contact changed"), entry.agentName);
        case TimelineKind::PortalLinkCopied:
            return byAgent(Desktop::tr("Portal link copied"), entry.agentName);
        case TimelineKind::LetterFailed:
            return failed(Desktop::tr("Letter not delivered"), entry.problem);
        case TimelineKind::TextFailed:
            return failed(Desktop::tr("Text not delivered"), entry.problem);
        case TimelineKind::MessageSentAgain:
            return byAgent(Desktop::tr("Message sent again"), entry.agentName);
        case TimelineKind::LinkCopied:
            return byAgent(entry.reply ? Desktop::tr("%1 copied as reply").arg(link(entry)) : Desktop::tr("%1 copied").arg(link(entry)), entry.agentName);
        case TimelineKind::LetterDelivered:
            return Desktop::tr("The mail server took the letter with %1").arg(link(entry));
        case TimelineKind::SessionsEnded:
            return byAgent(Desktop::tr("Signed out on a device"), entry.agentName);
    }
    return {};
}

QString alone(const TimelineEntry &entry) {
    switch (entry.kind) {
        case TimelineKind::LinkIssued:
            return issuedAlone(entry);
        case TimelineKind::LinkOpened:
            return Desktop::tr("Opened by a person, button not pressed: nothing spent");
        case TimelineKind::LinkOpenedByScanner:
            return Desktop::tr("Opened by a mail scanner, no button pressed: nothing spent");
        case TimelineKind::LinkRefused:
            return refusedAlone(entry);
        case TimelineKind::LinkUsed:
            return Desktop::tr("Button pressed: the customer signed in");
        case TimelineKind::LinkExpired:
            return entry.atShop ? Desktop::tr("Ran out; Skio alone knows whether it was used") : Desktop::tr("Expired");
        case TimelineKind::LinkRevoked:
            return byAgent(Desktop::tr("Revoked"), entry.agentName);
        case TimelineKind::LinkVoidByEmailChange:
            return Desktop::tr("Ended: the e-mail address changed");
        case TimelineKind::LinkCopied:
            return byAgent(entry.reply ? Desktop::tr("Copied as reply") : Desktop::tr("Copied"), entry.agentName);
        case TimelineKind::LetterDelivered:
            return Desktop::tr("The mail server took the letter");
        case TimelineKind::CodeSent:
        case TimelineKind::CodeWrong:
        case TimelineKind::SignedInByCode:
        case TimelineKind::SignedOut:
        case TimelineKind::ContactChanged:
        case TimelineKind::PortalLinkCopied:
        case TimelineKind::LetterFailed:
        case TimelineKind::TextFailed:
        case TimelineKind::MessageSentAgain:
        case TimelineKind::SessionsEnded:
            return among(entry);
    }
    return {};
}

QString doorOf(const TimelineEntry &entry) {
    if (entry.kind != TimelineKind::LinkIssued) return {};
    switch (entry.door) {
        case LinkDoor::Subscription:
            return Desktop::tr("from a subscription");
        case LinkDoor::Customer:
            return Desktop::tr("from Customers");
        case LinkDoor::Command:
            return Desktop::tr("on the command line");
        case LinkDoor::LoginLetter:
        case LinkDoor::AgentLetter:
            break;
    }
    return {};
}

}  // namespace

QString nameOf(const LoginLink &link) { return nameOf(link.door, link.publicId); }

QString textOf(LinkState state) {
    switch (state) {
        case LinkState::Live:
            return Desktop::tr("Live");
        case LinkState::Used:
            return Desktop::tr("Used");
        case LinkState::Expired:
            return Desktop::tr("Expired");
        case LinkState::Revoked:
            return Desktop::tr("Revoked");
        case LinkState::VoidByEmailChange:
            return Desktop::tr("E-mail changed");
    }
    return {};
}

QString stateText(const LoginLink &link, Instant now) {
    const LinkState state = link.stateAt(now);
    if (link.atShop && state == LinkState::Expired) return Desktop::tr("Ran out");  // it may have been used before
    return state == LinkState::Live ? Desktop::tr("Live %1").arg(countdownText(link.expiresAt - now)) : textOf(state);
}

QString openedText(const LoginLink &link) {
    if (link.atShop) return Desktop::tr("Seen in Skio");
    if (link.visits == 1) return Desktop::tr("Once");
    if (link.visits > 1) return Desktop::tr("%1 times").arg(link.visits);
    return link.scannerVisits > 0 ? Desktop::tr("Scanner only") : Desktop::tr("Never");
}

QString textOf(LinkDoor door) {
    switch (door) {
        case LinkDoor::Subscription:
            return Desktop::tr("Subscriptions");
        case LinkDoor::Customer:
            return Desktop::tr("Customers");
        case LinkDoor::LoginLetter:
            return Desktop::tr("Login page");
        case LinkDoor::Command:
            return Desktop::tr("Command line");
        case LinkDoor::AgentLetter:
            return Desktop::tr("Login letter");
    }
    return {};
}

QString textOf(const TimelineEntry &entry, TimelineOf timeline) {
    const QString once = timeline == TimelineOf::Customer ? among(entry) : alone(entry);
    return entry.count > 1 ? Desktop::tr("%1 (%2 times)").arg(once, QString::number(entry.count)) : once;
}

QString textOf(const TimelineEntry &issued, const TimelineEntry &copied, TimelineOf timeline) {
    const QString once = textOf(issued, timeline);
    return copied.reply ? Desktop::tr("%1, copied as reply").arg(once) : Desktop::tr("%1, copied").arg(once);
}

QString detailOf(const TimelineEntry &entry) {
    QStringList parts{doorOf(entry)};
    if (!entry.desk.isEmpty()) parts << Desktop::tr("at the desk %1").arg(entry.desk);
    parts << signOf(entry.visitor);
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

}  // namespace latchkey
