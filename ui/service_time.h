// What time it is for the service: the local clock, set right by what the service's newest answer said.
#pragma once

#include "models/domain/instant.h"

namespace latchkey {

class ServiceClient;

// Countdowns and "3 days ago" are reckoned from this, so that a wrong clock on this computer misleads nobody.
Instant serviceNow(const ServiceClient &client);

}  // namespace latchkey
