// The action "Issue another": a new Magic login for a link's customer, whose profile then shows it.
#pragma once

#include "models/domain/id.h"

#include <functional>

#include <QString>

class QWidget;

namespace latchkey {

class Desk;

// Copied only while `where` is on screen. The profile shows the new link's card, and why when it was refused; `done` is called then.
void issueAnother(Desk &desk, CustomerId customer, const QString &customerName, QWidget *where, std::function<void()> done);

}  // namespace latchkey
