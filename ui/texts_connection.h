// The sentences about the connection: what stands between desk and service, what to do, and what became of an action.
#pragma once

#include "models/domain/result.h"
#include "services/client/connection_state.h"

class QUrl;

namespace latchkey {

// One or two sentences: what is wrong and what to do. `service` is the address that was tried.
QString textOf(const Trouble &trouble, const QUrl &service);
// "Not connected since 14:04"; `heardAt` unset: never was.
QString notConnectedTitle(Instant heardAt, Instant now);
QString nextTryText(const ConnectionState &state);  // "Trying again in 12 s.", "Trying now…"
// Why an action cannot be pressed at this moment; empty while connected.
QString whyNotNow(bool connected);
// An action whose answer was lost may have been done: `unknown` then says so and where to look; otherwise `notDone` and why.
QString failureText(const QString &notDone, const QString &unknown, const Error &error);

}  // namespace latchkey
