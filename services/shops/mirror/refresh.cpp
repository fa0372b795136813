// Reads one row at the shop and takes it in, with what hangs on it.
#include "services/shops/mirror/mirror_rows.h"
#include "services/shops/mirror/shop_sync.h"
#include "services/store/customer_store.h"
#include "services/store/shop_sync_store.h"
#include "services/store/subscription_store.h"

namespace latchkey {

namespace {

Result<void> putRead(MirrorWriter &writer, const ShopSubscriptionRead &read, const QString &owner) {
    const MirroredRead all = mirrored(read, owner);
    // The lines before their subscription, which shows them as it is put.
    for (const MirroredRead::Name &name : all.names)
        if (Result<void> put = writer.putName(name.variant, name.product); !put) return put;
    for (const MirroredLine &line : all.lines)
        if (const Result<Mirrored> put = writer.put(line); !put) return tl::unexpected<Error>(put.error());
    Result<Mirrored> put = writer.put(all.subscription);
    if (put && *put == Mirrored::NoOwner && all.owner) {
        if (const Result<Mirrored> owned = writer.put(*all.owner); !owned) return tl::unexpected<Error>(owned.error());
        put = writer.put(all.subscription);
    }
    if (!put) return tl::unexpected<Error>(put.error());
    return {};
}

Result<CustomerId> customerOf(Connection &db, const QString &ref) {
    const Result<std::vector<qint64>> ids = customersWithRef(db, ref);
    if (!ids) return tl::unexpected<Error>(ids.error());
    return ids->empty() ? CustomerId() : CustomerId(ids->front());
}

Result<SubscriptionId> subscriptionOf(Connection &db, const QString &ref) {
    const Result<std::vector<FoundSubscription>> found = subscriptionsWithRef(db, ref);
    if (!found) return tl::unexpected<Error>(found.error());
    return found->empty() ? SubscriptionId() : SubscriptionId(found->front().id);
}

}  // namespace

Result<bool> ShopSync::isGone(const ShopTrouble &trouble, const std::stop_token &stop) {
    if (trouble.fault != ShopFault::Gone && trouble.fault != ShopFault::NotInShop) return false;
    const ShopResult<ShopSite> site = m_setup.shop.site(ShopAsker::Agent, stop);
    if (!site) return false;
    const Result<void> claimed = m_setup.writes.run<void>([&site](Transaction &t) { return claimSite(t.db, site->id); });
    if (!claimed) return tl::unexpected<Error>(claimed.error());
    return true;
}

Result<RefreshedCustomer> ShopSync::refreshCustomer(const QString &ref, const std::stop_token &stop) {
    const ShopResult<ShopCustomerRead> read = m_setup.shop.customer(ref, stop);
    if (read) noteAnswered();
    const Result<bool> gone = read ? Result<bool>(false) : isGone(read.error(), stop);
    if (!gone) return tl::unexpected<Error>(gone.error());
    return m_setup.writes.run<RefreshedCustomer>([&](Transaction &t) -> Result<RefreshedCustomer> {
        RefreshedCustomer fresh;
        MirrorWriter writer(t);
        Result<void> done;
        if (!read) {
            fresh.trouble = read.error();
            if (*gone) done = writer.removeCustomer(ref);
        } else {
            fresh.read = *read;
            if (const Result<Mirrored> put = writer.put(mirrored(read->row)); !put) return tl::unexpected<Error>(put.error());
            for (const ShopSubscriptionRead &subscription : read->subscriptions)
                if (done) done = putRead(writer, subscription, read->row.id);
        }
        if (done) done = writer.finish();
        const Result<CustomerId> id = customerOf(t.db, ref);
        if (!done || !id) return tl::unexpected<Error>(done ? id.error() : done.error());
        fresh.id = *id;
        return fresh;
    });
}

Result<RefreshedSubscription> ShopSync::refreshSubscription(const QString &ref, const std::stop_token &stop) {
    const ShopResult<ShopSubscriptionRead> read = m_setup.shop.subscription(ref, stop);
    if (read) noteAnswered();
    const Result<bool> gone = read ? Result<bool>(false) : isGone(read.error(), stop);
    if (!gone) return tl::unexpected<Error>(gone.error());
    return m_setup.writes.run<RefreshedSubscription>([&](Transaction &t) -> Result<RefreshedSubscription> {
        RefreshedSubscription fresh;
        MirrorWriter writer(t);
        Result<void> done;
        if (!read) {
            fresh.trouble = read.error();
            if (*gone) done = writer.removeSubscription(ref);
        } else {
            fresh.read = *read;
            done = putRead(writer, *read, {});
        }
        if (done) done = writer.finish();
        const Result<SubscriptionId> id = subscriptionOf(t.db, ref);
        if (!done || !id) return tl::unexpected<Error>(done ? id.error() : done.error());
        fresh.id = *id;
        return fresh;
    });
}

}  // namespace latchkey
