// Counting, headers and asking, without knowing what a row is.
#include "models/tables/block_table.h"

#include <limits>

namespace latchkey {

QVariant BlockTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return m_headers.value(section);
}

void BlockTable::setHeaders(const QStringList &headers) {
    beginResetModel();
    m_headers = headers;
    endResetModel();
}

void BlockTable::want(int block) const {
    if (m_asked.contains(block)) return;
    m_asked.insert(block);
    emit blockWanted(block);
}

void BlockTable::setCount(qint64 count, bool exact) {
    if (count == m_count && exact == m_countIsExact) return;
    m_count = count;
    m_countIsExact = exact;
    emit countChanged();
}

int BlockTable::rowsFor(qint64 count, bool exact, qint64 seenEnd, bool more) {
    const qint64 rows = exact ? count : qMax(count, seenEnd + (more ? blockSize : 0));
    return static_cast<int>(qMin<qint64>(rows, std::numeric_limits<int>::max()));
}

void BlockTable::growOrShrink(int rows) {
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows < m_rows) {
        beginRemoveRows({}, rows, m_rows - 1);
        m_rows = rows;
        endRemoveRows();
    }
}

}  // namespace latchkey
