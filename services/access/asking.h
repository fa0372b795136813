// One request for a login code between its answer and its letters: what was typed, by what it is throttled, and the code.
#pragma once

#include "services/access/access_service.h"

#include <QStringList>

namespace latchkey {

struct AccessService::Asking {
    // Who is meant: an e-mail or the ways to write a number, or somebody known already. All empty: nobody.
    QString emailKey;
    QStringList phoneKeys;
    CustomerId customer;

    QByteArray typedHash;
    QByteArray addressHash;
    QString destination;
    std::optional<Language> language;
    ChallengeSecret challenge;  // empty: draw a new one
    AgentId agent;              // who had it sent again; invalid: the customer's own doing

    qint64 row = 0;             // of the code
    CodeSecret code;
};

}  // namespace latchkey
