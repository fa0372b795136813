// Titles and sentences of findings, and the words on the buttons that remedy them.
#include "ui/texts.h"

#include "ui/texts_advice.h"
#include "ui/texts_context.h"
#include "ui/texts_letters.h"
#include "ui/texts_roles.h"
#include "ui/texts_shop_findings.h"

namespace latchkey {

namespace {

// "14 minutes ago", "3 hours ago"; "just now" stands alone.
QString agoInWords(Instant at, Instant now) {
    const Duration gone = now - at;
    if (gone < std::chrono::minutes(1)) return Desktop::tr("just now");
    return Desktop::tr("%1 ago").arg(durationText(gone));
}

QString seenBy(const FindingFacts &facts) {
    if (facts.visits > 0) {
        return facts.visits == 1 ? Desktop::tr("opened once but never used") : Desktop::tr("opened %1 times but never used").arg(facts.visits);
    }
    if (facts.scannerVisits > 0) return Desktop::tr("only a mail scanner saw it");
    return Desktop::tr("never used");
}

QString linkName(const FindingFacts &facts) {
    return facts.publicId.isEmpty() ? Desktop::tr("The last Magic link") : Desktop::tr("Magic link %1").arg(facts.publicId);
}

// How long one lives that is made elsewhere is not known before it is there.
QString lifeOf(const FindingFacts &facts) { return facts.life.count() > 0 ? durationText(facts.life) : Desktop::tr("a few minutes"); }

FindingText malformed(const FindingFacts &facts) {
    const QString why = textOf(facts.flaw, facts.flawAt);
    const QString sentence = facts.suggestion.isEmpty()
                                 ? Desktop::tr("“%1” is on file. %2 Ask the customer and correct it.").arg(brief(facts.email), why)
                                 : Desktop::tr("“%1” is on file. %2 Probably it should be %3; ask the customer before you change it.").arg(brief(facts.email), why, brief(facts.suggestion));
    return {Desktop::tr("No Magic link: the e-mail address is not valid"), sentence};
}

FindingText portalLinkFitsBetter(const FindingFacts &facts) {
    QString sentence = Desktop::tr("It never expires. A Magic login link lives %1, which is short for a reply that is read later.").arg(lifeOf(facts));
    if (facts.usualDelay.count() > 0)
        sentence = Desktop::tr("It never expires. A Magic login link lives %1, and this customer usually opens mail after %2.")
                       .arg(lifeOf(facts), durationText(facts.usualDelay));
    else if (facts.link.isValid())
        sentence = Desktop::tr("It never expires. %1 lived %2 and ran out before the customer opened it.").arg(linkName(facts), lifeOf(facts));
    return {Desktop::tr("Replying by e-mail? Send the Portal link"), sentence};
}

FindingText openedNotPressed(const FindingFacts &facts) {
    const QString people = facts.visits == 1 ? Desktop::tr("%1 was opened once").arg(linkName(facts))
                                             : Desktop::tr("%1 was opened %2 times").arg(linkName(facts)).arg(facts.visits);
    const QString scanners = facts.scannerVisits > 0 ? Desktop::tr(", besides %1 by mail scanners").arg(facts.scannerVisits) : QString();
    return {Desktop::tr("The link was opened, but the button was not pressed"),
            Desktop::tr("%1%2; nothing is spent. Ask the customer to press the button on that page.").arg(people, scanners)};
}

FindingText standardLogin(const FindingFacts &facts) {
    if (!facts.phone.isEmpty()) {
        return {Desktop::tr("Standard login works: a code by SMS"),
                Desktop::tr("%1 is on file. The customer enters it on the login page and types the code from the text message.").arg(brief(facts.phone))};
    }
    const QString why =
        facts.count > 1 ? Desktop::tr("The last %1 Magic links did not work.").arg(facts.count) : Desktop::tr("It needs no link that can expire.");
    return {Desktop::tr("Standard login works: a code by e-mail"),
            Desktop::tr("%1 The customer enters the e-mail address on the login page and types the code from the letter.").arg(why)};
}

FindingText shared(const FindingFacts &facts) {
    const QString who =
        facts.otherName.isEmpty()
            ? Desktop::tr("Make sure that this is the customer who wrote before you send a link.")
        : facts.count > 1
            ? Desktop::tr("%1 has it too, and so have %2 more. Make sure that this is the customer who wrote before you send a link.")
                  .arg(brief(facts.otherName))
                  .arg(facts.count - 1)
            : Desktop::tr("%1 has it too. Make sure that this is the customer who wrote before you send a link.").arg(brief(facts.otherName));
    return {Desktop::tr("Another customer has the same e-mail address"),
            who + QLatin1Char(' ') + Desktop::tr("Standard login by this address asks the customer to use the phone number instead.")};
}

FindingText missing(const FindingFacts &facts) {
    return {Desktop::tr("No Magic link: there is no e-mail address on file"),
            facts.phone.isEmpty() ? Desktop::tr("A Magic login link needs a valid address in the customer's profile. Ask the customer for one and add it.")
                                  : Desktop::tr("A Magic login link needs a valid address in the customer's profile. Add one, or let the customer log in "
                                                "with a code by SMS.")};
}

FindingText typo(const FindingFacts &facts) {
    return {Desktop::tr("The e-mail address may have a typing error"),
            facts.suggestion.isEmpty()
                ? Desktop::tr("“%1” looks like a common address misspelt. Ask the customer before you change it.").arg(brief(facts.email))
                : Desktop::tr("“%1” is on file. Did the customer mean %2? Ask before you change it.").arg(brief(facts.email), brief(facts.suggestion))};
}

FindingText removed(const FindingFacts &facts) {
    return {Desktop::tr("No Magic link: the customer was removed in the shop"),
            facts.otherName.isEmpty() ? Desktop::tr("A removed customer cannot log in. Restore the customer in the shop, or search for the one who took their place.")
                                      : Desktop::tr("A removed customer cannot log in. Restore the customer in the shop, or open %1, who has the same address.")
                                            .arg(brief(facts.otherName))};
}

FindingText notAllowed(const FindingFacts &facts) {
    const QString why = facts.denial ? textOf(*facts.denial) : Desktop::tr("Ask a Lead or an Admin.");
    const QString title = facts.denial && facts.denial->permission != Permission::IssueMagicLink ? Desktop::tr("Your role may not do this")
                                                                                                : Desktop::tr("Your role may not issue Magic links");
    return {title, facts.email.isEmpty() ? why : Desktop::tr("%1 Or e-mail a login link to the address on file.").arg(why)};
}

FindingText tooMany(const FindingFacts &facts) {
    const QString made = facts.count > 0 ? Desktop::tr("%1 Magic links were issued within the hour.").arg(facts.count)
                                         : Desktop::tr("The limit of an hour is reached.");
    const QString next = facts.until.isSet() ? Desktop::tr("The next one is possible at %1; the Portal link works now.").arg(timeOfDay(facts.until))
                                             : Desktop::tr("Try again later; the Portal link works now.");
    return {Desktop::tr("Too many Magic links for now"), made + QLatin1Char(' ') + next};
}

FindingText live(const FindingFacts &facts, Instant now) {
    const QString by = facts.agentName.isEmpty() ? QString() : Desktop::tr(" by %1").arg(brief(facts.agentName));
    const QString issued = facts.at.isSet() ? Desktop::tr("Issued %1%2.").arg(agoInWords(facts.at, now), by) : QString();
    const QString left = facts.until > now ? Desktop::tr("It works for another %1.").arg(durationText(facts.until - now)) : QString();
    return {Desktop::tr("%1 is live and not yet used").arg(linkName(facts)),
            QStringList{issued, left, Desktop::tr("It can no longer be copied; issue another or revoke it.")}.join(QLatin1Char(' ')).simplified()};
}

FindingText ended(const FindingFacts &facts, Instant now, const QString &title, const QString &what) {
    const QString when = facts.at.isSet() ? title.arg(agoInWords(facts.at, now)) : title.arg(QString()).simplified();
    return {when, what.arg(linkName(facts))};
}

FindingText revoked(const FindingFacts &facts, Instant now) {
    const QString by = facts.agentName.isEmpty()
                           ? Desktop::tr("%1 was revoked before it was used. Issue a new one if the customer still needs it.")
                           : Desktop::tr("%1 was revoked before it was used, by %2. Issue a new one if the customer still needs it.")
                                 .arg(QStringLiteral("%1"), brief(facts.agentName));
    return ended(facts, now, Desktop::tr("Revoked %1"), by);
}

}  // namespace

FindingText textOf(const Finding &finding, Instant now) {
    const FindingFacts &facts = finding.facts;
    switch (finding.code) {
        case FindingCode::EmailMissing:
            return missing(facts);
        case FindingCode::EmailMalformed:
            return malformed(facts);
        case FindingCode::EmailDomainTypo:
            return typo(facts);
        case FindingCode::EmailDomainHasNoMail:
            return {Desktop::tr("The mail domain takes no mail"),
                    Desktop::tr("The name servers say that nothing sent to “%1” can arrive. Ask the customer for another address.").arg(brief(facts.email))};
        case FindingCode::EmailBounced:
            return emailBounced(facts, now);
        case FindingCode::EmailShared:
            return shared(facts);
        case FindingCode::CustomerRemoved:
            return removed(facts);
        case FindingCode::LinkLive:
            return live(facts, now);
        case FindingCode::LinkExpired:
            return {facts.at.isSet() ? Desktop::tr("Expired %1, %2").arg(agoInWords(facts.at, now), seenBy(facts))
                                     : Desktop::tr("Expired, %1").arg(seenBy(facts)),
                    Desktop::tr("%1 ran out before the customer used it. Issue a new one, or send the Portal link, which never expires.")
                        .arg(linkName(facts))};
        case FindingCode::LinkUsed:
            return ended(facts, now, Desktop::tr("Used %1"),
                         Desktop::tr("%1 signed the customer in, and it works only once. To let them in again, issue a new one."));
        case FindingCode::LinkRevoked:
            return revoked(facts, now);
        case FindingCode::LinkVoidByEmailChange:
            return ended(facts, now, Desktop::tr("Ended by a change of e-mail address %1"),
                         Desktop::tr("%1 belonged to the old address. Issue a new one for the address that is on file now."));
        case FindingCode::LinkOpenedNotPressed:
            return openedNotPressed(facts);
        case FindingCode::LetterFailed:
            return letterFailed(facts, now);
        case FindingCode::LetterWaiting:
            return letterWaiting(facts, now);
        case FindingCode::SmsFailed:
            return smsFailed(facts, now);
        case FindingCode::PortalLinkFitsBetter:
            return portalLinkFitsBetter(facts);
        case FindingCode::ReplyGoesElsewhere:
            return replyGoesElsewhere(facts);
        case FindingCode::WrongPlace:
            return {Desktop::tr("Choose a customer or a subscription first"),
                    Desktop::tr("A Magic link belongs to one customer. Open Subscriptions or Customers, or search for the name or address.")};
        case FindingCode::UseStandardLogin:
            return standardLogin(facts);
        case FindingCode::TooManyLinks:
            return tooMany(facts);
        case FindingCode::NotAllowed:
            return notAllowed(facts);
        case FindingCode::ShopUnreachable:
            return shopUnreachable(facts, now);
        case FindingCode::ShopRefusedUs:
            return shopRefusedUs(facts);
        case FindingCode::ShopNoAccess:
            return shopNoAccess(facts);
        case FindingCode::ShopApiChanged:
            return shopApiChanged(facts);
        case FindingCode::ShopLimits:
            return shopLimits(facts);
        case FindingCode::ShopIdUnusable:
            return {Desktop::tr("This is not a Skio id"), Desktop::tr("The row does not come from Skio. Search for the customer by name or address.")};
        case FindingCode::ShopCustomerGone:
            return {Desktop::tr("No longer in Skio"), Desktop::tr("Skio has no such customer or subscription in this store any more. Search for the one who took its place.")};
        case FindingCode::ShopCustomerRedacted:
            return {Desktop::tr("No Magic link: the customer's data was deleted"),
                    Desktop::tr("The customer asked for it, and Skio has deleted who this was; it is deleted here too. There is nobody to let in.")};
        case FindingCode::ShopEmailUnknown:
            return {Desktop::tr("Skio has no customer with this e-mail"),
                    Desktop::tr("It knows the customer, but makes no link for %1. Read the customer again, or send the Portal link.").arg(brief(facts.email))};
        case FindingCode::ShopEmailDiffers:
            return shopEmailDiffers(facts);
        case FindingCode::ShopEmailShared:
            return shopEmailShared(facts);
        case FindingCode::ShopEmailTaken:
            return shopEmailTaken(facts);
        case FindingCode::ShopLinkElsewhere:
            return shopLinkElsewhere(facts);
        case FindingCode::ShopDeclined:
            return shopDeclined(facts);
        case FindingCode::ShopUncertain:
            return shopUncertain(facts);
        case FindingCode::ShopOffersNot:
            return shopOffersNot(facts);
        case FindingCode::ShopWaiting:
            return shopWaiting(facts, now);
        case FindingCode::ShopLinkOut:
            return shopLinkOut(facts, now);
        case FindingCode::ServiceUnreachable:
            return {Desktop::tr("The service cannot be reached"), Desktop::tr("Nothing was issued. Check the connection and try again.")};
    }
    return {};
}

QString textOf(Remedy remedy, const FindingFacts &facts) {
    switch (remedy) {
        case Remedy::EditContact:
            return Desktop::tr("Edit contact");
        case Remedy::UseSuggestion:
            return facts.suggestion.isEmpty() || facts.suggestion.size() > 24 ? Desktop::tr("Use suggestion")
                                                                              : Desktop::tr("Use %1").arg(facts.suggestion);
        case Remedy::IssueMagicLink:
            return facts.link.isValid() ? Desktop::tr("Issue another") : Desktop::tr("Issue Magic link");
        case Remedy::RevokeLink:
            return Desktop::tr("Revoke");
        case Remedy::CopyPortalLink:
            return Desktop::tr("Copy Portal link");
        case Remedy::CopyLoginSteps:
            return Desktop::tr("Copy login steps");
        case Remedy::EmailLoginLink:
            return Desktop::tr("E-mail a login link");
        case Remedy::SendAgain:
            return Desktop::tr("Send again");
        case Remedy::OpenMessage:
            return Desktop::tr("Open message");
        case Remedy::OpenLink:
            return Desktop::tr("Show its timeline");
        case Remedy::OverrideReply:
            return Desktop::tr("Issue anyway…");
        case Remedy::OpenSettings:
            return Desktop::tr("Open settings");
        case Remedy::OpenOtherCustomer:
            return facts.otherName.isEmpty() || facts.otherName.size() > 24 ? Desktop::tr("Open the other customer")
                                                                            : Desktop::tr("Open %1").arg(facts.otherName);
        case Remedy::OpenCustomer:
            return Desktop::tr("Open customer");
        case Remedy::GoToSubscriptions:
            return Desktop::tr("Go to Subscriptions");
        case Remedy::GoToCustomers:
            return Desktop::tr("Go to Customers");
        case Remedy::Search:
            return facts.email.isEmpty() ? Desktop::tr("Search") : Desktop::tr("Show all with this address");
        case Remedy::TryAgain:
            return Desktop::tr("Try again");
        case Remedy::OpenInShop:
            return Desktop::tr("Open in Skio");
        case Remedy::OpenInPlatform:
            return Desktop::tr("Open in Shopify");
    }
    return {};
}

}  // namespace latchkey
