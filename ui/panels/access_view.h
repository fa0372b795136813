// What the access section shows, worked out of the customer's details, the agent's words and the last refusal. Pure.
#pragma once

#include "models/domain/details.h"
#include "models/domain/me.h"
#include "ui/panels/advice_card.h"

namespace latchkey {

struct AccessFacts {
    const CustomerDetails &details;
    const Me &me;
    LinkDoor door = LinkDoor::Customer;
    bool later = false;           // the agent says that the reply is read later
    QString replyTo = {};         // as typed
    CustomerId other = {};        // whose address that is, where it is known to be another customer's
    QList<Finding> refused = {};  // what the last attempt was answered with
    QList<LinkId> onCards = {};   // the links that this desk holds, each with a card that speaks of it
    bool liveInHand = false;      // one of them can still be copied
};

struct AccessView {
    QString whyNoMagicLink;              // empty when one may be issued
    std::optional<ShownAdvice> advice;   // none where it would advise what is not possible
    WayIn primary = WayIn::MagicLink;    // the action that stands out
    QList<Finding> blocking;             // stands above the advice
    QList<Finding> others;               // below it; what the advice says is not said twice
};

AccessView accessView(const AccessFacts &facts, Instant now);
// The reply guard's word against a Magic link, with the other customer where one is known.
std::optional<Finding> replyWord(const AccessFacts &facts);

}  // namespace latchkey
