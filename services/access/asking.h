// One request for a login code on its way through the verb: who it is for, and by what it is throttled.
#pragma once

#include "services/access/access_service.h"
#include "services/store/code_store.h"

namespace latchkey {

struct AccessService::Asking {
    std::optional<Recipient> recipient;  // nobody answers to what was typed
    QByteArray typedHash;
    QByteArray addressHash;
    QString destination;
    ChallengeSecret challenge;           // empty: draw a new one
};

}  // namespace latchkey
