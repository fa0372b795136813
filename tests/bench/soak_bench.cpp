// Half an hour of mixed load on PostgreSQL: links issued, looked at, redeemed, lists read; how much the service's memory has grown by its end.
#include "tests/bench/context.h"
#include "tests/bench/load.h"
#include "tests/bench/postgres_server.h"
#include "tests/bench/requests.h"

#include <chrono>

namespace latchkey::bench {

namespace {

constexpr int clients = 16;
constexpr qint64 customersOnServer = 20'000;
constexpr std::uint64_t operationsAtOnce = 2'000;

}  // namespace

void measureSoak(Context &context, std::chrono::minutes length) {
    const PostgresServer server(context);
    const std::string token = server.filled(context, customersOnServer);
    const Service service(context, server.url());
    const std::vector<std::string> customers = goodCustomers(service.port(), token, customersOnServer);
    std::vector<std::string> paths(clients);
    std::size_t turn = 0;
    // One round: a link is issued, its page read, its button pressed, a list read.
    const NextRequest mixed = [&](int client, int step, const Reply *last) -> std::string {
        std::string &path = paths[static_cast<std::size_t>(client)];
        if (step == 0) return issueRequest(customers[++turn % customers.size()], token);
        if (step == 1) {
            const std::string url = between(last->body, "\"url\":\"", "\"");
            path = url.empty() ? std::string() : url.substr(url.find("/l/"));
            return path.empty() ? std::string() : redeemRequest(0, path, nullptr);
        }
        if (step == 2) return redeemRequest(1, path, last);
        if (step == 3) return "GET /api/v1/customers?limit=50&search=an HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        return {};
    };
    const auto begun = std::chrono::steady_clock::now();
    const auto warm = begun + length / 10;
    std::uint64_t done = 0, failed = 0;
    double settled = 0, largest = 0;
    while (std::chrono::steady_clock::now() < begun + length) {
        const LoadResult result = runLoad(service.port(), clients, operationsAtOnce, 120, mixed);
        done += result.operations;
        failed += result.failures;
        if (std::chrono::steady_clock::now() < warm) settled = service.residentMiB();
        largest = std::max(largest, service.residentMiB());
    }
    const double after = service.residentMiB();
    context.rows.push_back({"", "soak of " + std::to_string(length.count()) + " min: " + std::to_string(done) + " rounds, failed " + std::to_string(failed),
                            number(settled, 1) + " -> " + number(after, 1) + " MiB, at most " + number(largest, 1, " MiB"), "", "flat within 2 MiB", after - settled <= 2 && failed == 0});
}

}  // namespace latchkey::bench
