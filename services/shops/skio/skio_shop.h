// The shop at Skio: reads, login links and changes of e-mail over Skio's GraphQL API, and Shopify's where Skio has none.
#pragma once

#include "services/shops/shop.h"
#include "services/shops/shop_memory.h"
#include "services/shops/skio/pacer.h"
#include "services/shops/skio/skio_setup.h"

#include "services/runtime/chance.h"

#include <memory>

namespace latchkey {

class SkioShop final : public Shop {
public:
    struct Ports {
        const Clock &clock;
        Chance &chance;
        ShopMemory &memory;
        Sleep sleep = realSleep();
        Duration timeout = std::chrono::seconds(20);  // of one request
        int perSecond = 5;
        int inFlight = 2;
    };
    // ConfigurationInvalid with the key of the setup that is wrong. The ports outlive the shop.
    static Result<std::unique_ptr<SkioShop>> make(const SkioSetup &setup, const Ports &ports);
    ~SkioShop() override;

    ShopResult<void> probe(const std::stop_token &stop) override;
    ShopResult<QList<ShopCustomer>> search(const ShopSearch &wanted, const std::stop_token &stop) override;
    ShopResult<ShopCustomerRead> customer(const QString &id, const std::stop_token &stop) override;
    ShopResult<ShopSubscriptionRead> subscription(const QString &id, const std::stop_token &stop) override;
    ShopResult<ShopChanges> changes(ShopCollection of, const QString &cursor, const std::stop_token &stop) override;
    ShopResult<ShopIds> ids(ShopCollection of, const QString &after, const std::stop_token &stop) override;
    ShopResult<ShopSite> site(ShopAsker asker, const std::stop_token &stop) override;
    ShopResult<ShopLink> makeLink(const ShopLinkWish &wish, const std::stop_token &stop) override;
    ShopResult<EmailChange> changeEmail(const ShopEmailWish &wish, const std::stop_token &stop) override;

    [[nodiscard]] ShopKind kind() const override { return ShopKind::Skio; }
    [[nodiscard]] QString resumed(const QString &cursor) const override;
    [[nodiscard]] QList<AbilityView> abilities() const override;
    [[nodiscard]] StandardLogin standardLogin() const override;
    [[nodiscard]] ShopPlaces placesOf(const ShopCustomer &customer) const override;

    // What the shop said of itself, at most a week ago: mutations that look as if they could change a customer's e-mail; for the operator only.
    [[nodiscard]] QStringList emailMutations();

private:
    struct Inner;
    explicit SkioShop(std::unique_ptr<Inner> inner);

    std::unique_ptr<Inner> m_inner;
};

}  // namespace latchkey
