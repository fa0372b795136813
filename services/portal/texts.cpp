// The portal's sentences about pages, subscriptions and dead links.
#include "services/portal/texts.h"

#include "services/delivery/durations.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace latchkey::portal_texts {

Notice notOurForm() {
    return {403, u"Please try again"_qs,
            u"This page was open for too long, or the button was not pressed on our own page. Open the page again and press the button there. "
            u"Your browser must allow cookies."_qs};
}

Notice notAForm() { return {400, u"We could not read that"_qs, u"The request was not a form of this page."_qs}; }

Notice noSuchPage() { return {404, u"There is no such page"_qs, u"The address may be mistyped, or the page has moved."_qs}; }

Notice signedOut() { return {200, u"You are signed out"_qs, u"Nobody can see your subscriptions in this browser now."_qs}; }

Notice elsewhere() {
    return {200, u"Log in at the store"_qs, u"Your subscriptions are looked after in the store itself. Log in there with your e-mail address or phone number."_qs};
}

QString loginTitle() { return u"Sign in"_qs; }
QString codeTitle() { return u"Enter your code"_qs; }

// With hyphens at which no line breaks: a narrow page would end in "e-".
QString codeWords(int digits) {
    return u"If this e\u2011mail or phone belongs to a customer, a %1\u2011digit code is on its way, by e\u2011mail and by SMS where both are on file."_qs.arg(digits);
}

QString resendWait(Duration wait) { return u"You can ask for a new code in %1."_qs.arg(inWords(wait)); }

QString continueAs(const QString &maskedName) { return maskedName.isEmpty() ? u"Open your subscriptions"_qs : u"Continue as "_qs + maskedName; }

QString liveWords(Duration left) {
    constexpr qint64 minute = 60'000;
    const qint64 minutes = std::max<qint64>(1, (left.count() + minute - 1) / minute);
    return u"Press the button to open your subscriptions. This link works once, for %1 more %2."_qs.arg(minutes).arg(minutes == 1 ? u"minute"_qs : u"minutes"_qs);
}

QString switchTo(const QString &maskedName) { return maskedName.isEmpty() ? u"Switch to another customer?"_qs : u"Switch to "_qs + maskedName + u'?'; }

QString switchWords(const QString &signedInAs, const QString &maskedName) {
    const auto named = [](const QString &name) { return name.isEmpty() ? u"somebody else"_qs : name; };
    return u"You are signed in as "_qs + named(signedInAs) + u". This link opens the subscriptions of "_qs + named(maskedName) +
           u" and signs you out first."_qs;
}

QString staySignedIn(const QString &maskedName) { return maskedName.isEmpty() ? u"Stay signed in"_qs : u"Stay signed in as "_qs + maskedName; }
QString openSubscriptions() { return u"Open my subscriptions"_qs; }

static QString offer(const Reach &reach) {
    QStringList places;
    if (!reach.maskedEmail.isEmpty()) places << u"to "_qs + reach.maskedEmail;
    if (!reach.phoneEnding.isEmpty()) places << u"to the phone ending in "_qs + reach.phoneEnding;
    if (places.isEmpty()) return u" You can sign in another way."_qs;
    return u" We can send a fresh code "_qs + places.join(u" and "_qs) + u". You will land on the same page."_qs;
}

Notice deadLink(LinkState state, Duration life, const Reach &reach) {
    switch (state) {
    case LinkState::Live: break;
    case LinkState::Used: return {410, u"This link was already used"_qs, u"It works once."_qs + offer(reach)};
    case LinkState::Expired: return {410, u"This link has expired"_qs, u"It was good for "_qs + inWords(life) + u'.' + offer(reach)};
    case LinkState::Revoked: return {410, u"This link was withdrawn"_qs, u"The shop has taken it back."_qs + offer(reach)};
    case LinkState::VoidByEmailChange:
        // Whoever holds it may be who had the former address, so the new one is not shown.
        return {410, u"This link is no longer valid"_qs,
                u"The e\u2011mail address has changed since it was made. We can send a code to the address on file now. You will land on the same page."_qs};
    }
    return {410, u"This link cannot be used"_qs, offer(reach).trimmed()};
}

QString subscriptionsTitle() { return u"Your subscriptions"_qs; }
QString unknownDevice() { return u"A browser"_qs; }

QString signedInSince(Instant at, bool byLink) {
    return byLink ? u"since "_qs + day(at) + u", by a link"_qs : u"since "_qs + day(at) + u", by a code"_qs;
}

QString onlyTheFirst(int shown) { return u"These are the first %1. Write to the shop about the others."_qs.arg(shown); }

QString status(const Subscription &subscription) {
    switch (subscription.status) {
    case SubscriptionStatus::Active: return u"Active"_qs;
    case SubscriptionStatus::Trialing: return u"Trial"_qs;
    case SubscriptionStatus::PastDue: return u"Payment overdue"_qs;
    case SubscriptionStatus::Failed: return u"Payment failed"_qs;
    case SubscriptionStatus::Paused: return u"Paused"_qs;
    case SubscriptionStatus::Cancelled: return u"Cancelled"_qs;
    case SubscriptionStatus::Expired: return u"Ended"_qs;
    case SubscriptionStatus::Other: break;
    }
    return subscription.statusText.isEmpty() ? u"Other"_qs : subscription.statusText;
}

const char *tone(SubscriptionStatus status) {
    switch (status) {
    case SubscriptionStatus::Active:
    case SubscriptionStatus::Trialing: return "good";
    case SubscriptionStatus::Paused: return "warn";
    case SubscriptionStatus::PastDue:
    case SubscriptionStatus::Failed: return "bad";
    case SubscriptionStatus::Cancelled:
    case SubscriptionStatus::Expired:
    case SubscriptionStatus::Other: break;
    }
    return "calm";
}

QString every(const Interval &interval) {
    const auto words = [&](const QString &one, const QString &many) {
        return interval.count == 1 ? u"every "_qs + one : u"every %1 %2"_qs.arg(interval.count).arg(many);
    };
    switch (interval.unit) {
    case IntervalUnit::Day: return words(u"day"_qs, u"days"_qs);
    case IntervalUnit::Week: return words(u"week"_qs, u"weeks"_qs);
    case IntervalUnit::Month: return words(u"month"_qs, u"months"_qs);
    case IntervalUnit::Year: return words(u"year"_qs, u"years"_qs);
    }
    return {};
}

QString day(Instant midnight) {
    return QLocale(QLocale::English).toString(QDateTime::fromMSecsSinceEpoch(midnight.milliseconds(), QTimeZone::utc()).date(), u"d MMMM yyyy");
}

QString line(const SubscriptionLine &line) {
    const QString what = line.variant.isEmpty() ? line.product : line.product + u", "_qs + line.variant;
    return line.quantity == 1 ? what : QString::number(line.quantity) + u" × "_qs + what;
}

}  // namespace latchkey::portal_texts
