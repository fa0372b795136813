// A whole service on a store of its own, spoken to over sockets as a desk or a browser would.
#pragma once

#include "services/access/agents.h"
#include "services/host/running_service.h"
#include "services/store/store.h"
#include "services/store/write_room.h"
#include "tests/http/raw_client.h"
#include "tests/support/manual_clock.h"
#include "tests/support/minted.h"
#include "tests/support/test_database.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

namespace latchkey {

struct Reply {
    int status = 0;
    QByteArray raw;
    [[nodiscard]] QByteArray header(const QByteArray &name) const { return headerOf(raw, name); }
    [[nodiscard]] QByteArray body() const { return bodyOf(raw); }
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body()).object(); }
    [[nodiscard]] QString text(const char *field) const { return json().value(QLatin1String(field)).toString(); }
};

class ServiceFixture {
public:
    // Writes to the store beside the service, as a command would.
    template <class Verb>
    auto write(Verb verb) {
        using Answer = decltype(verb(std::declval<Transaction &>()));
        auto room = WriteRoom::open(options.storePath, clock, {});
        if (!room) qFatal("cannot open the room");
        return (*room)->template run<typename Answer::value_type>(std::move(verb));
    }

    // Without customers the store can become the mirror of a shop outside the house.
    explicit ServiceFixture(bool withCustomers = true) {
        options.storePath = database.where();
        options.codeKeyFile = folder.filePath(QStringLiteral("code.key"));
        options.embeddedToken = AgentToken("embedded-token-of-this-test");
        options.embeddedAgentName = QStringLiteral("Desk");
        options.clock = &clock;
        options.policy.linksPerCustomerPerHour = 100'000;
        options.policy.linksPerAgentPerHour = 100'000;
        options.limits.connectionsPerAddress = 400;
        SystemChance chance;
        if (!openStore(options.storePath, chance, clock)) qFatal("cannot open the store");
        const Result<void> filled = write([&](Transaction &t) -> Result<void> {
            if (!withCustomers) return {};
            return t.db.execute(R"(
                INSERT INTO customers (id, ref, first_name, last_name, name_key, email, email_key, email_state, phone, phone_key, created_at)
                VALUES (1, 'c1', 'Ada', 'Day', 'ada day', 'ada@example.com', 'ada@example.com', 0, '', NULL, 1),
                       (2, 'c2', 'Bob', 'Low', 'bob low', '', NULL, 1, '+33612345678', '33612345678', 2))");
        });
        if (!filled) qFatal("cannot add customers: %s", qPrintable(filled.error().detail));
        static const Role roles[] = {Role::Observer, Role::Agent, Role::Senior, Role::Lead, Role::Admin};
        for (const Role role : roles) {
            const auto token = write([&](Transaction &t) { return addAgent(t, chance, toText(role), role); });
            if (!token) qFatal("cannot add an agent");
            noteMinted(token->reveal());
            tokens.insert(static_cast<int>(role), token->reveal());
        }
    }
    void start() {
        auto started = RunningService::start(options);
        if (!started) qFatal("cannot start: %s %s", qPrintable(toText(started.error().code)), qPrintable(started.error().detail));
        service = std::move(*started);
    }
    void stop() { service.reset(); }

    [[nodiscard]] Reply send(const QByteArray &method, const QByteArray &path, const QByteArray &headers, const QByteArray &body) const {
        const RawClient client(service->port());
        client.send(method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers +
                    "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        Reply reply;
        reply.raw = client.readAnswer(method == "HEAD", 10'000);
        reply.status = statusOf(reply.raw);
        for (const QByteArray &line : reply.raw.left(reply.raw.indexOf("\r\n\r\n")).split('\n'))
            if (line.startsWith("Set-Cookie: ")) noteMinted(line.mid(line.indexOf('=') + 1).left(32));
        return reply;
    }
    [[nodiscard]] Reply call(const QByteArray &method, const QByteArray &path, const QByteArray &body = {},
                             const QByteArray &token = "embedded-token-of-this-test") const {
        return send(method, "/api/v1" + path, "Authorization: Bearer " + token + "\r\nContent-Type: application/json\r\n", body);
    }
    [[nodiscard]] QByteArray tokenOf(Role role) const { return tokens.value(static_cast<int>(role)); }
    // The URL of a new Magic link of customer 1.
    [[nodiscard]] QByteArray issue() const {
        const Reply reply = call("POST", "/customers/1/magic-links", "{}");
        const QByteArray url = reply.text("url").toLatin1();
        noteMinted(tokenIn(url));
        return url;
    }
    // What a browser sends when its owner presses the button on the link's page.
    [[nodiscard]] Reply press(const QByteArray &url, const QByteArray &nonce = "0123456789abcdef0123456789abcdef") const {
        return send("POST", url.mid(url.indexOf("/l/")), "Content-Type: application/x-www-form-urlencoded\r\nCookie: latchkey-form=" + nonce + "\r\n",
                    "nonce=" + nonce);
    }

    QTemporaryDir folder;
    TestDatabase database{folder.path()};
    ManualClock clock;
    HostOptions options;
    QHash<int, QByteArray> tokens;
    std::unique_ptr<RunningService> service;
};

}  // namespace latchkey
