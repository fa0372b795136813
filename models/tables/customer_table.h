// The customers list as Qt's views read it.
#pragma once

#include "models/domain/customer.h"
#include "models/tables/row_table.h"

namespace latchkey {

class CustomerTable : public RowTable<CustomerRow> {
public:
    enum Column { Name, Email, Phone, Subscriptions, Status, Age };
    using RowTable::RowTable;
};

}  // namespace latchkey
