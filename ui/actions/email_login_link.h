// The action "E-mail a login link": has the service send a letter with a Magic link to the address on file.
#pragma once

#include "models/domain/customer.h"
#include "services/client/service_client.h"

namespace latchkey {

class Desk;

// The link goes into the letter alone: neither desk nor clipboard ever sees it. `done` hears a refusal, or an empty one when all went well.
void emailLoginLink(Desk &desk, const Customer &customer, SubscriptionId subscription, QObject *context,
                    std::function<void(const std::optional<Refusal> &)> done);

}  // namespace latchkey
