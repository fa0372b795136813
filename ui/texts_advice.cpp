// Writes the adviser's one sentence for every reason, and what the reply guard says.
#include "ui/texts_advice.h"

#include "ui/texts_context.h"

namespace latchkey {

namespace {

// How long one lives that is made elsewhere is not known before it is there.
QString lifeOf(const Advice &advice) { return advice.life.count() > 0 ? durationText(advice.life) : Desktop::tr("a few minutes"); }

QString titleOf(const Advice &advice, const AdviceAbout &about) {
    switch (advice.way) {
        case WayIn::MagicLink:
            return about.later ? Desktop::tr("Best: %1").arg(about.magicWord) : Desktop::tr("Best now: %1").arg(about.magicWord);
        case WayIn::PortalLink:
            return Desktop::tr("Best: Portal link");
        case WayIn::StandardLogin:
            return about.phone.isEmpty() ? Desktop::tr("Best: standard login, a code by e-mail") : Desktop::tr("Best: standard login, a code by SMS");
    }
    return {};
}

QString bySms(const AdviceAbout &about) {
    return Desktop::tr("%1 is on file. The customer enters it on the login page and types the %2-digit code.")
        .arg(about.phone)
        .arg(about.codeDigits);
}

QString refusesMail(const Advice &advice, const AdviceAbout &about) {
    if (advice.way == WayIn::StandardLogin && !about.phone.isEmpty())
        return Desktop::tr("Mail to the address on file does not arrive, but a code by SMS to %1 does.").arg(about.phone);
    if (advice.way == WayIn::MagicLink)
        return Desktop::tr("Mail to the address on file does not arrive: hand the link over while you talk, and ask for another address.");
    return Desktop::tr("Mail to the address on file does not arrive; ask for another one, and send the Portal link meanwhile.");
}

QString troubleBefore(const Advice &advice) {
    if (advice.way == WayIn::PortalLink)
        return advice.count > 1 ? Desktop::tr("The last %1 Magic links did not work; the Portal link never expires.").arg(advice.count)
                                : Desktop::tr("The last Magic link did not work; the Portal link never expires.");
    return advice.count > 1
               ? Desktop::tr("The last %1 Magic links did not work; a code typed on the login page needs no link that can expire.").arg(advice.count)
               : Desktop::tr("The last Magic link did not work; a code typed on the login page needs no link that can expire.");
}

// In the order of what is known: this customer's own habit tells more than the rule.
QString tooShort(const Advice &advice) {
    if (advice.usualDelay.count() > 0 && advice.usualDelay > advice.life)
        return Desktop::tr("It never expires. A Magic link lives %1, and this customer usually opens mail after %2.")
            .arg(lifeOf(advice), durationText(advice.usualDelay));
    return Desktop::tr("It never expires. A Magic link lives %1, which is short for a reply that is read later.").arg(lifeOf(advice));
}

QString limitReached(const Advice &advice) {
    if (advice.count > 0) return Desktop::tr("%1 Magic links were issued within the hour; the Portal link works at once.").arg(advice.count);
    return Desktop::tr("No more Magic links can be issued within this hour; the Portal link works at once.");
}

QString scannersFirst(const Advice &advice) {
    if (advice.domain.isEmpty())
        return Desktop::tr("Mail scanners look at its link before the customer does; nothing is spent, so ask the customer to press the button.");
    return Desktop::tr("Mail scanners look at links to %1 before the customer does; nothing is spent, so ask the customer to press the button.")
        .arg(brief(advice.domain));
}

QString reasonOf(const Advice &advice, const AdviceAbout &about) {
    switch (advice.reason) {
        case AdviceReason::NothingOnFile:
            return Desktop::tr("Neither a valid e-mail address nor a phone is on file, so no code can be sent: put one on file first.");
        case AdviceReason::NoEmail:
            return about.phone.isEmpty() ? Desktop::tr("There is no valid e-mail address on file for a Magic link.") : bySms(about);
        case AdviceReason::CustomerRemoved:
            return Desktop::tr("The customer was removed in the shop and cannot log in until the shop restores them.");
        case AdviceReason::NotAllowed:
            return Desktop::tr("Your role issues no Magic links; the Portal link leads to the login page, where the customer asks for a code.");
        case AdviceReason::LimitReached:
            return limitReached(advice);
        case AdviceReason::AddressRefusesMail:
            return refusesMail(advice, about);
        case AdviceReason::TroubleBefore:
            return troubleBefore(advice);
        case AdviceReason::ReadLater:
        case AdviceReason::OpensLate:
            return tooShort(advice);
        case AdviceReason::ScannersFirst:
            return scannersFirst(advice);
        case AdviceReason::ReadNow:
            if (advice.life.count() <= 0) return Desktop::tr("It lets the customer in without a code, for a few minutes.");
            return Desktop::tr("It lets the customer in without a code, once, within %1.").arg(lifeOf(advice));
    }
    return {};
}

}  // namespace

FindingText textOf(const Advice &advice, const AdviceAbout &about) { return {titleOf(advice, about), reasonOf(advice, about)}; }

FindingText adviceForReply(ReplyMatch match) {
    const QString title = Desktop::tr("Best: Portal link");
    switch (match) {
        case ReplyMatch::NotGiven:
            return {title, Desktop::tr("Until it is said where the reply goes, only a link that opens nothing by itself may leave.")};
        case ReplyMatch::NotAnAddress:
            return {title, Desktop::tr("Until it is known where the reply goes, only a link that opens nothing by itself should leave.")};
        case ReplyMatch::PlusAddress:
        case ReplyMatch::Elsewhere:
            return {title, Desktop::tr("The reply goes to another address than the one on file, and the Portal link opens nothing by itself.")};
        case ReplyMatch::Same:
            break;
    }
    return {title, Desktop::tr("The Portal link opens nothing by itself.")};
}

QString textOf(ReplyMatch match, ReplyGuard guard) {
    switch (match) {
        case ReplyMatch::NotGiven:
            return guard == ReplyGuard::Require ? Desktop::tr("needed before a Magic link is issued") : QString();
        case ReplyMatch::Same:
            return Desktop::tr("on file");
        case ReplyMatch::PlusAddress:
            return Desktop::tr("same mailbox? differs after the plus");
        case ReplyMatch::Elsewhere:
            return Desktop::tr("not the address on file");
        case ReplyMatch::NotAnAddress:
            return Desktop::tr("not an e-mail address");
    }
    return {};
}

FindingText replyGoesElsewhere(const FindingFacts &facts) {
    const QString to = facts.replyTo.isEmpty() ? Desktop::tr("The reply's address") : brief(facts.replyTo);
    switch (facts.reply) {
        case ReplyMatch::NotGiven:
            return {Desktop::tr("Say first where the reply goes"),
                    Desktop::tr("Write or paste the address that you answer to above; this shop asks for it before a Magic link is issued.")};
        case ReplyMatch::NotAnAddress:
            return {Desktop::tr("No Magic link: where the reply goes is not an e-mail address"),
                    Desktop::tr("“%1” cannot be compared with the address on file. Correct it, or send the Portal link.").arg(to)};
        case ReplyMatch::PlusAddress:
            return {Desktop::tr("No Magic link: the reply may go to another mailbox"),
                    Desktop::tr("%1 differs from the address on file after the plus sign. Most often both are one mailbox, but nobody can be sure.").arg(to)};
        case ReplyMatch::Same:
        case ReplyMatch::Elsewhere:
            break;
    }
    const QString title = Desktop::tr("No Magic link: the reply goes to another address");
    if (facts.other.isValid())
        return {title, Desktop::tr("%1 is another customer's address. A Magic link would let whoever reads it in; the Portal link opens nothing by itself.").arg(to)};
    return {title,
            Desktop::tr("%1 is not the address on file. A Magic link would let whoever reads it in; the Portal link opens nothing by itself.").arg(to)};
}

QString nameOf(ReplyGuard guard) {
    switch (guard) {
        case ReplyGuard::Off:
            return Desktop::tr("Off");
        case ReplyGuard::Ask:
            return Desktop::tr("Ask");
        case ReplyGuard::Require:
            return Desktop::tr("Require");
    }
    return {};
}

QString textOf(ReplyGuard guard) {
    switch (guard) {
        case ReplyGuard::Off:
            return Desktop::tr("Nobody is asked, and nothing is compared.");
        case ReplyGuard::Ask:
            return Desktop::tr("An agent may say where the reply goes; to send a link elsewhere than to the address on file takes a reason, which is recorded.");
        case ReplyGuard::Require:
            return Desktop::tr("An agent must say where the reply goes; only a lead may send a link elsewhere, with a reason, which is recorded.");
    }
    return {};
}

}  // namespace latchkey
