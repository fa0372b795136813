// Holds the address that a reply goes to against the one on file, before a Magic link is handed out.
#pragma once

#include "models/domain/agent.h"
#include "models/domain/reply_guard.h"
#include "services/store/connection.h"

namespace latchkey {

// What the agent says of the reply, and who says it.
struct ReplyWord {
    QString replyTo;         // as typed or pasted; never stored
    QString overrideReason;  // as typed
    Role role = Role::Observer;  // as the transaction finds it
};

struct ReplyPass {
    ReplyMatch match = ReplyMatch::NotGiven;
    QString reason;  // trimmed; empty when nothing had to be overridden
};

// By the shop's own settings. MagicLinkRefused when it may not go there; InvalidRequest ("override_reason") when a reason is too short or
// too long. On any connection; reads only.
Result<ReplyPass> checkReply(Connection &db, CustomerId customer, const ReplyWord &word);
// For the activity's note: "reply=elsewhere override=yes".
QString noteOf(const ReplyPass &pass);

}  // namespace latchkey
