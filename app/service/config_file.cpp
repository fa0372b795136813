// The table of keys: what each takes, and what it sets.
#include "app/service/config_file.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QUrl>

#include <arpa/inet.h>

#include <array>

namespace latchkey {

namespace {

constexpr Duration second = std::chrono::seconds(1);
constexpr Duration minute = std::chrono::minutes(1);
constexpr Duration hour = std::chrono::hours(1);

// A number of the policy: either a count or a duration in units.
struct NumberKey {
    QLatin1String key;
    int least;
    int most;
    int AccessPolicy::*count;
    Duration AccessPolicy::*duration;
    Duration unit;
};

constexpr NumberKey counted(const char *key, int least, int most, int AccessPolicy::*field) {
    return {QLatin1String(key), least, most, field, nullptr, {}};
}
constexpr NumberKey timed(const char *key, int least, int most, Duration AccessPolicy::*field, Duration unit) {
    return {QLatin1String(key), least, most, nullptr, field, unit};
}

constexpr std::array numberKeys{
    timed("link-life-minutes", 1, 60, &AccessPolicy::linkLife, minute),
    timed("redeem-replay-seconds", 0, 600, &AccessPolicy::redeemReplay, second),
    timed("verdicts-kept-days", 1, 3650, &AccessPolicy::verdictsKept, hour * 24),
    timed("visits-kept-days", 30, 3650, &AccessPolicy::visitsKept, hour * 24),
    timed("activity-kept-days", 0, 36'500, &AccessPolicy::activityKept, hour * 24),
    counted("links-per-customer-per-hour", 1, 1'000'000, &AccessPolicy::linksPerCustomerPerHour),
    counted("links-per-agent-per-hour", 1, 100'000'000, &AccessPolicy::linksPerAgentPerHour),
    timed("code-life-minutes", 1, 60, &AccessPolicy::codeLife, minute),
    counted("code-digits", 4, 8, &AccessPolicy::codeDigits),
    counted("code-tries", 1, 10, &AccessPolicy::codeTries),
    counted("tries-per-customer-per-day", 1, 1000, &AccessPolicy::triesPerCustomerPerDay),
    counted("tries-per-address-per-hour", 1, 100'000, &AccessPolicy::triesPerAddressPerHour),
    timed("resend-after-seconds", 0, 3600, &AccessPolicy::resendAfter, second),
    counted("codes-per-customer-per-hour", 1, 1000, &AccessPolicy::codesPerCustomerPerHour),
    timed("session-of-link-hours", 1, 720, &AccessPolicy::sessionOfLink, hour),
    timed("session-of-code-days", 1, 365, &AccessPolicy::sessionOfCode, hour * 24),
};

// How many connections the HTTP server holds at once.
struct ConnectionKey {
    QLatin1String key;
    int most;
    std::size_t http::Limits::*field;
};

constexpr std::array connectionKeys{ConnectionKey{QLatin1String("connections"), 10'000, &http::Limits::connections},
                                    ConnectionKey{QLatin1String("connections-per-address"), 10'000, &http::Limits::connectionsPerAddress}};

std::optional<int> wholeNumber(const QString &value, int least, int most) {
    bool good = false;
    const int found = value.toInt(&good);
    if (!good || found < least || found > most) return std::nullopt;
    return found;
}

ConfigKey keyOf(const NumberKey &number) {
    return {number.key, QStringLiteral("a whole number from %1 to %2").arg(number.least).arg(number.most), false, [number](const QString &value, Settings &s) {
                const std::optional<int> found = wholeNumber(value, number.least, number.most);
                if (!found) return false;
                if (number.count)
                    s.policy.*number.count = *found;
                else
                    s.policy.*number.duration = number.unit * *found;
                return true;
            }};
}

ConfigKey keyOf(const ConnectionKey &key) {
    return {key.key, QStringLiteral("a whole number from 1 to %1").arg(key.most), false, [key](const QString &value, Settings &s) {
                const std::optional<int> found = wholeNumber(value, 1, key.most);
                if (found) s.limits.*key.field = static_cast<std::size_t>(*found);
                return found.has_value();
            }};
}

ConfigKey keyOf(const DeliveryKey &key) {
    return {key.name, key.takes, true, [name = key.name](const QString &value, Settings &s) {
                if (!s.delivery) s.delivery.emplace();
                const std::optional<QString> fault = setDeliveryKey(name, value, *s.delivery);
                return fault && fault->isEmpty();
            }};
}

constexpr QLatin1String aPath("the path of a file");

ConfigKey pathKey(const char *name, QString Settings::*field) {
    return {QLatin1String(name), aPath, true, [field](const QString &value, Settings &s) {
                s.*field = value;
                return !value.isEmpty();
            }};
}

// A configuration is copied, shown and kept under version control: secrets are named by their place.
void addSecret(std::vector<ConfigKey> &keys, const char *file, const char *credential, bool reloads, std::function<SecretPlace &(Settings &)> field) {
    keys.push_back({QLatin1String(file), QStringLiteral("the path of a file that holds nothing else"), reloads, [field](const QString &value, Settings &s) {
                        field(s).file = value;
                        return !value.isEmpty();
                    }});
    keys.push_back({QLatin1String(credential), QStringLiteral("the name of one of the service manager's credentials"), reloads,
                    [field](const QString &value, Settings &s) {
                        static const QRegularExpression name(QStringLiteral("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,100}$"));
                        field(s).credential = value;
                        return name.match(value).hasMatch();
                    }});
}
void addSecret(std::vector<ConfigKey> &keys, const char *file, const char *credential, bool reloads, SecretPlace Settings::*field) {
    addSecret(keys, file, credential, reloads, [field](Settings &s) -> SecretPlace & { return s.*field; });
}

template <class Enum, std::size_t Count>
ConfigKey choiceKey(const char *name, const char *takes, Enum Settings::*field, const std::array<std::pair<QLatin1String, Enum>, Count> &choices) {
    return {QLatin1String(name), QLatin1String(takes), true, [field, choices](const QString &value, Settings &s) {
                for (const auto &[word, choice] : choices)
                    if (value == word) {
                        s.*field = choice;
                        return true;
                    }
                return false;
            }};
}

void addPlaces(std::vector<ConfigKey> &keys) {
    keys.push_back({QStringLiteral("store"), QStringLiteral("the path of a file, or postgresql://USER@HOST/NAME"), false, [](const QString &value, Settings &s) {
                        s.store = value;
                        return !value.isEmpty();
                    }});
    addSecret(keys, "code-key-file", "code-key-credential", false, &Settings::codeKey);
    keys.push_back({QStringLiteral("listen"), QStringLiteral("an address and a port, such as 127.0.0.1:8080"), false, [](const QString &value, Settings &s) {
                        s.listen = value;
                        return listenAddressFromText(value).has_value();
                    }});
    keys.push_back(choiceKey<bool, 2>("shared-port", "yes or no", &Settings::sharedPort, {{{QLatin1String("yes"), true}, {QLatin1String("no"), false}}}));
    keys.back().reloads = false;
    keys.push_back({QStringLiteral("base-url"), QStringLiteral("a URL without a path, such as https://portal.example.com"), false,
                    [](const QString &value, Settings &s) {
                        s.baseUrl = baseUrlFromText(value).value_or(QString());
                        return !s.baseUrl.isEmpty();
                    }});
    keys.push_back({QStringLiteral("shop-name"), QStringLiteral("1 to 100 characters"), false, [](const QString &value, Settings &s) {
                        s.shopName = value;
                        return !value.isEmpty() && value.size() <= 100;
                    }});
    keys.push_back({QStringLiteral("dns-server"), QStringLiteral("the address of a name server, such as 192.0.2.1 or [2001:db8::1]:53"), false,
                    [](const QString &value, Settings &s) {
                        s.nameServer = nameServerFromText(value).value_or(QString());
                        return !s.nameServer.isEmpty();
                    }});
}

void addEdge(std::vector<ConfigKey> &keys) {
    constexpr QLatin1String networks("addresses and networks, such as 127.0.0.1 10.0.0.0/8 2001:db8::/32");
    keys.push_back(pathKey("tls-certificate", &Settings::tlsCertificate));
    addSecret(keys, "tls-key", "tls-key-credential", true, &Settings::tlsKey);
    keys[keys.size() - 2].takes = aPath;
    keys.push_back({QStringLiteral("hsts-days"), QStringLiteral("a whole number from 0 to 3650"), true, [](const QString &value, Settings &s) {
                        s.hstsDays = wholeNumber(value, 0, 3650);
                        return s.hstsDays.has_value();
                    }});
    keys.push_back({QStringLiteral("trusted-proxies"), networks, true, [](const QString &value, Settings &s) {
                        s.trustedProxies = http::Networks::fromText(value.toStdString());
                        return s.trustedProxies.has_value();
                    }});
    keys.push_back({QStringLiteral("metrics-from"), networks, true, [](const QString &value, Settings &s) {
                        const auto read = http::Networks::fromText(value.toStdString());
                        s.metricsFrom = read.value_or(http::Networks());
                        return read.has_value();
                    }});
    keys.push_back(choiceKey<LogLevel, 4>("log-level", "debug, info, warning or error", &Settings::logLevel,
                                          {{{QLatin1String("debug"), LogLevel::Debug},
                                            {QLatin1String("info"), LogLevel::Info},
                                            {QLatin1String("warning"), LogLevel::Warning},
                                            {QLatin1String("error"), LogLevel::Error}}}));
    keys.push_back(choiceKey<LogFormat, 2>("log-format", "text or json", &Settings::logFormat,
                                           {{{QLatin1String("text"), LogFormat::Text}, {QLatin1String("json"), LogFormat::Json}}}));
}

// A value that is read into its usual form, or refused.
ConfigKey shopKey(const char *name, const char *takes, std::optional<QString> (*read)(const QString &), QString ShopChoice::*field) {
    return {QLatin1String(name), QLatin1String(takes), false, [read, field](const QString &value, Settings &s) {
                const std::optional<QString> found = read(value);
                s.shop.*field = found.value_or(QString());
                return found.has_value();
            }};
}

std::optional<QString> loginPathFromText(const QString &text) {
    static const QRegularExpression path(QStringLiteral("^/[A-Za-z0-9/_.~-]{0,200}$"));
    return path.match(text).hasMatch() ? std::optional(text) : std::nullopt;
}

std::optional<QString> versionFromText(const QString &text) {
    static const QRegularExpression version(QStringLiteral("^20[0-9]{2}-(01|04|07|10)$"));
    return version.match(text).hasMatch() ? std::optional(text) : std::nullopt;
}

void addShop(std::vector<ConfigKey> &keys) {
    keys.push_back({QStringLiteral("shop"), QStringLiteral("house or skio"), false, [](const QString &value, Settings &s) {
                        s.shop.kind = value == QLatin1String("skio") ? ShopKindChosen::Skio : ShopKindChosen::House;
                        return value == QLatin1String("skio") || value == QLatin1String("house");
                    }});
    keys.push_back(shopKey("skio-endpoint", "an https URL (http only to this machine), such as https://graphql.skio.com/v1/graphql", endpointFromText,
                           &ShopChoice::endpoint));
    addSecret(keys, "skio-token-file", "skio-token-credential", false, [](Settings &s) -> SecretPlace & { return s.shop.token; });
    keys.push_back(shopKey("store-domain", "the store's primary domain without https:// and without a path, such as shop.example.com", storeDomainFromText,
                           &ShopChoice::storeDomain));
    keys.push_back(shopKey("login-path", "a path that begins with a slash, such as /a/account/login", loginPathFromText, &ShopChoice::loginPath));
    keys.push_back({QStringLiteral("skio-documents"), QStringLiteral("the path of a folder"), false, [](const QString &value, Settings &s) {
                        s.shop.documents = value;
                        return !value.isEmpty();
                    }});
    keys.push_back(shopKey("shopify-shop", "the name of a shop at Shopify, such as acme-coffee of acme-coffee.myshopify.com", shopifyShopFromText,
                           &ShopChoice::shopifyShop));
    addSecret(keys, "shopify-token-file", "shopify-token-credential", false, [](Settings &s) -> SecretPlace & { return s.shop.shopifyToken; });
    keys.push_back(shopKey("shopify-version", "a version of Shopify's API, such as 2026-07", versionFromText, &ShopChoice::shopifyVersion));
}

}  // namespace

const std::vector<ConfigKey> &configKeys() {
    static const std::vector<ConfigKey> table = [] {
        std::vector<ConfigKey> keys;
        addPlaces(keys);
        addShop(keys);
        addEdge(keys);
        for (const NumberKey &number : numberKeys) keys.push_back(keyOf(number));
        for (const ConnectionKey &connections : connectionKeys) keys.push_back(keyOf(connections));
        const QList<DeliveryKey> delivery = deliveryKeys();
        for (const DeliveryKey &key : delivery) keys.push_back(keyOf(key));
        addSecret(keys, "mail-password-file", "mail-password-credential", true, &Settings::mailPassword);
        addSecret(keys, "sms-secret-file", "sms-secret-credential", true, &Settings::smsSecret);
        return keys;
    }();
    return table;
}

const ConfigKey *configKey(const QString &name) {
    for (const ConfigKey &key : configKeys())
        if (key.name == name) return &key;
    return nullptr;
}

QString variableOf(const QString &key) { return QStringLiteral("LATCHKEY_") + QString(key).replace(u'-', u'_').toUpper(); }

bool isPostgresql(const QString &store) { return store.startsWith(QLatin1String("postgresql://")) || store.startsWith(QLatin1String("postgres://")); }

std::optional<ListenAddress> listenAddressFromText(const QString &text) {
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    if (colon <= 0) return std::nullopt;
    QString address = text.left(colon);
    if (address.startsWith(QLatin1Char('[')) && address.endsWith(QLatin1Char(']')))
        address = address.sliced(1, address.size() - 2);
    else if (address.contains(QLatin1Char(':')))
        return std::nullopt;
    bool good = false;
    const ushort port = QStringView(text).sliced(colon + 1).toUShort(&good);
    if (!good || address.isEmpty()) return std::nullopt;
    return ListenAddress{address.toStdString(), port};
}

std::optional<QString> nameServerFromText(const QString &text) {
    constexpr std::uint16_t usualPort = 53;
    std::array<unsigned char, 16> bytes{};
    const auto isAddress = [&](int family, const std::string &address) { return ::inet_pton(family, address.c_str(), bytes.data()) == 1; };
    const ListenAddress bare{text.toStdString(), usualPort};
    const bool isBare = isAddress(AF_INET, bare.address) || isAddress(AF_INET6, bare.address);
    const std::optional<ListenAddress> server = isBare ? bare : listenAddressFromText(text);
    if (!server || server->port == 0) return std::nullopt;
    const QString address = QString::fromStdString(server->address);
    if (isAddress(AF_INET, server->address)) return QStringLiteral("%1:%2").arg(address).arg(server->port);
    if (isAddress(AF_INET6, server->address)) return QStringLiteral("[%1]:%2").arg(address).arg(server->port);
    return std::nullopt;
}

std::optional<QString> baseUrlFromText(const QString &text) {
    static const QRegularExpression url(QStringLiteral("^https?://(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?/?$"));
    if (!url.match(text).hasMatch()) return std::nullopt;
    return text.endsWith(QLatin1Char('/')) ? text.chopped(1) : text;
}

std::optional<QString> endpointFromText(const QString &text) {
    const QUrl url(text, QUrl::StrictMode);
    const QString host = url.host();
    const bool here = host == QLatin1String("127.0.0.1") || host == QLatin1String("::1") || host == QLatin1String("localhost");
    const bool safe = url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && here);
    if (!url.isValid() || host.isEmpty() || !safe || !url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment()) return std::nullopt;
    return text;
}

std::optional<QString> storeDomainFromText(const QString &text) {
    static const QRegularExpression host(QStringLiteral("^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$"));
    const QString lower = text.toLower();
    return host.match(lower).hasMatch() ? std::optional(lower) : std::nullopt;
}

std::optional<QString> shopifyShopFromText(const QString &text) {
    static const QRegularExpression shop(QStringLiteral("^(?:https://)?([a-z0-9][a-z0-9-]{0,62})(?:\\.myshopify\\.com)?/?$"));
    const auto match = shop.match(text.toLower());
    return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
}

QString configHelp() {
    QString help;
    for (const ConfigKey &key : configKeys()) help += QStringLiteral("  %1 (%2)\n").arg(key.name, key.takes);
    return help;
}

}  // namespace latchkey
