// One page of a list that is read by key: its rows, where the next begins, and how many there are in all.
#pragma once

#include <QList>
#include <QString>

namespace latchkey {

template <class Row>
struct Page {
    QList<Row> items;
    QString next;            // opaque; empty at the end
    qint64 first = 0;        // row number of the first item
    qint64 count = 0;        // exact, or at least this many
    bool countIsExact = true;
};

}  // namespace latchkey
