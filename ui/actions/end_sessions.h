// The actions "End" and "End all": sign the customer out on one device or on all of them.
#pragma once

#include "models/domain/details.h"

#include <functional>

class QObject;

namespace latchkey {

class Desk;

// Asks nothing, because it is undone by signing in again. `done` is called when the service has answered, unless `context` has died.
void endSession(Desk &desk, CustomerId customer, const SessionInfo &session, QObject *context, std::function<void()> done);
void endAllSessions(Desk &desk, const Customer &customer, QObject *context, std::function<void()> done);

QString deviceText(const SessionInfo &session);  // "Chrome on Android", or that the browser did not say

}  // namespace latchkey
