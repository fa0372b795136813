// A list as far as it has been read, newest first, as Qt's views read it: grows page by page, and renews its rows one by one.
#pragma once

#include "models/domain/page.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <algorithm>
#include <functional>
#include <iterator>

namespace latchkey {

// Rows have an `id`; Derived says which of two stands further down. Rows are handed to it, it never fetches. GUI thread.
template <class Row>
class PagedTable : public QAbstractTableModel {
public:
    // So many are held at most: who wants older ones narrows the list.
    static constexpr int mostRows = 5000;
    using Words = std::function<QString(const Row &, int column)>;

    explicit PagedTable(int columns, QObject *parent = nullptr) : QAbstractTableModel(parent), m_columns(columns) {}

    // The text of a cell; comes from above because sentences do.
    void setWords(Words words) { m_words = std::move(words); }
    void setHeaders(const QStringList &headers) { m_headers = headers; }

    void replace(const Page<Row> &page) {
        beginResetModel();
        m_rows = page.items;
        m_next = page.next;
        endResetModel();
    }

    void append(const Page<Row> &page) {
        m_next = page.next;
        if (page.items.isEmpty()) return;
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(page.items.size()) - 1);
        m_rows.append(page.items);
        endInsertRows();
    }

    // The first page read anew: rows come, change and go one by one, so that a view keeps its choice and its place; older rows stay.
    void renew(const Page<Row> &page) {
        QList<Row> now = page.items;
        const auto older = [this, &page](const Row &row) { return isOlder(row, page.items.constLast()); };
        if (!page.next.isEmpty() && !page.items.isEmpty()) std::copy_if(m_rows.cbegin(), m_rows.cend(), std::back_inserter(now), older);
        if (now.size() == page.items.size()) m_next = page.next;
        const auto holds = [&now](auto id) { return std::any_of(now.cbegin(), now.cend(), [id](const Row &row) { return row.id == id; }); };
        for (int row = rowCount() - 1; row >= 0; --row) {
            if (holds(m_rows.at(row).id)) continue;
            beginRemoveRows({}, row, row);
            m_rows.removeAt(row);
            endRemoveRows();
        }
        for (int row = 0; row < now.size(); ++row) {
            if (row < m_rows.size() && m_rows.at(row).id == now.at(row).id) continue;
            beginInsertRows({}, row, row);
            m_rows.insert(row, now.at(row));
            endInsertRows();
        }
        m_rows = now;
        if (!now.isEmpty()) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }

    [[nodiscard]] const Row *row(int number) const { return number >= 0 && number < m_rows.size() ? &m_rows.at(number) : nullptr; }
    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }
    template <class RowId>
    [[nodiscard]] int find(RowId id) const {  // -1 when it is not among them
        for (int i = 0; i < m_rows.size(); ++i)
            if (m_rows.at(i).id == id) return i;
        return -1;
    }
    [[nodiscard]] const QString &next() const { return m_next; }  // where the next page begins; empty at the end
    [[nodiscard]] bool isFull() const { return m_rows.size() >= mostRows; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_columns; }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override {
        return orientation != Qt::Horizontal || role != Qt::DisplayRole ? QVariant() : m_headers.value(section);
    }
    [[nodiscard]] QVariant data(const QModelIndex &at, int role) const override {
        const Row *found = at.isValid() && (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) ? row(at.row()) : nullptr;
        return found == nullptr || !m_words ? QVariant() : m_words(*found, at.column());
    }

protected:
    [[nodiscard]] virtual bool isOlder(const Row &row, const Row &than) const = 0;

private:
    int m_columns;
    Words m_words;
    QStringList m_headers;
    QList<Row> m_rows;
    QString m_next;
};

}  // namespace latchkey
