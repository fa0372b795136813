// Copies the steps of the standard login.
#include "ui/actions/copy_login_steps.h"

#include "ui/clipboard_guard.h"
#include "ui/desk.h"
#include "ui/texts_context.h"

#include <QStringList>

namespace latchkey {

namespace {

QString hint(const CustomerDetails &details, bool texts) {
    const Customer &customer = details.customer;
    const bool email = customer.emailState == EmailState::Valid || customer.emailState == EmailState::DomainTypo;
    const bool phone = texts && (details.phoneState == PhoneState::Valid || details.phoneState == PhoneState::Doubtful);
    const QString ending = phoneEnding(customer.phone);
    if (email && phone)
        return QStringLiteral("2. Enter your e-mail address (%1) or your phone number (ending in %2).").arg(maskEmail(customer.email), ending);
    if (phone) return QStringLiteral("2. Enter your phone number (ending in %1).").arg(ending);
    if (email) return QStringLiteral("2. Enter your e-mail address (%1).").arg(maskEmail(customer.email));
    return QStringLiteral("2. Enter the e-mail address or phone number that you ordered with.");
}

QString channel(const CustomerDetails &details, bool texts) {
    const bool email = details.customer.emailState == EmailState::Valid || details.customer.emailState == EmailState::DomainTypo;
    const bool phone = texts && (details.phoneState == PhoneState::Valid || details.phoneState == PhoneState::Doubtful);
    if (email && phone) return QStringLiteral("by e-mail and SMS");
    return phone ? QStringLiteral("by SMS") : QStringLiteral("by e-mail");
}

}  // namespace

QString loginSteps(const CustomerDetails &details, const Me &me) {
    const bool texts = me.sms != SmsRoute::Off;
    const QString first = details.customer.firstName.trimmed();
    const QStringList lines{
        first.isEmpty() ? QStringLiteral("Hello,") : QStringLiteral("Hello %1,").arg(first),
        QString(),
        QStringLiteral("This is how you log in to your subscriptions:"),
        QString(),
        QStringLiteral("1. Open this page:"),
        details.portalLink,
        hint(details, texts),
        QStringLiteral("3. Type the %1-digit code that we send you %2. It is valid for a few minutes.")
            .arg(me.policy.codeDigits)
            .arg(channel(details, texts)),
    };
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void copyLoginSteps(Desk &desk, const CustomerDetails &details) {
    desk.clipboard.copyPlain(loginSteps(details, desk.me));
    emit desk.noticeRequested(Desktop::tr("Login steps for %1 copied.").arg(details.customer.name()));
}

}  // namespace latchkey
