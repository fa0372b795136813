// The service's log on standard error: one line of key=value a message, without secrets.
#pragma once

#include <QLoggingCategory>

namespace latchkey {

Q_DECLARE_LOGGING_CATEGORY(serviceLog)

// From then on every message of Qt's logging goes to standard error in our form.
void logToStandardError();

}  // namespace latchkey
