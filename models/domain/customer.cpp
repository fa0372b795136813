// Masks a name, and gives a customer's states, filters and sorts their names.
#include "models/domain/customer.h"

#include "models/domain/enum_text.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr EnumNames<EmailState, 4> emailStateNames = {{
    {EmailState::Valid, QLatin1String("valid")},
    {EmailState::Missing, QLatin1String("missing")},
    {EmailState::Malformed, QLatin1String("malformed")},
    {EmailState::DomainTypo, QLatin1String("domain_typo")},
}};
static_assert(namesAll(emailStateNames, EmailState::DomainTypo));

constexpr EnumNames<SubscriptionStatus, 8> subscriptionStatusNames = {{
    {SubscriptionStatus::Active, QLatin1String("active")},
    {SubscriptionStatus::Trialing, QLatin1String("trialing")},
    {SubscriptionStatus::PastDue, QLatin1String("past_due")},
    {SubscriptionStatus::Failed, QLatin1String("failed")},
    {SubscriptionStatus::Paused, QLatin1String("paused")},
    {SubscriptionStatus::Cancelled, QLatin1String("cancelled")},
    {SubscriptionStatus::Expired, QLatin1String("expired")},
    {SubscriptionStatus::Other, QLatin1String("other")},
}};
static_assert(namesAll(subscriptionStatusNames, SubscriptionStatus::Other));

constexpr EnumNames<CustomerFilter, 4> customerFilterNames = {{
    {CustomerFilter::All, QLatin1String("all")},
    {CustomerFilter::NoEmail, QLatin1String("no-email")},
    {CustomerFilter::InvalidEmail, QLatin1String("invalid-email")},
    {CustomerFilter::LiveLink, QLatin1String("live-link")},
}};
static_assert(namesAll(customerFilterNames, CustomerFilter::LiveLink));

constexpr EnumNames<CustomerSort, 3> customerSortNames = {{
    {CustomerSort::Name, QLatin1String("name")},
    {CustomerSort::Email, QLatin1String("email")},
    {CustomerSort::Created, QLatin1String("created")},
}};
static_assert(namesAll(customerSortNames, CustomerSort::Created));

struct StatusSpelling {
    QLatin1String letters;
    SubscriptionStatus status;
};

// Compared by letters alone, so that "past due", "PAST_DUE" and "Past-Due" are one.
constexpr std::array<StatusSpelling, 18> statusSpellings = {{
    {QLatin1String("active"), SubscriptionStatus::Active},
    {QLatin1String("trialing"), SubscriptionStatus::Trialing},
    {QLatin1String("trial"), SubscriptionStatus::Trialing},
    {QLatin1String("intrial"), SubscriptionStatus::Trialing},
    {QLatin1String("pastdue"), SubscriptionStatus::PastDue},
    {QLatin1String("overdue"), SubscriptionStatus::PastDue},
    {QLatin1String("dunning"), SubscriptionStatus::PastDue},
    {QLatin1String("failed"), SubscriptionStatus::Failed},
    {QLatin1String("unpaid"), SubscriptionStatus::Failed},
    {QLatin1String("paymentfailed"), SubscriptionStatus::Failed},
    {QLatin1String("paused"), SubscriptionStatus::Paused},
    {QLatin1String("onhold"), SubscriptionStatus::Paused},
    {QLatin1String("cancelled"), SubscriptionStatus::Cancelled},
    {QLatin1String("canceled"), SubscriptionStatus::Cancelled},
    {QLatin1String("expired"), SubscriptionStatus::Expired},
    {QLatin1String("ended"), SubscriptionStatus::Expired},
    {QLatin1String("completed"), SubscriptionStatus::Expired},
    {QLatin1String("finished"), SubscriptionStatus::Expired},
}};

}  // namespace

QString maskName(QStringView name) {
    QString masked;
    const QString composed = name.toString().normalized(QString::NormalizationForm_C).simplified();
    for (QStringView word : QStringView(composed).split(u' ', Qt::SkipEmptyParts)) {
        const qsizetype first = word.front().isHighSurrogate() && word.size() > 1 ? 2 : 1;
        if (!masked.isEmpty()) masked += u' ';
        masked += word.left(first);
        // Between one and six dots, so that neither a one-letter name nor a long one is told by its length.
        masked += QString(std::clamp<qsizetype>(word.size() - first, 1, 6), QChar(0x2022));
    }
    return masked;
}

QString toText(SubscriptionStatus status) { return nameOf(subscriptionStatusNames, status); }

SubscriptionStatus subscriptionStatusFromText(QStringView text) {
    QString letters;
    for (QChar c : text)
        if (c.isLetter()) letters += c.toLower();
    for (const StatusSpelling &known : statusSpellings)
        if (letters == known.letters) return known.status;
    return SubscriptionStatus::Other;
}

QString toText(EmailState state) { return nameOf(emailStateNames, state); }
std::optional<EmailState> emailStateFromText(QStringView text) { return valueNamed(emailStateNames, text); }

QString toText(CustomerFilter filter) { return nameOf(customerFilterNames, filter); }
std::optional<CustomerFilter> customerFilterFromText(QStringView text) { return valueNamed(customerFilterNames, text); }

QString toText(CustomerSort sort) { return nameOf(customerSortNames, sort); }
std::optional<CustomerSort> customerSortFromText(QStringView text) { return valueNamed(customerSortNames, text); }

}  // namespace latchkey
