// What the desk learns first: who it is for the service, what it may do, and the service's clock and policy.
#pragma once

#include "models/domain/access_policy.h"
#include "models/domain/agent.h"
#include "models/domain/delivery_setup.h"
#include "models/domain/shop_settings.h"
#include "models/domain/shop_view.h"

namespace latchkey {

struct Me {
    Agent agent;
    QString shopName;
    ShopSettings settings;
    ShopKind shopKind = ShopKind::House;
    QString portalUrl;      // base URL of the portal; of a shop outside the house: its login page
    Instant serviceTime;
    AccessPolicy policy;
    MailRoute mail = MailRoute::Capture;
    SmsRoute sms = SmsRoute::Capture;
    qint64 customers = 0;
    qint64 subscriptions = 0;
    qint64 liveLinks = 0;
    qint64 messages = 0;
    QList<Colleague> toAsk = {};  // active leads, then administrators, a few of each
};

}  // namespace latchkey
