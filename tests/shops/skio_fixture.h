// A shop at Skio over the test server, which all tests of a program share, with a clock that leaps over pauses.
#pragma once

#include "services/shops/shop_memory.h"
#include "services/shops/skio/skio_shop.h"
#include "tests/support/counting_chance.h"
#include "tests/support/leaping_clock.h"
#include "tests/support/skio_server.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QTest>

#include <map>
#include <memory>
#include <tuple>

namespace latchkey {

// Prints fault and words of a trouble; none of them holds a secret.
#define QVERIFY_DONE(result)                                                                                                              \
    do {                                                                                                                                  \
        const auto &latchkeyResult = (result);                                                                                            \
        if (!latchkeyResult.has_value())                                                                                                  \
            QFAIL(qPrintable(toText(latchkeyResult.error().fault) + u": "_qs + latchkeyResult.error().what + u' ' + latchkeyResult.error().words)); \
    } while (false)

#define QVERIFY_TROUBLE(result, expectedFault)                                                 \
    do {                                                                                       \
        const auto &latchkeyResult = (result);                                                 \
        QVERIFY2(!latchkeyResult.has_value(), "succeeded, but was to fail");                   \
        QCOMPARE(latchkey::toText(latchkeyResult.error().fault), latchkey::toText(expectedFault)); \
    } while (false)

// One for each number of rows, as at its start again; ended before the program is.
inline SkioServer &freshServer(const SkioServer::Options &options) {
    static std::map<std::tuple<int, int, int>, std::unique_ptr<SkioServer>> servers;
    if (servers.empty()) qAddPostRoutine([] { servers.clear(); });
    std::unique_ptr<SkioServer> &server = servers[{options.customers, options.subscriptions, options.seed}];
    if (!server) server = std::make_unique<SkioServer>(options);
    if (!server->isReady()) qFatal("%s", qPrintable(server->error()));
    server->control(QStringLiteral("reset"));
    return *server;
}

class SkioFixture {
public:
    explicit SkioFixture(const SkioServer::Options &options = {0, 0, 1}) : server(freshServer(options)) {
        setup.endpoint = server.endpoint();
        setup.token = ShopSecret(server.token());
        setup.storeDomain = u"shop.example.com"_qs;
        setup.shopify.shop = u"gruns"_qs;
        setup.shopify.endpoint = server.shopifyOrigin() + u"/admin/api/2026-07/graphql.json"_qs;
    }
    void withShopify() { setup.shopify.token = ShopSecret(server.shopifyToken()); }
    // A new client with what the former one has learned.
    Shop &open() {
        Result<std::unique_ptr<SkioShop>> made = SkioShop::make(setup, {clock, chance, memory, clock.sleep(), timeout, 1000, 2});
        if (!made) qFatal("cannot open the shop: %s", qPrintable(made.error().detail));
        m_shop = std::move(*made);
        return *m_shop;
    }
    SkioShop &shop() {
        if (!m_shop) open();
        return *m_shop;
    }
    // What is asked by that name waits there until release(); with a timeout that is long enough, nothing else ends it.
    void hold(const char *operation, int times = 1, const char *door = "skio") {
        server.misbehave(u"hold"_qs, {{u"operation"_qs, QLatin1String(operation)}, {u"times"_qs, times}, {u"door"_qs, QLatin1String(door)}});
    }
    void release() { server.control(u"behave"_qs); }
    int count(const char *statistic) { return server.stats().value(QLatin1String(statistic)).toInt(); }
    int countOf(const char *operation) { return server.stats().value(QLatin1String("byOperation")).toObject().value(QLatin1String(operation)).toInt(); }
    AbilityState stateOf(ShopAbility ability) {
        for (const AbilityView &view : shop().abilities())
            if (view.ability == ability) return view.state;
        return AbilityState::Untried;
    }

    SkioServer &server;
    LeapingClock clock;
    CountingChance chance;
    ShortMemory memory;
    SkioSetup setup;
    Duration timeout = std::chrono::seconds(3);  // long for a busy machine, short for a request that hangs

private:
    std::unique_ptr<SkioShop> m_shop;
};

}  // namespace latchkey
