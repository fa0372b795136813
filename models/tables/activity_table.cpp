// Entries of the record as rows.
#include "models/tables/activity_table.h"

namespace latchkey {

void ActivityTable::replace(const Page<ActivityRow> &page) {
    beginResetModel();
    m_rows = page.items;
    m_next = page.next;
    endResetModel();
}

void ActivityTable::append(const Page<ActivityRow> &page) {
    m_next = page.next;
    if (page.items.isEmpty()) return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(page.items.size()) - 1);
    m_rows.append(page.items);
    endInsertRows();
}

void ActivityTable::renew(const Page<ActivityRow> &page) {
    if (m_rows.isEmpty() || page.items.isEmpty()) return replace(page);
    qsizetype added = 0;
    while (added < page.items.size() && page.items.at(added).entry.id > m_rows.first().entry.id) ++added;
    // So much is new that there may be a gap before what is held.
    if (added == page.items.size() && !page.next.isEmpty()) return replace(page);
    if (added > 0) {
        beginInsertRows({}, 0, static_cast<int>(added) - 1);
        m_rows = page.items.first(added) + m_rows;
        endInsertRows();
    }
    // Entries are never changed and never taken away, so the rest of the page stands where it stood.
    const qsizetype same = qMin(page.items.size(), m_rows.size());
    for (qsizetype i = added; i < same; ++i)
        if (m_rows.at(i).entry.id == page.items.at(i).entry.id) m_rows[i] = page.items.at(i);
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

QVariant ActivityTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return m_headers.value(section);
}

QVariant ActivityTable::data(const QModelIndex &at, int role) const {
    const ActivityRow *found = at.isValid() && role == Qt::DisplayRole ? row(at.row()) : nullptr;
    return found == nullptr || !m_words ? QVariant() : m_words(*found, at.column());
}

}  // namespace latchkey
