// The house as a shop: our own tables behind the Shop port. What it changes is done by the verbs that the house has anyway.
#pragma once

#include "services/runtime/clock.h"
#include "services/shops/shop.h"
#include "services/store/connection.h"

#include <functional>
#include <memory>
#include <mutex>

namespace latchkey {

// Ids are the decimal text of our own row ids. Thread: as the port says; reads go over one connection of its own, one at a time.
class HouseShop final : public Shop {
public:
    // Both run one transaction in the write room and block until it is done; they are whoever builds the service's, who knows the verbs.
    struct Verbs {
        std::function<Result<ShopLink>(const ShopLinkWish &)> issue;
        std::function<Result<void>(const ShopEmailWish &)> changeEmail;
    };
    struct Setup {
        std::unique_ptr<Connection> db;
        Verbs verbs;
        QString portalLink;
        bool textsLeave = true;
    };
    explicit HouseShop(Setup setup) : m_setup(std::move(setup)) {}

    ShopResult<void> probe(const std::stop_token &stop) override;
    ShopResult<QList<ShopCustomer>> search(const ShopSearch &wanted, const std::stop_token &stop) override;
    ShopResult<ShopCustomerRead> customer(const QString &id, const std::stop_token &stop) override;
    ShopResult<ShopSubscriptionRead> subscription(const QString &id, const std::stop_token &stop) override;
    ShopResult<ShopChanges> changes(ShopCollection of, const QString &cursor, const std::stop_token &stop) override;
    ShopResult<ShopIds> ids(ShopCollection of, const QString &after, const std::stop_token &stop) override;
    ShopResult<ShopLink> makeLink(const ShopLinkWish &wish, const std::stop_token &stop) override;
    ShopResult<EmailChange> changeEmail(const ShopEmailWish &wish, const std::stop_token &stop) override;

    [[nodiscard]] ShopKind kind() const override { return ShopKind::House; }
    [[nodiscard]] QList<AbilityView> abilities() const override;
    [[nodiscard]] StandardLogin standardLogin() const override;
    [[nodiscard]] ShopPlaces placesOf(const ShopCustomer &customer) const override;

private:
    ShopResult<ShopCustomer> readForAction(const QString &id, const QString &emailShown);

    Setup m_setup;
    std::mutex m_mutex;  // of the connection
};

}  // namespace latchkey
