// latchkeyd serve: runs the service until it is told to stop, and takes over a changed configuration while it runs.
#include "app/service/commands.h"
#include "app/service/config_reader.h"
#include "app/service/log.h"
#include "app/service/service_manager.h"
#include "app/service/shop_setup.h"
#include "services/host/running_service.h"

#include <QTemporaryDir>

#include <csignal>

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd serve --store FILE [--listen ADDRESS:PORT] [--base-url URL] [--shop-name NAME] [--config FILE]\n"
    "latchkeyd serve --demo [--listen ADDRESS:PORT]\n"
    "\n"
    "Runs the service. It says \"listening on http://ADDRESS:PORT\" when it is ready, and logs to standard error. On SIGTERM or SIGINT it\n"
    "accepts no more, finishes what is under way, and ends. On SIGHUP it reads configuration, certificate and letter templates anew. It takes\n"
    "over a socket that systemd hands it (LISTEN_FDS), and tells systemd when it is ready (NOTIFY_SOCKET).\n"
    "\n"
    "  --store FILE            the store: a file, made when it is not there, or postgresql://USER@HOST/NAME\n"
    "  --listen ADDRESS:PORT   where to listen (127.0.0.1:8080); port 0 picks one\n"
    "  --base-url URL          how customers reach the portal; links begin with it\n"
    "  --shop-name NAME        the shop's name, when the store is made\n"
    "  --demo                  the sample shop on a throw-away store (with a token for it), or on a new --store\n"
    "  --config FILE           lines of \"key = value\"; else the file that LATCHKEY_CONFIG names, else /etc/latchkey/latchkeyd.conf if it is\n"
    "                          there (but not for --demo). A variable wins over the file (LATCHKEY_BASE_URL is base-url), the command line\n"
    "                          over both; latchkeyd check-config tells what is wrong. The keys:\n");

