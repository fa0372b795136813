// The action "Magic link" / "Magic login": asks the service for a link and puts it on the clipboard.
#pragma once

#include "services/client/service_client.h"
#include "ui/actions/issued_links.h"

namespace latchkey {

struct IssueAction {
    CustomerId customer;
    QString customerName;
    SubscriptionId subscription;  // invalid from the profile
    LinkDoor door = LinkDoor::Customer;
    QString replyTo = {};         // as the agent typed it; empty when nothing was said
    QString overrideReason = {};  // why it goes there although that is not the address on file
    QString emailShown = {};      // with a shop outside the house: the address on screen
};

// `isShown` is asked when the link is there: a link of a customer who is no longer on screen is kept, not copied,
// because the agent would paste it to somebody else. `done` hears a refusal, or an empty one when all went well.
void issueMagicLink(Desk &desk, const IssueAction &action, QObject *context, std::function<bool()> isShown,
                    std::function<void(const std::optional<Refusal> &)> done);

}  // namespace latchkey
