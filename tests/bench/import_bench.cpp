// P13 and P14: the import of both files, beside `sqlite3 .import` with five indexes, without validation or search.
#include "tests/bench/context.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

namespace latchkey::bench {

namespace {

double secondsOf(const QElapsedTimer &timer) { return static_cast<double>(timer.nsecsElapsed()) / 1e9; }

double mebibytes(const QString &file) { return static_cast<double>(QFileInfo(file).size()) / 1'000'000.0; }

}  // namespace

void measureImport(Context &context) {
    const QString folder = dataSet(context, context.customers);
    const QString bare = context.work + QStringLiteral("/bare.db");
    QFile::remove(bare);
    QElapsedTimer timer;
    timer.start();
    runOrDie(QStringLiteral("sqlite3"),
             {bare, QStringLiteral(".mode csv"), QStringLiteral(".import %1/customers.csv customers").arg(folder),
              QStringLiteral(".import %1/subscriptions.csv subscriptions").arg(folder),
              QStringLiteral("CREATE INDEX a ON customers (id); CREATE INDEX b ON customers (email); CREATE INDEX c ON customers (first_name, last_name);"
                             "CREATE INDEX d ON subscriptions (id); CREATE INDEX e ON subscriptions (customer_id)")});
    const double bareSeconds = secondsOf(timer);
    timer.restart();
    context.store = importedStore(context, context.customers);
    const double seconds = secondsOf(timer);
    context.rows.push_back({"P13", "import of both files", number(seconds, 1, " s"), "sqlite3 .import + 5 indexes " + number(bareSeconds, 1, " s"), "<= 15 s", seconds <= 15});
    const double size = mebibytes(context.store);
    context.rows.push_back({"P14", "store with search index", number(size, 0, " MB"), "bare file " + number(mebibytes(bare), 0, " MB"), "<= 600 MB", size <= 600});
}

}  // namespace latchkey::bench
