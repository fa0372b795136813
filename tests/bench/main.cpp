// The bench: builds the big data set and prints our figures beside a floor or a peer of the same run.
#include "tests/bench/context.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>

using namespace latchkey::bench;

int main(int argc, char **argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Measures Latchkey. Parts: import (P13, P14), service (P1 to P5), postgres (P6), soak (memory under half an hour of mixed load; only when named), login (P15, P16; with service too), desk (P7 to P12), diagnosis (P17), skio (P18, and P8 and P9 while a sync runs; needs Node and the packages of tests/skio/server). All when none is named."));
    parser.addHelpOption();
    parser.addOptions({{QStringLiteral("bin"), QStringLiteral("Build folder."), QStringLiteral("folder"), QStringLiteral("build/release")},
                       {QStringLiteral("work"), QStringLiteral("Folder for data sets and stores."), QStringLiteral("folder"), QStringLiteral("build/bench")},
                       {QStringLiteral("customers"), QStringLiteral("Size of the data set."), QStringLiteral("number"), QStringLiteral("1000000")}});
    parser.addOption({QStringLiteral("minutes"), QStringLiteral("How long the soak lasts."), QStringLiteral("minutes"), QStringLiteral("30")});
    parser.addPositionalArgument(QStringLiteral("part"), QStringLiteral("import, service, postgres, soak, login, desk, skio or diagnosis"), QStringLiteral("[part…]"));
    parser.process(application);
    Context context;
    context.bin = QDir(parser.value(QStringLiteral("bin"))).absolutePath();
    context.work = QDir(parser.value(QStringLiteral("work"))).absolutePath();
    context.customers = parser.value(QStringLiteral("customers")).toLongLong();
    QDir().mkpath(context.work);
    const QStringList parts = parser.positionalArguments();
    const auto wanted = [&](const char *part) { return parts.isEmpty() || parts.contains(QLatin1String(part)); };
    if (wanted("import")) measureImport(context);
    if (wanted("desk")) measureDesk(context);
    if (wanted("service")) measureService(context);
    if (wanted("postgres")) measurePostgres(context);
    if (parts.contains(QLatin1String("soak"))) measureSoak(context, std::chrono::minutes(parser.value(QStringLiteral("minutes")).toInt()));
    if (wanted("service") || wanted("login")) measureLogin(context);
    if (wanted("skio")) measureSkio(context);
    // Last, since it gives the store a history that the others do without.
    if (wanted("diagnosis")) measureDiagnosis(context);
    printTable(context.rows);
    return 0;
}
