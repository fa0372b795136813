// What is particular to customers: columns, filters, orders, and the question to the service.
#include "ui/pages/customers_page.h"

#include "ui/desk.h"
#include "ui/panels/customer_panel.h"
#include "ui/texts.h"

namespace latchkey {

CustomersPage::CustomersPage(Desk &desk, QWidget *parent)
    : ListPage(desk, QStringLiteral("customers"),
               {tr("Customers"), tr("1 customer"), tr("customers"), tr("Search by name, e-mail, phone or id"), &Me::customers},
               parent),
      m_panel(new CustomerPanel(desk, this)) {
    m_table.setHeaders({tr("Name"), tr("E-mail"), tr("Phone"), tr("Subs"), tr("Status")});
    m_table.setWords([this](const CustomerRow &row, int column) { return cell(row, column).words(); });
    build(m_table, [this](const BlockRequest &request, BlockFetcher::Done done) { return fetch(request, std::move(done)); },
          [this](const QModelIndex &at) {
              const CustomerRow *row = m_table.row(at.row());
              Cell missing;
              missing.missing = true;
              return row == nullptr ? missing : cell(*row, at.column());
          },
          {{21, 0, false}, {36, 0, false}, {20, 620, false}, {8, 500, true}, {16, 340, false}},
          {{tr("All"), QStringLiteral("filterAll")}, {tr("No e-mail"), QStringLiteral("filterNoEmail")},
           {tr("Invalid e-mail"), QStringLiteral("filterInvalidEmail")}, {tr("Live link"), QStringLiteral("filterLiveLink")}},
          m_panel);
    sortable({CustomerTable::Name, CustomerTable::Email}, CustomerTable::Name);
    startList();
}

Cell CustomersPage::cell(const CustomerRow &row, int column) const {
    Cell cell;
    switch (column) {
        case CustomerTable::Name:
            cell.text = row.name.isEmpty() ? tr("No name") : row.name;
            cell.muted = row.name.isEmpty() || row.removed;
            cell.tip = ageTip(row.seenAt);
            break;
        case CustomerTable::Email:
            cell.text = row.email.simplified();
            cell.muted = true;
            cell.chipTone = row.emailState == EmailState::DomainTypo ? Tone::Warning : Tone::Danger;
            if (row.emailState == EmailState::Missing) cell.chip = tr("No e-mail");
            if (row.emailState == EmailState::Malformed) cell.chip = tr("Invalid");
            if (row.emailState == EmailState::DomainTypo) cell.chip = tr("Typo?");
            break;
        case CustomerTable::Phone:
            cell.text = row.phone;
            cell.muted = true;
            break;
        case CustomerTable::Subscriptions:
            cell.text = QString::number(row.subscriptions);
            cell.right = true;
            break;
        case CustomerTable::Status:
            cell.chip = row.removed ? tr("Removed") : row.status ? textOf(*row.status, {}) : tr("None");
            cell.chipTone = row.removed || !row.status ? Tone::Plain : toneOf(*row.status);
            break;
        case CustomerTable::Age: return ageCell(row.seenAt);
        default: break;
    }
    return cell;
}

Pending CustomersPage::fetch(const BlockRequest &request, BlockFetcher::Done done) {
    CustomerQuery query;
    query.search = search();
    query.filter = static_cast<CustomerFilter>(filter());
    query.sort = m_sort;
    query.descending = m_descending;
    query.after = request.after;
    if (request.after.isEmpty() && request.block > 0) query.at = qint64(request.block) * BlockTable::blockSize;
    query.limit = BlockTable::blockSize;
    return m_desk.client.customers(query, this, [this, request, done = std::move(done)](const Result<Page<CustomerRow>> &page) {
        if (!page) return done(page.error());
        if (request.newList) m_table.replace(*page);
        else m_table.setBlock(request.block, *page);
        done({});
    });
}

bool CustomersPage::rowChosen(int row) {
    const CustomerRow *found = m_table.row(row);
    if (found != nullptr && found->id != m_panel->current()) m_panel->show(found->id);
    return found != nullptr;
}

std::optional<int> CustomersPage::rowOfChosen() const { return m_panel->current().isValid() ? m_table.find(m_panel->current()) : std::nullopt; }

void CustomersPage::sortChosen(int column, bool descending) {
    m_sort = column == CustomerTable::Email ? CustomerSort::Email : CustomerSort::Name;
    m_descending = descending;
    startList();
}

void CustomersPage::open(CustomerId customer) {
    m_panel->show(customer);
    if (const std::optional<int> row = m_table.find(customer)) return chooseRow(*row);
    const QSignalBlocker quiet(m_view->selectionModel());
    m_view->selectionModel()->clear();
    m_view->viewport()->update();
}

bool CustomersPage::hasChosen() const { return m_panel->current().isValid(); }
void CustomersPage::refreshPanel() { m_panel->refresh(); }
void CustomersPage::magicLink() { m_panel->magicLogin(); }
void CustomersPage::copyPortalLink() { m_panel->copyPortalLink(); }
void CustomersPage::emailLoginLink() { m_panel->emailLoginLink(); }
void CustomersPage::editContact() { m_panel->editContact(); }

}  // namespace latchkey
