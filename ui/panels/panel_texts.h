// The sentences of the panels: what stands under the name, how one logs in, and what the checks say.
#pragma once

#include "models/domain/details.h"
#include "models/domain/me.h"

namespace latchkey {

QString customerSummary(const CustomerDetails &details, Instant now);
QString subscriptionSummary(const SubscriptionDetails &details);
// The status that speaks for all of a customer's subscriptions: the most alarming of the running ones.
std::optional<SubscriptionStatus> speakingStatus(const QList<Subscription> &subscriptions);
// For narrow columns: "3 months".
QString briefInterval(const Interval &interval);
QString waysToLogIn(const CustomerDetails &details, SmsRoute sms);  // "Code by e-mail and SMS"

struct CheckLine {
    QString name;
    QString sentence;
    bool good = true;
};
QList<CheckLine> checksOf(const CustomerDetails &details, const Me &me, Instant now);

// Why the Magic link's button is grey; empty when it is not.
QString whyNoMagicLink(const CustomerDetails &details, const Me &me, Instant now);
// The same of the letter with a login link.
QString whyNoLoginLetter(const CustomerDetails &details, const Me &me, Instant now);

}  // namespace latchkey
