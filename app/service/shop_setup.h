// What the configuration says of a shop elsewhere, as a running service and the commands take it.
#pragma once

#include "app/service/config_file.h"
#include "services/host/running_service.h"

namespace latchkey {

// Nothing: the house's own.
std::optional<ShopOptions> shopOf(const ShopChoice &choice);

}  // namespace latchkey
