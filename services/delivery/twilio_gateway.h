// Sends texts by Twilio's Messages resource, or by another host that speaks it.
#pragma once

#include "services/delivery/delivery_settings.h"
#include "services/delivery/transport.h"

namespace latchkey {

class TwilioGateway final : public Transport {
public:
    explicit TwilioGateway(const DeliverySettings &settings);
    SendOutcome send(const Envelope &envelope) override;

private:
    SmsSetup m_setup;
    ShopSecret m_secret;
};

}  // namespace latchkey
