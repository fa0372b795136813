// What a list says of a shop outside the house: how old its rows are, and that the first of them are still being read.
#include "models/tables/block_table.h"
#include "ui/desk.h"
#include "ui/pages/list_page.h"
#include "ui/pages/numbers.h"
#include "ui/service_time.h"
#include "ui/shop_watch.h"
#include "ui/texts.h"
#include "ui/texts_shop.h"

#include <QAbstractButton>
#include <QButtonGroup>

namespace latchkey {

namespace {

// The columns that are wider than most make room, texts that may be cut off: dates, states and prices stay whole.
QList<RowsView::Column> withRoomFor(const RowsView::Column &added, QList<RowsView::Column> columns, int shares) {
    const auto isWide = [shares, count = columns.size()](const RowsView::Column &column) { return column.share * count > shares; };
    int wide = 0;
    for (const RowsView::Column &column : std::as_const(columns)) wide += isWide(column) ? column.share : 0;
    for (RowsView::Column &column : columns)
        if (isWide(column)) column.share -= added.share * column.share / wide;
    columns.append(added);
    return columns;
}

}  // namespace

// A further column, where rows come from a shop outside the house. The heirs' own stay as they are.
void ListPage::showAges() {
    const bool shown = m_table->columnCount() > m_columns.size();
    if (shown || m_desk.me.shopKind == ShopKind::House) return;
    QStringList headers;
    int shares = 0;
    for (int i = 0; i < m_columns.size(); ++i) {
        headers.append(m_table->headerData(i, Qt::Horizontal, Qt::DisplayRole).toString());
        shares += m_columns.at(i).share;
    }
    m_table->setHeaders(headers + QStringList{tr("Age")});
    m_view->setColumns(withRoomFor({shares / 9, 420, true}, m_columns, shares));
    restoreSelection();
}

QString ListPage::ageTip(Instant seenAt) const {
    return m_desk.me.shopKind == ShopKind::House ? QString() : ageText(asOf(seenAt, m_shop.state().sync), serviceNow(m_desk.client));
}

Cell ListPage::ageCell(Instant seenAt) const {
    Cell cell;
    const Instant at = asOf(seenAt, m_shop.state().sync);
    cell.text = at.isSet() ? longAgo(at, serviceNow(m_desk.client)) : QString();
    cell.tip = ageTip(seenAt);
    cell.muted = cell.right = true;
    return cell;
}

bool ListPage::isFilling() const { return m_shop.isElsewhere() && !m_shop.state().sync.firstLoadDone; }

// Why a search or a filter found nothing.
QString ListPage::narrowHint() const {
    const QString filterName = filter() > 0 ? m_filters->checkedButton()->text() : QString();
    if (isFilling())
        return tr("Skio is still being read: there are %1 %2 here so far, and whoever you look for may be among those to come.")
            .arg(countText(m_desk.me.*m_words.held), m_words.plural);
    if (search().isEmpty()) return tr("There is nothing under “%1”.").arg(filterName);
    return filterName.isEmpty() ? tr("Nothing matches “%1”. Try fewer letters, or an e-mail, phone or id.").arg(search())
                                : tr("Nothing matches “%1” under “%2”.").arg(search(), filterName);
}

}  // namespace latchkey
