// What the client's verbs share: the wire and the event stream. For services/client alone.
#pragma once

#include "services/client/event_stream.h"
#include "services/client/service_client.h"
#include "services/client/wire.h"

namespace latchkey {

struct ServiceClient::Inner {
    Inner(const QUrl &baseUrl, AgentToken token) : wire(baseUrl, std::move(token), nullptr), events(wire, nullptr) {}
    Wire wire;
    EventStream events;
};

}  // namespace latchkey
