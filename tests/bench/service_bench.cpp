// P1 to P5: issue and redeem over HTTP against a pinned service, beside a bare loop that only inserts.
#include "tests/bench/context.h"
#include "tests/bench/load.h"
#include "tests/bench/requests.h"

namespace latchkey::bench {

void measureService(Context &context) {
    if (context.store.isEmpty()) context.store = importedStore(context, context.customers);
    const QString name = QStringLiteral("Bench");
    const std::string token = runOrDie(context.latchkeyd(), {QStringLiteral("agent"), QStringLiteral("--store"), context.store, QStringLiteral("add"), name,
                                                            QStringLiteral("--role"), QStringLiteral("admin")}).trimmed().toStdString();
    double start = 1e9;
    for (int i = 0; i < 5; ++i) start = std::min(start, Service(context, context.store).startMilliseconds());
    pinToSecondCore();
    Service service(context, context.store);
    const double idle = service.residentMiB();
    const std::vector<std::string> customers = goodCustomers(service.port(), token, context.customers);
    std::vector<std::string> paths;
    std::size_t turn = 0;
    const NextRequest issue = [&](int, int step, const Reply *last) -> std::string {
        if (step == 0) return issueRequest(customers[++turn % customers.size()], token);
        const std::string url = between(last->body, "\"url\":\"", "\"");
        paths.push_back(url.substr(url.find("/l/")));
        return {};
    };
    std::vector<std::string> open(64);
    const NextRequest redeem = [&](int client, int step, const Reply *last) -> std::string {
        std::string &path = open[static_cast<std::size_t>(client)];
        if (step == 0) {
            path = paths.back();
            paths.pop_back();
        }
        return redeemRequest(step, path, last);
    };
    const int rounds = 5;
    const std::uint64_t operations = 20'000;
    struct Best { LoadResult result; double cpu = 0; } issued, redeemed;
    double bare = 0;
    for (int round = 0; round < rounds; ++round) {
        bare = std::max(bare, bareLoop(context, 64, operations).perSecond());
        double before = service.cpuSeconds();
        LoadResult result = runLoad(service.port(), 64, operations, 60, issue);
        if (result.perSecond() > issued.result.perSecond()) issued = {result, (service.cpuSeconds() - before) * 1000 / static_cast<double>(operations)};
        before = service.cpuSeconds();
        result = runLoad(service.port(), 64, operations - 100, 60, redeem);
        if (result.perSecond() > redeemed.result.perSecond()) redeemed = {result, (service.cpuSeconds() - before) * 1000 / static_cast<double>(operations)};
    }
    const auto report = [&](const char *no, const char *what, const Best &best, double goal, double ratio, double p99) {
        const double perSecond = best.result.perSecond();
        context.rows.push_back({no, what, number(perSecond, 0, "/s") + ", p99 " + number(best.result.percentile(0.99), 1, " ms") + ", failed " + std::to_string(best.result.failures),
                                "bare loop " + number(bare, 0, "/s") + ": x" + number(perSecond / bare, 2),
                                ">= " + number(goal, 0, "/s") + ", x" + number(ratio, 2) + ", p99 " + number(p99, 0, " ms"),
                                perSecond >= goal && perSecond / bare >= ratio && best.result.percentile(0.99) <= p99 && best.result.failures == 0});
    };
    report("P1", "issue, 64 clients, best of 5", issued, 12'000, 0.42, 15);
    report("P2", "redeem, 64 clients, best of 5", redeemed, 8'000, 0.38, 25);
    context.rows.push_back({"P3", "CPU an issue / a redeem", number(issued.cpu, 3) + " / " + number(redeemed.cpu, 3, " ms"), "", "<= 0.08 / 0.12 ms", issued.cpu <= 0.08 && redeemed.cpu <= 0.12});
    const LoadResult one = runLoad(service.port(), 1, 3'000, 30, issue);
    const LoadResult oneBare = bareLoop(context, 1, 3'000);
    context.rows.push_back({"P4", "one client, issue p50 / p99", number(one.percentile(0.5), 2) + " / " + number(one.percentile(0.99), 2, " ms"),
                            "bare loop " + number(oneBare.percentile(0.5), 2) + " / " + number(oneBare.percentile(0.99), 2, " ms"), "<= 0.6 / 2 ms",
                            one.percentile(0.5) <= 0.6 && one.percentile(0.99) <= 2});
    const double busy = service.residentMiB();
    std::uint64_t done = 0;
    while (done < 1'000'000) {
        done += runLoad(service.port(), 64, 50'000, 60, issue).operations;
        paths.clear();
        if (done == 0) break;
    }
    const double after = service.residentMiB();
    context.rows.push_back({"P5", "exec to listening; RSS idle; growth over " + number(static_cast<double>(done)) + " issues",
                            number(start, 0, " ms; ") + number(idle, 1, " MiB; ") + number(after - busy, 1, " MiB"), "", "<= 40 ms; 20 MiB; 2 MiB",
                            start <= 40 && idle <= 20 && after - busy <= 2});
}

}  // namespace latchkey::bench
