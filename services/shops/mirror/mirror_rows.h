// Reads what a shop sends into the rows that the store keeps: texts become times, statuses and intervals.
#pragma once

#include "services/shops/shop_rows.h"
#include "services/store/shop_mirror.h"

namespace latchkey {

MirroredCustomer mirrored(const ShopCustomer &row);
MirroredSubscription mirrored(const ShopSubscription &row);
MirroredLine mirrored(const ShopLine &row);
MirroredVariant mirrored(const ShopVariant &row);
MirroredProduct mirrored(const ShopProduct &row);
MirroredPolicy mirrored(const ShopPolicy &row);

// A subscription that was read with all that hangs on it. `owner` where the row itself does not say whose it is.
struct MirroredRead {
    MirroredSubscription subscription;
    std::optional<MirroredCustomer> owner;
    struct Name {
        MirroredVariant variant;
        QString product;  // its title
    };
    QList<Name> names;
    QList<MirroredLine> lines;
};
MirroredRead mirrored(const ShopSubscriptionRead &read, const QString &owner);

}  // namespace latchkey
