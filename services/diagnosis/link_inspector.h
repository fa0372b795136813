// Takes the pasted text apart and says what the link in it is.
#pragma once

#include "models/domain/link_token.h"
#include "models/domain/link_verdict.h"
#include "services/store/connection.h"

namespace latchkey {

struct PastedLink {
    VerdictCode code = VerdictCode::NoLink;  // Live stands for "a whole token of this shop: ask the store"
    LinkToken token;
    int wrongCharacter = -1;
};

// Pure. A clean URL of this shop (brackets, white space and a full stop around it are dropped), a bare token or path. Never logs.
PastedLink readPastedLink(const QString &text, const QString &baseUrl);
// Asks the store for the verdict and the timeline.
Result<LinkVerdict> inspectLink(Connection &db, const QString &text, const QString &baseUrl, quint64 publicIdKey, Instant now);

}  // namespace latchkey
