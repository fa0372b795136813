// The rules that all text gateways share: what an HTTP status, or none, says of the message.
#pragma once

#include "services/web/http_post.h"
#include "services/delivery/transport.h"

namespace latchkey {

struct GatewayVerdict {
    DeliveryProblem problem = DeliveryProblem::None;
    bool again = false;
};

// For an answer that came, whatever its body says.
GatewayVerdict verdictOfStatus(int status);
// For any other end.
GatewayVerdict verdictWithoutAnswer(const HttpAnswer &answer);

// `words` is what the gateway said; where it said nothing, the library's words take their place.
SendOutcome gatewayOutcome(const HttpAnswer &answer, GatewayVerdict verdict, QByteArrayView words, const std::vector<MessageText> &hidden);

}  // namespace latchkey
