// Sentences about findings.
#include "app/service/texts.h"

#include "models/domain/shop_trouble.h"

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
        case FindingCode::ShopNoAccess:
            return QStringLiteral("The shop's token has no access to %1.").arg(facts.what);
        case FindingCode::ShopApiChanged:
            return QStringLiteral("The shop's API no longer knows \"%1\".").arg(facts.what);
        case FindingCode::ShopLimits:
            return QStringLiteral("What is asked of the shop passes a limit of it.");
        case FindingCode::ShopIdUnusable:
            return QStringLiteral("The customer's id is none of the shop's.");
        case FindingCode::ShopCustomerGone:
            return QStringLiteral("The shop no longer has this customer.");
        case FindingCode::ShopCustomerRedacted:
            return QStringLiteral("The shop deleted this customer's data for privacy.");
        case FindingCode::ShopEmailUnknown:
            return QStringLiteral("No customer of the shop has the e-mail address %1.").arg(facts.email);
        case FindingCode::ShopEmailDiffers:
            return QStringLiteral("The shop has another e-mail address than the one shown here; look again.");
        case FindingCode::ShopEmailShared:
            return QStringLiteral("Several customers of the shop have the e-mail address %1.").arg(facts.email);
        case FindingCode::ShopEmailTaken:
            return QStringLiteral("Another customer of the shop has that e-mail address.");
        case FindingCode::ShopLinkElsewhere:
            return QStringLiteral("The shop's link led to another host than the store's, and was thrown away.");
        case FindingCode::ShopDeclined:
            return QStringLiteral("The shop declined: %1").arg(facts.serverWords);
        case FindingCode::ShopUncertain:
            return QStringLiteral("The shop did not answer in time; it is not known whether it was done.");
        case FindingCode::ShopOffersNot:
            return QStringLiteral("This shop does not offer that.");
        case FindingCode::ShopWaiting:
            if (facts.shopFault == ShopFault::Uncertain)
                return QStringLiteral("The new e-mail address %1 may have been saved at Shopify, which did not answer; the shop does not show it.").arg(facts.suggestion);
            return QStringLiteral("The new e-mail address %1 is saved at Shopify; the shop does not show it yet.").arg(facts.suggestion);
        case FindingCode::ShopLinkOut:
            return QStringLiteral("The link %1, made by the shop, is out until %2.").arg(facts.publicId, readable(facts.until));
        case FindingCode::ServiceUnreachable:
            return QStringLiteral("The service cannot be reached.");
    }
    return {};
}

}  // namespace latchkey
