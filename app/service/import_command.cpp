// latchkeyd import: reads CSV files into the store, with progress on a terminal and every refused row on standard error.
#include "app/service/commands.h"
#include "services/directory/importer.h"
#include "services/store/store.h"

#include <QElapsedTimer>
#include <QFile>

#include <unistd.h>
#include <csignal>
#include <cstdio>

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd import --store FILE customers.csv subscriptions.csv\n"
    "\n"
    "Reads customers and subscriptions. Which file is which is told by its header row; Shopify's customer export is known too.\n"
    "Running it again changes only what has changed; an interrupted import goes on when it is run again.\n"
    "\n"
    "Exit code: 0 all rows are in, 1 some were refused (each is listed with its line and the reason), 2 nothing was done.");

std::atomic<bool> cancelled{false};

// On a terminal only: how far, how fast, how long still.
class ProgressLine {
public:
    ProgressLine() : m_shown(isatty(STDERR_FILENO) == 1) { m_timer.start(); }

    void show(const ImportProgress &progress) {
        if (!m_shown || (m_last >= 0 && m_timer.elapsed() - m_last < 100)) return;
        m_last = m_timer.elapsed();
        const double seconds = static_cast<double>(m_last) / 1000.0;
        const double rate = seconds > 0 ? static_cast<double>(progress.rows) / seconds : 0;
        const double done = progress.bytesTotal > 0 ? static_cast<double>(progress.bytesDone) / static_cast<double>(progress.bytesTotal) : 0;
        const double left = done > 0.01 ? seconds * (1 - done) / done : 0;
        std::fprintf(stderr, "\r\x1b[K%s: %lld rows, %.0f rows/s, %.0f %%, %.0f s left", qPrintable(toText(progress.step)),
                     static_cast<long long>(progress.rows), rate, done * 100, left);
        std::fflush(stderr);
    }
    void clear() const {
        if (m_shown && m_last >= 0) std::fputs("\r\x1b[K", stderr);
    }

private:
    bool m_shown;
    QElapsedTimer m_timer;
    qint64 m_last = -1;
};

Result<void> readyForImport(const QString &store, Chance &chance, const Clock &clock) {
    if (const auto opened = openStore(store, chance, clock); !opened) return tl::unexpected<Error>(opened.error());
    const Result<std::unique_ptr<Connection>> db = Connection::open(store, OpenMode::ReadOnly);
    if (!db) return tl::unexpected<Error>(db.error());
    return mustBeTheHouses(**db);
}

bool isOfStore(ErrorCode code) { return toText(code).startsWith(QLatin1String("store_")); }

int summarize(const ImportReport &report) {
    for (const RefusedRow &row : report.refused) complain(sentenceOf(row));
    const qint64 unlisted = report.refusedCount - report.refused.size();
    if (unlisted > 0) complain(QStringLiteral("… and %1 more rows.").arg(unlisted));
    say(QStringLiteral("customers: %1 added, %2 changed, %3 unchanged")
            .arg(report.customersAdded)
            .arg(report.customersChanged)
            .arg(report.customersUnchanged));
    say(QStringLiteral("subscriptions: %1 added, %2 changed, %3 unchanged")
            .arg(report.subscriptionsAdded)
            .arg(report.subscriptionsChanged)
            .arg(report.subscriptionsUnchanged));
    if (report.refusedCount > 0) say(QStringLiteral("refused: %1 rows").arg(report.refusedCount));
    return report.refusedCount > 0 ? SomeRefused : AllDone;
}

}  // namespace

int importCommand(const QStringList &words) {
    const auto arguments = readArguments(words, {{QStringLiteral("--store")}, {}, 1, 16});
    if (!arguments) return complainAndEnd(arguments.error());
    if (arguments->has(QStringLiteral("--help"))) {
        say(usage);
        return AllDone;
    }
    const auto store = storeOf(*arguments, StoreMayBe::Made);
    if (!store) return complainAndEnd(store.error());
    for (const QString &file : arguments->words)
        if (access(QFile::encodeName(file).constData(), R_OK) != 0) return complainAndEnd({ErrorCode::FileUnreadable, file, {}}, file);

    SystemChance chance;
    const SystemClock clock;
    if (const Result<void> ready = readyForImport(*store, chance, clock); !ready) return complainAndEnd(ready.error(), *store);
    std::signal(SIGINT, [](int) { cancelled = true; });
    std::signal(SIGTERM, [](int) { cancelled = true; });
    ProgressLine line;
    const auto report = importFiles(
        *store, arguments->words, clock, [&line](const ImportProgress &progress) { line.show(progress); }, cancelled);
    line.clear();
    if (!report) return complainAndEnd(report.error(), isOfStore(report.error().code) ? *store : arguments->words.join(QLatin1String(", ")));
    return summarize(*report);
}

}  // namespace latchkey
