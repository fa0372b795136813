// What a role is called, and the sentence that says why an agent may not do something and whom to ask.
#pragma once

#include "models/domain/agent.h"

namespace latchkey {

struct Me;

QString textOf(Role role);            // "Senior"
QString textOf(const Denial &denial); // "Making a Magic link takes the role Senior; yours is Agent. Ask Ada (Admin)."
// Empty when the agent may.
QString whyNot(const Me &me, Permission permission);

}  // namespace latchkey
