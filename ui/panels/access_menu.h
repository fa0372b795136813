// The "…" menu of both panels: the actions that are needed less often.
#pragma once

#include "models/domain/details.h"

#include <functional>

class QMenu;
class QObject;

namespace latchkey {

class Desk;

// Empties the menu and fills it for this customer.
void fillAccessMenu(QMenu &menu, Desk &desk, const CustomerDetails &details, QObject *context, const std::function<void()> &edit,
                    const std::function<void()> &refresh);

}  // namespace latchkey
