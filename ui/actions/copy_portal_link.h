// The action "Portal link": copies the login page's address and lets the service record it.
#pragma once

#include "models/domain/customer.h"

namespace latchkey {

class Desk;

void copyPortalLink(Desk &desk, const Customer &customer);

}  // namespace latchkey
