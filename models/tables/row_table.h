// A block table of one kind of row: the least recently seen blocks give way when there are too many.
#pragma once

#include "models/domain/page.h"
#include "models/tables/block_table.h"

#include <QHash>

#include <functional>
#include <optional>

namespace latchkey {

template <class Row>
class RowTable : public BlockTable {
public:
    using Words = std::function<QString(const Row &, int column)>;

    using BlockTable::BlockTable;

    // The text of a cell; comes from above because sentences do.
    void setWords(Words words) { m_words = std::move(words); }

    // Another list: forgets all rows and begins with this page.
    void replace(const Page<Row> &page) {
        beginResetModel();
        m_blocks.clear();
        dropAllAsked();
        keep(0, page);
        m_rows = rowsFor(page.count, page.countIsExact, page.items.size(), !page.next.isEmpty());
        endResetModel();
        setCount(page.count, page.countIsExact);
    }

    // A block of the same list has arrived.
    void setBlock(int block, const Page<Row> &page) {
        settle(block);
        keep(block, page);
        const qint64 end = qint64(block) * blockSize + page.items.size();
        int rows = rowsFor(page.count, page.countIsExact, end, !page.next.isEmpty());
        if (!page.countIsExact && !page.next.isEmpty()) rows = qMax(rows, m_rows);
        if (page.next.isEmpty()) rows = static_cast<int>(end);  // the end itself was seen
        growOrShrink(rows);
        const int first = block * blockSize;
        const int last = qMin(first + blockSize, m_rows) - 1;
        if (last >= first) emit dataChanged(index(first, 0), index(last, columnCount() - 1));
        setCount(page.count, page.countIsExact);
    }

    // Null while its block is missing, which is then asked for.
    [[nodiscard]] const Row *row(int number) const {
        if (number < 0 || number >= m_rows) return nullptr;
        const int block = number / blockSize;
        const auto found = m_blocks.find(block);
        if (found == m_blocks.end()) {
            want(block);
            return nullptr;
        }
        if (found->stale) want(block);
        found->seen = ++m_tick;
        const int place = number % blockSize;
        return place < found->rows.size() ? &found->rows.at(place) : nullptr;
    }

    // Where the row with this id stands, among the rows held.
    template <class RowId>
    [[nodiscard]] std::optional<int> find(RowId id) const {
        for (auto block = m_blocks.cbegin(); block != m_blocks.cend(); ++block)
            for (int i = 0; i < block->rows.size(); ++i)
                if (block->rows.at(i).id == id) return block.key() * blockSize + i;
        return {};
    }

    [[nodiscard]] int blocksHeld() const { return static_cast<int>(m_blocks.size()); }
    [[nodiscard]] bool isHeld(int number) const override { return row(number) != nullptr; }

    void markStale() override {
        dropAllAsked();
        for (Block &block : m_blocks) block.stale = true;
        if (m_rows > 0) emit dataChanged(index(0, 0), index(m_rows - 1, columnCount() - 1));
    }

    [[nodiscard]] QString keyBefore(int block) const override {
        const auto found = m_blocks.constFind(block - 1);
        return found == m_blocks.cend() || found->rows.size() != blockSize ? QString() : found->next;
    }

    [[nodiscard]] QVariant data(const QModelIndex &at, int role) const override {
        if (!at.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) || !m_words) return {};
        const Row *found = row(at.row());
        return found == nullptr ? QVariant() : m_words(*found, at.column());
    }

private:
    struct Block {
        QList<Row> rows;
        QString next;
        quint64 seen = 0;
        bool stale = false;
    };

    void keep(int block, const Page<Row> &page) {
        m_blocks.insert(block, Block{page.items, page.next, ++m_tick, false});
        while (m_blocks.size() > blocksKept) {
            auto oldest = m_blocks.begin();
            for (auto it = m_blocks.begin(); it != m_blocks.end(); ++it)
                if (it->seen < oldest->seen) oldest = it;
            m_blocks.erase(oldest);
        }
    }

    Words m_words;
    mutable QHash<int, Block> m_blocks;
    mutable quint64 m_tick = 0;
};

}  // namespace latchkey
