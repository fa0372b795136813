// Everything that the right-hand side of the desk shows of one customer or one subscription.
#pragma once

#include "models/domain/advice.h"
#include "models/domain/finding.h"
#include "models/domain/shop_state.h"
#include "models/domain/subscription.h"
#include "models/domain/timeline.h"

namespace latchkey {

// One browser in which the customer is signed in.
struct SessionInfo {
    SessionId id;
    QString device;         // "Chrome on Android"; empty when the browser did not say
    bool bornOfLink = false;
    Instant createdAt;
    Instant seenAt;         // to within ten minutes
    Instant expiresAt;
};

struct CustomerDetails {
    Customer customer;
    PhoneState phoneState = PhoneState::Missing;
    QList<Subscription> subscriptions;  // the first 50; subscriptionCount tells how many there are
    int subscriptionCount = 0;
    Advice adviceNow;                   // when the reply is read at once
    Advice adviceLater;                 // when it may be read later
    QList<Finding> findings;            // first = what the agent should do
    QList<TimelineEntry> timeline;      // newest first, at most 50
    QList<LoginLink> liveLinks;
    bool magicLinkPossible = false;     // no finding blocks it
    int linksThisHour = 0;
    int linksPerHour = 5;
    QString portalLink;
    int liveSessions = 0;
    QList<SessionInfo> sessions;  // the newest 20 live ones
    ShopFacts shop = {};
};

// One Magic link with everything that befell it.
struct LinkDetails {
    LoginLink link;                     // with its customer's name
    QList<TimelineEntry> timeline;      // newest first
};

struct SubscriptionDetails {
    Subscription subscription;
    CustomerDetails customer;
};

}  // namespace latchkey
