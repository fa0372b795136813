// Facts in, findings out: pure, sorted so that the first is what the agent should do.
#pragma once

#include "models/domain/access_policy.h"
#include "models/domain/customer.h"
#include "models/domain/finding.h"

namespace latchkey {

struct DiagnosisFacts {
    Instant now;
    AccessPolicy policy;
    Customer customer;
    EmailCheck email;
    PhoneState phone = PhoneState::Missing;
    QList<CustomerRow> sharing;  // others with the same address
    QList<LoginLink> links;      // newest first, at most 20, ended ones among them
    std::optional<Message> letter;  // the newest, with its attempts
    std::optional<Message> text;
    bool textsLeave = true;         // false: the operator has switched them off
    int linksThisHour = 0;
    Instant nextLinkAt;     // when TooManyLinks ends
    Duration usualDelay{};  // median time to open, 0 while there is too little history (under 3 opened links)
    bool mayIssue = true;
    bool replyLater = false;  // the agent says that the answer is read later than a link lives
};

QList<Finding> diagnose(const DiagnosisFacts &facts);
// Whether one of them stands in the way of a Magic link.
bool blocksMagicLink(const QList<Finding> &findings);

}  // namespace latchkey
