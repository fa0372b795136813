// The page Customers: the list with its filters, and the chosen customer's profile.
#pragma once

#include "models/tables/customer_table.h"
#include "ui/pages/list_page.h"

namespace latchkey {

class CustomerPanel;

class CustomersPage : public ListPage {
    Q_OBJECT
public:
    explicit CustomersPage(Desk &desk, QWidget *parent = nullptr);
    void open(CustomerId customer);  // whether or not the list shows it

    [[nodiscard]] bool hasChosen() const override;
    void refreshPanel() override;
    void magicLink() override;
    void copyPortalLink() override;
    void emailLoginLink() override;
    void editContact() override;

protected:
    bool rowChosen(int row) override;
    std::optional<int> rowOfChosen() const override;
    void sortChosen(int column, bool descending) override;

private:
    Pending fetch(const BlockRequest &request, BlockFetcher::Done done);
    [[nodiscard]] Cell cell(const CustomerRow &row, int column) const;

    CustomerTable m_table;
    CustomerPanel *m_panel;
    CustomerSort m_sort = CustomerSort::Name;
    bool m_descending = false;
};

}  // namespace latchkey
