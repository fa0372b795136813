// Sentences about a shop for whoever runs the service.
#include "app/service/shop_texts.h"

namespace latchkey {

namespace {

QString nameOf(ShopSpeaker speaker) {
    switch (speaker) {
        case ShopSpeaker::House:
            return QStringLiteral("The house");
        case ShopSpeaker::Skio:
            return QStringLiteral("Skio");
        case ShopSpeaker::Shopify:
            return QStringLiteral("Shopify");
    }
    return {};
}

QString tokenKey(ShopSpeaker speaker) { return speaker == ShopSpeaker::Shopify ? QStringLiteral("shopify-token-file") : QStringLiteral("skio-token-file"); }

QString plainSentence(const ShopTrouble &trouble, const QString &who) {
    switch (trouble.fault) {
        case ShopFault::Unreachable:
            return QStringLiteral("%1 cannot be reached; check the endpoint, the network and the proxy.").arg(who);
        case ShopFault::TimedOut:
            if (trouble.speaker == ShopSpeaker::House) return QStringLiteral("This waited too long for its turn, so that nothing was sent; try again.");
            return QStringLiteral("%1 did not answer in time; try again later.").arg(who);
        case ShopFault::BadCertificate:
            return QStringLiteral("%1's certificate cannot be trusted; check the endpoint and the host's certificates.").arg(who);
        case ShopFault::NotEncrypted:
            return QStringLiteral("The endpoint is not https, so that nothing was sent; correct it in the configuration.");
        case ShopFault::Redirected:
            return QStringLiteral("%1 sends the service to another address, where the token does not go; correct the endpoint in the configuration.").arg(who);
        case ShopFault::TooFast:
            return QStringLiteral("%1 takes no more requests for now; try again later.").arg(who);
        case ShopFault::Failing:
            return QStringLiteral("%1 fails; try again later.").arg(who);
        case ShopFault::Nonsense:
            return QStringLiteral("%1's answer cannot be read; check that the endpoint is its GraphQL API.").arg(who);
        case ShopFault::TokenRefused:
            return QStringLiteral("%1 refuses the token; make a new one there and put it where %2 says.").arg(who, tokenKey(trouble.speaker));
        case ShopFault::NoAccess:
            return QStringLiteral("The token may not use %1; ask %2's owner for one that may.").arg(trouble.what.isEmpty() ? QStringLiteral("this") : trouble.what, who);
        case ShopFault::DocumentRefused:
            return QStringLiteral("%1 does not know \"%2\"; give a document of your own with skio-documents.").arg(who, trouble.what);
        case ShopFault::TooMuchAsked:
            return QStringLiteral("%1 finds even the smallest page too large; give a smaller document with skio-documents.").arg(who);
        case ShopFault::NotAnId:
            return QStringLiteral("This is none of %1's ids.").arg(who);
        case ShopFault::Gone:
        case ShopFault::NotInShop:
            return QStringLiteral("%1 has no such row in this store.").arg(who);
        case ShopFault::Removed:
            return QStringLiteral("The customer was removed at %1.").arg(who);
        case ShopFault::Redacted:
            return QStringLiteral("The customer's data was deleted at %1 for privacy.").arg(who);
        case ShopFault::NoEmail:
            return QStringLiteral("The customer has no valid e-mail address.");
        case ShopFault::EmailUnknown:
            return QStringLiteral("%1 has no customer with this e-mail address.").arg(who);
        case ShopFault::EmailDiffers:
            return QStringLiteral("%1 has another e-mail address for this customer by now; look again.").arg(who);
        case ShopFault::EmailShared:
            return QStringLiteral("Several customers answer to this e-mail address; free it at %1.").arg(who);
        case ShopFault::EmailTaken:
            return QStringLiteral("Another customer has this e-mail address at %1; free it there first.").arg(who);
        case ShopFault::LinkElsewhere:
            if (trouble.what.isEmpty()) return QStringLiteral("%1 made a link that does not lead to the store by https; check store-domain.").arg(who);
            return QStringLiteral("%1 made a link to %2, which is not the store's host; check store-domain.").arg(who, trouble.what);
        case ShopFault::Declined:
            return QStringLiteral("%1 declined.").arg(who);
        case ShopFault::Uncertain:
            return QStringLiteral("%1 did not answer a change, which may have been made; it is not sent again.").arg(who);
        case ShopFault::NotOffered:
            return QStringLiteral("%1 does not offer that.").arg(who);
        case ShopFault::Stopped:
            return QStringLiteral("Stopped.");
    }
    return {};
}

QString nameOf(ShopAbility ability) {
    switch (ability) {
        case ShopAbility::ReadCustomers:
            return QStringLiteral("Reading customers");
        case ShopAbility::ReadSubscriptions:
            return QStringLiteral("Reading subscriptions");
        case ShopAbility::ReadLines:
            return QStringLiteral("Reading the lines of subscriptions");
        case ShopAbility::ReadProducts:
            return QStringLiteral("Reading products");
        case ShopAbility::ReadPolicies:
            return QStringLiteral("Reading intervals");
        case ShopAbility::Search:
            return QStringLiteral("Searching");
        case ShopAbility::MakeLink:
            return QStringLiteral("Making Magic links");
        case ShopAbility::ChangeEmail:
            return QStringLiteral("Changing e-mail addresses");
        case ShopAbility::HousePortal:
            return QStringLiteral("The house's own portal, codes and letters");
    }
    return {};
}

// What has not been tried is tried by whoever needs it first: a probe changes nothing.
QString whyUntried(ShopAbility ability) {
    if (ability == ShopAbility::MakeLink) return QStringLiteral("untried; the first link that an agent makes will tell.");
    if (ability == ShopAbility::ChangeEmail) return QStringLiteral("untried; the first change will tell.");
    return QStringLiteral("untried.");
}

QString whyNot(const AbilityView &view) {
    if (view.reason && view.reason->fault == ShopFault::NotOffered && view.ability == ShopAbility::ChangeEmail)
        return QStringLiteral("no; it takes shopify-shop and a Shopify token with write_customers.");
    if (view.reason && view.reason->fault == ShopFault::NotOffered && view.ability == ShopAbility::HousePortal)
        return QStringLiteral("no; customers sign in at the store.");
    return view.reason ? QStringLiteral("no. %1").arg(sentenceOf(*view.reason)) : QStringLiteral("no.");
}

}  // namespace

QString sentenceOf(const ShopTrouble &trouble) {
    const QString sentence = plainSentence(trouble, nameOf(trouble.speaker));
    return trouble.words.isEmpty() ? sentence : QStringLiteral("%1 Its words: \"%2\".").arg(sentence, trouble.words);
}

QString lineOf(const AbilityView &view) {
    const QString name = nameOf(view.ability);
    switch (view.state) {
        case AbilityState::Yes:
            return QStringLiteral("%1: yes.").arg(name);
        case AbilityState::No:
            return QStringLiteral("%1: %2").arg(name, whyNot(view));
        case AbilityState::Untried:
            return QStringLiteral("%1: %2").arg(name, whyUntried(view.ability));
    }
    return {};
}

}  // namespace latchkey
