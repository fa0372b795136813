// A shop outside the house as the running service has it: its client, what that remembers, the mirror's sync, and what the API asks of it.
#pragma once

#include "services/host/running_service.h"
#include "services/shops/mirror/stored_memory.h"
#include "services/shops/shop_desk.h"
#include "services/shops/skio/skio_shop.h"

namespace latchkey {

// Made and ended by the running service; the write room, clock and chance outlive it.
class HostedShop {
public:
    struct Setup {
        const ShopOptions &options;
        QString storePath;
        WriteRoom &writes;
        const Clock &clock;
        Chance &chance;
        Post post;
    };
    // ConfigurationInvalid with the key that is wrong.
    static Result<std::unique_ptr<HostedShop>> open(const Setup &setup);
    ~HostedShop();

    void start();  // the first sync, and one after the other from then on
    void stop();   // who waits for the shop is answered now; the desk may still be asked
    [[nodiscard]] ShopDesk &desk() { return *m_desk; }
    [[nodiscard]] QString loginPage() const { return m_shop->portalLink(); }

private:
    explicit HostedShop(WriteRoom &writes) : m_memory(writes) {}

    StoredMemory m_memory;
    std::unique_ptr<SkioShop> m_shop;
    std::unique_ptr<ShopSync> m_sync;
    std::unique_ptr<ShopDesk> m_desk;
};

// A store is one shop's: the house's customers and another shop's mirror are never mixed. StoreOfOtherShop. Where only the domain is new it asks
// Skio which shop the token is for, and blocks meanwhile: ShopUnreachable or ShopRefusedUs where Skio does not say.
Result<void> claimFor(WriteRoom &writes, const std::optional<ShopOptions> &shop, const Clock &clock, Chance &chance);

}  // namespace latchkey
