// Which transport a setup asks for.
#pragma once

#include "services/delivery/delivery_settings.h"
#include "services/delivery/transport.h"

#include <memory>

namespace latchkey {

// Null when messages of this channel are captured or switched off.
std::unique_ptr<Transport> transportOf(const DeliverySettings &settings, Channel channel);

}  // namespace latchkey
