// How letters and texts leave, with the secrets that it takes: read from `key = value` lines, kept in a file of mode 0600 beside the store.
#pragma once

#include "models/domain/delivery_setup.h"
#include "models/domain/result.h"
#include "models/domain/secret.h"

namespace latchkey {

struct DeliverySettings {
    DeliverySetup setup;  // its passwordSet and secretSet follow the secrets below
    ShopSecret mailPassword;
    ShopSecret smsSecret;
};

}  // namespace latchkey
