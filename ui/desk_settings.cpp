// Reads and writes the desk's settings as an INI file.
#include "ui/desk_settings.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace latchkey {

namespace {

QString toText(ThemeChoice choice) {
    switch (choice) {
        case ThemeChoice::System: return QStringLiteral("system");
        case ThemeChoice::Light: return QStringLiteral("light");
        case ThemeChoice::Dark: return QStringLiteral("dark");
    }
    return {};
}

QString toText(DeskMode mode) {
    switch (mode) {
        case DeskMode::Unset: return {};
        case DeskMode::Local: return QStringLiteral("local");
        case DeskMode::Team: return QStringLiteral("team");
    }
    return {};
}

DeskMode modeFromText(const QString &text) {
    for (const DeskMode mode : {DeskMode::Local, DeskMode::Team})
        if (toText(mode) == text) return mode;
    return DeskMode::Unset;
}

ThemeChoice themeFromText(const QString &text) {
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark})
        if (toText(choice) == text) return choice;
    return ThemeChoice::System;
}

}  // namespace

DeskSettings loadSettings(const QString &path) {
    DeskSettings settings;
    settings.path = path;
    if (path.isEmpty()) return settings;
    const QSettings file(path, QSettings::IniFormat);
    settings.theme = themeFromText(file.value(QLatin1String("theme")).toString());
    settings.mode = modeFromText(file.value(QLatin1String("mode")).toString());
    settings.service = file.value(QLatin1String("service")).toString();
    settings.authorityFile = file.value(QLatin1String("authority_file")).toString();
    settings.clearClipboard = file.value(QLatin1String("clear_clipboard"), settings.clearClipboard).toBool();
    settings.replyLater = file.value(QLatin1String("reply_later"), settings.replyLater).toBool();
    settings.testLetterTo = file.value(QLatin1String("test_letter_to")).toString();
    settings.testTextTo = file.value(QLatin1String("test_text_to")).toString();
    for (const QString &id : file.value(QLatin1String("last_replies")).toStringList())
        if (const qint64 value = id.toLongLong(); value > 0) settings.lastReplies.append(value);
    settings.windowGeometry = file.value(QLatin1String("window")).toByteArray();
    settings.splitter = file.value(QLatin1String("splitter")).toByteArray();
    return settings;
}

bool saveSettings(const DeskSettings &settings) {
    if (settings.path.isEmpty()) return true;
    QDir().mkpath(QFileInfo(settings.path).absolutePath());
    QSettings file(settings.path, QSettings::IniFormat);
    file.setValue(QLatin1String("theme"), toText(settings.theme));
    file.setValue(QLatin1String("mode"), toText(settings.mode));
    file.setValue(QLatin1String("service"), settings.service);
    file.setValue(QLatin1String("authority_file"), settings.authorityFile);
    file.setValue(QLatin1String("clear_clipboard"), settings.clearClipboard);
    file.setValue(QLatin1String("reply_later"), settings.replyLater);
    file.setValue(QLatin1String("test_letter_to"), settings.testLetterTo);
    file.setValue(QLatin1String("test_text_to"), settings.testTextTo);
    QStringList replies;
    for (const qint64 id : settings.lastReplies) replies.append(QString::number(id));
    file.setValue(QLatin1String("last_replies"), replies);
    file.setValue(QLatin1String("window"), settings.windowGeometry);
    file.setValue(QLatin1String("splitter"), settings.splitter);
    file.sync();
    return file.status() == QSettings::NoError;
}

}  // namespace latchkey
