// A table over a list of any length that holds a bounded window of it: rows are handed to it in blocks, it never fetches.
#pragma once

#include <QAbstractTableModel>
#include <QSet>
#include <QStringList>

namespace latchkey {

// What the tables of all rows share: counting, headers, and asking once for each block that somebody looks at. GUI thread.
class BlockTable : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int blockSize = 100;
    static constexpr int blocksKept = 30;

    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_rows; }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_headers.size()); }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void setHeaders(const QStringList &headers);

    // Of the whole list; at least this many while it is not exact.
    [[nodiscard]] qint64 count() const { return m_count; }
    [[nodiscard]] bool countIsExact() const { return m_countIsExact; }

    // The rows may have changed: they stay shown, and are wanted anew when somebody looks at them.
    virtual void markStale() = 0;
    // The opaque key behind which the block begins, when the block before it is held; else empty.
    [[nodiscard]] virtual QString keyBefore(int block) const = 0;
    // Whoever was to fetch the block does not: it will be asked for again when it is looked at.
    void dropAsked(int block) { m_asked.remove(block); }
    void dropAllAsked() { m_asked.clear(); }
    // False for a row whose block has not arrived; asks for it.
    [[nodiscard]] virtual bool isHeld(int row) const = 0;

signals:
    void blockWanted(int block) const;
    void countChanged();

protected:
    void want(int block) const;
    void settle(int block) { m_asked.remove(block); }
    void setCount(qint64 count, bool exact);
    // Rows there are to show: the count, or one block more than what was seen while nobody knows the end.
    static int rowsFor(qint64 count, bool exact, qint64 seenEnd, bool more);
    void growOrShrink(int rows);

    int m_rows = 0;

private:
    QStringList m_headers;
    mutable QSet<int> m_asked;
    qint64 m_count = 0;
    bool m_countIsExact = true;
};

}  // namespace latchkey
