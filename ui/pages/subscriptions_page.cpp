// What is particular to subscriptions: columns, filters, orders, and the question to the service.
#include "ui/pages/subscriptions_page.h"

#include "ui/desk.h"
#include "ui/panels/subscription_panel.h"
#include "ui/texts.h"

#include <array>

namespace latchkey {

namespace {

// In the order of the filters behind "All".
constexpr std::array filteredBy = {SubscriptionStatus::Active, SubscriptionStatus::Paused, SubscriptionStatus::Failed, SubscriptionStatus::PastDue,
                                   SubscriptionStatus::Cancelled};

}  // namespace

SubscriptionsPage::SubscriptionsPage(Desk &desk, QWidget *parent)
    : ListPage(desk, QStringLiteral("subscriptions"),
               {tr("Subscriptions"), tr("1 subscription"), tr("subscriptions"), tr("Search by customer, product, e-mail, phone or id"), &Me::subscriptions},
               parent),
      m_panel(new SubscriptionPanel(desk, this)) {
    m_table.setHeaders({tr("Subscription"), tr("Customer"), tr("Product"), tr("Status"), tr("Next order"), tr("Price")});
    m_table.setWords([this](const SubscriptionRow &row, int column) { return cell(row, column).words(); });
    build(m_table, [this](const BlockRequest &request, BlockFetcher::Done done) { return fetch(request, std::move(done)); },
          [this](const QModelIndex &at) {
              const SubscriptionRow *row = m_table.row(at.row());
              Cell missing;
              missing.missing = true;
              return row == nullptr ? missing : cell(*row, at.column());
          },
          {{108, 0, false}, {168, 0, false}, {164, 540, false}, {87, 340, false}, {80, 660, false}, {94, 420, true}},
          {{tr("All"), QStringLiteral("filterAll")}, {tr("Active"), QStringLiteral("filterActive")}, {tr("Paused"), QStringLiteral("filterPaused")},
           {tr("Failed"), QStringLiteral("filterFailed")}, {tr("Past due"), QStringLiteral("filterPastDue")},
           {tr("Cancelled"), QStringLiteral("filterCancelled")}},
          m_panel);
    sortable({SubscriptionTable::Ref, SubscriptionTable::Customer, SubscriptionTable::NextOrder}, SubscriptionTable::Ref);
    startList();
}

Cell SubscriptionsPage::cell(const SubscriptionRow &row, int column) const {
    Cell cell;
    switch (column) {
        case SubscriptionTable::Ref:
            cell.text = row.ref;
            cell.muted = true;
            cell.tip = ageTip(row.seenAt);
            break;
        case SubscriptionTable::Customer:
            cell.text = row.customerName.isEmpty() ? tr("No name") : row.customerName;
            cell.muted = row.customerName.isEmpty();
            cell.chipTone = row.customerEmailState == EmailState::DomainTypo ? Tone::Warning : Tone::Danger;
            if (row.customerEmailState == EmailState::Missing) cell.chip = tr("No e-mail");
            if (row.customerEmailState == EmailState::Malformed) cell.chip = tr("Invalid");
            if (row.customerEmailState == EmailState::DomainTypo) cell.chip = tr("Typo?");
            break;
        case SubscriptionTable::Product: cell.text = row.title; break;
        case SubscriptionTable::Status:
            cell.chip = textOf(row.status, row.statusText);
            cell.chipTone = toneOf(row.status);
            break;
        case SubscriptionTable::NextOrder:
            cell.text = orderDay(row.nextOrder);
            cell.muted = true;
            break;
        case SubscriptionTable::Price:
            cell.text = toText(row.total);
            cell.right = true;
            break;
        case SubscriptionTable::Age: return ageCell(row.seenAt);
        default: break;
    }
    return cell;
}

Pending SubscriptionsPage::fetch(const BlockRequest &request, BlockFetcher::Done done) {
    SubscriptionQuery query;
    query.search = search();
    if (filter() > 0) query.status = filteredBy[static_cast<std::size_t>(filter() - 1)];
    query.sort = m_sort;
    query.descending = m_descending;
    query.after = request.after;
    if (request.after.isEmpty() && request.block > 0) query.at = qint64(request.block) * BlockTable::blockSize;
    query.limit = BlockTable::blockSize;
    return m_desk.client.subscriptions(query, this, [this, request, done = std::move(done)](const Result<Page<SubscriptionRow>> &page) {
        if (!page) return done(page.error());
        if (request.newList) m_table.replace(*page);
        else m_table.setBlock(request.block, *page);
        done({});
    });
}

bool SubscriptionsPage::rowChosen(int row) {
    const SubscriptionRow *found = m_table.row(row);
    if (found != nullptr && found->id != m_panel->current()) m_panel->show(found->id);
    return found != nullptr;
}

std::optional<int> SubscriptionsPage::rowOfChosen() const {
    return m_panel->current().isValid() ? m_table.find(m_panel->current()) : std::nullopt;
}

void SubscriptionsPage::sortChosen(int column, bool descending) {
    m_sort = column == SubscriptionTable::Customer    ? SubscriptionSort::Customer
             : column == SubscriptionTable::NextOrder ? SubscriptionSort::NextOrder
                                                      : SubscriptionSort::Created;
    m_descending = descending;
    startList();
}

void SubscriptionsPage::open(SubscriptionId subscription) {
    m_panel->show(subscription);
    if (const std::optional<int> row = m_table.find(subscription)) return chooseRow(*row);
    const QSignalBlocker quiet(m_view->selectionModel());
    m_view->selectionModel()->clear();
    m_view->viewport()->update();
}

bool SubscriptionsPage::hasChosen() const { return m_panel->current().isValid(); }
void SubscriptionsPage::refreshPanel() { m_panel->refresh(); }
void SubscriptionsPage::magicLink() { m_panel->magicLink(); }
void SubscriptionsPage::copyPortalLink() { m_panel->copyPortalLink(); }
void SubscriptionsPage::emailLoginLink() { m_panel->emailLoginLink(); }
void SubscriptionsPage::editContact() { m_panel->editContact(); }

}  // namespace latchkey
