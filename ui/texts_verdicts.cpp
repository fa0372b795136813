// What "Check a link" answers: a title and a sentence for every verdict.
#include "ui/texts.h"

#include "ui/texts_context.h"

namespace latchkey {

namespace {

QString ago(Instant at, Instant now) {
    if (now - at < std::chrono::minutes(1)) return Desktop::tr("just now");
    return Desktop::tr("%1 ago").arg(durationText(now - at));
}

struct Seen {
    int count = 0;
    Instant first;

    void add(const TimelineEntry &entry) {
        count += entry.count;
        if (!first.isSet() || entry.at < first) first = entry.at;
    }
    [[nodiscard]] QString words(bool scanner, Instant now) const {
        if (!first.isSet()) return scanner ? Desktop::tr("by a mail scanner") : Desktop::tr("by a person");
        const QString when = momentText(first, now);
        if (count == 1) return scanner ? Desktop::tr("once by a mail scanner %1").arg(when) : Desktop::tr("once by a person %1").arg(when);
        return scanner ? Desktop::tr("%1 times by mail scanners, first %2").arg(count).arg(when)
                       : Desktop::tr("%1 times by a person, first %2").arg(count).arg(when);
    }
};

// Who opened it and in which order; the timeline knows more than the link's own counts.
QString opened(const LinkVerdict &verdict, Instant now) {
    Seen scanners, people;
    for (const TimelineEntry &entry : verdict.timeline) {
        const bool visit = entry.kind == TimelineKind::LinkOpened || entry.kind == TimelineKind::LinkOpenedByScanner || entry.kind == TimelineKind::LinkRefused;
        if (!visit) continue;
        const bool scanner = entry.kind == TimelineKind::LinkOpenedByScanner || entry.visitor != VisitKind::Person;
        (scanner ? scanners : people).add(entry);
    }
    if (verdict.timeline.isEmpty()) {
        scanners.count = verdict.link->scannerVisits;
        people.count = verdict.link->visits;
    }
    if (scanners.count == 0 && people.count == 0) return verdict.code == VerdictCode::Used ? QString() : Desktop::tr("Nobody has opened it.");
    if (people.count == 0) return Desktop::tr("Opened %1.").arg(scanners.words(true, now));
    if (scanners.count == 0) return Desktop::tr("Opened %1.").arg(people.words(false, now));
    const bool scannerFirst = scanners.first <= people.first;
    return Desktop::tr("Opened %1, then %2.").arg((scannerFirst ? scanners : people).words(scannerFirst, now), (scannerFirst ? people : scanners).words(!scannerFirst, now));
}

QString revokedBy(const LinkVerdict &verdict) {
    for (const TimelineEntry &entry : verdict.timeline)
        if (entry.kind == TimelineKind::LinkRevoked && !entry.agentName.isEmpty()) return Desktop::tr("Revoked by %1 before it was used.").arg(entry.agentName);
    return Desktop::tr("It was revoked before it was used.");
}

// What became of a link that is known, and of the one that a damaged link can only have been.
QString became(const LinkVerdict &verdict, LinkState state, Instant now) {
    const LoginLink &link = *verdict.link;
    switch (state) {
        case LinkState::Live:
            return link.visits > 0 ? Desktop::tr("It works, but the button was not pressed: ask the customer to press it.")
                                   : Desktop::tr("It works: the customer opens it and presses the button on the page.");
        case LinkState::Used:
            return link.endedAt.isSet() ? Desktop::tr("It signed the customer in %1 and works only once.").arg(momentText(link.endedAt, now))
                                        : Desktop::tr("It signed the customer in and works only once.");
        case LinkState::Expired:
            return {};
        case LinkState::Revoked:
            return revokedBy(verdict);
        case LinkState::VoidByEmailChange:
            return Desktop::tr("It went to the address that was on file before, and ended with it.");
    }
    return {};
}

QString joined(const QStringList &sentences) {
    QStringList said = sentences;
    said.removeAll(QString());
    return said.join(QLatin1Char(' '));
}

// Of one that the shop elsewhere made: what is known here, and where the rest is.
QString madeElsewhere(const LinkVerdict &verdict, Instant now) {
    const LoginLink &link = *verdict.link;
    const QString end = link.expiresAt > now ? Desktop::tr("It runs out %1.").arg(momentText(link.expiresAt, now)) : Desktop::tr("It ran out %1.").arg(momentText(link.expiresAt, now));
    return joined({issuedText(link, verdict.customerName, now), end, Desktop::tr("Whether it was opened or used is seen in Skio only.")});
}

QString known(const LinkVerdict &verdict, LinkState state, Instant now) {
    if (!verdict.link) return {};
    if (verdict.link->atShop) return madeElsewhere(verdict, now);
    return joined({issuedText(*verdict.link, verdict.customerName, now), opened(verdict, now), became(verdict, state, now)});
}

QString damageTitle(LinkDamage damage, int at) {
    switch (damage) {
        case LinkDamage::None:
        case LinkDamage::Unclear:
            return Desktop::tr("Damaged: the link is not whole");
        case LinkDamage::WrongCharacter:
            return Desktop::tr("Damaged: the character at place %1 is wrong").arg(at + 1);
        case LinkDamage::SwappedCharacters:
            return Desktop::tr("Damaged: the characters at places %1 and %2 are swapped").arg(at + 1).arg(at + 2);
        case LinkDamage::MissingCharacter:
            return Desktop::tr("Damaged: a character is missing before place %1").arg(at + 1);
        case LinkDamage::ExtraCharacter:
            return Desktop::tr("Damaged: the character at place %1 is one too many").arg(at + 1);
        case LinkDamage::CutOff:
            return at == 1 ? Desktop::tr("Damaged: cut off after 1 character") : Desktop::tr("Damaged: cut off after %1 characters").arg(at);
    }
    return {};
}

QString damaged(const LinkVerdict &verdict, Instant now) {
    const QString places = verdict.damageAt >= 0 ? Desktop::tr("Places are counted behind “/l/”.") : QString();
    if (!verdict.link)
        return joined({Desktop::tr("Something was lost or changed on the way. Ask the customer to copy the whole link instead of typing it, or issue a new one."), places});
    const LoginLink &link = *verdict.link;
    const QString which = Desktop::tr("It can only have been %1.").arg(nameOf(link));
    const LinkState state = link.stateAt(now);
    const QString then = state == LinkState::Live ? Desktop::tr("That link is live: ask the customer to copy it whole.")
                         : state == LinkState::Expired ? Desktop::tr("That link expired %1.").arg(ago(link.expiresAt, now))
                                                       : became(verdict, state, now);
    return joined({which, issuedText(*verdict.link, verdict.customerName, now), then, places});
}

QString neverUsed(const LoginLink &link) {
    return link.visits > 0 ? Desktop::tr("opened but never used") : Desktop::tr("never used");
}

}  // namespace

QString issuedText(const LoginLink &link, const QString &customerName, Instant now) {
    if (!link.issuedAt.isSet()) return {};
    const QString who = customerName.isEmpty() ? Desktop::tr("the customer") : brief(customerName);
    const QString when = momentText(link.issuedAt, now);
    const QString life = durationText(link.expiresAt - link.issuedAt);
    if (link.door == LinkDoor::LoginLetter) return Desktop::tr("Sent to %1 with a login code %2, for %3.").arg(who, when, life);
    if (link.agentName.isEmpty()) return Desktop::tr("Issued for %1 %2, for %3.").arg(who, when, life);
    switch (link.door) {
        case LinkDoor::Subscription:
            return Desktop::tr("Issued for %1 by %2 %3 from a subscription, for %4.").arg(who, link.agentName, when, life);
        case LinkDoor::Customer:
            return Desktop::tr("Issued for %1 by %2 %3 from Customers, for %4.").arg(who, link.agentName, when, life);
        case LinkDoor::Command:
            return Desktop::tr("Issued for %1 by %2 %3 on the command line, for %4.").arg(who, link.agentName, when, life);
        case LinkDoor::AgentLetter:
            return Desktop::tr("E-mailed to %1 by %2 %3, for %4.").arg(who, link.agentName, when, life);
        case LinkDoor::LoginLetter:
            break;
    }
    return {};
}

QString titleOf(const LinkVerdict &verdict, Instant now) {
    const bool linked = verdict.link.has_value();
    if (linked && verdict.link->atShop)
        return verdict.link->expiresAt > now ? Desktop::tr("Made by Skio, runs out in %1").arg(durationText(verdict.link->expiresAt - now))
                                             : Desktop::tr("Made by Skio, ran out %1").arg(ago(verdict.link->expiresAt, now));
    switch (verdict.code) {
        case VerdictCode::Live:
            return linked ? Desktop::tr("Live for another %1").arg(durationText(verdict.link->expiresAt - now)) : Desktop::tr("Live");
        case VerdictCode::Used:
            return linked ? Desktop::tr("Used %1").arg(ago(verdict.link->endedAt, now)) : Desktop::tr("Already used");
        case VerdictCode::Expired:
            return linked ? Desktop::tr("Expired %1, %2").arg(ago(verdict.link->expiresAt, now), neverUsed(*verdict.link)) : Desktop::tr("Expired");
        case VerdictCode::Revoked:
            return linked ? Desktop::tr("Revoked %1").arg(ago(verdict.link->endedAt, now)) : Desktop::tr("Revoked");
        case VerdictCode::VoidByEmailChange:
            return linked ? Desktop::tr("Ended %1: the e-mail address was changed").arg(ago(verdict.link->endedAt, now)) : Desktop::tr("Ended: the e-mail address was changed");
        case VerdictCode::Damaged:
            return damageTitle(verdict.damage, verdict.damageAt);
        case VerdictCode::Unknown:
            return Desktop::tr("Unknown: never issued here, or long ago");
        case VerdictCode::OtherShop:
            return Desktop::tr("This link belongs to another shop");
        case VerdictCode::PortalLink:
            return Desktop::tr("This is the Portal link");
        case VerdictCode::Wrapped:
            return verdict.host.isEmpty() ? Desktop::tr("Wrapped by a mail filter or tracker") : Desktop::tr("Wrapped by %1").arg(verdict.host.left(60));
        case VerdictCode::NoLink:
            return Desktop::tr("There is no link in this text");
        case VerdictCode::AtShop:
            return Desktop::tr("This link leads into the store");
    }
    return {};
}

QString textOf(const LinkVerdict &verdict, Instant now) {
    const auto orElse = [](const QString &sentence, const QString &otherwise) { return sentence.isEmpty() ? otherwise : sentence; };
    switch (verdict.code) {
        case VerdictCode::Live:
            return orElse(known(verdict, LinkState::Live, now), Desktop::tr("It works: the customer opens it and presses the button on the page."));
        case VerdictCode::Used:
            return orElse(known(verdict, LinkState::Used, now), Desktop::tr("It signed the customer in and works only once."));
        case VerdictCode::Expired:
            return orElse(known(verdict, LinkState::Expired, now), Desktop::tr("It was not used in time."));
        case VerdictCode::Revoked:
            return orElse(known(verdict, LinkState::Revoked, now), Desktop::tr("It was revoked before it was used."));
        case VerdictCode::VoidByEmailChange:
            return orElse(known(verdict, LinkState::VoidByEmailChange, now), Desktop::tr("It went to the address that was on file before, and ended with it."));
        case VerdictCode::Damaged:
            return damaged(verdict, now);
        case VerdictCode::Unknown:
            return Desktop::tr("The link is whole, but it was never issued here, or it ended so long ago that nothing of it is kept.");
        case VerdictCode::OtherShop:
            return verdict.host.isEmpty() ? Desktop::tr("It does not lead to this shop's portal. Ask the customer which shop they wrote to.")
                                          : Desktop::tr("It leads to %1, not to this shop's portal. Ask the customer which shop they wrote to.").arg(verdict.host.left(60));
        case VerdictCode::PortalLink:
            return Desktop::tr("It never expires and opens the login page, where the customer asks for a code.");
        case VerdictCode::Wrapped:
            return Desktop::tr("The link inside can only be seen by opening it, which Latchkey never does. Ask the customer to open it and to send the address that the browser then shows.");
        case VerdictCode::NoLink:
            return Desktop::tr("Paste the link as the customer sent it, or the whole message.");
        case VerdictCode::AtShop:
            return Desktop::tr("What became of it is seen in Skio only. A Magic link lives a few minutes: if it does not work, make another, or send the Portal link, which never expires.");
    }
    return {};
}

}  // namespace latchkey
