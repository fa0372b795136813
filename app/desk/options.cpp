// Reads the command line by hand, because QCommandLineParser wants an application, which wants a display.
#include "app/desk/options.h"

#include <QUrl>

namespace latchkey {

namespace {

void checkTogether(DeskOptions &options) {
    if (!options.service.isEmpty()) {
        const QUrl url(options.service);
        const bool web = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
        if (!url.isValid() || !web || url.host().isEmpty()) options.wrong = QStringLiteral("--service wants a URL such as https://latchkey.example.com.");
        else if (options.demo || !options.store.isEmpty()) options.wrong = QStringLiteral("--service does not go together with --demo or --store.");
    } else if (options.demo && !options.store.isEmpty()) {
        options.wrong = QStringLiteral("--demo uses a throw-away store and does not go together with --store.");
    }
}

}  // namespace

DeskOptions readOptions(const QStringList &arguments) {
    DeskOptions options;
    bool optionsEnded = false;
    QStringList positional;
    for (int i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments.at(i);
        const QString name = argument.section(QLatin1Char('='), 0, 0);
        if (optionsEnded || !argument.startsWith(QLatin1Char('-')) || argument == QLatin1String("-")) positional.append(argument);
        else if (argument == QLatin1String("--")) optionsEnded = true;
        else if (argument == QLatin1String("--demo")) options.demo = true;
        else if (argument == QLatin1String("--help") || argument == QLatin1String("-h")) options.help = true;
        else if (argument == QLatin1String("--version") || argument == QLatin1String("-V")) options.version = true;
        else if (argument == QLatin1String("-platform")) ++i;  // Qt's own
        else if (name == QLatin1String("--service") || name == QLatin1String("--store") || name == QLatin1String("--token-file") ||
                 name == QLatin1String("--ca-file")) {
            QString value = argument.section(QLatin1Char('='), 1);
            if (!argument.contains(QLatin1Char('='))) value = i + 1 < arguments.size() ? arguments.at(++i) : QString();
            if (value.isEmpty()) options.wrong = QStringLiteral("%1 wants a value; see latchkey --help.").arg(name);
            (name == QLatin1String("--service")   ? options.service
             : name == QLatin1String("--store")   ? options.store
             : name == QLatin1String("--ca-file") ? options.authorityFile
                                                  : options.tokenFile) = value;
        } else {
            options.wrong = QStringLiteral("There is no option %1; see latchkey --help.").arg(name);
        }
    }
    options.anything = positional.join(QLatin1Char(' ')).trimmed();
    if (options.wrong.isEmpty()) checkTogether(options);
    return options;
}

QString helpText() {
    return QStringLiteral(
        "Usage: latchkey [OPTIONS] [ANYTHING]\n"
        "The support desk: finds a customer, issues Magic links, and tells why a link did not work.\n\n"
        "Without options it asks at the first start whether to work on this computer or with a team, and remembers it.\n\n"
        "ANYTHING is opened at once: an e-mail, a phone, a customer's or subscription's id, or a pasted link.\n\n"
        "  --demo             look around in a throw-away store with a sample shop; letters and texts are captured\n"
        "  --store FILE       keep everything in this file instead of the user's data folder\n"
        "  --service URL      work on a team's service; its token is asked for once and kept in the keychain\n"
        "  --token-file FILE  take the token from a file that only you may read (mode 0600); so does LATCHKEY_TOKEN from the environment\n"
        "  --ca-file FILE     trust this certificate authority (PEM) as well, where the service has one of its own\n"
        "  --help             this text\n"
        "  --version          the version\n");
}

}  // namespace latchkey
