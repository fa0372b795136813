// One letter or text about to be written: to whom, what of, and with which secrets.
#pragma once

#include "services/access/access_service.h"

namespace latchkey {

struct AccessService::Writing {
    Recipient to;
    MessageKind kind = MessageKind::LoginCode;
    Language language = Language::English;
    LetterFacts facts;   // whole
    QString publicId;    // of the link in it
    LinkId link;
    qint64 code = 0;     // the row of the code in it
    AgentId agent;
    QString detail;
    Instant secretsEnd;  // unset: no secrets in it
};

}  // namespace latchkey
