// Formats log lines as time=… level=… area=… msg="…".
#include "app/service/log.h"

#include "models/domain/instant.h"
#include "services/runtime/clock.h"

#include <cstdio>

namespace latchkey {

Q_LOGGING_CATEGORY(serviceLog, "service", QtInfoMsg)

namespace {

const char *levelOf(QtMsgType type) {
    switch (type) {
        case QtDebugMsg:
            return "debug";
        case QtInfoMsg:
            return "info";
        case QtWarningMsg:
            return "warning";
        case QtCriticalMsg:
            return "error";
        case QtFatalMsg:
            return "fatal";
    }
    return "info";
}

void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &message) {
    QString quoted = message;
    quoted.replace(QLatin1Char('\\'), QLatin1String("\\\\"))
        .replace(QLatin1Char('"'), QLatin1String("\\\""))
        .replace(QLatin1Char('\n'), QLatin1String("\\n"));
    const QString line = QStringLiteral("time=%1 level=%2 area=%3 msg=\"%4\"\n")
                             .arg(toRfc3339(SystemClock().now()), QLatin1String(levelOf(type)),
                                  QLatin1String(context.category ? context.category : "default"), quoted);
    const QByteArray bytes = line.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
}

}  // namespace

void logToStandardError() { qInstallMessageHandler(writeLine); }

}  // namespace latchkey
