// The action "Copy login steps": how the customer logs in with a code, as a short letter.
#pragma once

#include "models/domain/details.h"
#include "models/domain/me.h"

namespace latchkey {

class Desk;

// Names the phone by its ending and the address by its first character: the letter may reach the wrong reader.
QString loginSteps(const CustomerDetails &details, const Me &me);
void copyLoginSteps(Desk &desk, const CustomerDetails &details);

}  // namespace latchkey
