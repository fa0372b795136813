// What time it is for the service: the local clock plus the offset that the client keeps.
#include "ui/service_time.h"

#include "services/client/local_time.h"
#include "services/client/service_client.h"

namespace latchkey {

Instant serviceNow(const ServiceClient &client) { return localTime() + client.clockOffset(); }

}  // namespace latchkey
