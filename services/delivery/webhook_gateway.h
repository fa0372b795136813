// Hands texts to the operator's own HTTP endpoint, signed, with a key by which it can tell a repetition.
#pragma once

#include "services/delivery/delivery_settings.h"
#include "services/delivery/transport.h"

namespace latchkey {

class WebhookGateway final : public Transport {
public:
    explicit WebhookGateway(const DeliverySettings &settings);
    SendOutcome send(const Envelope &envelope) override;

private:
    SmsSetup m_setup;
    ShopSecret m_secret;
};

}  // namespace latchkey
