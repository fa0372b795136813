// A customer of the shop: who they are, how to reach them, and how they stand.
#pragma once

#include "models/domain/email_address.h"
#include "models/domain/id.h"
#include "models/domain/instant.h"
#include "models/domain/phone_number.h"

#include <QList>
#include <QString>

namespace latchkey {

enum class SubscriptionStatus { Active = 0, Trialing = 1, PastDue = 2, Failed = 3, Paused = 4, Cancelled = 5, Expired = 6, Other = 7 };

struct Customer {
    CustomerId id;
    QString ref;  // the shop's own id
    QString firstName;
    QString lastName;
    QString email;  // as on file
    EmailState emailState = EmailState::Missing;
    QString phone;  // as on file
    qint64 version = 1;  // of the contact; an edit must name the one it saw
    Instant createdAt;
    Instant removedAt;  // removed or redacted in the shop
    Instant lastSignInAt;
    Instant erasedAt = {};  // emptied here for good; then removed as well

    [[nodiscard]] QString name() const { return (firstName + QLatin1Char(' ') + lastName).trimmed(); }
};

// One line of the customers list.
struct CustomerRow {
    CustomerId id;
    QString name;
    QString email;
    EmailState emailState = EmailState::Missing;
    QString phone;
    int subscriptions = 0;
    // The status that speaks for all of them: the most alarming of the running ones; nothing without subscriptions.
    std::optional<SubscriptionStatus> status;
    bool removed = false;
    Instant seenAt = {};  // when a shop outside the house last showed it; unset: the house's own
};

enum class CustomerFilter { All, NoEmail, InvalidEmail, LiveLink };
enum class CustomerSort { Name, Email, Created };

struct CustomerQuery {
    QString search;
    CustomerFilter filter = CustomerFilter::All;
    CustomerSort sort = CustomerSort::Name;
    bool descending = false;
    QString after;        // opaque key of the last row seen; the page goes on behind it
    qint64 at = -1;       // or: the row number to begin at (resolved by sampled keys); -1 means from the start
    int limit = 100;      // 1 to 500
};

struct ContactChange {
    QString email;
    QString phone;
    qint64 version = 0;
};

// "A•••• D•••••": what a page shows to somebody who only holds a link.
QString maskName(QStringView name);

QString toText(EmailState state);
std::optional<EmailState> emailStateFromText(QStringView text);
QString toText(SubscriptionStatus status);
// Knows the usual spellings ("canceled", "past due", "PAST_DUE"); Other for what nobody has documented.
SubscriptionStatus subscriptionStatusFromText(QStringView text);
QString toText(CustomerFilter filter);
std::optional<CustomerFilter> customerFilterFromText(QStringView text);
QString toText(CustomerSort sort);
std::optional<CustomerSort> customerSortFromText(QStringView text);

}  // namespace latchkey
