// Reads the configuration file by one table of keys.
#include "app/service/config_file.h"

#include <QHash>
#include <QRegularExpression>

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

// Behind a reverse proxy every customer has the proxy's address, so that the second must be raised to the first.
constexpr std::array connectionKeys{ConnectionKey{QLatin1String("connections"), 10'000, &http::Limits::connections},
                                    ConnectionKey{QLatin1String("connections-per-address"), 10'000, &http::Limits::connectionsPerAddress}};

std::optional<QString> setConnections(const ConnectionKey &key, const QString &value, http::Limits &limits) {
    bool good = false;
    const int found = value.toInt(&good);
    if (!good || found < 1 || found > key.most) return QStringLiteral("a whole number from 1 to %1").arg(key.most);
    limits.*key.field = static_cast<std::size_t>(found);
    return std::nullopt;
}

// What the key takes, in words, when the value is not that; nothing when it was set.
std::optional<QString> setNumber(const NumberKey &number, const QString &value, AccessPolicy &policy) {
    bool good = false;
    const int found = value.toInt(&good);
    if (!good || found < number.least || found > number.most)
        return QStringLiteral("a whole number from %1 to %2").arg(number.least).arg(number.most);
    if (number.count)
        policy.*number.count = found;
    else
        policy.*number.duration = number.unit * found;
    return std::nullopt;
}

// A configuration is copied, shown and kept under version control: secrets are named by their file.
std::optional<QString> setDelivery(const QString &key, const QString &value, Settings &settings) {
    const auto path = [&](QString &file) {
        file = value;
        return value.isEmpty() ? QStringLiteral("the path of a file") : QString();
    };
    if (key == QLatin1String("mail-password-file")) return path(settings.mailPasswordFile);
    if (key == QLatin1String("sms-secret-file")) return path(settings.smsSecretFile);
    if (key == QLatin1String("mail-password") || key == QLatin1String("sms-secret"))
        return QStringLiteral("no value here: write %1-file and the path of a file that holds it").arg(key);
    DeliverySettings delivery = settings.delivery.value_or(DeliverySettings());
    const std::optional<QString> fault = setDeliveryKey(key, value, delivery);
    if (fault) settings.delivery = delivery;
    return fault;
}

// Nothing when the key is unknown; otherwise what was wrong with the value, empty when nothing was.
std::optional<QString> setKey(const QString &key, const QString &value, Settings &settings) {
    if (key == QLatin1String("store")) {
        settings.store = value;
        return value.isEmpty() ? QStringLiteral("the path of a file") : QString();
    }
    if (key == QLatin1String("listen")) {
        settings.listen = value;
        return listenAddressFromText(value) ? QString() : QStringLiteral("an address and a port, such as 127.0.0.1:8080");
    }
    if (key == QLatin1String("base-url")) {
        settings.baseUrl = baseUrlFromText(value).value_or(QString());
        return settings.baseUrl.isEmpty() ? QStringLiteral("a URL without a path, such as https://portal.example.com") : QString();
    }
    if (key == QLatin1String("shop-name")) {
        settings.shopName = value;
        return value.isEmpty() || value.size() > 100 ? QStringLiteral("1 to 100 characters") : QString();
    }
    if (key == QLatin1String("dns-server")) {
        settings.nameServer = nameServerFromText(value).value_or(QString());
        return settings.nameServer.isEmpty() ? QStringLiteral("the address of a name server, such as 192.0.2.1 or [2001:db8::1]:53") : QString();
    }
    for (const NumberKey &number : numberKeys)
        if (key == number.key) return setNumber(number, value, settings.policy).value_or(QString());
    for (const ConnectionKey &connections : connectionKeys)
        if (key == connections.key) return setConnections(connections, value, settings.limits).value_or(QString());
    return setDelivery(key, value, settings);
}

QString unquoted(const QString &value) {
    const bool quoted = value.size() >= 2 && value.startsWith(QLatin1Char('"')) && value.endsWith(QLatin1Char('"'));
    return quoted ? value.sliced(1, value.size() - 2) : value;
}

// A key is shown only when it looks like one: garbage in a wrong file may be somebody's secret.
bool looksLikeKey(const QString &text) {
    static const QRegularExpression key(QStringLiteral("^[A-Za-z][A-Za-z0-9_-]{0,50}$"));
    return key.match(text).hasMatch();
}

}  // namespace

tl::expected<Settings, ConfigError> readConfigFile(const QString &path, const QByteArray &bytes) {
    Settings settings;
    QHash<QString, int> seen;  // the line of each key
    int number = 0;
    const QList<QByteArray> lines = bytes.split('\n');
    for (const QByteArray &raw : lines) {
        ++number;
        const auto wrong = [&](ConfigFault fault, const QString &key, const QString &allowed) {
            return tl::unexpected<ConfigError>(ConfigError{path, number, key, fault, allowed});
        };
        const QString line = QString::fromUtf8(raw).trimmed();
        if (line.contains(QChar::ReplacementCharacter) || line.contains(QChar(u'\0'))) return wrong(ConfigFault::NotText, {}, {});
        if (line.isEmpty() || line.startsWith(QLatin1Char('#'))) continue;
        const qsizetype equals = line.indexOf(QLatin1Char('='));
        const QString key = line.left(equals < 0 ? 0 : equals).trimmed();
        if (!looksLikeKey(key)) return wrong(ConfigFault::NotKeyAndValue, {}, {});
        if (seen.contains(key)) return wrong(ConfigFault::KeyTwice, key, {});
        seen.insert(key, number);
        const std::optional<QString> fault = setKey(key, unquoted(line.sliced(equals + 1).trimmed()), settings);
        if (!fault) return wrong(ConfigFault::UnknownKey, key, {});
        if (!fault->isEmpty()) return wrong(ConfigFault::BadValue, key, *fault);
    }
    const auto together = [&](const char *key, const char *allowed) {
        return tl::unexpected<ConfigError>(ConfigError{path, seen.value(QLatin1String(key)), QLatin1String(key), ConfigFault::BadValue, QLatin1String(allowed)});
    };
    if (visitsOutliveVerdicts(settings.policy)) return together("visits-kept-days", "no more days than verdicts-kept-days: visits go with their link");
    if (activityEndsTooSoon(settings.policy))
        return together("activity-kept-days", "0, which keeps it for ever, or no fewer days than verdicts-kept-days, nor than 90");
    return settings;
}

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

QString configHelp() {
    QString help = QStringLiteral("  store, listen, base-url, shop-name\n  dns-server (asked whether mail domains take mail, where an Admin has switched that on; else the system's own)\n");
    for (const NumberKey &number : numberKeys) help += QStringLiteral("  %1 (%2 to %3)\n").arg(number.key).arg(number.least).arg(number.most);
    for (const ConnectionKey &connections : connectionKeys) help += QStringLiteral("  %1 (1 to %2)\n").arg(connections.key).arg(connections.most);
    return help + deliveryKeysHelp() + QStringLiteral("  mail-password-file, sms-secret-file (the path of a file that holds nothing else)\n");
}

}  // namespace latchkey
