// A subscription's title and total, and the names of its intervals and sorts.
#include "models/domain/subscription.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<IntervalUnit, 4> intervalUnitNames = {{
    {IntervalUnit::Day, QLatin1String("day")},
    {IntervalUnit::Week, QLatin1String("week")},
    {IntervalUnit::Month, QLatin1String("month")},
    {IntervalUnit::Year, QLatin1String("year")},
}};
static_assert(namesAll(intervalUnitNames, IntervalUnit::Year));

constexpr EnumNames<SubscriptionSort, 3> subscriptionSortNames = {{
    {SubscriptionSort::Created, QLatin1String("created")},
    {SubscriptionSort::Customer, QLatin1String("customer")},
    {SubscriptionSort::NextOrder, QLatin1String("next_order")},
}};
static_assert(namesAll(subscriptionSortNames, SubscriptionSort::NextOrder));

}  // namespace

QString Subscription::title() const {
    if (lines.isEmpty()) return {};
    const SubscriptionLine &first = lines.constFirst();
    QString text = first.variant.isEmpty() ? first.product : first.product + QStringLiteral(", ") + first.variant;
    if (lines.size() > 1) text += QStringLiteral(" and %1 more").arg(lines.size() - 1);
    return text;
}

Money Subscription::total() const {
    Money sum;
    if (!lines.isEmpty()) sum.currency = lines.constFirst().price.currency;
    // Lines in another currency than the first one cannot be added up and are left out.
    for (const SubscriptionLine &line : lines)
        if (line.price.currency == sum.currency) sum.minor += line.price.minor * line.quantity;
    return sum;
}

QString toText(IntervalUnit unit) { return nameOf(intervalUnitNames, unit); }
std::optional<IntervalUnit> intervalUnitFromText(QStringView text) { return valueNamed(intervalUnitNames, text); }

QString toText(SubscriptionSort sort) { return nameOf(subscriptionSortNames, sort); }
std::optional<SubscriptionSort> subscriptionSortFromText(QStringView text) { return valueNamed(subscriptionSortNames, text); }

}  // namespace latchkey
