// Reads the configuration from its sources, notes where each value comes from, and finds everything that is wrong with it.
#pragma once

#include "app/service/config_file.h"

#include <QProcessEnvironment>

namespace latchkey {

struct ConfigPlace {
    QString file;  // a path, or the name of an environment variable
    int line = 0;  // 0: not a file's
};

struct Configuration {
    QString path;  // of the file that was read; empty: there was none
    Settings settings;
    QHash<QString, QString> given;       // key to value, of what was set anywhere
    QHash<QString, ConfigPlace> places;  // of the same
    QList<ConfigError> faults;
};

// Empty lines and those that begin with # are skipped. Unknown keys are refused: a misspelt limit would guard nothing.
void readConfigFile(const QString &path, const QByteArray &bytes, Configuration &into);
// Every LATCHKEY_… variable; it wins over the file.
void readConfigEnvironment(const QProcessEnvironment &environment, Configuration &into);
// File and environment together, and what only shows when all is put together. `named` is what --config said; without it
// LATCHKEY_CONFIG, and without that the usual path, if there is a file and `usualToo`. FileUnreadable.
Result<Configuration> readConfiguration(const std::optional<QString> &named, const QProcessEnvironment &environment, bool usualToo);
QString usualConfigPath();  // /etc/latchkey/latchkeyd.conf

// Looks at what the configuration names: files that are missing, unreadable, readable by others or do not fit each other. Who is not
// started by the service manager cannot see its credentials, and says so. `now` judges certificates.
QList<ConfigError> faultsOfFiles(const Configuration &configuration, const QProcessEnvironment &environment, Instant now);

// The path where a secret is to be read: the file itself, or the credential's. Empty when it is not set.
QString pathOf(const SecretPlace &place, const QProcessEnvironment &environment);

// The first that keeps the service from starting, in a sentence that also says whether there is more.
std::optional<QString> refusalIn(const QList<ConfigError> &faults);

// File, environment and command line together, with their secrets, or what is wrong with them, in a sentence.
tl::expected<Configuration, QString> configurationOf(const Arguments &arguments, StoreMayBe how);
// The same for a command: the exit code when something is wrong (which has then been said).
tl::expected<Settings, int> settingsOf(const Arguments &arguments, StoreMayBe how);

}  // namespace latchkey
