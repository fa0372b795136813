// Puts a shop's parts together, and takes them down in reverse.
#include "services/host/hosted_shop.h"

#include "services/store/shop_sync_store.h"

namespace latchkey {

namespace {

SkioShop::Ports portsOf(const ShopOptions &options, const Clock &clock, Chance &chance, ShopMemory &memory) {
    SkioShop::Ports ports{clock, chance, memory};
    ports.timeout = options.timeout;
    if (options.sleep) ports.sleep = options.sleep;
    ports.perSecond = options.requestsPerSecond;
    return ports;
}

// What it learns meanwhile is kept nowhere: the store may be another shop's.
Result<QString> siteOf(const ShopOptions &options, const Clock &clock, Chance &chance) {
    ShortMemory memory;
    const Result<std::unique_ptr<SkioShop>> shop = SkioShop::make(options.skio, portsOf(options, clock, chance, memory));
    if (!shop) return tl::unexpected<Error>(shop.error());
    const ShopResult<ShopSite> site = (*shop)->site(ShopAsker::Agent, {});
    if (!site) return tl::unexpected<Error>(errorOf(site.error()));
    return site->id;
}

}  // namespace

Result<std::unique_ptr<HostedShop>> HostedShop::open(const Setup &setup) {
    std::unique_ptr<HostedShop> made(new HostedShop(setup.writes));
    Result<std::unique_ptr<SkioShop>> shop =
        SkioShop::make(setup.options.skio, portsOf(setup.options, setup.clock, setup.chance, made->m_memory));
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

// With another domain than the store has, the site decides before anything of either is handed out.
Result<void> claimFor(WriteRoom &writes, const std::optional<ShopOptions> &shop, const Clock &clock, Chance &chance) {
    const MirroredShop whose{shop ? ShopKind::Skio : ShopKind::House, shop ? shop->skio.storeDomain : QString()};
    const Result<void> claimed = writes.run<void>([&](Transaction &t) { return claimStore(t.db, whose); });
    if (claimed || !shop || claimed.error().code != ErrorCode::StoreOfOtherShop) return claimed;
    const Result<QString> its = writes.run<QString>([](Transaction &t) { return mirroredSite(t.db); });
    if (!its) return tl::unexpected<Error>(its.error());
    if (its->isEmpty()) return claimed;
    const Result<QString> site = siteOf(*shop, clock, chance);
    if (!site) return tl::unexpected<Error>(site.error());
    return writes.run<void>([&](Transaction &t) { return moveStore(t.db, *site, whose.domain); });
}

}  // namespace latchkey
