// The menu of "Copy as reply": the replies of a Magic link by language, the last used first.
#pragma once

#include "ui/actions/copy_as_reply.h"

class QMenu;

namespace latchkey {

// Empties the menu and fills it with what the service's snippets are now.
void fillReplyMenu(QMenu &menu, Desk &desk, const ReplyPlace &place);

}  // namespace latchkey
