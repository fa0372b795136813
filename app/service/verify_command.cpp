// latchkeyd verify: whether the store is sound and its record of activity unbroken.
#include "app/service/commands.h"
#include "services/store/store.h"

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd verify --store FILE\n"
    "\n"
    "Checks the store's integrity and that no entry of its activity was changed or taken out.\n"
    "Exit code: 0 all is well, 1 something is not, 2 the store cannot be read.");

}  // namespace

int verifyCommand(const QStringList &words) {
    const auto arguments = readArguments(words, {{QStringLiteral("--store")}, {}, 0, 0});
    if (!arguments) return complainAndEnd(arguments.error());
    if (arguments->has(QStringLiteral("--help"))) {
        say(usage);
        return AllDone;
    }
    const auto store = storeOf(*arguments, StoreMayBe::ThereOnly);
    if (!store) return complainAndEnd(store.error());
    const Result<VerifyReport> report = verifyStore(*store);
    if (!report) return complainAndEnd(report.error(), *store);
    const bool sound = report->integrity == QLatin1String("ok");
    const bool whole = report->brokenActivity == 0;
    say(sound ? QStringLiteral("store: ok") : QStringLiteral("store: ") + report->integrity);
    say(whole ? QStringLiteral("activity: %1 entries, chain whole").arg(report->activityEntries)
              : QStringLiteral("activity: %1 entries, chain broken at entry %2").arg(report->activityEntries).arg(report->brokenActivity));
    return sound && whole ? AllDone : SomeRefused;
}

}  // namespace latchkey
