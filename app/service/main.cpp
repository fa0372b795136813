// latchkeyd: the service and its tools on the command line.
#include "app/service/commands.h"
#include "services/runtime/process_hygiene.h"

#include <QFile>

#include <array>
#include <clocale>

namespace {

struct Command {
    const char *name;
    int (*run)(const QStringList &);
};

constexpr std::array commands{
    Command{"serve", latchkey::serveCommand}, Command{"import", latchkey::importCommand}, Command{"link", latchkey::linkCommand},
    Command{"check", latchkey::checkCommand}, Command{"backup", latchkey::backupCommand}, Command{"verify", latchkey::verifyCommand},
    Command{"agent", latchkey::agentCommand}, Command{"copy", latchkey::copyCommand}, Command{"check-config", latchkey::checkConfigCommand},
    Command{"shop", latchkey::shopCommand},
};

const char overview[] =
    "latchkeyd: the Latchkey service and its tools.\n"
    "\n"
    "  latchkeyd serve    runs the service\n"
    "  latchkeyd import   reads customers and subscriptions from CSV files\n"
    "  latchkeyd link     issues a Magic link and prints it\n"
    "  latchkeyd check    says what a pasted link is\n"
    "  latchkeyd agent    adds, lists and disables agents\n"
    "  latchkeyd backup   makes a hot copy of the store\n"
    "  latchkeyd copy     moves a shop from a file to PostgreSQL\n"
    "  latchkeyd verify   checks the store and its record of activity\n"
    "  latchkeyd shop     probes a shop elsewhere, or takes in what is new there\n"
    "  latchkeyd check-config   says all that is wrong with the configuration\n"
    "\n"
    "Each of them says more with --help.";

}  // namespace

int main(int argc, char *argv[]) {
    latchkey::forbidCoreDumps();
    std::setlocale(LC_ALL, "");
    QStringList words;
    for (int i = 1; i < argc; ++i) words.append(QFile::decodeName(argv[i]));
    const QString first = words.isEmpty() ? QStringLiteral("--help") : words.takeFirst();
    if (first == QLatin1String("--help") || first == QLatin1String("-h") || first == QLatin1String("help")) {
        latchkey::say(QString::fromLatin1(overview));
        return latchkey::AllDone;
    }
    if (first == QLatin1String("--version")) {
        latchkey::say(QStringLiteral("latchkeyd " LATCHKEY_VERSION));
        return latchkey::AllDone;
    }
    for (const Command &command : commands)
        if (first == QLatin1String(command.name)) return command.run(words);
    return latchkey::complainAndEnd(latchkey::UsageError{latchkey::UsageFault::UnknownCommand, first, {}});
}
