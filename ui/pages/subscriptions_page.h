// The page Subscriptions: the list with its filters, and the chosen subscription.
#pragma once

#include "models/tables/subscription_table.h"
#include "ui/pages/list_page.h"

namespace latchkey {

class SubscriptionPanel;

class SubscriptionsPage : public ListPage {
    Q_OBJECT
public:
    explicit SubscriptionsPage(Desk &desk, QWidget *parent = nullptr);
    void open(SubscriptionId subscription);

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
    [[nodiscard]] Cell cell(const SubscriptionRow &row, int column) const;

    SubscriptionTable m_table;
    SubscriptionPanel *m_panel;
    SubscriptionSort m_sort = SubscriptionSort::Created;
    bool m_descending = false;
};

}  // namespace latchkey
