// The names of what a shop is and can do.
#include "models/domain/shop_view.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<ShopKind, 2> kindNames = {{{ShopKind::House, QLatin1String("house")}, {ShopKind::Skio, QLatin1String("skio")}}};
static_assert(namesAll(kindNames, ShopKind::Skio));

constexpr EnumNames<ShopAbility, 9> abilityNames = {{
    {ShopAbility::ReadCustomers, QLatin1String("read_customers")},
    {ShopAbility::ReadSubscriptions, QLatin1String("read_subscriptions")},
    {ShopAbility::ReadLines, QLatin1String("read_lines")},
    {ShopAbility::ReadProducts, QLatin1String("read_products")},
    {ShopAbility::ReadPolicies, QLatin1String("read_policies")},
    {ShopAbility::Search, QLatin1String("search")},
    {ShopAbility::MakeLink, QLatin1String("make_link")},
    {ShopAbility::ChangeEmail, QLatin1String("change_email")},
    {ShopAbility::HousePortal, QLatin1String("house_portal")},
}};
static_assert(namesAll(abilityNames, ShopAbility::HousePortal));

constexpr EnumNames<AbilityState, 3> stateNames = {
    {{AbilityState::Untried, QLatin1String("untried")}, {AbilityState::Yes, QLatin1String("yes")}, {AbilityState::No, QLatin1String("no")}}};
static_assert(namesAll(stateNames, AbilityState::No));

}  // namespace

QString toText(ShopKind kind) { return nameOf(kindNames, kind); }
std::optional<ShopKind> shopKindFromText(QStringView text) { return valueNamed(kindNames, text); }
QString toText(ShopAbility ability) { return nameOf(abilityNames, ability); }
std::optional<ShopAbility> shopAbilityFromText(QStringView text) { return valueNamed(abilityNames, text); }
QString toText(AbilityState state) { return nameOf(stateNames, state); }
std::optional<AbilityState> abilityStateFromText(QStringView text) { return valueNamed(stateNames, text); }

}  // namespace latchkey
