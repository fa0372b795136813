// The names of a shop's collections.
#include "services/shops/shop.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<ShopCollection, 6> collectionNames = {{
    {ShopCollection::Customers, QLatin1String("customers")},
    {ShopCollection::Subscriptions, QLatin1String("subscriptions")},
    {ShopCollection::Lines, QLatin1String("lines")},
    {ShopCollection::Variants, QLatin1String("variants")},
    {ShopCollection::Products, QLatin1String("products")},
    {ShopCollection::Policies, QLatin1String("policies")},
}};
static_assert(namesAll(collectionNames, ShopCollection::Policies));

}  // namespace

QString toText(ShopCollection collection) { return nameOf(collectionNames, collection); }

}  // namespace latchkey
