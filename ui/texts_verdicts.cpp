// What "Check a link" answers: a title and a sentence for every verdict.
#include "ui/texts.h"

#include "ui/texts_context.h"

namespace latchkey {

namespace {

QString ago(Instant at, Instant now) {
    if (now - at < std::chrono::minutes(1)) return Desktop::tr("just now");
    return Desktop::tr("%1 ago").arg(durationText(now - at));
}

QString whose(const LinkVerdict &verdict) {
    const QString id = verdict.link ? verdict.link->publicId : QString();
    if (verdict.customerName.isEmpty()) return Desktop::tr("Magic link %1").arg(id).trimmed();
    return Desktop::tr("Magic link %1 of %2").arg(id, verdict.customerName);
}

QString seen(const LoginLink &link) {
    if (link.visits > 0) return link.visits == 1 ? Desktop::tr("opened once") : Desktop::tr("opened %1 times").arg(link.visits);
    if (link.scannerVisits > 0) return Desktop::tr("seen by a mail scanner only");
    return Desktop::tr("never used");
}

}  // namespace

QString titleOf(const LinkVerdict &verdict, Instant now) {
    const bool known = verdict.link.has_value();
    switch (verdict.code) {
        case VerdictCode::Live:
            return known ? Desktop::tr("Live for another %1").arg(durationText(verdict.link->expiresAt - now)) : Desktop::tr("Live");
        case VerdictCode::Used:
            return known ? Desktop::tr("Used %1").arg(ago(verdict.link->endedAt, now)) : Desktop::tr("Already used");
        case VerdictCode::Expired:
            return known ? Desktop::tr("Expired %1, %2").arg(ago(verdict.link->expiresAt, now), seen(*verdict.link)) : Desktop::tr("Expired");
        case VerdictCode::Revoked:
            return known ? Desktop::tr("Revoked %1").arg(ago(verdict.link->endedAt, now)) : Desktop::tr("Revoked");
        case VerdictCode::VoidByEmailChange:
            return Desktop::tr("Ended: the e-mail address was changed");
        case VerdictCode::Damaged:
            return Desktop::tr("Damaged: the link is not whole");
        case VerdictCode::Unknown:
            return Desktop::tr("Unknown: never issued here, or long ago");
        case VerdictCode::OtherShop:
            return Desktop::tr("This link belongs to another shop");
        case VerdictCode::PortalLink:
            return Desktop::tr("This is the Portal link");
        case VerdictCode::Wrapped:
            return Desktop::tr("Wrapped by %1").arg(verdict.host);
        case VerdictCode::NoLink:
            return Desktop::tr("There is no link in this text");
    }
    return {};
}

QString textOf(const LinkVerdict &verdict, Instant now) {
    const QString link = whose(verdict);
    switch (verdict.code) {
        case VerdictCode::Live:
            if (verdict.link && verdict.link->visits > 0)
                return Desktop::tr("%1 works and was opened, but the button was not pressed. Ask the customer to press it.").arg(link);
            return Desktop::tr("%1 works. The customer opens it and presses the button on the page.").arg(link);
        case VerdictCode::Used: {
            const QString at =
                verdict.link && verdict.link->endedAt.isSet() ? Desktop::tr(" at %1").arg(timeOfDay(verdict.link->endedAt)) : QString();
            return Desktop::tr("%1 signed the customer in%2. It works once; issue a new one.").arg(link, at);
        }
        case VerdictCode::Expired: {
            const Duration life = verdict.link ? verdict.link->expiresAt - verdict.link->issuedAt : Duration{};
            if (life.count() <= 0) return Desktop::tr("%1 ran out. Issue a new one, or send the Portal link, which never expires.").arg(link);
            return Desktop::tr("%1 was valid for %2. Issue a new one, or send the Portal link, which never expires.").arg(link, durationText(life));
        }
        case VerdictCode::Revoked:
            return Desktop::tr("%1 was revoked before it was used. Issue a new one.").arg(link);
        case VerdictCode::VoidByEmailChange: {
            const QString when = verdict.link && now > verdict.link->endedAt ? Desktop::tr(" %1").arg(ago(verdict.link->endedAt, now)) : QString();
            return Desktop::tr("%1 ended%2 together with the old address. Issue a new one for the address on file.").arg(link, when);
        }
        case VerdictCode::Damaged:
            if (verdict.damageAt >= 0)
                return Desktop::tr("Character %1 of the code in the link is wrong. Ask the customer to copy the link again instead of typing it.")
                    .arg(verdict.damageAt + 1);
            return Desktop::tr("Characters are missing or were changed on the way. Ask the customer for the whole link, or issue a new one.");
        case VerdictCode::Unknown:
            return Desktop::tr("The link is whole, but it was never issued here, or its end is more than 90 days ago. Issue a new one.");
        case VerdictCode::OtherShop:
            return Desktop::tr("It does not lead to this shop's portal. Ask the customer which shop they wrote to.");
        case VerdictCode::PortalLink:
            return Desktop::tr("It never expires and opens the login page, where the customer asks for a code.");
        case VerdictCode::Wrapped:
            return Desktop::tr("The link inside can only be seen by opening it, which Latchkey never does. Ask the customer for the address that the browser shows.");
        case VerdictCode::NoLink:
            return Desktop::tr("Paste the link as the customer sent it, or the whole message.");
    }
    return {};
}

}  // namespace latchkey
