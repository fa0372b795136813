// Puts a shop's parts together, and takes them down in reverse.
#include "services/host/hosted_shop.h"

#include "services/store/shop_sync_store.h"

namespace latchkey {

Result<std::unique_ptr<HostedShop>> HostedShop::open(const Setup &setup) {
    std::unique_ptr<HostedShop> made(new HostedShop(setup.writes));
    SkioShop::Ports ports{setup.clock, setup.chance, made->m_memory};
    ports.timeout = setup.options.timeout;
    if (setup.options.sleep) ports.sleep = setup.options.sleep;
    ports.perSecond = setup.options.requestsPerSecond;
    Result<std::unique_ptr<SkioShop>> shop = SkioShop::make(setup.options.skio, ports);
    if (!shop) return tl::unexpected<Error>(shop.error());
    made->m_shop = std::move(*shop);
    ShopSync::Setup sync{*made->m_shop, setup.writes, setup.storePath, setup.clock};
    sync.every = setup.options.syncEvery;
    made->m_sync = std::make_unique<ShopSync>(std::move(sync));
    made->m_desk = std::make_unique<ShopDesk>(ShopDesk::Setup{*made->m_shop, *made->m_sync, setup.writes, setup.clock,
                                                              setup.options.skio.storeDomain, setup.post, setup.options.times});
    return made;
}

HostedShop::~HostedShop() {
    m_desk.reset();
    m_sync.reset();
}

void HostedShop::start() {
    m_sync->start();
    m_desk->start();
}

void HostedShop::stop() {
    m_sync->cancel();
    m_desk->stop();
}

Result<void> claimFor(WriteRoom &writes, const std::optional<ShopOptions> &shop) {
    const MirroredShop whose{shop ? ShopKind::Skio : ShopKind::House, shop ? shop->skio.storeDomain : QString()};
    return writes.run<void>([&](Transaction &t) { return claimStore(t.db, whose); });
}

}  // namespace latchkey
