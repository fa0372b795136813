// Every remedy that a finding may offer, and what a role must allow for it.
#include "services/diagnosis/rules.h"

namespace latchkey {

QList<Remedy> remediesOf(FindingCode code) {
    switch (code) {
        case FindingCode::EmailMissing:
            return {Remedy::EditContact, Remedy::OpenInShop, Remedy::OpenInPlatform, Remedy::CopyLoginSteps, Remedy::CopyPortalLink};
        case FindingCode::EmailMalformed:
            return {Remedy::UseSuggestion, Remedy::EditContact, Remedy::OpenInShop, Remedy::OpenInPlatform, Remedy::CopyLoginSteps, Remedy::CopyPortalLink};
        case FindingCode::EmailDomainTypo:
            return {Remedy::UseSuggestion, Remedy::EditContact, Remedy::OpenInShop, Remedy::OpenInPlatform};
        case FindingCode::EmailDomainHasNoMail:
            return {Remedy::UseSuggestion, Remedy::EditContact, Remedy::OpenInShop, Remedy::OpenInPlatform, Remedy::CopyLoginSteps, Remedy::CopyPortalLink};
        case FindingCode::EmailBounced:
            return {Remedy::EditContact, Remedy::CopyPortalLink, Remedy::CopyLoginSteps, Remedy::OpenMessage};
        case FindingCode::EmailShared:
            return {Remedy::OpenOtherCustomer, Remedy::Search};
        case FindingCode::CustomerRemoved:
            return {Remedy::OpenOtherCustomer, Remedy::Search, Remedy::GoToCustomers};
        case FindingCode::LinkLive:
            return {Remedy::IssueMagicLink, Remedy::RevokeLink, Remedy::OpenLink};
        case FindingCode::LinkExpired:
            return {Remedy::IssueMagicLink, Remedy::CopyPortalLink, Remedy::OpenLink};
        case FindingCode::LinkUsed:
        case FindingCode::LinkRevoked:
        case FindingCode::LinkVoidByEmailChange:
            return {Remedy::IssueMagicLink, Remedy::OpenLink};
        case FindingCode::LinkOpenedNotPressed:
            return {Remedy::IssueMagicLink, Remedy::RevokeLink, Remedy::OpenLink};
        case FindingCode::LetterFailed:
            return {Remedy::SendAgain, Remedy::EditContact, Remedy::CopyPortalLink, Remedy::OpenMessage};
        case FindingCode::LetterWaiting:
            return {Remedy::OpenMessage, Remedy::EditContact};
        case FindingCode::SmsFailed:
            return {Remedy::SendAgain, Remedy::EditContact, Remedy::EmailLoginLink, Remedy::OpenMessage};
        case FindingCode::PortalLinkFitsBetter:
            return {Remedy::CopyPortalLink};
        case FindingCode::ReplyGoesElsewhere:
            return {Remedy::CopyPortalLink, Remedy::EditContact, Remedy::OpenOtherCustomer, Remedy::OverrideReply};
        case FindingCode::WrongPlace:
            return {Remedy::GoToSubscriptions, Remedy::GoToCustomers, Remedy::Search};
        case FindingCode::UseStandardLogin:
            return {Remedy::CopyLoginSteps, Remedy::CopyPortalLink};
        case FindingCode::TooManyLinks:
            return {Remedy::TryAgain, Remedy::CopyPortalLink};
        case FindingCode::NotAllowed:
            return {Remedy::CopyPortalLink, Remedy::EmailLoginLink};
        case FindingCode::ShopUnreachable:
            return {Remedy::TryAgain, Remedy::CopyPortalLink};
        case FindingCode::ShopRefusedUs:
            return {Remedy::CopyPortalLink, Remedy::OpenInShop, Remedy::OpenInPlatform};
        case FindingCode::ShopLinkElsewhere:
            return {Remedy::CopyPortalLink, Remedy::OpenInShop};
        case FindingCode::ShopNoAccess:
            return {Remedy::OpenSettings, Remedy::CopyPortalLink};
        case FindingCode::ShopApiChanged:
            return {Remedy::OpenSettings, Remedy::OpenInShop, Remedy::OpenInPlatform, Remedy::CopyPortalLink};
        case FindingCode::ShopLimits:
            return {Remedy::TryAgain, Remedy::CopyPortalLink};
        case FindingCode::ShopIdUnusable:
        case FindingCode::ShopCustomerGone:
            return {Remedy::Search, Remedy::OpenInShop};
        case FindingCode::ShopCustomerRedacted:
            return {Remedy::Search};
        case FindingCode::ShopEmailUnknown:
            return {Remedy::TryAgain, Remedy::CopyPortalLink, Remedy::OpenInShop};
        case FindingCode::ShopDeclined:
            return {Remedy::TryAgain, Remedy::CopyPortalLink, Remedy::OpenInShop, Remedy::OpenInPlatform};
        case FindingCode::ShopEmailDiffers:
            return {Remedy::TryAgain};
        case FindingCode::ShopEmailShared:
            return {Remedy::OpenOtherCustomer, Remedy::Search, Remedy::CopyPortalLink, Remedy::OpenInShop};
        case FindingCode::ShopEmailTaken:
            return {Remedy::Search, Remedy::OpenInPlatform};
        case FindingCode::ShopUncertain:
            return {Remedy::OpenInShop, Remedy::OpenInPlatform, Remedy::CopyPortalLink};
        case FindingCode::ShopOffersNot:
            return {Remedy::OpenInShop, Remedy::OpenInPlatform, Remedy::CopyPortalLink};
        case FindingCode::ShopWaiting:
            return {Remedy::TryAgain, Remedy::CopyPortalLink, Remedy::OpenInShop, Remedy::OpenInPlatform};
        case FindingCode::ShopLinkOut:
            return {Remedy::IssueMagicLink, Remedy::OpenLink};
        case FindingCode::ServiceUnreachable:
            return {Remedy::TryAgain};
    }
    return {};
}

Permission permissionFor(Remedy remedy) {
    switch (remedy) {
        case Remedy::EditContact:
        case Remedy::UseSuggestion:
            return Permission::EditContact;
        case Remedy::IssueMagicLink:
        case Remedy::OverrideReply:
            return Permission::IssueMagicLink;
        case Remedy::RevokeLink:
            return Permission::RevokeLink;
        case Remedy::CopyPortalLink:
        case Remedy::CopyLoginSteps:
            return Permission::CopyPortalLink;
        case Remedy::EmailLoginLink:
        case Remedy::SendAgain:
            return Permission::SendLetter;
        case Remedy::OpenMessage:
            return Permission::ReadMessages;
        case Remedy::OpenLink:
        case Remedy::OpenOtherCustomer:
        case Remedy::OpenCustomer:
        case Remedy::GoToSubscriptions:
        case Remedy::GoToCustomers:
        case Remedy::Search:
        case Remedy::OpenSettings:
        case Remedy::TryAgain:
        case Remedy::OpenInShop:
        case Remedy::OpenInPlatform:
            return Permission::See;
    }
    return Permission::See;
}

}  // namespace latchkey
