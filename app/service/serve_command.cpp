// latchkeyd serve: runs the service until it is told to stop.
#include "app/service/commands.h"
#include "app/service/config_file.h"
#include "app/service/log.h"
#include "services/host/running_service.h"

#include <QTemporaryDir>

#include <csignal>

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd serve --store FILE [--listen ADDRESS:PORT] [--base-url URL] [--shop-name NAME] [--config FILE]\n"
    "latchkeyd serve --demo [--listen ADDRESS:PORT]\n"
    "\n"
    "Runs the service. It says \"listening on http://ADDRESS:PORT\" when it is ready, logs to standard error,\n"
    "and ends cleanly on SIGTERM or SIGINT.\n"
    "\n"
    "  --store FILE            the store; made when it is not there\n"
    "  --listen ADDRESS:PORT   where to listen (127.0.0.1:8080); port 0 picks one\n"
    "  --base-url URL          how customers reach the portal; links begin with it\n"
    "  --shop-name NAME        the shop's name, when the store is made\n"
    "  --demo                  the sample shop on a throw-away store (with a token for it), or on a new --store\n"
    "  --config FILE           lines of \"key = value\"; the command line wins. The keys:\n");

// Blocked in every thread, so that the one that waits for them is the only one to hear.
sigset_t blockStopSignals() {
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stops, nullptr);
    return stops;
}

}  // namespace

int serveCommand(const QStringList &words) {
    const Grammar grammar{{QStringLiteral("--store"), QStringLiteral("--listen"), QStringLiteral("--base-url"), QStringLiteral("--shop-name"),
                           QStringLiteral("--config")},
                          {QStringLiteral("--demo")},
                          0,
                          0};
    const auto arguments = readArguments(words, grammar);
    if (!arguments) return complainAndEnd(arguments.error());
    if (arguments->has(QStringLiteral("--help"))) {
        say(usage + configHelp().trimmed().prepend(QStringLiteral("  ")));
        return AllDone;
    }
    const tl::expected<Settings, int> settings = settingsOf(*arguments, StoreMayBe::Made);
    if (!settings) return settings.error();

    const sigset_t stops = blockStopSignals();
    std::signal(SIGPIPE, SIG_IGN);
    logToStandardError();
    std::optional<QTemporaryDir> throwAway;
    HostOptions options;
    options.storePath = settings->store;
    if (options.storePath.isEmpty()) {
        throwAway.emplace();
        options.storePath = throwAway->filePath(QStringLiteral("demo.latchkey"));
        // Nobody can add an agent to a store that is gone afterwards, so that this start gets one of its own.
        const auto bytes = SystemChance().bytes<24>();
        options.embeddedToken = AgentToken(QByteArray(reinterpret_cast<const char *>(bytes.data()), bytes.size()).toHex());
        options.embeddedAgentName = QStringLiteral("Demo");
    }
    const ListenAddress listen = *listenAddressFromText(settings->listen);
    options.address = listen.address;
    options.port = listen.port;
    options.baseUrl = settings->baseUrl;
    // Under https a proxy stands before us, and all connections come from its one address.
    if (options.baseUrl.startsWith(QLatin1String("https:"))) options.limits.connectionsPerAddress = options.limits.connections;
    options.shopName = settings->shopName;
    options.nameServer = settings->nameServer;
    options.policy = settings->policy;
    options.delivery = settings->delivery;
    options.limits = settings->limits;
    options.seedDemo = arguments->has(QStringLiteral("--demo"));
    auto service = RunningService::start(options);
    if (!service) return complainAndEnd(service.error(), options.storePath);
    say(QStringLiteral("listening on ") + (*service)->url());
    if (options.embeddedToken) say(QStringLiteral("token for this demo: ") + QString::fromLatin1(options.embeddedToken->reveal()));
    qCInfo(serviceLog, "started port=%d", int((*service)->port()));

    int heard = 0;
    sigwait(&stops, &heard);
    qCInfo(serviceLog, "stopping signal=%d", heard);
    service->reset();
    qCInfo(serviceLog, "stopped");
    return AllDone;
}

}  // namespace latchkey
