// The action "Send again": writes a message anew in place of one that did not arrive, with new secrets.
#pragma once

#include "models/domain/id.h"

#include <functional>

class QObject;

namespace latchkey {

class Desk;

// `done` hears the new message's id, or an invalid one when nothing was sent, unless `context` has died.
void sendAgain(Desk &desk, MessageId message, QObject *context, std::function<void(MessageId)> done);

}  // namespace latchkey
