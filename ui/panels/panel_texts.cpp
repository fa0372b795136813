// Writes the panels' sentences from the details.
#include "ui/panels/panel_texts.h"

#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/texts_roles.h"
#include "ui/texts_shop.h"

#include <QDateTime>
#include <QLocale>
#include <QStringList>

namespace latchkey {

namespace {

const QString &dotted() {
    static const QString separator = QStringLiteral(" · ");
    return separator;
}

QString monthOf(Instant at) {
    return QLocale(QLocale::English).toString(QDateTime::fromMSecsSinceEpoch(at.milliseconds(), Qt::UTC).date(), u"MMMM yyyy");
}

bool reachableByLetter(const CustomerDetails &details) {
    return details.customer.emailState == EmailState::Valid || details.customer.emailState == EmailState::DomainTypo;
}

bool reachableByText(const CustomerDetails &details) { return details.phoneState == PhoneState::Valid || details.phoneState == PhoneState::Doubtful; }

CheckLine validEmailCheck(const QString &name, const QList<Finding> &findings) {
    for (const Finding &finding : findings) {
        if (finding.code == FindingCode::EmailDomainHasNoMail) return {name, Desktop::tr("valid, but its domain takes no mail"), false};
        if (finding.code == FindingCode::EmailBounced) return {name, Desktop::tr("valid, but the last letter was refused"), false};
    }
    return {name, Desktop::tr("valid"), true};
}

CheckLine emailCheck(const CustomerDetails &details) {
    const QString name = Desktop::tr("E-mail");
    switch (details.customer.emailState) {
        case EmailState::Valid:
            return validEmailCheck(name, details.findings);
        case EmailState::Missing:
            return {name, Desktop::tr("missing"), false};
        case EmailState::Malformed:
            return {name, Desktop::tr("not a valid address"), false};
        case EmailState::DomainTypo:
            return {name, Desktop::tr("perhaps a typing error in the domain"), false};
    }
    return {};
}

CheckLine phoneCheck(PhoneState state, SmsRoute sms) {
    const QString name = Desktop::tr("Phone");
    switch (state) {
        case PhoneState::Missing:
            return {name, Desktop::tr("missing, codes go by e-mail only"), false};
        case PhoneState::Valid:
            return {name, sms == SmsRoute::Off ? Desktop::tr("valid, but text messages are switched off") : Desktop::tr("valid, reachable by SMS"),
                    true};
        case PhoneState::Doubtful:
            return {name, Desktop::tr("doubtful, an SMS may not arrive"), false};
        case PhoneState::Malformed:
            return {name, Desktop::tr("not a phone number"), false};
    }
    return {};
}

CheckLine recordCheck(const CustomerDetails &details) {
    const QString name = Desktop::tr("Record");
    for (const Finding &finding : details.findings)
        if (finding.code == FindingCode::ShopCustomerRedacted) return {name, Desktop::tr("deleted for privacy"), false};
    if (details.customer.removedAt.isSet()) return {name, Desktop::tr("removed in the shop"), false};
    for (const Finding &finding : details.findings)
        if (finding.code == FindingCode::EmailShared || finding.code == FindingCode::ShopEmailShared)
            return {name, Desktop::tr("active, but another customer has this e-mail"), false};
    for (const Finding &finding : details.findings)
        if (finding.code == FindingCode::ShopCustomerGone) return {name, Desktop::tr("no longer in the shop"), false};
    if (details.customer.emailState == EmailState::Missing) return {name, Desktop::tr("active"), true};
    return {name, Desktop::tr("active, no duplicate of this e-mail"), true};
}

}  // namespace

QString customerSummary(const CustomerDetails &details, Instant now) {
    QStringList parts;
    if (details.customer.createdAt.isSet()) parts << Desktop::tr("Customer since %1").arg(monthOf(details.customer.createdAt));
    const int count = details.subscriptionCount;
    parts << (count == 0 ? Desktop::tr("no subscriptions") : count == 1 ? Desktop::tr("1 subscription") : Desktop::tr("%1 subscriptions").arg(count));
    const Instant last = details.customer.lastSignInAt;
    // Who signs in elsewhere is not seen here.
    if (details.shop.kind != ShopKind::House) return parts.join(dotted());
    if (!last.isSet())
        parts << Desktop::tr("never signed in");
    else if (now - last < std::chrono::minutes(1))
        parts << Desktop::tr("signed in just now");
    else
        parts << Desktop::tr("last signed in %1 ago").arg(longAgo(last, now));
    return parts.join(dotted());
}

QString subscriptionSummary(const SubscriptionDetails &details) {
    const Subscription &subscription = details.subscription;
    QStringList parts{subscription.ref.isEmpty() ? QString::number(subscription.id.value()) : subscription.ref};
    const QString name = details.customer.customer.name();
    if (!name.isEmpty()) parts << name;
    parts << textOf(subscription.interval).toLower();
    if (subscription.nextOrder.isSet())
        parts << Desktop::tr("next order %1").arg(orderDay(subscription.nextOrder));
    else
        parts << Desktop::tr("no next order");
    return parts.join(dotted());
}

std::optional<SubscriptionStatus> speakingStatus(const QList<Subscription> &subscriptions) {
    static const QList<SubscriptionStatus> order{SubscriptionStatus::Failed,    SubscriptionStatus::PastDue, SubscriptionStatus::Active,
                                                 SubscriptionStatus::Trialing,  SubscriptionStatus::Paused,  SubscriptionStatus::Other,
                                                 SubscriptionStatus::Cancelled, SubscriptionStatus::Expired};
    for (const SubscriptionStatus status : order)
        for (const Subscription &each : subscriptions)
            if (each.status == status) return status;
    return {};
}

QString briefInterval(const Interval &interval) {
    if (interval.count == 1) return textOf(interval);
    switch (interval.unit) {
        case IntervalUnit::Day:
            return Desktop::tr("%1 days").arg(interval.count);
        case IntervalUnit::Week:
            return Desktop::tr("%1 weeks").arg(interval.count);
        case IntervalUnit::Month:
            return Desktop::tr("%1 months").arg(interval.count);
        case IntervalUnit::Year:
            return Desktop::tr("%1 years").arg(interval.count);
    }
    return {};
}

QString waysToLogIn(const CustomerDetails &details, SmsRoute sms) {
    const bool byText = reachableByText(details) && sms != SmsRoute::Off;
    if (reachableByLetter(details) && byText) return Desktop::tr("Code by e-mail and SMS");
    if (reachableByLetter(details)) return Desktop::tr("Code by e-mail");
    if (byText) return Desktop::tr("Code by SMS");
    if (reachableByText(details)) return Desktop::tr("None: no e-mail, and texts are switched off");
    return Desktop::tr("None: neither e-mail nor phone");
}

namespace {

QString mayWhat(Role role) {
    if (may(role, Permission::IssueMagicLink)) return Desktop::tr("may issue Magic links");
    return may(role, Permission::CopyPortalLink) ? Desktop::tr("may copy the Portal link only") : Desktop::tr("may look only");
}

}  // namespace

QList<CheckLine> checksOf(const CustomerDetails &details, const Me &me, Instant now) {
    const bool spent = details.linksPerHour > 0 && details.linksThisHour >= details.linksPerHour;
    QString limits = Desktop::tr("%1 of %2 links this hour").arg(details.linksThisHour).arg(details.linksPerHour);
    for (const Finding &finding : details.findings)
        if (finding.code == FindingCode::TooManyLinks && finding.facts.until > now)
            limits += Desktop::tr(", the next at %1").arg(timeOfDay(finding.facts.until));
    const bool mayIssue = may(me.agent.role, Permission::IssueMagicLink);
    return {emailCheck(details),
            phoneCheck(details.phoneState, me.sms),
            recordCheck(details),
            {Desktop::tr("Limits"), limits, !spent},
            {Desktop::tr("You"), mayWhat(me.agent.role), mayIssue}};
}

QString whyNoMagicLink(const CustomerDetails &details, const Me &me, Instant now) {
    for (const Finding &finding : details.findings)
        if (finding.severity == Severity::Blocks && finding.code != FindingCode::NotAllowed) return textOf(finding, now).title;
    if (const QString why = whyNot(me, Permission::IssueMagicLink); !why.isEmpty()) return why;
    return details.magicLinkPossible ? QString() : Desktop::tr("No Magic link is possible for this customer");
}

QString whyNoLoginLetter(const CustomerDetails &details, const Me &me, Instant now) {
    if (const QString why = whyNotHere(me.shopKind); !why.isEmpty()) return why;
    if (const QString why = whyNot(me, Permission::SendLetter); !why.isEmpty()) return why;
    if (details.customer.removedAt.isSet()) return Desktop::tr("The customer was removed in the shop");
    switch (details.customer.emailState) {
        case EmailState::Missing:
            return Desktop::tr("There is no e-mail address on file");
        case EmailState::Malformed:
            return Desktop::tr("The e-mail address on file is not valid");
        case EmailState::Valid:
        case EmailState::DomainTypo:
            break;
    }
    for (const Finding &finding : details.findings)  // not being allowed to issue a link oneself does not stand in a letter's way
        if (finding.severity == Severity::Blocks && finding.code != FindingCode::NotAllowed) return textOf(finding, now).title;
    return {};
}

}  // namespace latchkey
