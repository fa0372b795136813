// latchkeyd shop: what has to do with a shop elsewhere, by the word behind it.
#include "app/service/commands.h"

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd shop probe   tells what works with the shop's token\n"
    "latchkeyd shop sync    takes in once what is new at the shop\n"
    "\n"
    "Each of them says more with --help.");

}  // namespace

int shopCommand(const QStringList &words) {
    const QString verb = words.value(0);
    if (verb == QLatin1String("probe")) return shopProbeCommand(words.mid(1));
    if (verb == QLatin1String("sync")) return shopSyncCommand(words.mid(1));
    if (verb == QLatin1String("--help")) {
        say(usage);
        return AllDone;
    }
    if (verb.isEmpty()) return complainAndEnd(UsageError{UsageFault::TooFewWords, {}, {}});
    return complainAndEnd(UsageError{UsageFault::UnknownCommand, QStringLiteral("shop ") + verb, {}});
}

}  // namespace latchkey
