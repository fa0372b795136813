// Puts the configuration and the command line together, and fetches the secrets that they name.
#include "app/service/commands.h"
#include "app/service/config_reader.h"

#include <QFile>

#include <algorithm>

namespace latchkey {

namespace {

// From the file that the configuration names, or the service manager's credential of that or the usual name; empty when there is none.
Result<ShopSecret> secretFrom(const SecretPlace &place, const char *usual, const QProcessEnvironment &environment) {
    QString path = pathOf(place, environment);
    const QString credential = pathOf({{}, QLatin1String(usual)}, environment);
    if (path.isEmpty() && environment.contains(QStringLiteral("CREDENTIALS_DIRECTORY")) && QFile::exists(credential)) path = credential;
    if (path.isEmpty()) return ShopSecret();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return fail(ErrorCode::FileUnreadable, path);
    constexpr qint64 longest = 1000;
    return ShopSecret(file.read(longest).trimmed());
}

// What is wrong with how letters and texts are to leave, in a sentence.
std::optional<QString> completeDelivery(Configuration &all, const QProcessEnvironment &environment) {
    Settings &settings = all.settings;
    if (!settings.delivery) return std::nullopt;
    Result<ShopSecret> password = secretFrom(settings.mailPassword, "mail-password", environment);
    if (!password) return sentenceOf(password.error(), settings.mailPassword.file);
    Result<ShopSecret> secret = secretFrom(settings.smsSecret, "sms-secret", environment);
    if (!secret) return sentenceOf(secret.error(), settings.smsSecret.file);
    DeliverySettings &delivery = *settings.delivery;
    delivery.mailPassword = std::move(*password);
    delivery.smsSecret = std::move(*secret);
    delivery.setup.mail.passwordSet = !delivery.mailPassword.isEmpty();
    delivery.setup.sms.secretSet = !delivery.smsSecret.isEmpty();
    const std::optional<SettingFault> fault = faultOf(delivery);
    if (!fault) return std::nullopt;
    const ConfigPlace place = all.places.value(fault->key, ConfigPlace{all.path, 0});
    return sentenceOf(ConfigError{place.file, place.line, fault->key, ConfigFault::DoesNotFit, fault->reason});
}

// A shop's token; the environment is for who has neither file nor credential.
Result<ShopSecret> shopTokenFrom(const SecretPlace &place, const char *usual, const char *variable, const QProcessEnvironment &environment) {
    Result<ShopSecret> token = secretFrom(place, usual, environment);
    if (!token || !token->isEmpty()) return token;
    return ShopSecret(environment.value(QLatin1String(variable)).trimmed().toUtf8());
}

// What is wrong with the shop's tokens, in a sentence.
std::optional<QString> completeShop(Configuration &all, const QProcessEnvironment &environment) {
    ShopChoice &shop = all.settings.shop;
    if (shop.kind == ShopKindChosen::House) return std::nullopt;
    Result<ShopSecret> token = shopTokenFrom(shop.token, "skio-token", "LATCHKEY_SKIO_TOKEN", environment);
    if (!token) return sentenceOf(token.error(), shop.token.file);
    Result<ShopSecret> shopify = shopTokenFrom(shop.shopifyToken, "shopify-token", "LATCHKEY_SHOPIFY_TOKEN", environment);
    if (!shopify) return sentenceOf(shopify.error(), shop.shopifyToken.file);
    shop.tokenItself = std::move(*token);
    if (!shop.shopifyShop.isEmpty()) shop.shopifyTokenItself = std::move(*shopify);
    const bool shopifyIsEmpty = shop.shopifyToken.isSet() && shop.shopifyTokenItself.isEmpty();
    if (!shop.tokenItself.isEmpty() && !shopifyIsEmpty) return std::nullopt;
    const QString key = shop.tokenItself.isEmpty() ? QStringLiteral("skio-token-file") : QStringLiteral("shopify-token-file");
    const ConfigPlace place = all.places.value(key, ConfigPlace{all.path, 0});
    return sentenceOf(ConfigError{place.file, place.line, key, ConfigFault::DoesNotFit, QStringLiteral("the token is empty")});
}

std::optional<UsageError> takeCommandLine(const Arguments &arguments, Settings &settings) {
    settings.listen = arguments.option(QStringLiteral("--listen")).value_or(settings.listen);
    if (!listenAddressFromText(settings.listen)) return UsageError{UsageFault::BadListen, settings.listen, {}};
    if (const std::optional<QString> url = arguments.option(QStringLiteral("--base-url"))) {
        if (!baseUrlFromText(*url)) return UsageError{UsageFault::BadBaseUrl, *url, {}};
        settings.baseUrl = *baseUrlFromText(*url);
    }
    settings.shopName = arguments.option(QStringLiteral("--shop-name")).value_or(settings.shopName);
    if (settings.shopName.size() > 100) return UsageError{UsageFault::BadShopName, {}, {}};
    return std::nullopt;
}

std::optional<UsageError> takeStore(const Arguments &arguments, StoreMayBe how, Settings &settings) {
    Arguments withStore = arguments;
    if (!arguments.option(QStringLiteral("--store")) && !settings.store.isEmpty())
        withStore.options.insert(QStringLiteral("--store"), settings.store);
    settings.store.clear();
    if (!withStore.option(QStringLiteral("--store")))
        return arguments.has(QStringLiteral("--demo")) ? std::nullopt : std::optional(UsageError{UsageFault::MissingStore, {}, {}});
    const tl::expected<QString, UsageError> store = storeOf(withStore, how);
    if (!store) return store.error();
    settings.store = *store;
    return std::nullopt;
}

}  // namespace

std::optional<QString> refusalIn(const QList<ConfigError> &faults) {
    const auto refuses = [](const ConfigError &fault) { return fault.weight == ConfigWeight::Refusal; };
    const auto first = std::find_if(faults.begin(), faults.end(), refuses);
    if (first == faults.end()) return std::nullopt;
    const bool more = std::count_if(faults.begin(), faults.end(), refuses) > 1;
    return sentenceOf(*first) + (more ? QStringLiteral(" There is more; latchkeyd check-config tells all.") : QString());
}

tl::expected<Configuration, QString> configurationOf(const Arguments &arguments, StoreMayBe how) {
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const auto wrong = [](const QString &sentence) { return tl::unexpected<QString>(sentence); };
    // The sample shop is for trying out; it does not touch what the host is set up for.
    Result<Configuration> read = readConfiguration(arguments.option(QStringLiteral("--config")), environment, !arguments.has(QStringLiteral("--demo")));
    if (!read) return wrong(sentenceOf(read.error(), read.error().detail));
    if (const std::optional<QString> refusal = refusalIn(read->faults)) return wrong(*refusal);
    if (const std::optional<QString> fault = completeDelivery(*read, environment)) return wrong(*fault);
    if (const std::optional<QString> fault = completeShop(*read, environment)) return wrong(*fault);
    if (const std::optional<UsageError> error = takeCommandLine(arguments, read->settings)) return wrong(sentenceOf(*error));
    if (how == StoreMayBe::Unneeded) return std::move(*read);
    if (const std::optional<UsageError> error = takeStore(arguments, how, read->settings)) return wrong(sentenceOf(*error));
    return std::move(*read);
}

tl::expected<Settings, int> settingsOf(const Arguments &arguments, StoreMayBe how) {
    tl::expected<Configuration, QString> all = configurationOf(arguments, how);
    if (all) return std::move(all->settings);
    complain(all.error());
    return tl::unexpected<int>(NothingDone);
}

}  // namespace latchkey