// Blocked in every thread, so that the one that waits for them is the only one to hear.
sigset_t blockOurSignals() {
    sigset_t ours;
    sigemptyset(&ours);
    for (const int each : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&ours, each);
    pthread_sigmask(SIG_BLOCK, &ours, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return ours;
}

HostOptions optionsOf(const Settings &settings) {
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    HostOptions options;
    options.storePath = settings.store;
    const ListenAddress listen = *listenAddressFromText(settings.listen);
    options.address = listen.address;
    options.port = listen.port;
    options.sharedPort = settings.sharedPort;
    options.baseUrl = settings.baseUrl;
    options.shopName = settings.shopName;
    options.nameServer = settings.nameServer;
    options.tls = {settings.tlsCertificate.toStdString(), pathOf(settings.tlsKey, environment).toStdString()};
    options.strictTransportDays = settings.hstsDays;
    options.trustedProxies = settings.trustedProxies;
    options.metricsFrom = settings.metricsFrom;
    options.codeKeyFile = pathOf(settings.codeKey, environment);
    options.policy = settings.policy;
    options.limits = settings.limits;
    options.delivery = settings.delivery;
    options.shop = shopOf(settings.shop);
    return options;
}

// Nobody can add an agent to a store that is gone afterwards, so that this start gets one of its own.
void furnishDemo(HostOptions &options, const QTemporaryDir &folder) {
    options.storePath = folder.filePath(QStringLiteral("demo.latchkey"));
    const auto bytes = SystemChance().bytes<24>();
    options.embeddedToken = AgentToken(QByteArray(reinterpret_cast<const char *>(bytes.data()), bytes.size()).toHex());
    options.embeddedAgentName = QStringLiteral("Demo");
}

// What keeps the service from starting, in a sentence; what should only be mended is logged. The store says by itself what is wrong with it.
std::optional<QString> lookAtFiles(const Configuration &configuration) {
    QList<ConfigError> faults = faultsOfFiles(configuration, QProcessEnvironment::systemEnvironment(), SystemClock().now());
    erase_if(faults, [](const ConfigError &fault) { return fault.key == QLatin1String("store"); });
    for (const ConfigError &fault : std::as_const(faults)) {
        // In front of the service the manager hands over what it was asked for, or nothing at all works.
        if (fault.weight == ConfigWeight::Note) return QStringLiteral("\"%1\" is set, but there are no credentials: $CREDENTIALS_DIRECTORY is missing.").arg(fault.key);
        if (fault.weight == ConfigWeight::Warning) qCWarning(serviceLog, "%s", qPrintable(sentenceOf(fault)));
    }
    return refusalIn(faults);
}

class Reloader {
public:
    Reloader(const Arguments &arguments, Configuration configuration) : m_arguments(arguments), m_current(std::move(configuration)) {}

    void reload(RunningService &service) {
        tellServiceManagerOfReload();
        tl::expected<Configuration, QString> read = configurationOf(m_arguments, StoreMayBe::Made);
        const std::optional<QString> fault = read ? lookAtFiles(*read) : std::optional(read.error());
        if (fault)
            qCWarning(serviceLog, "nothing is reloaded: %s", qPrintable(*fault));
        else
            takeOver(service, std::move(*read));
        tellServiceManager("READY=1");
    }

private:
    void takeOver(RunningService &service, Configuration read) {
        Settings &settings = read.settings;
        settings.baseUrl = m_current.settings.baseUrl;
        const bool tlsTurned = settings.tlsCertificate.isEmpty() != m_current.settings.tlsCertificate.isEmpty();
        if (tlsTurned) {
            settings.tlsCertificate = m_current.settings.tlsCertificate;
            settings.tlsKey = m_current.settings.tlsKey;
        }
        const bool deliveryTurned = settings.delivery.has_value() != m_current.settings.delivery.has_value();
        if (deliveryTurned) settings.delivery = m_current.settings.delivery;
        if (const Result<void> taken = service.reload(optionsOf(read.settings)); !taken) {
            qCWarning(serviceLog, "nothing is reloaded: %s", qPrintable(sentenceOf(taken.error(), read.path)));
            return;
        }
        setLog(read.settings.logLevel, read.settings.logFormat);
        QStringList changed;
        QStringList waiting;
        for (const ConfigKey &key : configKeys()) {
            if (read.given.value(key.name) == m_current.given.value(key.name)) continue;
            // On and off are decided at the start; what is on can change.
            const bool turned = (tlsTurned && key.name.startsWith(QLatin1String("tls-"))) ||
                                (deliveryTurned && (key.name.startsWith(QLatin1String("mail")) || key.name.startsWith(QLatin1String("sms"))));
            (key.reloads && !turned ? changed : waiting).append(key.name);
        }
        const auto listed = [](const QStringList &keys) { return keys.isEmpty() ? QByteArray("none") : keys.join(u',').toUtf8(); };
        qCInfo(serviceLog, "reloaded changed=%s", listed(changed).constData());
        // They stay in the difference, so that the next reload says so again.
        if (!waiting.isEmpty()) qCWarning(serviceLog, "these settings wait for a restart keys=%s", listed(waiting).constData());
        for (const QString &key : std::as_const(waiting)) read.given.insert(key, m_current.given.value(key));
        m_current = std::move(read);
    }

    const Arguments &m_arguments;
    Configuration m_current;
};

int serve(const Arguments &arguments, Configuration configuration) {
    const sigset_t ours = blockOurSignals();
    logToStandardError();
    setLog(configuration.settings.logLevel, configuration.settings.logFormat);
    if (const std::optional<QString> fault = lookAtFiles(configuration)) {
        complain(*fault);
        return NothingDone;
    }
    HostOptions options = optionsOf(configuration.settings);
    options.seedDemo = arguments.has(QStringLiteral("--demo"));
    std::optional<QTemporaryDir> throwAway;
    if (options.storePath.isEmpty()) furnishDemo(options, throwAway.emplace());
    options.listeningSocket = inheritedSocket();
    if (options.listeningSocket && *options.listeningSocket < 0) {
        complain(QStringLiteral("Several sockets are handed over; the service listens on one."));
        return NothingDone;
    }
    auto service = RunningService::start(options);
    if (!service) return complainAndEnd(service.error(), options.storePath);
    say(QStringLiteral("listening on ") + (*service)->url());
    if (options.embeddedToken) say(QStringLiteral("token for this demo: ") + QString::fromLatin1(options.embeddedToken->reveal()));
    qCInfo(serviceLog, "started port=%d", int((*service)->port()));
    tellServiceManager("READY=1");

    Reloader reloader(arguments, std::move(configuration));
    int heard = 0;
    while (sigwait(&ours, &heard) == 0 && heard == SIGHUP) reloader.reload(**service);
    tellServiceManager("STOPPING=1");
    qCInfo(serviceLog, "stopping signal=%d", heard);
    service->reset();
    qCInfo(serviceLog, "stopped");
    return AllDone;
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
    tl::expected<Configuration, QString> configuration = configurationOf(*arguments, StoreMayBe::Made);
    if (configuration) return serve(*arguments, std::move(*configuration));
    complain(configuration.error());
    return NothingDone;
}

}  // namespace latchkey
