// latchkeyd check-config: everything that is wrong with a configuration, a sentence each.
#include "app/service/commands.h"
#include "app/service/config_reader.h"

#include <QFile>

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd check-config [--config FILE]\n"
    "\n"
    "Reads the configuration as serve would: the file (--config, else LATCHKEY_CONFIG, else /etc/latchkey/latchkeyd.conf) and the\n"
    "environment. Says everything that is wrong with it, and looks at the files that it names: are they there, can this user read them,\n"
    "can nobody else read the secrets, does the key belong to the certificate, is the certificate valid. Run it as the user of the service.\n"
    "Opens no store and no connection, and changes nothing.\n"
    "Exit code: 0 all is well, 1 the service starts, but something should be mended, 2 it does not start.");

constexpr qsizetype mostSaid = 100;

// The secrets themselves are not needed to see whether the rest of the delivery's settings fits together, only whether there are any.
void judgeDelivery(Configuration &all) {
    if (!all.settings.delivery) return;
    DeliverySettings delivery = *all.settings.delivery;
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const auto isThere = [&](const SecretPlace &place, const char *usual) {
        const QString credentials = environment.value(QStringLiteral("CREDENTIALS_DIRECTORY"));
        return place.isSet() || (!credentials.isEmpty() && QFile::exists(credentials + u'/' + QLatin1String(usual)));
    };
    delivery.setup.mail.passwordSet = isThere(all.settings.mailPassword, "mail-password");
    delivery.setup.sms.secretSet = isThere(all.settings.smsSecret, "sms-secret");
    const std::optional<SettingFault> fault = faultOf(delivery);
    if (!fault) return;
    const ConfigPlace place = all.places.value(fault->key, ConfigPlace{all.path, 0});
    all.faults.append(ConfigError{place.file, place.line, fault->key, ConfigFault::DoesNotFit, fault->reason});
}

}  // namespace

int checkConfigCommand(const QStringList &words) {
    const auto arguments = readArguments(words, {{QStringLiteral("--config")}, {}, 0, 0});
    if (!arguments) return complainAndEnd(arguments.error());
    if (arguments->has(QStringLiteral("--help"))) {
        say(usage);
        return AllDone;
    }
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    Result<Configuration> all = readConfiguration(arguments->option(QStringLiteral("--config")), environment, true);
    if (!all) return complainAndEnd(all.error(), all.error().detail);
    const bool readable = all->faults.isEmpty();
    // On top of a value that is wrong, what does not fit to it would be said twice.
    if (readable) judgeDelivery(*all);
    if (all->settings.store.isEmpty() && readable)
        all->faults.append(ConfigError{all->path, 0, QStringLiteral("store"), ConfigFault::DoesNotFit, QStringLiteral("it is needed, here or as --store")});
    all->faults += faultsOfFiles(*all, environment, SystemClock().now());
    int code = AllDone;
    for (const ConfigError &fault : std::as_const(all->faults).first(std::min(mostSaid, all->faults.size()))) {
        complain(sentenceOf(fault));
    }
    for (const ConfigError &fault : std::as_const(all->faults)) {
        if (fault.weight == ConfigWeight::Refusal) code = NothingDone;
        if (fault.weight == ConfigWeight::Warning && code == AllDone) code = SomeRefused;
    }
    if (all->faults.size() > mostSaid) complain(QStringLiteral("There are %1 more.").arg(all->faults.size() - mostSaid));
    if (code == AllDone) say(all->path.isEmpty() ? QStringLiteral("The environment is a good configuration.") : QStringLiteral("%1 is a good configuration.").arg(all->path));
    return code;
}

}  // namespace latchkey
