// Messages as rows.
#include "models/tables/message_table.h"

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
