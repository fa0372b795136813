// What an operator can set: one table of keys, read from a file of `key = value` lines, from the environment and from the command line.
#pragma once

#include "app/service/commands.h"
#include "app/service/texts.h"
#include "models/domain/access_policy.h"
#include "services/delivery/delivery_settings.h"
#include "services/http/server.h"

#include <QHash>

namespace latchkey {

enum class LogLevel { Debug, Info, Warning, Error };
enum class LogFormat { Text, Json };

// A secret is named, never written down: by the path of a file, or by the name under which the service manager hands it over.
struct SecretPlace {
    QString file;
    QString credential;
    [[nodiscard]] bool isSet() const { return !file.isEmpty() || !credential.isEmpty(); }
};

// Where customers and subscriptions come from. Everything but the kind is for a shop at Skio.
enum class ShopKindChosen { House, Skio };
struct ShopChoice {
    ShopKindChosen kind = ShopKindChosen::House;
    QString endpoint = QStringLiteral("https://graphql.skio.com/v1/graphql");
    SecretPlace token;
    QString storeDomain;  // "shop.example.com"
    QString loginPath = QStringLiteral("/a/account/login");
    QString documents;    // a folder with GraphQL documents in place of ours
    QString shopifyShop;  // "acme-coffee", of acme-coffee.myshopify.com
    SecretPlace shopifyToken;
    QString shopifyVersion = QStringLiteral("2026-07");
    // In clear, fetched once all is put together; empty where none is given.
    ShopSecret tokenItself = {};
    ShopSecret shopifyTokenItself = {};
};

struct Settings {
    QString store;  // a path, or postgresql://…
    QString listen = QStringLiteral("127.0.0.1:8080");
    bool sharedPort = false;
    QString baseUrl;
    QString shopName;
    QString nameServer;  // with its port; empty: the system's own
    QString tlsCertificate;
    SecretPlace tlsKey;
    std::optional<int> hstsDays;
    std::optional<http::Networks> trustedProxies;
    http::Networks metricsFrom = http::Networks::loopback();
    LogLevel logLevel = LogLevel::Info;
    LogFormat logFormat = LogFormat::Text;
    SecretPlace codeKey;  // none: beside the store
    AccessPolicy policy;
    http::Limits limits;
    // Set when the configuration says anything of letters or texts; the desk may then look, but not change it.
    std::optional<DeliverySettings> delivery;
    SecretPlace mailPassword;
    SecretPlace smsSecret;
    ShopChoice shop;
};

struct ConfigKey {
    QString name;
    QString takes;  // in words
    bool reloads;   // by SIGHUP; everything else waits for a restart
    std::function<bool(const QString &value, Settings &settings)> set;
};
const std::vector<ConfigKey> &configKeys();
// Null when there is none of that name.
const ConfigKey *configKey(const QString &name);
// "base-url" is LATCHKEY_BASE_URL in the environment.
QString variableOf(const QString &key);
// The keys with what each takes, for --help.
QString configHelp();

struct ListenAddress {
    std::string address;
    std::uint16_t port = 0;
};
std::optional<ListenAddress> listenAddressFromText(const QString &text);
// "192.0.2.1", "192.0.2.1:5353", "2001:db8::1" or "[2001:db8::1]:53", always with its port in the answer.
std::optional<QString> nameServerFromText(const QString &text);
// The URL without a slash at its end; nothing when it has a path, a query, or no http.
std::optional<QString> baseUrlFromText(const QString &text);
bool isPostgresql(const QString &store);
// https, or http to this machine; without user, query and fragment, so that nothing but the path can be secret or wrong.
std::optional<QString> endpointFromText(const QString &text);
// "Shop.Example.com" in small letters; nothing when it is no host's name.
std::optional<QString> storeDomainFromText(const QString &text);
// "acme-coffee" of "acme-coffee", "acme-coffee.myshopify.com" or the same with https:// before it.
std::optional<QString> shopifyShopFromText(const QString &text);

}  // namespace latchkey
