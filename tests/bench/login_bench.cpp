// P15 and P16: login by code, and redeem beside it, while the mail server takes letters, refuses, or hangs.
#include "tests/bench/context.h"
#include "tests/bench/load.h"
#include "tests/bench/mail_peer.h"
#include "tests/bench/requests.h"

#include <QFile>

#include <array>

namespace latchkey::bench {

namespace {

constexpr qint64 people = 120'000;
constexpr std::uint64_t loginsARun = 4'000;
constexpr std::uint64_t redeemsARun = 8'000;
constexpr int clients = 64;
constexpr int passes = 3;

// Customers with one address and one number each, the n-th of whom has the row id n.
QString loginStore(const Context &context) {
    const QString folder = context.work + QStringLiteral("/logins");
    const QString store = folder + QStringLiteral("/shop.db");
    runOrDie(QStringLiteral("mkdir"), {QStringLiteral("-p"), folder});
    for (const char *suffix : {"", "-wal", "-shm", ".key", ".delivery"}) QFile::remove(store + QLatin1String(suffix));
    QFile customers(folder + QStringLiteral("/customers.csv"));
    QFile subscriptions(folder + QStringLiteral("/subscriptions.csv"));
    if (!customers.open(QIODevice::WriteOnly) || !subscriptions.open(QIODevice::WriteOnly)) return {};
    customers.write("id,email,first_name,last_name,phone,created_at\n");
    for (qint64 n = 1; n <= people; ++n)
        customers.write(QStringLiteral("%1,login%1@example.com,Ann,Lee,+336%2,2024-01-01T00:00:00Z\n").arg(n).arg(10'000'000 + n).toUtf8());
    subscriptions.write("id,customer_id,status,product,variant,quantity,price,currency,interval,interval_count,next_billing_date,created_at\n");
    customers.close();
    subscriptions.close();
    runOrDie(context.latchkeyd(), {QStringLiteral("import"), QStringLiteral("--store"), store, customers.fileName(), subscriptions.fileName()});
    return store;
}

// One login: the form is posted, the text that is captured is read over the API ten milliseconds later, its code is posted.
// So every run learns the code alike, whatever becomes of the letter; a shorter pause would load the service with reads in vain.
class Logins {
public:
    explicit Logins(std::string token) : m_token(std::move(token)), m_open(clients) {}

    std::string next(int client, int step, const Reply *last) {
        Open &open = m_open[static_cast<std::size_t>(client)];
        if (step == 0) {
            open = {++m_last, {}, false};
            return formRequest("/login", "&to=%2Faccount&who=login" + std::to_string(open.customer) + "%40example.com", {}, open.customer);
        }
        if (open.entered) return {};
        if (!last)
            return "GET /api/v1/messages?limit=2&customer=" + std::to_string(open.customer) + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " +
                   m_token + "\r\n\r\n";
        if (step == 1) {
            const std::string setCookie = last->header("set-cookie");
            open.challenge = "; " + setCookie.substr(0, setCookie.find(';'));
        }
        const std::string code = step == 1 ? std::string() : codeIn(last->body);
        if (code.empty()) return askLater;
        open.entered = true;
        return formRequest("/code", "&code=" + code, open.challenge, open.customer);
    }

private:
    struct Open {
        std::uint64_t customer = 0;
        std::string challenge;
        bool entered = false;
    };
    static std::string codeIn(const std::string &body) {
        const std::string mark = "@portal.example.com #";
        const std::size_t at = body.find(mark);
        if (at == std::string::npos) return {};
        std::string code;
        for (std::size_t i = at + mark.size(); i < body.size() && body[i] >= '0' && body[i] <= '9'; ++i) code += body[i];
        return code;
    }

