// A subscription with its lines: what is delivered, how often, for how much.
#pragma once

#include "models/domain/customer.h"

namespace latchkey {

struct Money {
    qint64 minor = 0;  // in the currency's minor unit: cents, or whole yen
    QString currency;  // ISO 4217
};
// "€24.00", "¥3,200", "279.00 SEK": the same text in desk and portal.
QString toText(const Money &money);
// How many decimals the currency has by ISO 4217: 0 for JPY, 2 for EUR, 3 for KWD.
int decimalsOf(QStringView currency);
// "24.5" in EUR -> 2450; nothing when it is no number or has more decimals than the currency.
std::optional<qint64> minorUnitsFromText(QStringView amount, QStringView currency);

enum class IntervalUnit { Day = 0, Week = 1, Month = 2, Year = 3 };

struct Interval {
    IntervalUnit unit = IntervalUnit::Month;
    int count = 1;
};

struct SubscriptionLine {
    QString product;
    QString variant;  // empty for the default one
    int quantity = 1;
    Money price;      // of one
};

struct Subscription {
    SubscriptionId id;
    QString ref;
    CustomerId customer;
    SubscriptionStatus status = SubscriptionStatus::Active;
    QString statusText;  // as the shop writes it, shown when status is Other
    Interval interval;
    Instant nextOrder;  // midnight UTC of the day; unset when it will not renew
    Instant createdAt;
    QList<SubscriptionLine> lines;
    Instant seenAt = {};  // when a shop outside the house last showed it; unset: the house's own

    [[nodiscard]] QString title() const;  // "Coffee Beans, 1 kg", "… and 2 more"
    [[nodiscard]] Money total() const;
};

// One line of the subscriptions list.
struct SubscriptionRow {
    SubscriptionId id;
    QString ref;
    CustomerId customer;
    QString customerName;
    EmailState customerEmailState = EmailState::Missing;
    QString title;
    SubscriptionStatus status = SubscriptionStatus::Active;
    QString statusText;
    Interval interval;
    Instant nextOrder;
    Money total;
    Instant seenAt = {};
};

enum class SubscriptionSort { Created, Customer, NextOrder };  // Created is the store's own order

struct SubscriptionQuery {
    QString search;
    std::optional<SubscriptionStatus> status;
    SubscriptionSort sort = SubscriptionSort::Created;
    bool descending = false;
    QString after;
    qint64 at = -1;
    int limit = 100;
};

QString toText(IntervalUnit unit);
std::optional<IntervalUnit> intervalUnitFromText(QStringView text);
QString toText(SubscriptionSort sort);
std::optional<SubscriptionSort> subscriptionSortFromText(QStringView text);

}  // namespace latchkey
