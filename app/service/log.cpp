// Formats log lines as time=… level=… area=… msg="…" key=value, or as a JSON object of the same.
#include "app/service/log.h"

#include "models/domain/instant.h"
#include "services/runtime/clock.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <atomic>
#include <cstdio>

namespace latchkey {

Q_LOGGING_CATEGORY(serviceLog, "service", QtInfoMsg)

namespace {

std::atomic<LogFormat> chosenFormat{LogFormat::Text};

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

QString quoted(QString text) {
    text.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\"")).replace(QLatin1Char('\n'), QLatin1String("\\n"));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

QByteArray asText(const QString &time, const char *level, const char *area, const LogParts &parts) {
    QString line = QStringLiteral("time=%1 level=%2 area=%3 msg=").arg(time, QLatin1String(level), QLatin1String(area)) + quoted(parts.text);
    for (const auto &[key, value] : parts.fields) line += u' ' + key + u'=' + (value.contains(u'"') || value.contains(u'\\') ? quoted(value) : value);
    return line.toUtf8() + '\n';
}

QByteArray asJson(const QString &time, const char *level, const char *area, const LogParts &parts) {
    QJsonObject object;
    // Ours last: a field of the same name does not take their place.
    for (const auto &[key, value] : parts.fields) object.insert(key, value);
    object.insert(QStringLiteral("time"), time);
    object.insert(QStringLiteral("level"), QLatin1String(level));
    object.insert(QStringLiteral("area"), QLatin1String(area));
    object.insert(QStringLiteral("msg"), parts.text);
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

// One write a line, so that lines of several threads do not mix.
void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &message) {
    const char *area = context.category ? context.category : "default";
    const QString time = toRfc3339(SystemClock().now());
    const LogParts parts = logPartsOf(message);
    const QByteArray bytes =
        chosenFormat == LogFormat::Json ? asJson(time, levelOf(type), area, parts) : asText(time, levelOf(type), area, parts);
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
}

}  // namespace

LogParts logPartsOf(const QString &message) {
    static const QRegularExpression ending(QStringLiteral("(?:^|\\s)([a-z][a-z_]*)=(\\S*)$"));
    LogParts parts{message, {}};
    for (auto match = ending.match(parts.text); match.hasMatch(); match = ending.match(parts.text)) {
        parts.fields.prepend({match.captured(1), match.captured(2)});
        parts.text.truncate(match.capturedStart());
    }
    return parts;
}

void logToStandardError() { qInstallMessageHandler(writeLine); }

void setLog(LogLevel level, LogFormat format) {
    chosenFormat = format;
    // What Qt itself has to say in detail is nothing for an operator.
    QString rules = QStringLiteral("qt.*.debug=false\n");
    switch (level) {
        case LogLevel::Debug:
            rules.prepend(QStringLiteral("*.debug=true\n"));
            break;
        case LogLevel::Info:
            break;
        case LogLevel::Error:
            rules += QStringLiteral("*.warning=false\n");
            [[fallthrough]];
        case LogLevel::Warning:
            rules += QStringLiteral("*.info=false\n*.debug=false\n");
            break;
    }
    QLoggingCategory::setFilterRules(rules);
}

}  // namespace latchkey