    std::string m_token;
    std::vector<Open> m_open;
    std::uint64_t m_last = 0;
};

struct Mode {
    const char *name;
    std::optional<MailManner> manner;  // none: letters are captured
    LoadResult login;
    LoadResult redeem;
};

QByteArray configOf(const std::optional<MailPeer> &peer) {
    QByteArray config = "base-url = https://portal.example.com\n";
    if (peer)
        config +=
            "mail = smtp\nmail-server = 127.0.0.1\nmail-security = none\nmail-sign-in = none\nmail-from = Shop <shop@example.com>\nmail-port = " +
            QByteArray::number(peer->port()) + "\n";
    return config;
}

void keepBest(LoadResult &best, LoadResult result) {
    if (result.perSecond() > best.perSecond()) best = std::move(result);
}

LoadResult redeems(const Service &service, const std::string &token) {
    std::vector<std::string> paths;
    std::uint64_t turn = 0;
    runLoad(service.port(), clients, redeemsARun + clients, 60, [&](int, int step, const Reply *last) -> std::string {
        if (step == 0) return issueRequest(std::to_string(++turn), token);
        const std::string url = between(last->body, "\"url\":\"", "\"");
        paths.push_back(url.substr(url.find("/l/")));
        return {};
    });
    std::vector<std::string> open(clients);
    return runLoad(service.port(), clients, redeemsARun, 60, [&](int client, int step, const Reply *last) -> std::string {
        std::string &path = open[static_cast<std::size_t>(client)];
        if (step == 0) {
            path = paths.back();
            paths.pop_back();
        }
        return redeemRequest(step, path, last);
    });
}

std::string inWords(const LoadResult &result) {
    return number(result.perSecond(), 0, "/s") + ", p50 " + number(result.percentile(0.5), 1) + ", p99 " + number(result.percentile(0.99), 1, " ms") +
           ", failed " + std::to_string(result.failures);
}

}  // namespace

void measureLogin(Context &context) {
    const QString store = loginStore(context);
    const std::string token = runOrDie(context.latchkeyd(), {QStringLiteral("agent"), QStringLiteral("--store"), store, QStringLiteral("add"),
                                                             QStringLiteral("Bench"), QStringLiteral("--role"), QStringLiteral("admin")})
                                  .trimmed()
                                  .toStdString();
    pinToSecondCore();
    std::array<Mode, 4> modes{{{"captured", {}, {}, {}},
                               {"taken", MailManner::Takes, {}, {}},
                               {"refused", MailManner::Refuses, {}, {}},
                               {"hanging", MailManner::Hangs, {}, {}}}};
    Logins logins(token);
    const NextRequest login = [&](int client, int step, const Reply *last) { return logins.next(client, step, last); };
    double bare = 0;
    // Pass by pass, so that a busy minute of the machine hits every mode alike.
    for (int pass = 0; pass < passes; ++pass) {
        bare = std::max(bare, bareLoop(context, clients, 20'000).perSecond());
        for (Mode &mode : modes) {
            std::optional<MailPeer> peer;
            if (mode.manner) peer.emplace(*mode.manner);
            const Service service(context, store, configOf(peer));
            keepBest(mode.login, runLoad(service.port(), clients, loginsARun, 60, login));
            // Now letters wait, are tried again, or are still being taken.
            keepBest(mode.redeem, redeems(service, token));
            if (peer)
                std::fprintf(stderr, "pass %d, letters %s: the peer took %llu\n", pass, mode.name, static_cast<unsigned long long>(peer->letters()));
        }
    }
    const double liveLogin = modes[1].login.perSecond();
    const double liveRedeem = modes[1].redeem.perSecond();
    for (const Mode &mode : modes) {
        const bool dead = mode.manner && *mode.manner != MailManner::Takes;
        const auto row = [&](const char *no, const char *what, const LoadResult &result, double live) {
            const double ratio = live > 0 ? result.perSecond() / live : 0;
            context.rows.push_back(
                {no, std::string(what) + ", letters " + mode.name, inWords(result),
                 "bare loop x" + number(result.perSecond() / bare, 2) + (dead ? ", letters taken x" + number(ratio, 2) : std::string()),
                 dead ? ">= x0.9 of letters taken" : "", !dead || (ratio >= 0.9 && result.failures == 0)});
        };
        row("P15", "login by code, 64 clients, best of 3", mode.login, liveLogin);
        row("P16", "redeem after it", mode.redeem, liveRedeem);
    }
}

}  // namespace latchkey::bench
