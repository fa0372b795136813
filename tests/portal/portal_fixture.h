// The portal on a real server and store, and a visitor whose browser keeps cookies and reads forms.
#pragma once

#include "services/http/server.h"
#include "services/portal/portal.h"
#include "tests/access/access_fixture.h"
#include "tests/http/raw_client.h"
#include "tests/support/minted.h"

#include <QMap>

namespace latchkey {

class PortalFixture {
public:
    explicit PortalFixture(const QString &baseUrl = QStringLiteral("http://127.0.0.1"))
        : server({}, [this](const http::ExchangePtr &e) { if (!router.handle(e)) portal->answerNotFound(e); }),
          f({}, baseUrl, {[this](std::function<void()> closure) { server.post(std::move(closure)); }, {}}) {
        reads = Connection::open(f.path, OpenMode::ReadOnly).value();
        portal = std::make_unique<Portal>(
            Portal::Setup{*f.access, directory, *f.room, *reads, f.chance, f.clock, baseUrl, QStringLiteral("North Roast Coffee")});
        portal->addRoutes(router);
        port = server.listen("127.0.0.1", 0).value();
        // Under https a proxy on this machine stands before the portal.
        if (baseUrl.startsWith(QLatin1String("https:"))) server.conduct({http::Networks::loopback(), {}});
        server.start();
    }
    ~PortalFixture() { server.stop(); f.room.reset(); }

    // What the customer would read in the newest letter, which is written once the page is answered.
    QByteArray newestCode() {
        f.afterwards();
        const auto letter = f.postman.newest(Channel::Email);
        return letter ? letter->facts.code.reveal() : QByteArray();
    }
    SubscriptionId addSubscription(CustomerId customer, const QString &title) {
        return f.room->run<SubscriptionId>([&](Transaction &t) -> Result<SubscriptionId> {
            Statement product = t.db.prepare("INSERT INTO products (title, variant, search_key) VALUES (?, '1 kg', '') RETURNING id");
            const auto made = product.bind(QStringView(title)).insertedId();
            if (!made) return tl::unexpected<Error>(made.error());
            Statement insert = t.db.prepare(R"(
                INSERT INTO subscriptions (ref, customer, status, interval_unit, interval_count, next_order, created_at, product, quantity, price, currency)
                VALUES (?, ?, 0, 2, 1, 1772323200000, 1, ?, 2, 1200, 'EUR') RETURNING id)");
            insert.bind(QStringView(QStringLiteral("SUB-") + title)).bind(customer).bind(*made);
            const auto id = insert.insertedId();
            if (!id) return tl::unexpected<Error>(id.error());
            return SubscriptionId(*id);
        }).value();
    }

    http::Router router;
    http::Server server;
    AccessFixture f;
    Directory directory;
    std::unique_ptr<Connection> reads;
    std::unique_ptr<Portal> portal;
    std::uint16_t port = 0;
};

// One browser: sends what a browser sends, keeps cookies, follows nothing by itself.
class Visitor {
public:
    explicit Visitor(const PortalFixture &p) : m_port(p.port) {}

    QByteArray get(const QByteArray &path) { return exchange("GET " + path, {}, {}); }
    // Presses the button of the page last read: its hidden fields go along.
    QByteArray press(const QByteArray &path, const QMap<QByteArray, QByteArray> &fields = {}) {
        QByteArray form = "nonce=" + nonce;
        for (auto field = fields.begin(); field != fields.end(); ++field) form += "&" + field.key() + "=" + field.value().toPercentEncoding();
        return post(path, form, headers);
    }
    QByteArray post(const QByteArray &path, const QByteArray &body, const QByteArray &extra, const QByteArray &type = "application/x-www-form-urlencoded") {
        return exchange("POST " + path, "Content-Type: " + type + "\r\n" + extra, body);
    }

    QMap<QByteArray, QByteArray> cookies;
    QByteArray nonce;
    QByteArray agent = "Mozilla/5.0 Firefox/124.0";
    QByteArray always;  // headers that go along with every request
    QByteArray headers = "Sec-Fetch-Site: same-origin\r\nOrigin: null\r\n";

private:
    QByteArray exchange(const QByteArray &line, const QByteArray &extra, const QByteArray &body) {
        QByteArray jar;
        for (auto cookie = cookies.begin(); cookie != cookies.end(); ++cookie) jar += (jar.isEmpty() ? "Cookie: " : "; ") + cookie.key() + "=" + cookie.value();
        if (!jar.isEmpty()) jar += "\r\n";
        const RawClient client(m_port);
        client.send(line + " HTTP/1.1\r\nHost: portal\r\nUser-Agent: " + agent + "\r\nAccept-Language: fr\r\nConnection: close\r\n" + jar + always + extra +
                    (line.startsWith("POST") ? "Content-Length: " + QByteArray::number(body.size()) + "\r\n" : QByteArray()) + "\r\n" + body);
        const QByteArray answer = client.readToEnd();
        keepCookies(answer);
        const qsizetype at = answer.indexOf("name=\"nonce\" value=\"");
        if (at >= 0) nonce = answer.mid(at + 20, 32);
        return answer;
    }
    void keepCookies(const QByteArray &answer) {
        for (const QByteArray &line : answer.left(answer.indexOf("\r\n\r\n")).split('\n')) {
            if (!line.toLower().startsWith("set-cookie:")) continue;
            const QByteArray pair = line.mid(11).trimmed().split(';').value(0);
            const QByteArray name = pair.left(pair.indexOf('='));
            if (line.contains("Max-Age=0")) cookies.remove(name);
            else cookies.insert(name, pair.mid(name.size() + 1));
            noteMinted(cookies.value(name).left(32));
        }
    }

    std::uint16_t m_port;
};

}  // namespace latchkey
