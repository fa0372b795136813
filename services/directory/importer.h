// Reads customers and subscriptions from CSV files into the store.
#pragma once

#include "models/domain/id.h"
#include "models/domain/import_status.h"
#include "models/domain/result.h"
#include "services/runtime/clock.h"

#include <QStringList>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace latchkey {

struct ImportProgress {
    ImportStep step = ImportStep::Customers;
    qint64 rows = 0;
    qint64 bytesDone = 0;
    qint64 bytesTotal = 0;
    ImportCounts counts = {};  // of all steps so far
};

class Connection;
class ImportFile;
class StoreLock;

// Who imports, and how they follow it.
struct ImportOrder {
    QString storePath;
    const Clock &clock;
    AgentId agent = {};  // nobody: a command
    QString desk = {};
    std::function<void(const ImportProgress &)> progress = {};
    const std::atomic<bool> &cancelled;
    // Called between two transactions, when the store is free: whoever else writes in this process goes first here.
    std::function<void()> othersFirst = {};
    // Asked at the beginning of every transaction, inside it: whether whoever imports still may. Refused, the import ends with that error.
    std::function<Result<void>(Connection &)> stillMay = {};
};

struct ImportOutcome {
    ImportReport report;  // what is in the store, however it ended
    std::optional<Error> stopped = {};  // Cancelled, StoreFull, what stillMay said…
};

// Works on a store file that openStore() has prepared, over a connection of its own (nobody else writes meanwhile: takes the write lock per step).
// Blocks; call it in a room. One import at a time for a store, whichever process it runs in: the caller holds the lock. Interrupted or
// cancelled, what was committed stays and running again goes on.
ImportOutcome importInto(const ImportOrder &order, const StoreLock &alone, std::vector<std::unique_ptr<ImportFile>> &files);

// The same with a lock of its own (ImportRunning). Which file is which is told by its header row: ours, or Shopify's customer export.
// Row refusals are in the report; an Error means that nothing more was done (FileUnreadable, ColumnMissing with the missing column as detail…).
Result<ImportReport> importFiles(const QString &storePath, const QStringList &files, const Clock &clock,
                                 const std::function<void(const ImportProgress &)> &progress, const std::atomic<bool> &cancelled);

}  // namespace latchkey
