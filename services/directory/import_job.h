// One import that a desk has asked for: its files as they arrive, the run, and what came of it.
#pragma once

#include "models/domain/id.h"
#include "models/domain/import_preview.h"
#include "models/domain/import_status.h"
#include "services/directory/importer.h"

#include <QTemporaryFile>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>

namespace latchkey {

struct ImportOwner {
    AgentId agent;
    QString desk;
};

// Called in the run's thread: between two transactions, at the beginning of each (both as in ImportOrder), and at the end.
struct ImportHooks {
    std::function<void()> othersFirst;
    std::function<Result<void>(Connection &)> stillMay;
    std::function<void()> ended;
};

// Used by the import desk's room alone; the run has a thread of its own. Its files have no name and end with it.
class ImportJob {
public:
    ImportJob(qint64 id, ImportOwner owner, ImportOffers offers, const Clock &clock);
    ~ImportJob();  // stops the run and waits for it

    // FileUnwritable, StoreFull: there is no room for what was offered.
    Result<void> prepare(const QString &folder);
    // UploadOutOfStep, StoreFull, FileUnwritable. The same piece may come again.
    Result<void> write(ImportKind kind, qint64 offset, std::string_view piece);
    Result<QList<ImportPreview>> preview();
    // UploadOutOfStep while something is still to come, FileUnreadable, ColumnMissing, InvalidRequest, ImportRunning.
    Result<void> start(const QString &storePath, const ImportMaps &maps, ImportHooks hooks);
    void cancel() { m_cancelled = true; }
    Result<RefusedPage> refused(ImportKind kind, qint64 after, int limit);

    [[nodiscard]] ImportStatus status() const;
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] const ImportOwner &owner() const { return m_owner; }

    Instant touched;  // by its desk

private:
    struct Spool {
        std::shared_ptr<QTemporaryFile> file;
        qint64 received = 0;
    };
    struct Refusal {
        RefusedRow row;
        qint64 at = 0;  // where in the file
    };
    [[nodiscard]] Spool &spool(ImportKind kind) { return m_spools[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] const Spool &spool(ImportKind kind) const { return m_spools[static_cast<std::size_t>(kind)]; }
    void run(const QString &storePath, std::unique_ptr<StoreLock> alone, std::vector<std::unique_ptr<ImportFile>> &files, const ImportHooks &hooks);
    void locate(const ImportReport &report, const ImportFile &file, std::vector<Refusal> &found) const;

    const qint64 m_id;
    const ImportOwner m_owner;
    const ImportOffers m_offers;
    const Clock &m_clock;
    std::array<Spool, 2> m_spools;
    std::atomic<bool> m_cancelled{false};
    mutable std::mutex m_mutex;  // what the run writes
    ImportStatus m_status;
    Instant m_startedAt;
    std::array<std::vector<Refusal>, 2> m_refused;
    std::thread m_thread;
};

}  // namespace latchkey
