// The operator's settings: read from a file of `key = value` lines, then from the command line, which wins.
#pragma once

#include "app/service/commands.h"
#include "app/service/texts.h"
#include "models/domain/access_policy.h"
#include "services/delivery/delivery_settings.h"
#include "services/http/server.h"

namespace latchkey {

struct Settings {
    QString store;
    QString listen = QStringLiteral("127.0.0.1:8080");
    QString baseUrl;
    QString shopName;
    QString nameServer;  // with its port; empty: the system's own
    AccessPolicy policy;
    http::Limits limits;
    // Set when the file says anything of letters or texts; the desk may then look, but not change it.
    std::optional<DeliverySettings> delivery;
    QString mailPasswordFile;
    QString smsSecretFile;
};

// Empty lines and those that begin with # are skipped. Unknown keys are refused: a misspelt limit would guard nothing.
tl::expected<Settings, ConfigError> readConfigFile(const QString &path, const QByteArray &bytes);

// The settings of file and command line together, or the exit code when something is wrong with them (which has then been said).
tl::expected<Settings, int> settingsOf(const Arguments &arguments, StoreMayBe how);

struct ListenAddress {
    std::string address;
    std::uint16_t port = 0;
};
std::optional<ListenAddress> listenAddressFromText(const QString &text);
// "192.0.2.1", "192.0.2.1:5353", "2001:db8::1" or "[2001:db8::1]:53", always with its port in the answer.
std::optional<QString> nameServerFromText(const QString &text);
// The URL without a slash at its end; nothing when it has a path, a query, or no http.
std::optional<QString> baseUrlFromText(const QString &text);
// The keys with what each takes, for --help.
QString configHelp();

}  // namespace latchkey
