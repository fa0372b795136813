// The service's log on standard error: one line a message, without secrets, as key=value or as JSON.
#pragma once

#include "app/service/config_file.h"

#include <QLoggingCategory>

namespace latchkey {

Q_DECLARE_LOGGING_CATEGORY(serviceLog)

// From then on every message of Qt's logging goes to standard error in our form.
void logToStandardError();
// What is said, and how. Any thread, at any time.
void setLog(LogLevel level, LogFormat format);
// "stopping signal=15" has a text and a field; only what stands at the end and looks like a field is one.
struct LogParts {
    QString text;
    QList<std::pair<QString, QString>> fields;
};
LogParts logPartsOf(const QString &message);

}  // namespace latchkey
