// latchkeyd copy: moves a shop from an SQLite file to PostgreSQL.
#include "app/service/commands.h"
#include "services/store/copy_store.h"
#include "services/store/store.h"

#include <QFileInfo>

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd copy --from FILE --to postgresql://HOST/DATABASE\n"
    "\n"
    "Moves a whole shop into an empty database, counts every table on both sides and verifies the record of activity.\n"
    "Stop the service first: what it writes meanwhile stays behind. FILE is not changed. The key beside FILE is not copied:\n"
    "give it to the new services as their code-key-file, or let login codes that are out end.");

int copyInto(const QString &from, const QString &to) {
    SystemChance chance;
    const SystemClock clock;
    // Brings the old store up to date, and makes the new one's tables.
    if (const Result<StoreIdentity> opened = openStore(from, chance, clock); !opened) return complainAndEnd(opened.error(), from);
    if (const Result<StoreIdentity> made = openStore(to, chance, clock); !made) return complainAndEnd(made.error(), to);
    const auto copied = copyStore(from, to, [](const CopiedTable &table) { say(QStringLiteral("%1\t%2").arg(table.name).arg(table.rows)); });
    if (!copied) return complainAndEnd(copied.error(), to);
    const Result<VerifyReport> report = verifyStore(to);
    if (!report) return complainAndEnd(report.error(), to);
    if (report->brokenActivity != 0) {
        complain(QStringLiteral("The record of activity is broken at entry %1, as it was in %2.").arg(report->brokenActivity).arg(from));
        return SomeRefused;
    }
    say(QStringLiteral("copied to %1: %2 tables, %3 entries of activity verified").arg(storeForPeople(to)).arg(copied->size()).arg(report->activityEntries));
    return AllDone;
}

}  // namespace

int copyCommand(const QStringList &words) {
    const auto arguments = readArguments(words, {{QStringLiteral("--from"), QStringLiteral("--to")}, {}, 0, 0});
    if (!arguments) return complainAndEnd(arguments.error());
    if (arguments->has(QStringLiteral("--help"))) {
        say(usage);
        return AllDone;
    }
    const QString from = arguments->option(QStringLiteral("--from")).value_or(QString());
    const QString to = arguments->option(QStringLiteral("--to")).value_or(QString());
    const bool fits = !from.isEmpty() && Connection::engineOf(from) == Engine::SQLite && Connection::engineOf(to) == Engine::Postgres;
    if (!fits) return complainAndEnd(UsageError{UsageFault::CopyPlaces, {}, {}});
    if (!QFileInfo::exists(from)) return complainAndEnd(UsageError{UsageFault::StoreMissing, from, {}});
    return copyInto(from, to);
}

}  // namespace latchkey
