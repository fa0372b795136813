// Writes what stands in the way of a Magic link at Skio, and what to do.
#include "ui/texts_shop_findings.h"

#include "models/domain/shop_trouble.h"
#include "ui/texts_context.h"

namespace latchkey {

namespace {

bool isShopify(const FindingFacts &facts) { return facts.speaker == ShopSpeaker::Shopify; }

QString nameOfSpeaker(const FindingFacts &facts) { return isShopify(facts) ? QStringLiteral("Shopify") : QStringLiteral("Skio"); }

QString untilText(const FindingFacts &facts, Instant now) {
    return facts.until > now ? Desktop::tr("%1 asks to wait until %2.").arg(nameOfSpeaker(facts), timeOfDay(facts.until)) : Desktop::tr("Try again in a moment.");
}

// What became of the agent's wish.
QString meanwhile(const FindingFacts &facts) {
    switch (facts.asked) {
        case ShopAsked::Change:
            return Desktop::tr("The e-mail address was not changed.");
        case ShopAsked::Link:
            return Desktop::tr("No link was made. If the store's own pages are up, the Portal link works meanwhile.");
        case ShopAsked::Reading:
            break;
    }
    return Desktop::tr("What is shown may be old. If the store's own pages are up, the Portal link works meanwhile.");
}

QString whatOf(const FindingFacts &facts) { return facts.what.isEmpty() ? Desktop::tr("this") : facts.what; }

// Why it does not answer, as far as that can be told.
QString whyUnreachable(ShopFault fault) {
    switch (fault) {
        case ShopFault::TimedOut:
            return Desktop::tr("It did not answer in time.");
        case ShopFault::BadCertificate:
            return Desktop::tr("Its certificate cannot be trusted; whoever runs the service should look at the endpoint in its configuration.");
        case ShopFault::NotEncrypted:
            return Desktop::tr("The endpoint in the configuration is not https, so that nothing was sent.");
        case ShopFault::Redirected:
            return Desktop::tr("It sends the service to another address, where the token does not go; whoever runs the service should look at the endpoint in its configuration.");
        case ShopFault::Failing:
            return Desktop::tr("It answers with an error of its own.");
        case ShopFault::Nonsense:
            return Desktop::tr("It answers something that cannot be read.");
        case ShopFault::TooFast:
            return Desktop::tr("It takes no more requests for now.");
        case ShopFault::Unreachable:
        case ShopFault::TokenRefused:
        case ShopFault::NoAccess:
        case ShopFault::DocumentRefused:
        case ShopFault::TooMuchAsked:
        case ShopFault::NotAnId:
        case ShopFault::Gone:
        case ShopFault::NotInShop:
        case ShopFault::Removed:
        case ShopFault::Redacted:
        case ShopFault::NoEmail:
        case ShopFault::EmailUnknown:
        case ShopFault::EmailDiffers:
        case ShopFault::EmailShared:
        case ShopFault::EmailTaken:
        case ShopFault::LinkElsewhere:
        case ShopFault::Declined:
        case ShopFault::Uncertain:
        case ShopFault::NotOffered:
        case ShopFault::Stopped:
            break;
    }
    return Desktop::tr("No connection to it could be made.");
}

}  // namespace

FindingText shopUnreachable(const FindingFacts &facts, Instant now) {
    const ShopFault fault = facts.shopFault.value_or(ShopFault::Unreachable);
    if (fault == ShopFault::TimedOut && facts.speaker == ShopSpeaker::House)
        return {Desktop::tr("This came too late to be sent"),
                Desktop::tr("The service waited too long for its turn, and so nothing was sent. %1 Try again.")
                    .arg(facts.asked == ShopAsked::Change ? Desktop::tr("The e-mail address was not changed.") : Desktop::tr("No link was made."))};
    const QString title = (fault == ShopFault::TooFast ? Desktop::tr("%1 asks us to wait") : Desktop::tr("%1 cannot be reached")).arg(nameOfSpeaker(facts));
    return {title, QStringList{whyUnreachable(fault), fault == ShopFault::TooFast ? untilText(facts, now) : QString(), meanwhile(facts)}
                       .join(QLatin1Char(' '))
                       .simplified()};
}

FindingText shopRefusedUs(const FindingFacts &facts) {
    if (isShopify(facts))
        return {Desktop::tr("Shopify refused the token"),
                Desktop::tr("The service's token for Shopify is wrong or was revoked: e-mail addresses cannot be changed from here, all else works. Whoever runs the service sets another one "
                            "in its configuration and restarts it; change the address in Shopify meanwhile.")};
    return {Desktop::tr("Skio refused the token"),
            Desktop::tr("The service's token is wrong or was deleted, and nothing new is read with it. Whoever runs the service sets another one in its configuration and restarts it; "
                        "the Portal link works meanwhile.")};
}

FindingText shopNoAccess(const FindingFacts &facts) {
    if (isShopify(facts))
        return {Desktop::tr("Shopify does not let the service change customers"),
                Desktop::tr("It takes the token, but the token may not write customers. Whoever runs the service can set one that may; change the address in Shopify meanwhile.")};
    return {Desktop::tr("The token has no access to %1").arg(whatOf(facts)),
            Desktop::tr("Skio takes the token, but shows it nothing of this. Whoever runs the service can set one that may see it; the Portal link works meanwhile.")};
}

FindingText shopApiChanged(const FindingFacts &facts) {
    const QString title = Desktop::tr("%1 no longer knows “%2”").arg(nameOfSpeaker(facts), whatOf(facts));
    if (isShopify(facts))
        return {title, Desktop::tr("Its API has changed, and the service cannot change an address without it. Whoever runs the service can set another version of the API; change the address in "
                                   "Shopify meanwhile.")};
    return {title, Desktop::tr("Its API has changed, and the service cannot ask for this without it. Whoever runs the service can lay a mended document into the documents' folder; use Skio's "
                               "dashboard meanwhile.")};
}

FindingText shopLimits(const FindingFacts &facts) {
    return {Desktop::tr("%1's limit is passed").arg(nameOfSpeaker(facts)),
            facts.asked == ShopAsked::Change ? Desktop::tr("Even the smallest question was too much for it. The e-mail address was not changed; try again in a moment.")
                                             : Desktop::tr("Even the smallest question was too much for it. Try again in a moment, or send the Portal link.")};
}

FindingText shopEmailDiffers(const FindingFacts &facts) {
    const QString title = Desktop::tr("The e-mail address has changed in Skio");
    switch (facts.asked) {
        case ShopAsked::Change:
            return {title, Desktop::tr("It was changed since this was shown, so that nothing was saved. Look at the address that is there now before you save again.")};
        case ShopAsked::Link:
            return {title, Desktop::tr("It was changed since this was shown, so that no link was made. Read the customer again and look at the address first.")};
        case ShopAsked::Reading:
            break;
    }
    return {title, Desktop::tr("It was changed since this was shown. Read the customer again and look at the address first.")};
}

FindingText shopEmailTaken(const FindingFacts &facts) {
    const QString title = Desktop::tr("Another customer has that e-mail address");
    if (facts.serverWords.isEmpty())
        return {title, Desktop::tr("Shopify allows one profile per address. Give the other profile another address first, then this one can have it.")};
    return {title, Desktop::tr("Shopify allows one profile per address and says “%1”. Give the other profile another address first, then this one can have it.").arg(brief(facts.serverWords))};
}

FindingText shopLinkElsewhere(const FindingFacts &facts) {
    const QString title = Desktop::tr("Skio's link led to another host");
    if (facts.what.isEmpty())
        return {title, Desktop::tr("A Magic link must lead to the store, and this one did not: it was thrown away. Whoever runs the service should check the store's domain in its configuration.")};
    return {title, Desktop::tr("Skio made a link to %1, not to the store's domain: it was thrown away. Whoever runs the service should check the store's domain in its configuration.")
                       .arg(brief(facts.what))};
}

FindingText shopDeclined(const FindingFacts &facts) {
    const QString title = Desktop::tr("%1 declined this").arg(nameOfSpeaker(facts));
    const QString words = facts.serverWords.isEmpty() ? Desktop::tr("It gave no reason.") : Desktop::tr("It says “%1”.").arg(brief(facts.serverWords));
    if (facts.asked == ShopAsked::Change)
        return {title, Desktop::tr("%1 The e-mail address was not changed; look at the customer in %2.").arg(words, nameOfSpeaker(facts))};
    return {title, Desktop::tr("%1 Look at the customer in %2, or send the Portal link.").arg(words, nameOfSpeaker(facts))};
}

FindingText shopUncertain(const FindingFacts &facts) {
    const QString title = facts.asked == ShopAsked::Change ? Desktop::tr("It is not known whether the e-mail address was changed")
                          : facts.asked == ShopAsked::Link ? Desktop::tr("It is not known whether a link was made")
                                                           : Desktop::tr("It is not known whether it was done");
    if (!facts.what.isEmpty())
        return {title, Desktop::tr("%1 answered, but not what became of it, and nothing is repeated by itself. Look in %1 before you try again.").arg(nameOfSpeaker(facts))};
    return {title, Desktop::tr("%1 did not answer in time, and nothing is repeated by itself. Look in %1 before you try again.").arg(nameOfSpeaker(facts))};
}

FindingText shopOffersNot(const FindingFacts &facts) {
    return {Desktop::tr("%1 does not offer this").arg(nameOfSpeaker(facts)), Desktop::tr("It cannot be done from here; do it in Skio's or Shopify's own pages.")};
}

FindingText shopEmailShared(const FindingFacts &facts) {
    const QString email = facts.email.isEmpty() ? Desktop::tr("this one") : brief(facts.email);
    const QString who = facts.otherName.isEmpty() ? Desktop::tr("Skio makes Magic links by the address alone, and %1 belongs to several customers.").arg(email)
                                                  : Desktop::tr("Skio makes Magic links by the address alone, and %1 also belongs to %2.").arg(email, brief(facts.otherName));
    return {Desktop::tr("No Magic link: several customers have this e-mail address"),
            Desktop::tr("%1 Nobody knows whom a link would let in. Free the address of the other in Skio, or send the Portal link.").arg(who)};
}

FindingText shopWaiting(const FindingFacts &facts, Instant now) {
    const QString email = facts.suggestion.isEmpty() ? Desktop::tr("Another address") : brief(facts.suggestion);
    const QString since = facts.at.isSet() && now - facts.at > std::chrono::minutes(2)
                              ? Desktop::tr("It is not there yet, and is looked for with every reading; look at the customer in Skio.")
                              : Desktop::tr("It is looked at every few seconds.");
    if (facts.shopFault == ShopFault::Uncertain)
        return {Desktop::tr("It is not known whether the e-mail address was changed"),
                Desktop::tr("%1 may have been saved in Shopify, which has not answered yet. Look there, or save the address again; until Skio shows it, a Magic link could go by the old one.")
                    .arg(email)};
    return {Desktop::tr("Saved in Shopify, waiting for Skio"),
            Desktop::tr("%1 is the new address; until Skio shows it, a Magic link would go by the old one. %2").arg(email, since)};
}

FindingText shopLinkOut(const FindingFacts &facts, Instant now) {
    const QString name = facts.publicId.isEmpty() ? Desktop::tr("A Magic link") : Desktop::tr("Magic link %1").arg(facts.publicId);
    const QString by = facts.agentName.isEmpty() ? QString() : Desktop::tr(" by %1").arg(brief(facts.agentName));
    const QString left = facts.until > now ? Desktop::tr("It works for another %1.").arg(durationText(facts.until - now)) : QString();
    return {Desktop::tr("%1 is out").arg(name),
            Desktop::tr("Made%1. %2 Whether it was opened or used is seen in Skio only, and it cannot be revoked here.").arg(by, left).simplified()};
}

}  // namespace latchkey
