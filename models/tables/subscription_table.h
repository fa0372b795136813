// The subscriptions list as Qt's views read it.
#pragma once

#include "models/domain/subscription.h"
#include "models/tables/row_table.h"

namespace latchkey {

class SubscriptionTable : public RowTable<SubscriptionRow> {
public:
    enum Column { Ref, Customer, Product, Status, NextOrder, Price, Age };
    using RowTable::RowTable;
};

}  // namespace latchkey
