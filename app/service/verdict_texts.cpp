// Sentences about checked links: verdicts, what was undone, and the lines of a timeline.
#include "app/service/texts.h"

namespace latchkey {

namespace {

// Of a link that a shop elsewhere made only that it exists and until when is known here.
QString stateAtShop(const LoginLink &link, LinkState state) {
    const QString until = state == LinkState::Live ? QStringLiteral("was made by Skio and works until %1 at the longest") : QStringLiteral("was made by Skio and ran out at %1");
    return until.arg(readable(link.expiresAt)) + QStringLiteral("; whether it was used is seen in Skio only");
}

QString stateOf(const LoginLink &link, LinkState state) {
    if (link.atShop) return stateAtShop(link, state);
    switch (state) {
        case LinkState::Live:
            return QStringLiteral("is live until %1").arg(readable(link.expiresAt));
        case LinkState::Used:
            return QStringLiteral("was used at %1").arg(readable(link.endedAt));
        case LinkState::Expired:
            return QStringLiteral("expired unused at %1").arg(readable(link.expiresAt));
        case LinkState::Revoked:
            return QStringLiteral("was revoked at %1").arg(readable(link.endedAt));
        case LinkState::VoidByEmailChange:
            return QStringLiteral("ended at %1, when the e-mail address changed").arg(readable(link.endedAt));
    }
    return {};
}

// Places are counted from 1, behind "/l/".
QString damageOf(LinkDamage damage, int at) {
    const int place = at + 1;
    switch (damage) {
        case LinkDamage::WrongCharacter:
            return QStringLiteral("The link is damaged: character %1 behind /l/ is wrong.").arg(place);
        case LinkDamage::SwappedCharacters:
            return QStringLiteral("The link is damaged: characters %1 and %2 behind /l/ are swapped.").arg(place).arg(place + 1);
        case LinkDamage::MissingCharacter:
            return at < 0 ? QStringLiteral("The link is damaged: one character behind /l/ is missing.")
                          : QStringLiteral("The link is damaged: a character is missing before the one at place %1 behind /l/.").arg(place);
        case LinkDamage::ExtraCharacter:
            return at < 0 ? QStringLiteral("The link is damaged: there is one character too many behind /l/.")
                          : QStringLiteral("The link is damaged: what stands at place %1 behind /l/ does not belong to it.").arg(place);
        case LinkDamage::CutOff:
            return QStringLiteral("The link is damaged: its end is cut off, %1 of 28 characters behind /l/ are left.").arg(at);
        case LinkDamage::None:
        case LinkDamage::Unclear:
            return QStringLiteral("The link is damaged: characters are missing or wrong.");
    }
    return {};
}

QString scannerOf(VisitKind visitor) {
    switch (visitor) {
        case VisitKind::Person:
        case VisitKind::Scanner:
            return QStringLiteral("opened by a scanner");
        case VisitKind::Head:
            return QStringLiteral("opened by a scanner (it asked for the head only)");
        case VisitKind::KnownNetwork:
            return QStringLiteral("opened by a scanner (from a mail filter's network)");
        case VisitKind::TooFast:
            return QStringLiteral("opened by a scanner (faster than a person)");
        case VisitKind::Prefetch:
            return QStringLiteral("opened by a scanner (fetched in advance)");
        case VisitKind::NoCookie:
            return QStringLiteral("opened by a scanner (its cookie never came back)");
    }
    return {};
}

QString refusedFor(const TimelineEntry &entry) {
    const QString what = entry.pressed ? QStringLiteral("button pressed when it ") : QStringLiteral("opened when it ");
    switch (entry.state) {
        case LinkState::Live:
            return what + QStringLiteral("was dead");
        case LinkState::Used:
            return what + QStringLiteral("was used already");
        case LinkState::Expired:
            return what + QStringLiteral("had expired");
        case LinkState::Revoked:
            return what + QStringLiteral("was revoked");
        case LinkState::VoidByEmailChange:
            return what + QStringLiteral("had ended by a change of e-mail");
    }
    return {};
}

QString happened(const TimelineEntry &entry) {
    switch (entry.kind) {
        case TimelineKind::LinkIssued:
            return QStringLiteral("issued");
        case TimelineKind::LinkOpened:
            return QStringLiteral("opened");
        case TimelineKind::LinkOpenedByScanner:
            return scannerOf(entry.visitor);
        case TimelineKind::LinkRefused:
            return refusedFor(entry);
        case TimelineKind::LinkUsed:
            return QStringLiteral("used");
        case TimelineKind::LinkExpired:
            return QStringLiteral("expired");
        case TimelineKind::LinkRevoked:
            return QStringLiteral("revoked");
        case TimelineKind::LinkVoidByEmailChange:
            return QStringLiteral("ended by a change of e-mail");
        case TimelineKind::CodeSent:
            return QStringLiteral("code sent");
        case TimelineKind::CodeWrong:
            return QStringLiteral("wrong code entered");
        case TimelineKind::SignedInByCode:
            return QStringLiteral("signed in by code");
        case TimelineKind::SignedOut:
            return QStringLiteral("signed out");
        case TimelineKind::ContactChanged:
            return QStringLiteral("contact changed");
        case TimelineKind::PortalLinkCopied:
            return QStringLiteral("Portal link copied");
        case TimelineKind::LinkCopied:
            return entry.reply ? QStringLiteral("copied as reply") : QStringLiteral("copied");
        case TimelineKind::LetterDelivered:
            return QStringLiteral("letter taken by the mail server");
        case TimelineKind::LetterFailed:
            return QStringLiteral("letter not delivered");
        case TimelineKind::TextFailed:
            return QStringLiteral("text not delivered");
        case TimelineKind::MessageSentAgain:
            return QStringLiteral("message sent again");
        case TimelineKind::SessionsEnded:
            return QStringLiteral("signed out everywhere");
    }
    return {};
}

}  // namespace

QString sentenceOf(const LinkVerdict &verdict, Instant now) {
    const LoginLink link = verdict.link.value_or(LoginLink{});
    const QString who = verdict.customerName.isEmpty() ? QStringLiteral("a customer") : verdict.customerName;
    const QString itself = QStringLiteral("Magic link %1 of %2").arg(link.publicId, who);
    switch (verdict.code) {
        case VerdictCode::Live:
        case VerdictCode::Used:
        case VerdictCode::Expired:
        case VerdictCode::Revoked:
        case VerdictCode::VoidByEmailChange:
            return QStringLiteral("The %1 %2.").arg(itself, stateOf(link, link.stateAt(now)));
        case VerdictCode::Damaged: {
            const QString damage = damageOf(verdict.damage, verdict.damageAt);
            return verdict.link ? damage + QStringLiteral(" It can only be the %1, which %2.").arg(itself, stateOf(link, link.stateAt(now))) : damage;
        }
        case VerdictCode::Unknown:
            return QStringLiteral("The link is whole, but this shop has never issued it, or it ended more than 90 days ago.");
        case VerdictCode::OtherShop:
            return verdict.host.isEmpty() ? QStringLiteral("The link leads to another shop.")
                                          : QStringLiteral("The link leads to %1, not to this shop.").arg(verdict.host);
        case VerdictCode::PortalLink:
            return QStringLiteral("This is the Portal link: it never expires and opens nothing by itself.");
        case VerdictCode::Wrapped:
            return QStringLiteral("%1 has wrapped the link, and it cannot be unwrapped without opening it.").arg(verdict.host);
        case VerdictCode::NoLink:
            return QStringLiteral("There is no link in this text.");
        case VerdictCode::AtShop:
            return QStringLiteral("The link leads into the store; what became of it is seen in Skio only.");
    }
    return {};
}

QString lineOf(const Undone &undone) {
    const auto what = [&undone]() -> QString {
        switch (undone.kind) {
            case UndoneKind::MailHeaders:
                return QStringLiteral("taken out of an e-mail");
            case UndoneKind::Invisible:
                return QStringLiteral("invisible characters removed");
            case UndoneKind::QuotedPrintable:
                return QStringLiteral("quoted-printable undone");
            case UndoneKind::HtmlEntities:
                return QStringLiteral("HTML entities undone");
            case UndoneKind::LineBreak:
                return QStringLiteral("line break mended");
            case UndoneKind::Brackets:
                return QStringLiteral("brackets around it dropped");
            case UndoneKind::TrailingCharacters:
                return QStringLiteral("characters behind it dropped");
            case UndoneKind::PercentEncoding:
                return QStringLiteral("percent-encoding undone");
            case UndoneKind::SafeLinks:
                return QStringLiteral("Microsoft Safe Links removed");
            case UndoneKind::Proofpoint:
                return QStringLiteral("Proofpoint URL Defense removed");
            case UndoneKind::Mimecast:
                return QStringLiteral("Mimecast removed");
            case UndoneKind::Barracuda:
                return QStringLiteral("Barracuda removed");
            case UndoneKind::ClickTracker:
                return QStringLiteral("click tracker removed");
            case UndoneKind::Redirect:
                return QStringLiteral("redirect removed");
            case UndoneKind::UpperCase:
                return QStringLiteral("capitals read as small letters");
            case UndoneKind::LookAlike:
                return QStringLiteral("letters read as the digits that they look like");
            case UndoneKind::SchemeAdded:
                return QStringLiteral("https:// put in front of it");
            case UndoneKind::CheckAgrees:
                return QStringLiteral("check characters agree: the link is whole");
        }
        return {};
    };
    QString line = QStringLiteral("  ") + what();
    if (!undone.detail.isEmpty()) line += QStringLiteral(": ") + undone.detail;
    if (undone.count > 1) line += QStringLiteral(" (%1 times)").arg(undone.count);
    return line;
}

QString lineOf(const TimelineEntry &entry) {
    QString line = readable(entry.at) + QStringLiteral("  ") + happened(entry);
    if (!entry.agentName.isEmpty()) line += QStringLiteral(" by ") + entry.agentName;
    if (!entry.desk.isEmpty()) line += QStringLiteral(" at the desk ") + entry.desk;
    if (entry.count > 1) line += QStringLiteral(" (%1 times)").arg(entry.count);
    return line;
}

}  // namespace latchkey
