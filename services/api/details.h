// Gathers everything that the desk shows of one customer or subscription, findings and timeline included.
#pragma once

#include "models/domain/agent.h"
#include "models/domain/details.h"
#include "services/access/access_service.h"
#include "services/directory/directory.h"

namespace latchkey {

class MailDomains;
class ShopDesk;
struct DiagnosisFacts;

// What is known of the request beside the store: the asker's role, what they said of the reply, and why the service has just said no.
struct DetailsAsk {
    Role role = Role::Observer;
    bool replyLater = false;
    std::optional<Error> refusal = {};
    std::optional<ShopTrouble> trouble = {};  // what a shop outside the house has just answered
    ShopAsked asked = ShopAsked::Reading;     // and to what
    std::optional<QString> replyTo = {};  // nothing: no link was asked for, so that nobody was asked where it goes
};

// Reads only; any thread, with that thread's connection.
class Details {
public:
    // Without `mailDomains` no name server is asked; without `shop` it is the house.
    Details(Directory &directory, const AccessService &access, MailDomains *mailDomains = nullptr, const ShopDesk *shop = nullptr)
        : m_directory(directory), m_access(access), m_mailDomains(mailDomains), m_shop(shop) {}

    Result<CustomerDetails> customer(Connection &db, CustomerId id, const DetailsAsk &ask, Instant now) const;
    Result<SubscriptionDetails> subscription(Connection &db, SubscriptionId id, const DetailsAsk &ask, Instant now) const;

private:
    // All but the links, which the timeline needs as well.
    Result<DiagnosisFacts> factsOf(Connection &db, CustomerId id, const DetailsAsk &ask, Instant now) const;

    Directory &m_directory;
    const AccessService &m_access;
    MailDomains *m_mailDomains;
    const ShopDesk *m_shop;
};

}  // namespace latchkey
