// The action "Revoke all of this customer": asks, and ends every live Magic link of the customer at once.
#pragma once

#include "models/domain/id.h"

#include <QString>

#include <functional>

class QWidget;

namespace latchkey {

class Desk;

// `done` is called when the service has answered, whatever it answered, unless `parent` has died; not when the agent thinks better of it.
void revokeLinksOf(Desk &desk, CustomerId customer, const QString &customerName, QWidget *parent, std::function<void()> done);

}  // namespace latchkey
