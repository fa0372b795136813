// The one table of findings: who raises each, how grave it is, when, and by which rule.
#include "services/diagnosis/rules.h"

#include "services/diagnosis/rule_parts.h"

namespace latchkey {

namespace {

using Find = MaybeFound (*)(const DiagnosisFacts &);

Rule blocks(int rank, const char *when, Find find) { return {RaisedBy::Diagnosis, Severity::Blocks, rank, false, when, find}; }
Rule warns(int rank, const char *when, Find find) { return {RaisedBy::Diagnosis, Severity::Warns, rank, false, when, find}; }
Rule informs(int rank, const char *when, Find find) { return {RaisedBy::Diagnosis, Severity::Informs, rank, false, when, find}; }
Rule byDesk(int rank, const char *when) { return {RaisedBy::Desk, Severity::Blocks, rank, false, when, nullptr}; }
Rule alsoOfTheRemoved(Rule rule) {
    rule.ofTheRemoved = true;
    return rule;
}

}  // namespace

Rule ruleOf(FindingCode code) {
    switch (code) {
        case FindingCode::EmailMissing:
            return blocks(60, "no e-mail address is on file", findEmailMissing);
        case FindingCode::EmailMalformed:
            return blocks(70, "the address on file is none by WHATWG's definition", findEmailMalformed);
        case FindingCode::EmailDomainTypo:
            return warns(120, "the address is one slip away from a common mail domain", findEmailDomainTypo);
        case FindingCode::EmailDomainHasNoMail:
            return warns(100, "the name servers say that the mail domain does not exist or takes no mail (only where the operator has them asked)",
                         findEmailDomainHasNoMail);
        case FindingCode::EmailBounced:
            return warns(110, "the last letter to the address on file was refused for good", findEmailBounced);
        case FindingCode::EmailShared:
            return warns(210, "another customer has the same address, upper and lower case left aside", findEmailShared);
        case FindingCode::CustomerRemoved:
            return alsoOfTheRemoved(blocks(40, "the customer was removed or redacted in the shop", findCustomerRemoved));
        case FindingCode::LinkLive:
            return alsoOfTheRemoved(informs(230, "an unspent Magic link is out", findLinkLive));
        case FindingCode::LinkExpired:
            return alsoOfTheRemoved(warns(190, "the newest Magic link ran out unspent; informs once the customer has signed in since", findLinkExpired));
        case FindingCode::LinkUsed:
            return alsoOfTheRemoved(informs(240, "the newest Magic link was used", findLinkUsed));
        case FindingCode::LinkRevoked:
            return alsoOfTheRemoved(warns(200, "an agent revoked the newest Magic link; informs once the customer has signed in since", findLinkRevoked));
        case FindingCode::LinkVoidByEmailChange:
            return alsoOfTheRemoved(warns(180, "the newest Magic link ended because the e-mail address changed; informs once the customer has signed in since",
                                          findLinkVoidByEmailChange));
        case FindingCode::LinkOpenedNotPressed:
            return warns(140, "a person opened the newest Magic link in time, and nobody pressed its button", findLinkOpenedNotPressed);
        case FindingCode::LetterFailed:
            return warns(130, "the newest letter to the address on file did not get through, and the customer has not signed in since", findLetterFailed);
        case FindingCode::LetterWaiting:
            return warns(220, "the newest letter still waits for the mail server after 10 seconds or a first try", findLetterWaiting);
        case FindingCode::SmsFailed:
            return warns(150, "the newest text did not get through or was kept back by the operator's limits, and the customer has not signed in since",
                         findSmsFailed);
        case FindingCode::PortalLinkFitsBetter:
            return warns(170, "the agent says that the reply is read later, or the customer's median time to open (of 3 opened links or more) is longer than "
                              "a link lives, or the newest link expired unseen",
                         findPortalLinkFitsBetter);
        case FindingCode::ReplyGoesElsewhere:
            return blocks(80, "the operator has replies guarded, and the address that the reply goes to is not the one on file, or is missing where one is required",
                          findReplyGoesElsewhere);
        case FindingCode::WrongPlace:
            return byDesk(10, "a Magic link was asked for where no subscription and no customer is open");
        case FindingCode::UseStandardLogin:
            return warns(160, "two Magic links or more ran out in a row, or no usable e-mail address is on file but a phone", findUseStandardLogin);
        case FindingCode::TooManyLinks:
            return blocks(90, "as many Magic links as the hour allows were issued for this customer or by this agent", findTooManyLinks);
        case FindingCode::NotAllowed:
            return alsoOfTheRemoved(blocks(50, "the agent's role issues no Magic links", findNotAllowed));
        case FindingCode::ShopUnreachable:
            return alsoOfTheRemoved(blocks(20, "the shop does not answer, or not as it should: no connection, too late, another host, too many requests, no JSON", findShopUnreachable));
        case FindingCode::ShopRefusedUs:
            return alsoOfTheRemoved(blocks(30, "the shop refuses the service's token; warns of the platform's, by which only addresses are changed", findShopRefusedUs));
        case FindingCode::ShopNoAccess:
            return alsoOfTheRemoved(blocks(31, "the shop takes the token, but shows it no customers, or lets it make no links; warns of whatever else it does not let it see", findShopNoAccess));
        case FindingCode::ShopApiChanged:
            return alsoOfTheRemoved(blocks(32, "the shop no longer knows a field or type that is asked for, and it cannot be left out", findShopApiChanged));
        case FindingCode::ShopLimits:
            return alsoOfTheRemoved(blocks(33, "a limit of the shop is passed even by the smallest page", findShopLimits));
        case FindingCode::ShopIdUnusable:
            return alsoOfTheRemoved(blocks(37, "the row's id is none of the shop's", findShopIdUnusable));
        case FindingCode::ShopCustomerGone:
            return alsoOfTheRemoved(blocks(36, "the shop no longer has this customer or subscription", findShopCustomerGone));
        case FindingCode::ShopCustomerRedacted:
            return alsoOfTheRemoved(blocks(35, "the shop deleted the customer's data for privacy", findShopCustomerRedacted));
        case FindingCode::ShopEmailUnknown:
            return blocks(74, "the shop says that no customer has this address", findShopEmailUnknown);
        case FindingCode::ShopEmailDiffers:
            return blocks(73, "the shop has another address than the one that the agent saw", findShopEmailDiffers);
        case FindingCode::ShopEmailShared:
            return blocks(72, "several customers of a shop outside the house have the address by which it makes links", findShopEmailShared);
        case FindingCode::ShopEmailTaken:
            return warns(125, "the address to be saved belongs to another customer of the platform", findShopEmailTaken);
        case FindingCode::ShopLinkElsewhere:
            return blocks(75, "the shop's link leads to another host than the store's; it is thrown away", findShopLinkElsewhere);
        case FindingCode::ShopDeclined:
            return blocks(76, "the shop says no, in words of its own", findShopDeclined);
        case FindingCode::ShopUncertain:
            return alsoOfTheRemoved(blocks(15, "a shop outside the house did not answer a change that was sent to it", findShopUncertain));
        case FindingCode::ShopOffersNot:
            return blocks(77, "the shop has no such thing, or no credential for it is set", findShopOffersNot);
        case FindingCode::ShopWaiting:
            return blocks(55, "the e-mail address was changed at the platform, and the shop does not show it yet", findShopWaiting);
        case FindingCode::ShopLinkOut:
            return informs(231, "a Magic link that the shop made is out", findShopLinkOut);
        case FindingCode::ServiceUnreachable:
            return byDesk(0, "the desk does not reach the service");
    }
    return {};
}

}  // namespace latchkey
