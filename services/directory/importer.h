// Reads customers and subscriptions from CSV files into the store.
#pragma once

#include "models/domain/import_report.h"
#include "models/domain/result.h"
#include "services/runtime/clock.h"

#include <QStringList>

#include <atomic>
#include <functional>

namespace latchkey {

struct ImportProgress {
    QString step;       // "customers", "subscriptions", "indexes", "search"
    qint64 rows = 0;
    qint64 bytesDone = 0;
    qint64 bytesTotal = 0;
};

// Works on a store file that openStore() has prepared, over a connection of its own (nobody else writes meanwhile: takes the write lock per step). Which file is which is told by its header row: ours, or Shopify's customer export.
// Blocks; call it in a room. Row refusals are in the report; an Error means that nothing more was done (FileUnreadable, InvalidRequest
// with the missing column as detail, StoreFull…). Interrupted or cancelled, what was committed stays and running again goes on.
Result<ImportReport> importFiles(const QString &storePath, const QStringList &files, const Clock &clock,
                                 const std::function<void(const ImportProgress &)> &progress, const std::atomic<bool> &cancelled);

}  // namespace latchkey
