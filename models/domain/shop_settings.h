// What the operator or an Admin sets for the whole shop, beside its name.
#pragma once

#include "models/domain/reply_guard.h"

namespace latchkey {

struct ShopSettings {
    ReplyGuard replyGuard = ReplyGuard::Ask;
    bool asksMailDomains = false;  // whether name servers are asked if a customer's mail domain takes mail
};

}  // namespace latchkey
