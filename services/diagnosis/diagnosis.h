// Facts in, findings out: pure, sorted so that the first is what the agent should do.
#pragma once

#include "models/domain/access_policy.h"
#include "models/domain/agent.h"
#include "models/domain/customer.h"
#include "models/domain/finding.h"
#include "models/domain/shop_view.h"

namespace latchkey {

// Where the agent says that the reply goes; only known when a Magic link was asked for.
struct ReplyFacts {
    ReplyGuard guard = ReplyGuard::Off;
    ReplyMatch match = ReplyMatch::NotGiven;
    QString to;                        // the address alone
    std::optional<CustomerRow> owner;  // another customer who has it
};

struct DiagnosisFacts {
    Instant now;
    AccessPolicy policy;
    Role role = Role::Senior;  // of the agent who asks
    ShopKind shopKind = ShopKind::House;
    std::optional<ShopTrouble> shop = {};  // what a shop outside the house answered last, of this customer or of everything
    ShopAsked asked = ShopAsked::Reading;  // what it was asked for then
    ShopPlaces places = {};
    bool noEmailChange = false;            // the address cannot be changed from here
    QString emailAwaited = {};             // changed at the platform, and not yet shown by the shop
    Instant awaitedSince = {};
    bool emailUnsure = false;              // that change was not answered: perhaps it was not made
    bool redacted = false;                 // the shop deleted who this was
    std::optional<LoginLink> shopLink = {};  // the newest that the shop made
    Customer customer;
    EmailCheck email;
    PhoneState phone = PhoneState::Missing;
    bool domainRefusesMail = false;  // the name servers say so; false while they have not answered
    bool domainIsScanned = false;    // links in letters to it are opened by scanners
    QList<CustomerRow> sharing;      // others with the same address
    QList<LoginLink> links;          // of the house: newest first, at most 20, ended ones among them
    std::optional<Message> letter;   // the newest, with its attempts
    std::optional<Message> text;
    bool textsLeave = true;  // false: the operator has switched them off
    int linksThisHour = 0;
    Instant nextLinkAt;     // when TooManyLinks ends
    Duration usualDelay{};  // median time to open, 0 while there is too little history (under 3 opened links)
    bool replyLater = false;  // the agent says that the answer is read later than a link lives
    std::optional<ReplyFacts> reply;
    QList<Colleague> toAsk = {};  // leads and administrators
};

QList<Finding> diagnose(const DiagnosisFacts &facts);
// Whether one of them stands in the way of a Magic link.
bool blocksMagicLink(const QList<Finding> &findings);

}  // namespace latchkey
