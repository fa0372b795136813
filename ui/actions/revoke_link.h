// The action "Revoke": ends a live Magic link at once.
#pragma once

#include "models/domain/id.h"

#include <functional>

class QObject;

namespace latchkey {

class Desk;

// `done` is called when the service has answered, whatever it answered, unless `context` has died.
void revokeLink(Desk &desk, LinkId link, QObject *context, std::function<void()> done);

}  // namespace latchkey
