// Reads lines and variables into one configuration, and goes on behind what is wrong, so that all of it can be said at once.
#include "app/service/config_reader.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <numeric>

namespace latchkey {

namespace {

constexpr qint64 longestFile = 1'000'000;
const QString prefix = QStringLiteral("LATCHKEY_");

// Variables of the desk, of the tests, the one that names the file, and those that hold a shop's token for who has no better place for it.
bool isOtherwiseUsed(const QString &variable) {
    static const QSet<QString> names{QStringLiteral("LATCHKEY_CONFIG"),   QStringLiteral("LATCHKEY_TOKEN"),      QStringLiteral("LATCHKEY_MINTED"),
                                     QStringLiteral("LATCHKEY_PICTURES"), QStringLiteral("LATCHKEY_SKIO_TOKEN"), QStringLiteral("LATCHKEY_SHOPIFY_TOKEN")};
    return names.contains(variable) || variable.startsWith(QLatin1String("LATCHKEY_TEST_"));
}

// A key is shown only when it looks like one: garbage in a wrong file may be somebody's secret.
bool looksLikeKey(const QString &text) {
    static const QRegularExpression key(QStringLiteral("^[A-Za-z][A-Za-z0-9_-]{0,50}$"));
    return key.match(text).hasMatch();
}

// How many letters have to be put in, taken out or changed.
int distance(const QString &a, const QString &b) {
    std::vector<int> row(static_cast<std::size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int diagonal = row[0]++;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const int changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[at];
            row[at] = std::min({changed, row[at] + 1, row[at - 1] + 1});
        }
    }
    return row.back();
}

// Empty when no key is near enough to have been meant.
QString nearestKey(const QString &wrong) {
    const QString typed = QString(wrong).replace(u'_', u'-').toLower();
    QString nearest;
    int best = static_cast<int>(typed.size()) / 3 + 1;
    for (const ConfigKey &key : configKeys()) {
        const int away = distance(typed, key.name);
        if (away > best || (away == best && !nearest.isEmpty())) continue;
        best = away;
        nearest = key.name;
    }
    return nearest;
}

bool isSecretInClear(const QString &key) {
    static const QSet<QString> secrets{QStringLiteral("mail-password"), QStringLiteral("sms-secret"), QStringLiteral("code-key"),
                                       QStringLiteral("skio-token"), QStringLiteral("shopify-token")};
    return secrets.contains(key);
}

QString unquoted(const QString &value) {
    const bool quoted = value.size() >= 2 && value.startsWith(QLatin1Char('"')) && value.endsWith(QLatin1Char('"'));
    return quoted ? value.sliced(1, value.size() - 2) : value;
}

// `shown` is how the key is written where it stands.
void take(const QString &key, const QString &shown, const QString &value, const ConfigPlace &place, Configuration &into) {
    const auto wrong = [&](ConfigFault fault, const QString &named, const QString &more) {
        into.faults.append(ConfigError{place.file, place.line, named, fault, more});
    };
    if (isSecretInClear(key)) return wrong(ConfigFault::SecretInClear, key, {});
    const ConfigKey *known = configKey(key);
    if (!known) {
        const QString nearest = nearestKey(key);
        return wrong(ConfigFault::UnknownKey, shown, nearest.isEmpty() || shown == key ? nearest : variableOf(nearest));
    }
    if (!known->set(value, into.settings)) wrong(ConfigFault::BadValue, key, known->takes);
    into.given.insert(key, value);
    into.places.insert(key, place);
}

void addFault(Configuration &into, const QString &key, ConfigFault fault, const QString &more) {
    const ConfigPlace place = into.places.value(key, ConfigPlace{into.path, 0});
    into.faults.append(ConfigError{place.file, place.line, key, fault, more});
}

// What a shop at Skio needs, and what is set for one that is none.
void judgeShop(Configuration &all, const QProcessEnvironment &environment) {
    const ShopChoice &shop = all.settings.shop;
    const auto isGiven = [&](const SecretPlace &place, const char *usual, const char *variable) {
        const QString credentials = environment.value(QStringLiteral("CREDENTIALS_DIRECTORY"));
        return place.isSet() || !environment.value(QLatin1String(variable)).isEmpty() ||
               (!credentials.isEmpty() && QFile::exists(credentials + u'/' + QLatin1String(usual)));
    };
    if (shop.kind == ShopKindChosen::House) {
        for (const char *key : {"skio-endpoint", "skio-token-file", "skio-token-credential", "store-domain", "login-path", "skio-documents", "shopify-shop",
                                "shopify-token-file", "shopify-token-credential", "shopify-version"})
            if (all.given.contains(QLatin1String(key))) addFault(all, QLatin1String(key), ConfigFault::DoesNotFit, QStringLiteral("it is for a shop at Skio, which takes shop = skio"));
        return;
    }
    if (!isGiven(shop.token, "skio-token", "LATCHKEY_SKIO_TOKEN")) addFault(all, QStringLiteral("shop"), ConfigFault::KeyAlone, QStringLiteral("skio-token-file"));
    if (shop.storeDomain.isEmpty() && !all.given.contains(QStringLiteral("store-domain"))) addFault(all, QStringLiteral("shop"), ConfigFault::KeyAlone, QStringLiteral("store-domain"));
    if (shop.shopifyShop.isEmpty() && shop.shopifyToken.isSet() && !all.given.contains(QStringLiteral("shopify-shop")))
        addFault(all, shop.shopifyToken.file.isEmpty() ? QStringLiteral("shopify-token-credential") : QStringLiteral("shopify-token-file"), ConfigFault::KeyAlone,
                 QStringLiteral("shopify-shop"));
}

// What no single line shows.
void judgeTogether(Configuration &all) {
    const Settings &settings = all.settings;
    const auto once = [&](const SecretPlace &secret, const char *file, const char *credential) {
        if (!secret.file.isEmpty() && !secret.credential.isEmpty()) addFault(all, QLatin1String(credential), ConfigFault::SecretTwice, QLatin1String(file));
    };
    once(settings.tlsKey, "tls-key", "tls-key-credential");
    once(settings.codeKey, "code-key-file", "code-key-credential");
    once(settings.mailPassword, "mail-password-file", "mail-password-credential");
    once(settings.smsSecret, "sms-secret-file", "sms-secret-credential");
    once(settings.shop.token, "skio-token-file", "skio-token-credential");
    once(settings.shop.shopifyToken, "shopify-token-file", "shopify-token-credential");
    const bool hasCertificate = !settings.tlsCertificate.isEmpty();
    if (hasCertificate && !settings.tlsKey.isSet()) addFault(all, QStringLiteral("tls-certificate"), ConfigFault::KeyAlone, QStringLiteral("tls-key"));
    if (!hasCertificate && settings.tlsKey.isSet())
        addFault(all, settings.tlsKey.file.isEmpty() ? QStringLiteral("tls-key-credential") : QStringLiteral("tls-key"), ConfigFault::KeyAlone,
                 QStringLiteral("tls-certificate"));
    if (hasCertificate && settings.baseUrl.startsWith(QLatin1String("http:")))
        addFault(all, QStringLiteral("base-url"), ConfigFault::DoesNotFit, QStringLiteral("with \"tls-certificate\" it begins with https"));
    if (visitsOutliveVerdicts(settings.policy))
        addFault(all, QStringLiteral("visits-kept-days"), ConfigFault::DoesNotFit, QStringLiteral("no more days than verdicts-kept-days: visits go with their link"));
    if (activityEndsTooSoon(settings.policy))
        addFault(all, QStringLiteral("activity-kept-days"), ConfigFault::DoesNotFit,
                 QStringLiteral("0, which keeps it for ever, or no fewer days than verdicts-kept-days, nor than 90"));
}

}  // namespace

