// Field by field.
#include "app/service/shop_setup.h"

namespace latchkey {

std::optional<ShopOptions> shopOf(const ShopChoice &choice) {
    if (choice.kind == ShopKindChosen::House) return std::nullopt;
    ShopOptions shop;
    shop.skio = {choice.endpoint, choice.tokenItself, choice.storeDomain, choice.loginPath, choice.documents, {choice.shopifyShop, choice.shopifyTokenItself, choice.shopifyVersion, {}}};
    return shop;
}

}  // namespace latchkey
