// A shop at Skio over the test server, with a clock that leaps over pauses.
#pragma once

#include "services/shops/shop_memory.h"
#include "services/shops/skio/skio_shop.h"
#include "tests/support/counting_chance.h"
#include "tests/support/leaping_clock.h"
#include "tests/support/skio_server.h"

#include <QJsonArray>
#include <QTest>

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

class SkioFixture {
public:
    explicit SkioFixture(const SkioServer::Options &options = SkioServer::Options()) : server(options) {
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
    int count(const char *statistic) { return server.stats().value(QLatin1String(statistic)).toInt(); }
    int countOf(const char *operation) { return server.stats().value(QLatin1String("byOperation")).toObject().value(QLatin1String(operation)).toInt(); }
    AbilityState stateOf(ShopAbility ability) {
        for (const AbilityView &view : shop().abilities())
            if (view.ability == ability) return view.state;
        return AbilityState::Untried;
    }

    SkioServer server;
    LeapingClock clock;
    CountingChance chance;
    ShortMemory memory;
    SkioSetup setup;
    Duration timeout = std::chrono::milliseconds(700);

private:
    std::unique_ptr<SkioShop> m_shop;
};

}  // namespace latchkey
