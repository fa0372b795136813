// Starts the service in this process, with a random token that lives as long as it does.
#include "app/desk/local_service.h"

#include "services/runtime/chance.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace latchkey {

namespace {

AgentToken newToken() {
    SystemChance chance;
    const auto bytes = chance.bytes<32>();
    return AgentToken(QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())).toHex());
}

HostOptions hostOptions(const LocalService &local, bool demo) {
    HostOptions host;
    host.storePath = local.store;
    host.embeddedToken = local.token;
    const QString user = qEnvironmentVariable("USER");
    host.embeddedAgentName = user.isEmpty() ? QStringLiteral("Agent") : user.left(1).toUpper() + user.mid(1);
    host.seedDemo = demo;
    return host;
}

QString storeIn(const QString &folder) { return folder + QLatin1String("/latchkey.db"); }

}  // namespace

QString usualStore() { return storeIn(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)); }

std::unique_ptr<LocalService> startLocalService(const DeskOptions &options) {
    auto local = std::make_unique<LocalService>();
    if (options.demo) local->throwAway.emplace();
    local->store = !options.store.isEmpty() ? options.store : local->throwAway ? storeIn(local->throwAway->path()) : usualStore();
    QDir().mkpath(QFileInfo(local->store).absolutePath());
    local->token = newToken();
    local->service.emplace(hostOptions(*local, options.demo));
    return local;
}

}  // namespace latchkey
