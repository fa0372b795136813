// Sentences about findings.
#include "app/service/texts.h"

namespace latchkey {

namespace {

QString minutes(Duration life) {
    const qint64 whole = std::chrono::duration_cast<std::chrono::minutes>(life).count();
    return whole == 1 ? QStringLiteral("1 minute") : QStringLiteral("%1 minutes").arg(whole);
}

QString elsewhere(const FindingFacts &facts) {
    switch (facts.reply) {
        case ReplyMatch::NotGiven:
            return QStringLiteral("This shop asks where the reply goes: name the address with --reply-to.");
        case ReplyMatch::NotAnAddress:
            return QStringLiteral("What stands behind --reply-to is no e-mail address.");
        case ReplyMatch::PlusAddress:
            return QStringLiteral("The reply goes to %1, which differs from the address on file in what follows the plus sign.").arg(facts.replyTo);
        case ReplyMatch::Same:
        case ReplyMatch::Elsewhere:
            break;
    }
    return QStringLiteral("The reply goes to %1, which is not the address on file: send the Portal link instead.").arg(facts.replyTo);
}

}  // namespace

QString sentenceOf(const Finding &finding) {
    const FindingFacts &facts = finding.facts;
    switch (finding.code) {
        case FindingCode::EmailMissing:
            return QStringLiteral("No e-mail address is on file: add one, or use standard login.");
        case FindingCode::EmailMalformed:
            return facts.suggestion.isEmpty()
                       ? QStringLiteral("The e-mail address %1 is not valid.").arg(facts.email)
                       : QStringLiteral("The e-mail address %1 is not valid; perhaps %2 is meant.").arg(facts.email, facts.suggestion);
        case FindingCode::EmailDomainTypo:
            return QStringLiteral("The e-mail address %1 looks misspelt; perhaps %2 is meant.").arg(facts.email, facts.suggestion);
        case FindingCode::EmailDomainHasNoMail:
            return QStringLiteral("The mail domain of %1 takes no mail: ask the customer for another address.").arg(facts.email);
        case FindingCode::EmailBounced:
            return QStringLiteral("The mail server refuses %1: %2").arg(facts.email, facts.serverWords);
        case FindingCode::LetterFailed:
            return QStringLiteral("The last letter to %1 did not get through.").arg(facts.email);
        case FindingCode::LetterWaiting:
            return QStringLiteral("A letter to %1 still waits for the mail server.").arg(facts.email);
        case FindingCode::SmsFailed:
            return QStringLiteral("The last text to %1 did not get through.").arg(facts.phone);
        case FindingCode::EmailShared:
            return QStringLiteral("Another customer, %1, has the same e-mail address.").arg(facts.otherName);
        case FindingCode::CustomerRemoved:
            return QStringLiteral("The customer was removed in the shop on %1.").arg(readable(facts.at));
        case FindingCode::LinkLive:
            return QStringLiteral("The link %1 is out and lives until %2.").arg(facts.publicId, readable(facts.until));
        case FindingCode::LinkExpired:
            return QStringLiteral("The link %1 expired at %2.").arg(facts.publicId, readable(facts.at));
        case FindingCode::LinkUsed:
            return QStringLiteral("The link %1 was used at %2.").arg(facts.publicId, readable(facts.at));
        case FindingCode::LinkRevoked:
            return QStringLiteral("The link %1 was revoked at %2.").arg(facts.publicId, readable(facts.at));
        case FindingCode::LinkVoidByEmailChange:
            return QStringLiteral("The link %1 ended when the e-mail address changed at %2.").arg(facts.publicId, readable(facts.at));
        case FindingCode::LinkOpenedNotPressed:
            return QStringLiteral("The link %1 was opened, but its button was not pressed.").arg(facts.publicId);
        case FindingCode::PortalLinkFitsBetter:
            return QStringLiteral("A Magic link lives only %1; the Portal link fits better.").arg(minutes(facts.life));
        case FindingCode::ReplyGoesElsewhere:
            return elsewhere(facts);
        case FindingCode::WrongPlace:
            return QStringLiteral("No customer is chosen.");
        case FindingCode::UseStandardLogin:
            return QStringLiteral("The login page with a code is the surer way in.");
        case FindingCode::TooManyLinks:
            return QStringLiteral("%1 links were issued in this hour; the next is possible at %2.").arg(facts.count).arg(readable(facts.until));
        case FindingCode::NotAllowed:
            return sentenceOf(facts.denial);
        case FindingCode::ShopUnreachable:
            return QStringLiteral("The shop cannot be reached.");
        case FindingCode::ShopRefusedUs:
            return QStringLiteral("The shop refused the service.");
        case FindingCode::ServiceUnreachable:
            return QStringLiteral("The service cannot be reached.");
    }
    return {};
}

}  // namespace latchkey
