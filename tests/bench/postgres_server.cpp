// Started and stopped by the tests' own script; psql and pgbench do the rest.
#include "tests/bench/postgres_server.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>

namespace latchkey::bench {

namespace {

void script(const QString &what, const QString &folder) { runOrDie(QStringLiteral(POSTGRES_SCRIPT), {what, folder}); }

}  // namespace

PostgresServer::PostgresServer(const Context &context)
    : m_folder(QStringLiteral("/tmp/latchkey-bench-%1").arg(QCoreApplication::applicationPid())), m_work(context.work) {
    script(QStringLiteral("start"), m_folder);
    for (const char *setting : {"fsync", "full_page_writes"}) sql(QStringLiteral("ALTER SYSTEM SET %1 = on").arg(QLatin1String(setting)));
    script(QStringLiteral("restart"), m_folder);
    sql(QStringLiteral("CREATE DATABASE bench TEMPLATE template0 LOCALE 'C.UTF-8'"));
}

PostgresServer::~PostgresServer() { script(QStringLiteral("stop"), m_folder); }

QString PostgresServer::url() const { return QStringLiteral("postgresql:///bench?host=%1&user=postgres").arg(m_folder); }

void PostgresServer::sql(const QString &text, const QString &database) const {
    runOrDie(QStringLiteral("psql"), {QStringLiteral("-qX"), QStringLiteral("-h"), m_folder, QStringLiteral("-U"), QStringLiteral("postgres"), QStringLiteral("-d"), database,
                                      QStringLiteral("-v"), QStringLiteral("ON_ERROR_STOP=1"), QStringLiteral("-c"), text});
}

double PostgresServer::pgbench(const QByteArray &script, int clients) const {
    const QString name = m_work + QStringLiteral("/bare.pgbench");
    {
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write(script) != script.size()) return 0;
    }
    const QByteArray said = runOrDie(QStringLiteral("pgbench"), {QStringLiteral("-n"), QStringLiteral("-h"), m_folder, QStringLiteral("-U"), QStringLiteral("postgres"),
                                                                 QStringLiteral("-M"), QStringLiteral("prepared"), QStringLiteral("-c"), QString::number(clients), QStringLiteral("-j"),
                                                                 QStringLiteral("2"), QStringLiteral("-T"), QStringLiteral("8"), QStringLiteral("-f"), name, QStringLiteral("bench")});
    static const QRegularExpression tps(QStringLiteral("tps = ([0-9.]+)"));
    return tps.match(QString::fromLatin1(said)).captured(1).toDouble();
}

std::string PostgresServer::filled(const Context &context, qint64 customers) const {
    const QString data = dataSet(context, customers);
    runOrDie(context.latchkeyd(), {QStringLiteral("import"), QStringLiteral("--store"), url(), data + QStringLiteral("/customers.csv"), data + QStringLiteral("/subscriptions.csv")});
    return runOrDie(context.latchkeyd(), {QStringLiteral("agent"), QStringLiteral("--store"), url(), QStringLiteral("add"), QStringLiteral("Bench"), QStringLiteral("--role"),
                                          QStringLiteral("admin")}).trimmed().toStdString();
}

}  // namespace latchkey::bench
