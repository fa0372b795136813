// Moves a whole shop from an SQLite file into an empty PostgreSQL database.
#pragma once

#include "models/domain/result.h"

#include <QList>
#include <QString>

#include <functional>

namespace latchkey {

struct CopiedTable {
    QString name;
    qint64 rows = 0;
};

// `to` must be new or empty: StoreNotEmpty otherwise. All of it is one transaction: an interrupted copy leaves nothing behind. Each table's rows are counted
// on both sides. The code key is not copied: it lies beside the file. `progress` is called with each table that is done.
Result<QList<CopiedTable>> copyStore(const QString &from, const QString &to, const std::function<void(const CopiedTable &)> &progress);

}  // namespace latchkey
