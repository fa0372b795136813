// The action "Copy as reply": a way in, inside a short letter to the customer that the shop wrote beforehand.
#pragma once

#include "models/domain/details.h"
#include "models/domain/snippet.h"
#include "services/client/service_client.h"

#include <functional>

class QWidget;

namespace latchkey {

class Desk;

struct ReplyPlace {
    CustomerDetails details;
    LinkId link;                // of a Magic link's reply; else invalid
    QWidget *parent = nullptr;  // over whose window a dialog opens
};

// What the variables of a reply in this language stand for. The Magic link is elided as the live card shows it: the secret itself is
// filled in by the copy alone.
SnippetValues replyValues(Desk &desk, const ReplyPlace &place, Language language);

// Hears why nothing was copied; an empty sentence when the reply is on the clipboard.
using ReplyCopied = std::function<void(const QString &whyNot)>;
// A Magic link that needs an override, or whose reply address is required, is copied only after the service has agreed; everything else at
// once. `how` counts for Magic links. Nothing is copied once `context` has died.
void copyReply(Desk &desk, const Snippet &snippet, const ReplyPlace &place, const CopiedLink &how, QObject *context, ReplyCopied done);

// Copies with this snippet, or opens the dialog where something must be said or chosen first.
void copyAsReply(Desk &desk, const Snippet &snippet, const ReplyPlace &place);
// The same with the snippet that the agent most likely wants.
void copyAsReply(Desk &desk, SnippetUse use, const ReplyPlace &place);
// "Other reply…".
void openReplies(Desk &desk, const ReplyPlace &place);

}  // namespace latchkey
