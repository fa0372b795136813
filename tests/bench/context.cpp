// Processes, data sets and /proc for the bench.
#include "tests/bench/context.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace latchkey::bench {

QByteArray runOrDie(const QString &program, const QStringList &arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    process.waitForFinished(-1);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        std::fprintf(stderr, "%s %s failed\n", qPrintable(program), qPrintable(arguments.join(QLatin1Char(' '))));
        std::exit(1);
    }
    return process.readAllStandardOutput();
}

QString dataSet(const Context &context, qint64 customers) {
    const QString folder = context.work + QStringLiteral("/data-%1").arg(customers);
    if (!QFileInfo::exists(folder + QStringLiteral("/subscriptions.csv"))) {
        QDir().mkpath(folder);
        std::fprintf(stderr, "making %lld customers …\n", static_cast<long long>(customers));
        runOrDie(context.bin + QStringLiteral("/tests/bench/make_dataset"),
                 {QStringLiteral("--customers"), QString::number(customers), QStringLiteral("--subscriptions"), QString::number(customers * 3 / 2),
                  QStringLiteral("--seed"), QStringLiteral("1"), QStringLiteral("--out"), folder});
    }
    return folder;
}

QString importedStore(const Context &context, qint64 customers) {
    const QString folder = dataSet(context, customers);
    const QString store = context.work + QStringLiteral("/shop-%1.db").arg(customers);
    for (const char *suffix : {"", "-wal", "-shm", ".key"}) QFile::remove(store + QLatin1String(suffix));
    runOrDie(context.latchkeyd(), {QStringLiteral("import"), QStringLiteral("--store"), store, folder + QStringLiteral("/customers.csv"),
                                   folder + QStringLiteral("/subscriptions.csv")});
    return store;
}

namespace {

double fieldOf(const QString &file, const char *name) {
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray &line : in.readAll().split('\n'))
        if (line.startsWith(name)) return line.mid(static_cast<qsizetype>(qstrlen(name))).replace("kB", "").trimmed().toDouble() / 1024.0;
    return 0;
}

}  // namespace

double residentMiBOf(qint64 pid) { return fieldOf(QStringLiteral("/proc/%1/status").arg(pid), "VmRSS:"); }

double proportionalMiBOf(qint64 pid) { return fieldOf(QStringLiteral("/proc/%1/smaps_rollup").arg(pid), "Pss:"); }

double cpuSecondsOf(qint64 pid) {
    QFile in(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!in.open(QIODevice::ReadOnly)) return 0;
    const QByteArray line = in.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return (fields.value(11).toDouble() + fields.value(12).toDouble()) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

Service::Service(const Context &context, const QString &store, const QByteArray &more) {
    const QString config = context.work + QStringLiteral("/bench.conf");
    QFile file(config);
    if (file.open(QIODevice::WriteOnly))
        file.write(QByteArray("# Nobody is held back while speed is measured.\nlinks-per-customer-per-hour = 1000000\nlinks-per-agent-per-hour = 100000000\nconnections-per-address = 400\n") + more);
    file.close();
    QElapsedTimer timer;
    timer.start();
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    m_process.setStandardErrorFile(context.work + QStringLiteral("/serve.log"));
    m_process.start(QStringLiteral("taskset"), {QStringLiteral("-c"), QStringLiteral("0"), context.latchkeyd(), QStringLiteral("serve"), QStringLiteral("--store"), store,
                                                QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--config"), config});
    QByteArray line;
    while (!line.contains('\n') && m_process.waitForReadyRead(60'000)) line += m_process.readAllStandardOutput();
    m_startMs = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    m_port = static_cast<std::uint16_t>(line.trimmed().mid(line.lastIndexOf(':') + 1).toUInt());
    if (m_port == 0) {
        std::fprintf(stderr, "the service did not start; see %s/serve.log\n", qPrintable(context.work));
        std::exit(1);
    }
}

Service::~Service() {
    m_process.terminate();
    m_process.waitForFinished(20'000);
}

double Service::cpuSeconds() const { return cpuSecondsOf(m_process.processId()); }
double Service::residentMiB() const { return residentMiBOf(m_process.processId()); }

}  // namespace latchkey::bench
