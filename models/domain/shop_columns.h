// The columns of a shop's rows that an answer may leave out, because the shop does not know them for our token.
#pragma once

#include <QFlags>

namespace latchkey {

// What was not asked for says nothing of a row: what is known of it stays. Keys, statuses, addresses, and what says that somebody was removed
// are always asked for.
enum class ShopColumn : unsigned {
    PlatformId = 0x001,
    FirstName = 0x002,
    LastName = 0x004,
    Phone = 0x008,
    Currency = 0x010,
    NextOrder = 0x020,
    Title = 0x040,
    Quantity = 0x080,
    Price = 0x100,
    Parent = 0x200,  // a variant's product
    Interval = 0x400,
};
Q_DECLARE_FLAGS(ShopColumns, ShopColumn)
Q_DECLARE_OPERATORS_FOR_FLAGS(ShopColumns)

}  // namespace latchkey
