// The short words of statuses, and what is wrong with an e-mail address.
#include "ui/texts.h"

#include "ui/texts_context.h"

namespace latchkey {

QString textOf(SubscriptionStatus status, const QString &shopsOwn) {
    switch (status) {
        case SubscriptionStatus::Active:
            return Desktop::tr("Active");
        case SubscriptionStatus::Trialing:
            return Desktop::tr("Trial");
        case SubscriptionStatus::PastDue:
            return Desktop::tr("Past due");
        case SubscriptionStatus::Failed:
            return Desktop::tr("Failed");
        case SubscriptionStatus::Paused:
            return Desktop::tr("Paused");
        case SubscriptionStatus::Cancelled:
            return Desktop::tr("Cancelled");
        case SubscriptionStatus::Expired:
            return Desktop::tr("Expired");
        case SubscriptionStatus::Other:
            return shopsOwn.isEmpty() ? Desktop::tr("Other") : shopsOwn;
    }
    return {};
}

// `at` counts from 0 and is named from 1, as people count.
QString textOf(EmailFlaw flaw, int at) {
    switch (flaw) {
        case EmailFlaw::NoAt:
            return Desktop::tr("The @ sign is missing.");
        case EmailFlaw::SeveralAts:
            return Desktop::tr("There is more than one @ sign.");
        case EmailFlaw::NothingBeforeAt:
            return Desktop::tr("There is nothing before the @ sign.");
        case EmailFlaw::NothingAfterAt:
            return Desktop::tr("There is nothing after the @ sign.");
        case EmailFlaw::Space:
            return at < 0 ? Desktop::tr("There is a space in it.") : Desktop::tr("There is a space at character %1.").arg(at + 1);
        case EmailFlaw::ForbiddenCharacter:
            return at < 0 ? Desktop::tr("It holds a character that no address may hold.")
                          : Desktop::tr("Character %1 may not stand in an address.").arg(at + 1);
        case EmailFlaw::DomainDot:
            return Desktop::tr("After the @ sign a dot is at the wrong place.");
        case EmailFlaw::DomainHyphen:
            return Desktop::tr("After the @ sign a hyphen is at the wrong place.");
        case EmailFlaw::DomainLabelTooLong:
            return Desktop::tr("A part of the domain is longer than 63 characters.");
        case EmailFlaw::DomainCharacter:
            return at < 0 ? Desktop::tr("The domain holds a character that no domain may hold.")
                          : Desktop::tr("Character %1 may not stand in a domain.").arg(at + 1);
        case EmailFlaw::TooLong:
            return Desktop::tr("It is too long: an address has at most 254 characters.");
        case EmailFlaw::NotAnAddress:
            return Desktop::tr("This is not an e-mail address.");
    }
    return {};
}

}  // namespace latchkey