QString usualConfigPath() { return QStringLiteral("/etc/latchkey/latchkeyd.conf"); }

void readConfigFile(const QString &path, const QByteArray &bytes, Configuration &into) {
    into.path = path;
    QSet<QString> seen;
    int number = 0;
    const QList<QByteArray> lines = bytes.split('\n');
    for (const QByteArray &raw : lines) {
        ++number;
        const auto wrong = [&](ConfigFault fault, const QString &key) { into.faults.append(ConfigError{path, number, key, fault}); };
        const QString line = QString::fromUtf8(raw).trimmed();
        // Whatever this is, it is no configuration; its further lines would only be more noise.
        if (line.contains(QChar::ReplacementCharacter) || line.contains(QChar(u'\0'))) return wrong(ConfigFault::NotText, {});
        if (line.isEmpty() || line.startsWith(QLatin1Char('#'))) continue;
        const qsizetype equals = line.indexOf(QLatin1Char('='));
        const QString key = line.left(equals < 0 ? 0 : equals).trimmed();
        if (!looksLikeKey(key)) {
            wrong(ConfigFault::NotKeyAndValue, {});
        } else if (seen.contains(key)) {
            wrong(ConfigFault::KeyTwice, key);
        } else {
            seen.insert(key);
            take(key, key, unquoted(line.sliced(equals + 1).trimmed()), {path, number}, into);
        }
    }
}

void readConfigEnvironment(const QProcessEnvironment &environment, Configuration &into) {
    QStringList names = environment.keys();
    names.sort();
    for (const QString &name : std::as_const(names)) {
        if (!name.startsWith(prefix) || isOtherwiseUsed(name)) continue;
        const QString key = name.sliced(prefix.size()).toLower().replace(u'_', u'-');
        take(key, name, environment.value(name), {name, 0}, into);
    }
}

Result<Configuration> readConfiguration(const std::optional<QString> &named, const QProcessEnvironment &environment, bool usualToo) {
    Configuration all;
    QString path = named.value_or(environment.value(QStringLiteral("LATCHKEY_CONFIG")));
    if (path.isEmpty() && usualToo && QFile::exists(usualConfigPath())) path = usualConfigPath();
    if (!path.isEmpty()) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) return fail(ErrorCode::FileUnreadable, path);
        readConfigFile(path, file.read(longestFile), all);
    }
    readConfigEnvironment(environment, all);
    judgeTogether(all);
    judgeShop(all, environment);
    return all;
}

QString pathOf(const SecretPlace &place, const QProcessEnvironment &environment) {
    if (place.credential.isEmpty()) return place.file;
    return environment.value(QStringLiteral("CREDENTIALS_DIRECTORY")) + u'/' + place.credential;
}

}  // namespace latchkey
