// Gathers everything that the desk shows of one customer or subscription, findings and timeline included.
#pragma once

#include "models/domain/agent.h"
#include "models/domain/details.h"
#include "services/access/access_service.h"
#include "services/directory/directory.h"

namespace latchkey {

// What is known of the request beside the store: the asker's role, and why the service has just said no.
struct DetailsAsk {
    Role role = Role::Observer;
    bool replyLater = false;
    std::optional<Error> refusal;
};

// Reads only; any thread, with that thread's connection.
class Details {
public:
    Details(Directory &directory, const AccessService &access) : m_directory(directory), m_access(access) {}

    Result<CustomerDetails> customer(Connection &db, CustomerId id, const DetailsAsk &ask, Instant now) const;
    Result<SubscriptionDetails> subscription(Connection &db, SubscriptionId id, const DetailsAsk &ask, Instant now) const;

private:
    Directory &m_directory;
    const AccessService &m_access;
};

}  // namespace latchkey
