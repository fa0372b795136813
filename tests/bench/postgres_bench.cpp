// P6: issue and redeem with the store in PostgreSQL, beside pgbench with the bare statements on the same server in the same run.
#include "tests/bench/context.h"
#include "tests/bench/load.h"
#include "tests/bench/requests.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace latchkey::bench {

namespace {

constexpr qint64 customersOnServer = 100'000;
constexpr int clients = 64;

// A server with everything as Debian sets it, on a socket of its own; durable, as the goal asks.
class Server {
public:
    explicit Server(const QString &folder) : m_folder(folder) {
        script({QStringLiteral("start"), m_folder});
        for (const char *setting : {"fsync", "full_page_writes"}) sql(QStringLiteral("ALTER SYSTEM SET %1 = on").arg(QLatin1String(setting)));
        script({QStringLiteral("restart"), m_folder});
        sql(QStringLiteral("CREATE DATABASE bench TEMPLATE template0 LOCALE 'C.UTF-8'"));
    }
    ~Server() { script({QStringLiteral("stop"), m_folder}); }
    [[nodiscard]] QString url() const { return QStringLiteral("postgresql:///bench?host=%1&user=postgres").arg(m_folder); }
    void sql(const QString &text, const QString &database = QStringLiteral("postgres")) const {
        runOrDie(QStringLiteral("psql"), {QStringLiteral("-qX"), QStringLiteral("-h"), m_folder, QStringLiteral("-U"), QStringLiteral("postgres"), QStringLiteral("-d"), database,
                                          QStringLiteral("-v"), QStringLiteral("ON_ERROR_STOP=1"), QStringLiteral("-c"), text});
    }
    // Transactions in a second.
    [[nodiscard]] double pgbench(const QString &file) const {
        const QByteArray said = runOrDie(QStringLiteral("pgbench"), {QStringLiteral("-n"), QStringLiteral("-h"), m_folder, QStringLiteral("-U"), QStringLiteral("postgres"),
                                                                     QStringLiteral("-M"), QStringLiteral("prepared"), QStringLiteral("-c"), QString::number(clients),
                                                                     QStringLiteral("-j"), QStringLiteral("2"), QStringLiteral("-T"), QStringLiteral("8"), QStringLiteral("-f"), file,
                                                                     QStringLiteral("bench")});
        static const QRegularExpression tps(QStringLiteral("tps = ([0-9.]+)"));
        return tps.match(QString::fromLatin1(said)).captured(1).toDouble();
    }

private:
    static void script(const QStringList &words) { runOrDie(QStringLiteral(POSTGRES_SCRIPT), words); }
    const QString m_folder;
};

// What an issue and a redeem write at the least, each its own transaction, on tables of their own.
double bareIssues(const Context &context, const Server &server) {
    server.sql(QStringLiteral("CREATE TABLE bare_people (id bigint PRIMARY KEY, email text); INSERT INTO bare_people SELECT n, 'a@example.com' FROM generate_series(1, 100000) n;"
                              "CREATE TABLE bare_links (id bigserial PRIMARY KEY, token bytea UNIQUE, person bigint, at bigint, ended bigint DEFAULT 0);"
                              "CREATE INDEX ON bare_links (person, at); CREATE TABLE bare_record (id bigserial PRIMARY KEY, at bigint, person bigint, hash bytea);"
                              "CREATE TABLE bare_sessions (id bigserial PRIMARY KEY, hash bytea UNIQUE, person bigint)"), QStringLiteral("bench"));
    const QString file = context.work + QStringLiteral("/issue.pgbench");
    QFile script(file);
    if (!script.open(QIODevice::WriteOnly)) return 0;
    script.write("\\set person random(1, 100000)\nBEGIN;\nSELECT email FROM bare_people WHERE id = :person;\n"
                 "SELECT count(*) FROM (SELECT 1 FROM bare_links WHERE person = :person LIMIT 6) few;\n"
                 "INSERT INTO bare_links (token, person, at) VALUES (sha256(gen_random_uuid()::text::bytea), :person, 1);\n"
                 "INSERT INTO bare_record (at, person, hash) VALUES (1, :person, sha256('x'));\nCOMMIT;\n");
    script.close();
    return server.pgbench(file);
}

double bareRedeems(const Context &context, const Server &server) {
    const QString file = context.work + QStringLiteral("/redeem.pgbench");
    QFile script(file);
    if (!script.open(QIODevice::WriteOnly)) return 0;
    script.write("\\set link random(1, 20000)\nSELECT person FROM bare_links WHERE id = :link;\nBEGIN;\n"
                 "UPDATE bare_links SET ended = ended + 1 WHERE id = :link RETURNING person;\n"
                 "INSERT INTO bare_sessions (hash, person) VALUES (sha256(gen_random_uuid()::text::bytea), :link);\n"
                 "INSERT INTO bare_record (at, person, hash) VALUES (1, :link, sha256('x'));\nCOMMIT;\n");
    script.close();
    return server.pgbench(file);
}

}  // namespace

void measurePostgres(Context &context) {
    QDir().mkpath(context.work);
    const Server server(QStringLiteral("/tmp/latchkey-bench-%1").arg(QCoreApplication::applicationPid()));
    const QString data = dataSet(context, customersOnServer);
    runOrDie(context.latchkeyd(), {QStringLiteral("import"), QStringLiteral("--store"), server.url(), data + QStringLiteral("/customers.csv"), data + QStringLiteral("/subscriptions.csv")});
    const std::string token = runOrDie(context.latchkeyd(), {QStringLiteral("agent"), QStringLiteral("--store"), server.url(), QStringLiteral("add"), QStringLiteral("Bench"),
                                                            QStringLiteral("--role"), QStringLiteral("admin")}).trimmed().toStdString();
    const Service service(context, server.url());
    const std::vector<std::string> customers = goodCustomers(service.port(), token, customersOnServer);
    std::vector<std::string> paths;
    std::size_t turn = 0;
    const NextRequest issue = [&](int, int step, const Reply *last) -> std::string {
        if (step == 0) return issueRequest(customers[++turn % customers.size()], token);
        const std::string url = between(last->body, "\"url\":\"", "\"");
        paths.push_back(url.substr(url.find("/l/")));
        return {};
    };
    std::vector<std::string> open(clients);
    const NextRequest redeem = [&](int client, int step, const Reply *last) -> std::string {
        std::string &path = open[static_cast<std::size_t>(client)];
        if (step == 0) {
            path = paths.back();
            paths.pop_back();
        }
        return redeemRequest(step, path, last);
    };
    double issued = 0, redeemed = 0;
    for (int round = 0; round < 3; ++round) {
        issued = std::max(issued, runLoad(service.port(), clients, 10'000, 60, issue).perSecond());
        redeemed = std::max(redeemed, runLoad(service.port(), clients, 9'900, 60, redeem).perSecond());
    }
    const double bareIssued = bareIssues(context, server);
    const double bareRedeemed = bareRedeems(context, server);
    const auto report = [&](const char *what, double ours, double bare, double goal) {
        context.rows.push_back({"P6", what, number(ours, 0, "/s"), "pgbench " + number(bare, 0, "/s") + ": x" + number(ours / bare, 2), ">= " + number(goal, 0, "/s"), ours >= goal});
    };
    report("PostgreSQL: issue, 64 clients, best of 3", issued, bareIssued, 5'000);
    report("PostgreSQL: redeem, 64 clients, best of 3", redeemed, bareRedeemed, 2'500);
}

}  // namespace latchkey::bench
