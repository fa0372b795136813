// A mirror with the desk that the API asks, without a service around it.
#pragma once

#include "services/shops/shop_desk.h"
#include "services/store/shop_waits.h"
#include "tests/shops/mirror_fixture.h"

namespace latchkey {

// Answers come in the desk's own threads.
class DeskFixture : public MirrorFixture {
public:
    explicit DeskFixture(const SkioServer::Options &options) : MirrorFixture(options) { times.lookEvery = std::chrono::milliseconds(50); }
    ~DeskFixture() {
        m_desk.reset();
        m_sync.reset();
    }

    ShopTimes times;
    ShopDesk &desk() {
        if (!m_sync) m_sync = std::make_unique<ShopSync>(setup());
        if (!m_desk)
            m_desk = std::make_unique<ShopDesk>(ShopDesk::Setup{skio.shop(), *m_sync, store.room(), store.clock, QStringLiteral("shop.example.com"),
                                                                [](std::function<void()> closure) { closure(); }, times});
        return *m_desk;
    }
    CustomerId idOf(const char *name) { return customer(named(name))->id; }

    // As if `email` had just been saved at Shopify.
    void waitFor(const char *name, const QString &email) {
        const Customer row = *customer(named(name));
        const auto kept = store.write([&](Transaction &t) { return keepEmailWait(t.db, {row.id, email, row.email, t.now, false}); });
        if (!kept) qFatal("%s", qPrintable(kept.error().detail));
    }
    bool waits(const char *name) {
        const auto wait = emailWaitOf(store.reader(), idOf(name), store.clock.now());
        return wait && *wait;
    }
    bool isUnsure(const char *name) {
        const auto wait = emailWaitOf(store.reader(), idOf(name), store.clock.now());
        return wait && *wait && (*wait)->unsure;
    }

private:
    std::unique_ptr<ShopSync> m_sync;
    std::unique_ptr<ShopDesk> m_desk;
};

}  // namespace latchkey
