// The action "Edit contact": opens the dialog over the window, with a likely correction filled in where there is one.
#pragma once

#include "models/domain/details.h"

#include <functional>

class QWidget;

namespace latchkey {

class Desk;

void editContact(Desk &desk, const CustomerDetails &details, const QString &suggestedEmail, QWidget *parent,
                 std::function<void(const CustomerDetails &)> saved);

}  // namespace latchkey
