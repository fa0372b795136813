// Makes the transport of a route.
#include "services/delivery/transports.h"

#include "services/delivery/smtp_transport.h"
#include "services/delivery/twilio_gateway.h"
#include "services/delivery/webhook_gateway.h"

namespace latchkey {

namespace {

std::unique_ptr<Transport> mailTransport(const DeliverySettings &settings) {
    switch (settings.setup.mail.route) {
        case MailRoute::Capture:
            return nullptr;
        case MailRoute::Smtp:
            return std::make_unique<SmtpTransport>(settings);
    }
    return nullptr;
}

std::unique_ptr<Transport> smsTransport(const DeliverySettings &settings) {
    switch (settings.setup.sms.route) {
        case SmsRoute::Capture:
        case SmsRoute::Off:
            return nullptr;
        case SmsRoute::Twilio:
            return std::make_unique<TwilioGateway>(settings);
        case SmsRoute::Webhook:
            return std::make_unique<WebhookGateway>(settings);
    }
    return nullptr;
}

}  // namespace

std::unique_ptr<Transport> transportOf(const DeliverySettings &settings, Channel channel) {
    switch (channel) {
        case Channel::Email:
            return mailTransport(settings);
        case Channel::Sms:
            return smsTransport(settings);
    }
    return nullptr;
}

}  // namespace latchkey
