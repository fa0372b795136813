// Writes what stands in the way of a Magic link at Skio, and what to do.
#include "ui/texts_shop_findings.h"

#include "models/domain/shop_trouble.h"
#include "ui/texts_context.h"

namespace latchkey {

namespace {

QString untilText(Instant until, Instant now) {
    return until > now ? Desktop::tr("Skio asks to wait until %1.").arg(timeOfDay(until)) : Desktop::tr("Try again in a moment.");
}

QString portalMeanwhile() { return Desktop::tr("What is shown may be old; the Portal link works meanwhile."); }

// Why it does not answer, as far as that can be told.
QString whyUnreachable(ShopFault fault) {
    switch (fault) {
        case ShopFault::TimedOut:
            return Desktop::tr("It did not answer in time.");
        case ShopFault::BadCertificate:
            return Desktop::tr("Its certificate cannot be trusted; an Admin should look at the endpoint in the configuration.");
        case ShopFault::NotEncrypted:
            return Desktop::tr("The endpoint in the configuration is not https, so that nothing was sent.");
        case ShopFault::Redirected:
            return Desktop::tr("It sends the service to another address, where the token does not go; an Admin should look at the endpoint.");
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
    const QString title = fault == ShopFault::TooFast ? Desktop::tr("Skio asks us to wait") : Desktop::tr("Skio cannot be reached");
    return {title, QStringList{whyUnreachable(fault), fault == ShopFault::TooFast ? untilText(facts.until, now) : QString(), portalMeanwhile()}
                       .join(QLatin1Char(' '))
                       .simplified()};
}

FindingText shopDeclined(const FindingFacts &facts) {
    const QString words = facts.serverWords.isEmpty() ? Desktop::tr("It gave no reason.") : Desktop::tr("It says “%1”.").arg(brief(facts.serverWords));
    return {Desktop::tr("Skio declined this"), Desktop::tr("%1 Look at the customer in Skio, or send the Portal link.").arg(words)};
}

FindingText shopEmailShared(const FindingFacts &facts) {
    const QString who = facts.otherName.isEmpty() ? Desktop::tr("Skio makes Magic links by the address alone, and %1 belongs to several customers.").arg(brief(facts.email))
                                                  : Desktop::tr("Skio makes Magic links by the address alone, and %1 also belongs to %2.").arg(brief(facts.email), brief(facts.otherName));
    return {Desktop::tr("No Magic link: several customers have this e-mail address"),
            Desktop::tr("%1 Nobody knows whom a link would let in. Free the address of the other in Skio, or send the Portal link.").arg(who)};
}

FindingText shopWaiting(const FindingFacts &facts, Instant now) {
    const QString since = facts.at.isSet() && now - facts.at > std::chrono::minutes(2)
                              ? Desktop::tr("It has taken longer than usual; look at the customer in Skio.")
                              : Desktop::tr("It is looked at every few seconds.");
    return {Desktop::tr("Saved in Shopify, waiting for Skio"),
            Desktop::tr("%1 is the new address; until Skio shows it, a Magic link would go by the old one. %2").arg(brief(facts.suggestion), since)};
}

FindingText shopLinkOut(const FindingFacts &facts, Instant now) {
    const QString name = facts.publicId.isEmpty() ? Desktop::tr("A Magic link") : Desktop::tr("Magic link %1").arg(facts.publicId);
    const QString by = facts.agentName.isEmpty() ? QString() : Desktop::tr(" by %1").arg(brief(facts.agentName));
    const QString left = facts.until > now ? Desktop::tr("It works for another %1.").arg(durationText(facts.until - now)) : QString();
    return {Desktop::tr("%1 is out").arg(name),
            Desktop::tr("Made%1. %2 Whether it was opened or used is seen in Skio only, and it cannot be revoked here.").arg(by, left).simplified()};
}

}  // namespace latchkey
