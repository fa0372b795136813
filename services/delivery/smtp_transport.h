// Sends letters by SMTP, encrypted and over a connection that is kept for the next letter.
#pragma once

#include "services/delivery/delivery_settings.h"
#include "services/delivery/transport.h"

#include <memory>

namespace latchkey {

// Made and used by one of the courier's threads. Never speaks in clear but to this computer, never signs in by another method than was chosen.
class SmtpTransport final : public Transport {
public:
    explicit SmtpTransport(const DeliverySettings &settings);
    SmtpTransport(const SmtpTransport &) = delete;
    SmtpTransport &operator=(const SmtpTransport &) = delete;
    ~SmtpTransport() override;

    SendOutcome send(const Envelope &envelope) override;

private:
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

}  // namespace latchkey
