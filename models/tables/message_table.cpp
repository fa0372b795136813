// Messages as rows.
#include "models/tables/message_table.h"

#include <algorithm>
#include <iterator>

namespace latchkey {

void MessageTable::replace(const Page<Message> &page) {
    beginResetModel();
    m_messages = page.items;
    m_next = page.next;
    endResetModel();
}

void MessageTable::append(const Page<Message> &page) {
    m_next = page.next;
    if (page.items.isEmpty()) return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(page.items.size()) - 1);
    m_messages.append(page.items);
    endInsertRows();
}

void MessageTable::renew(const Page<Message> &page) {
    QList<Message> now = page.items;
    const auto older = [&page](const Message &row) {
        const Message &last = page.items.constLast();
        return row.at != last.at ? row.at < last.at : row.id < last.id;
    };
    if (!page.next.isEmpty() && !page.items.isEmpty()) std::copy_if(m_messages.cbegin(), m_messages.cend(), std::back_inserter(now), older);
    if (now.size() == page.items.size()) m_next = page.next;
    const auto holds = [&now](MessageId id) { return std::any_of(now.cbegin(), now.cend(), [id](const Message &row) { return row.id == id; }); };
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (holds(m_messages.at(row).id)) continue;
        beginRemoveRows({}, row, row);
        m_messages.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < now.size(); ++row) {
        if (row < m_messages.size() && m_messages.at(row).id == now.at(row).id) continue;
        beginInsertRows({}, row, row);
        m_messages.insert(row, now.at(row));
        endInsertRows();
    }
    m_messages = now;
    if (!now.isEmpty()) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int MessageTable::find(MessageId id) const {
    for (int i = 0; i < m_messages.size(); ++i)
        if (m_messages.at(i).id == id) return i;
    return -1;
}

QVariant MessageTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return m_headers.value(section);
}

QVariant MessageTable::data(const QModelIndex &at, int role) const {
    const Message *found = at.isValid() && role == Qt::DisplayRole ? message(at.row()) : nullptr;
    return found == nullptr || !m_words ? QVariant() : m_words(*found, at.column());
}

}  // namespace latchkey
