// The "…" menu of both panels: the actions that are needed less often.
#pragma once

#include "models/domain/details.h"

#include <functional>

class QMenu;
class QWidget;

namespace latchkey {

class Desk;

// What the panel does of it.
struct AccessMenuPlace {
    QWidget *context = nullptr;
    std::function<void()> edit;
    std::function<void()> refresh;
    std::function<void()> emailLink;  // empty where it has a button of its own
};

// Empties the menu and fills it for this customer.
void fillAccessMenu(QMenu &menu, Desk &desk, const CustomerDetails &details, const AccessMenuPlace &place);

}  // namespace latchkey
