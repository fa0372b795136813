// P6: issue and redeem with the store in PostgreSQL, beside pgbench with the bare statements on the same server in the same run.
#include "tests/bench/context.h"
#include "tests/bench/load.h"
#include "tests/bench/postgres_server.h"
#include "tests/bench/requests.h"

namespace latchkey::bench {

namespace {

constexpr qint64 customersOnServer = 100'000;
constexpr int clients = 64;

// What an issue and a redeem write at the least, each its own transaction, on tables of their own.
double bareIssues(const PostgresServer &server) {
    server.sql(QStringLiteral("CREATE TABLE bare_people (id bigint PRIMARY KEY, email text); INSERT INTO bare_people SELECT n, 'a@example.com' FROM generate_series(1, 100000) n;"
                              "CREATE TABLE bare_links (id bigserial PRIMARY KEY, token bytea UNIQUE, person bigint, at bigint, ended bigint DEFAULT 0);"
                              "CREATE INDEX ON bare_links (person, at); CREATE TABLE bare_record (id bigserial PRIMARY KEY, at bigint, person bigint, hash bytea);"
                              "CREATE TABLE bare_sessions (id bigserial PRIMARY KEY, hash bytea UNIQUE, person bigint)"), QStringLiteral("bench"));
    return server.pgbench("\\set person random(1, 100000)\nBEGIN;\nSELECT email FROM bare_people WHERE id = :person;\n"
                          "SELECT count(*) FROM (SELECT 1 FROM bare_links WHERE person = :person LIMIT 6) few;\n"
                          "INSERT INTO bare_links (token, person, at) VALUES (sha256(gen_random_uuid()::text::bytea), :person, 1);\n"
                          "INSERT INTO bare_record (at, person, hash) VALUES (1, :person, sha256('x'));\nCOMMIT;\n", clients);
}

double bareRedeems(const PostgresServer &server) {
    return server.pgbench("\\set link random(1, 20000)\nSELECT person FROM bare_links WHERE id = :link;\nBEGIN;\n"
                          "UPDATE bare_links SET ended = ended + 1 WHERE id = :link RETURNING person;\n"
                          "INSERT INTO bare_sessions (hash, person) VALUES (sha256(gen_random_uuid()::text::bytea), :link);\n"
                          "INSERT INTO bare_record (at, person, hash) VALUES (1, :link, sha256('x'));\nCOMMIT;\n", clients);
}

}  // namespace

void measurePostgres(Context &context) {
    const PostgresServer server(context);
    const std::string token = server.filled(context, customersOnServer);
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
    const double bareIssued = bareIssues(server);
    const double bareRedeemed = bareRedeems(server);
    const auto report = [&](const char *what, double ours, double bare, double goal) {
        context.rows.push_back({"P6", what, number(ours, 0, "/s"), "pgbench " + number(bare, 0, "/s") + ": x" + number(ours / bare, 2), ">= " + number(goal, 0, "/s"), ours >= goal});
    };
    report("PostgreSQL: issue, 64 clients, best of 3", issued, bareIssued, 5'000);
    report("PostgreSQL: redeem, 64 clients, best of 3", redeemed, bareRedeemed, 2'500);
}

}  // namespace latchkey::bench
