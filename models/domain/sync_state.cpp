// The names of a sync's steps.
#include "models/domain/sync_state.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<SyncStep, 9> stepNames = {{
    {SyncStep::Resting, QLatin1String("resting")},
    {SyncStep::Customers, QLatin1String("customers")},
    {SyncStep::Products, QLatin1String("products")},
    {SyncStep::Variants, QLatin1String("variants")},
    {SyncStep::Policies, QLatin1String("policies")},
    {SyncStep::Lines, QLatin1String("lines")},
    {SyncStep::Subscriptions, QLatin1String("subscriptions")},
    {SyncStep::Settling, QLatin1String("settling")},
    {SyncStep::Sweeping, QLatin1String("sweeping")},
}};
static_assert(namesAll(stepNames, SyncStep::Sweeping));

}  // namespace

QString toText(SyncStep step) { return nameOf(stepNames, step); }
std::optional<SyncStep> syncStepFromText(QStringView text) { return valueNamed(stepNames, text); }

}  // namespace latchkey
