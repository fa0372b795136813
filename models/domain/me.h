// What the desk learns first: who it is for the service, what it may do, and the service's clock and policy.
#pragma once

#include "models/domain/access_policy.h"
#include "models/domain/agent.h"

namespace latchkey {

struct Me {
    Agent agent;
    QString shopName;
    QString portalUrl;      // base URL of the portal
    Instant serviceTime;
    AccessPolicy policy;
    bool captured = true;   // letters and texts stay in Messages
    qint64 customers = 0;
    qint64 subscriptions = 0;
    qint64 liveLinks = 0;
    qint64 messages = 0;
};

}  // namespace latchkey
