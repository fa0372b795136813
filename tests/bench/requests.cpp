// Requests as browsers and desks send them, and the bare loop's run.
#include "tests/bench/requests.h"

#include <cstdio>
#include <cstdlib>

#include <QFile>

#include <sched.h>

namespace latchkey::bench {

void pinToSecondCore() {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(1, &set);
    ::sched_setaffinity(0, sizeof set, &set);
}

std::string between(const std::string &text, const std::string &before, const std::string &after) {
    const std::size_t from = text.find(before);
    if (from == std::string::npos) return {};
    const std::size_t start = from + before.size();
    return text.substr(start, text.find(after, start) - start);
}

std::string issueRequest(const std::string &customer, const std::string &token) {
    const std::string body = R"({"reply":"now"})";
    return "POST /api/v1/customers/" + customer + "/magic-links HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token +
           "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string redeemRequest(int step, const std::string &path, const Reply *last) {
    if (step == 0) return "GET " + path + " HTTP/1.1\r\nHost: x\r\nUser-Agent: Mozilla/5.0\r\nSec-Fetch-Site: none\r\nAccept-Language: en\r\n\r\n";
    if (step == 2) return {};
    const std::string setCookie = last->header("set-cookie");
    const std::string cookie = setCookie.substr(0, setCookie.find(';'));
    const std::string body = "nonce=" + between(last->body, "name=\"nonce\" value=\"", "\"");
    return "POST " + path + " HTTP/1.1\r\nHost: x\r\nUser-Agent: Mozilla/5.0\r\nSec-Fetch-Site: same-origin\r\nCookie: " + cookie +
           "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string formRequest(const std::string &path, const std::string &fields, const std::string &cookie, std::uint64_t caller) {
    const std::string nonce(32, 'a');
    const std::string body = "nonce=" + nonce + fields;
    const std::string address =
        "10." + std::to_string(caller / 65536 % 256) + '.' + std::to_string(caller / 256 % 256) + '.' + std::to_string(caller % 256);
    return "POST " + path +
           " HTTP/1.1\r\nHost: x\r\nUser-Agent: Mozilla/5.0\r\nAccept-Language: en\r\nSec-Fetch-Site: same-origin\r\nX-Forwarded-For: " + address +
           "\r\nCookie: __Host-latchkey-form=" + nonce + cookie +
           "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

LoadResult bareLoop(const Context &context, int clients, std::uint64_t operations) {
    const QString store = context.work + QStringLiteral("/bare-loop.db");
    for (const char *suffix : {"", "-wal", "-shm"}) QFile::remove(store + QLatin1String(suffix));
    QProcess process;
    process.start(QStringLiteral("taskset"),
                  {QStringLiteral("-c"), QStringLiteral("0"), context.bin + QStringLiteral("/tests/bench/bare_loop"), store});
    process.waitForReadyRead(10'000);
    const auto port = static_cast<std::uint16_t>(process.readAllStandardOutput().trimmed().toUInt());
    const LoadResult result = runLoad(port, clients, operations, 60, [](int, int step, const Reply *) -> std::string {
        return step == 0 ? "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}" : std::string();
    });
    process.kill();
    process.waitForFinished(5000);
    return result;
}

std::vector<std::string> goodCustomers(std::uint16_t port, const std::string &token, qint64 count) {
    std::vector<std::string> ids;
    const int pages = 40;
    runLoad(port, 1, pages, 60, [&](int, int step, const Reply *last) -> std::string {
        static int page = 0;
        if (step == 0) {
            const qint64 at = count / pages * page++;
            return "GET /api/v1/customers?limit=500&at=" + std::to_string(at) + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        }
        std::size_t from = 0;
        while ((from = last->body.find("{\"id\":", from)) != std::string::npos) {
            const std::size_t end = last->body.find('}', from);
            const std::string row = last->body.substr(from, end - from);
            if (row.find("\"email_state\":\"valid\"") != std::string::npos) ids.push_back(between(row, "\"id\":", ","));
            from = end;
        }
        return {};
    });
    if (ids.empty()) {
        std::fprintf(stderr, "no customers with a valid address were listed\n");
        std::exit(1);
    }
    return ids;
}

}  // namespace latchkey::bench
