// What a timeline says of each thing that happened.
#include "ui/texts.h"

#include "ui/texts_context.h"

namespace latchkey {

namespace {

QString link(const TimelineEntry &entry) {
    if (entry.publicId.isEmpty()) return Desktop::tr("Magic link");
    // In a customer's profile it is called Magic login, in a subscription Magic link.
    switch (entry.door) {
        case LinkDoor::Customer:
        case LinkDoor::AgentLetter:
            return Desktop::tr("Magic login link %1").arg(entry.publicId);
        case LinkDoor::Subscription:
        case LinkDoor::LoginLetter:
        case LinkDoor::Command:
            return Desktop::tr("Magic link %1").arg(entry.publicId);
    }
    return {};
}

QString issued(const TimelineEntry &entry) {
    if (entry.door == LinkDoor::LoginLetter) return Desktop::tr("%1 sent with a login code").arg(link(entry));
    if (entry.door == LinkDoor::AgentLetter) return Desktop::tr("%1 e-mailed by %2").arg(link(entry), entry.agentName);
    if (entry.agentName.isEmpty()) return Desktop::tr("%1 issued").arg(link(entry));
    return Desktop::tr("%1 issued by %2").arg(link(entry), entry.agentName);
}

QString refused(const TimelineEntry &entry) {
    switch (entry.state) {
        case LinkState::Live:
            return Desktop::tr("%1 refused").arg(link(entry));
        case LinkState::Used:
            return Desktop::tr("%1 opened again: already used").arg(link(entry));
        case LinkState::Expired:
            return Desktop::tr("%1 opened too late: expired").arg(link(entry));
        case LinkState::Revoked:
            return Desktop::tr("%1 opened after it was revoked").arg(link(entry));
        case LinkState::VoidByEmailChange:
            return Desktop::tr("%1 opened after the e-mail address changed").arg(link(entry));
    }
    return {};
}

QString byAgent(const QString &what, const QString &agent) { return agent.isEmpty() ? what : Desktop::tr("%1 by %2").arg(what, agent); }

QString failed(const QString &what, DeliveryProblem problem) {
    if (problem == DeliveryProblem::None) return what;
    QString why = textOf(problem);
    why[0] = why.at(0).toLower();
    return Desktop::tr("%1: %2").arg(what, why);
}

QString once(const TimelineEntry &entry) {
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
            return Desktop::tr("%1 expired").arg(link(entry));
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
            return entry.reply ? byAgent(Desktop::tr("%1 copied as reply").arg(link(entry)), entry.agentName) : byAgent(Desktop::tr("%1 copied").arg(link(entry)), entry.agentName);
        case TimelineKind::LetterDelivered:
            return Desktop::tr("The mail server took the letter with %1").arg(link(entry));
        case TimelineKind::SessionsEnded:
            return byAgent(Desktop::tr("Signed out on a device"), entry.agentName);
    }
    return {};
}

}  // namespace

QString textOf(const TimelineEntry &entry) { return entry.count > 1 ? Desktop::tr("%1 (%2 times)").arg(once(entry)).arg(entry.count) : once(entry); }

}  // namespace latchkey
