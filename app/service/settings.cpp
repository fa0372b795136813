// Puts the configuration file and the command line together.
#include "app/service/commands.h"
#include "app/service/config_file.h"

#include <QFile>

namespace latchkey {

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
