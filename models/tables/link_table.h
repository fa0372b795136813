// The issued Magic links, newest first, as Qt's views read them.
#pragma once

#include "models/domain/login_link.h"
#include "models/tables/paged_table.h"

namespace latchkey {

class LinkTable : public PagedTable<LoginLink> {
public:
    enum Column { Link, Customer, IssuedBy, Door, Issued, State, Opened };

    explicit LinkTable(QObject *parent = nullptr) : PagedTable(7, parent) {}

protected:
    [[nodiscard]] bool isOlder(const LoginLink &row, const LoginLink &than) const override { return row.id < than.id; }
};

}  // namespace latchkey
