// The action "Erase customer": asks for the name as a confirmation, then has the service take everything personal away for good.
#pragma once

#include "models/domain/customer.h"

#include <functional>

class QWidget;

namespace latchkey {

class Desk;

// `done` is called when the customer is erased, unless `parent` has died.
void eraseCustomer(Desk &desk, const Customer &customer, QWidget *parent, std::function<void()> done);

}  // namespace latchkey
