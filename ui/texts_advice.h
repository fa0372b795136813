// The words of the right-link adviser and of the reply guard.
#pragma once

#include "models/domain/advice.h"
#include "models/domain/reply_guard.h"
#include "ui/texts.h"

namespace latchkey {

// What an advice's sentence may name beside the advice itself.
struct AdviceAbout {
    bool later = false;     // the agent says that the reply is read later
    QString magicWord;      // "Magic login" or "Magic link", as the door calls it
    QString phone;          // on file and fit for a code by SMS; else empty
    int codeDigits = 4;
};

FindingText textOf(const Advice &advice, const AdviceAbout &about);
// Why a Magic link is not the best way while the reply guard does not let it pass.
FindingText adviceForReply(ReplyMatch match);

// A short word for what stands beside the field, and the finding that says it at length.
QString textOf(ReplyMatch match, ReplyGuard guard);
FindingText replyGoesElsewhere(const FindingFacts &facts);

QString nameOf(ReplyGuard guard);   // "Require"
QString textOf(ReplyGuard guard);   // what it means, one sentence

}  // namespace latchkey
