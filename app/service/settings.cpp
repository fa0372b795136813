// Puts the configuration file and the command line together.
#include "app/service/commands.h"
#include "app/service/config_file.h"

#include <QFile>

namespace latchkey {

namespace {

// From the file that the configuration names, the service manager's credential of this name, or the environment; empty when there is none.
Result<ShopSecret> secretFrom(const QString &namedFile, const char *credential, const char *variable) {
    QString path = namedFile;
    const QString credentials = qEnvironmentVariable("CREDENTIALS_DIRECTORY");
    if (path.isEmpty() && !credentials.isEmpty() && QFile::exists(credentials + QLatin1Char('/') + QLatin1String(credential)))
        path = credentials + QLatin1Char('/') + QLatin1String(credential);
    if (path.isEmpty()) return ShopSecret(qgetenv(variable));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return fail(ErrorCode::FileUnreadable, path);
    constexpr qint64 longest = 1000;
    return ShopSecret(file.read(longest).trimmed());
}

// The exit code when something is wrong with how letters and texts are to leave, which has then been said.
std::optional<int> completeDelivery(Settings &settings) {
    if (!settings.delivery) return std::nullopt;
    Result<ShopSecret> password = secretFrom(settings.mailPasswordFile, "mail-password", "LATCHKEY_MAIL_PASSWORD");
    if (!password) return complainAndEnd(password.error(), settings.mailPasswordFile);
    Result<ShopSecret> secret = secretFrom(settings.smsSecretFile, "sms-secret", "LATCHKEY_SMS_SECRET");
    if (!secret) return complainAndEnd(secret.error(), settings.smsSecretFile);
    DeliverySettings &delivery = *settings.delivery;
    delivery.mailPassword = std::move(*password);
    delivery.smsSecret = std::move(*secret);
    delivery.setup.mail.passwordSet = !delivery.mailPassword.isEmpty();
    delivery.setup.sms.secretSet = !delivery.smsSecret.isEmpty();
    if (const std::optional<SettingFault> fault = faultOf(delivery)) {
        complain(sentenceOf(*fault));
        return NothingDone;
    }
    return std::nullopt;
}

}  // namespace

tl::expected<Settings, int> settingsOf(const Arguments &arguments, StoreMayBe how) {
    Settings settings;
    if (const std::optional<QString> path = arguments.option(QStringLiteral("--config"))) {
        QFile file(*path);
        if (!file.open(QIODevice::ReadOnly)) return tl::unexpected<int>(complainAndEnd({ErrorCode::FileUnreadable, *path, {}}, *path));
        auto read = readConfigFile(*path, file.read(1'000'000));
        if (!read) {
            complain(sentenceOf(read.error()));
            return tl::unexpected<int>(NothingDone);
        }
        settings = std::move(*read);
        if (const std::optional<int> wrong = completeDelivery(settings)) return tl::unexpected<int>(*wrong);
    }
    const auto wrong = [](UsageFault fault, const QString &what) { return tl::unexpected<int>(complainAndEnd(UsageError{fault, what, {}})); };
    settings.listen = arguments.option(QStringLiteral("--listen")).value_or(settings.listen);
    if (!listenAddressFromText(settings.listen)) return wrong(UsageFault::BadListen, settings.listen);
    if (const std::optional<QString> url = arguments.option(QStringLiteral("--base-url"))) {
        if (!baseUrlFromText(*url)) return wrong(UsageFault::BadBaseUrl, *url);
        settings.baseUrl = *baseUrlFromText(*url);
    }
    settings.shopName = arguments.option(QStringLiteral("--shop-name")).value_or(settings.shopName);
    if (settings.shopName.size() > 100) return wrong(UsageFault::BadShopName, {});
    Arguments withStore = arguments;
    if (!arguments.option(QStringLiteral("--store")) && !settings.store.isEmpty())
        withStore.options.insert(QStringLiteral("--store"), settings.store);
    settings.store.clear();
    const bool throwAway = arguments.has(QStringLiteral("--demo")) && !withStore.option(QStringLiteral("--store"));
    if (throwAway) return settings;
    const tl::expected<QString, UsageError> store = storeOf(withStore, how);
    if (!store) return tl::unexpected<int>(complainAndEnd(store.error()));
    settings.store = *store;
    return settings;
}

}  // namespace latchkey
