// The import: opens the files, loads customers before subscriptions, mends the indexes, and records what was done.
#include "services/directory/importer.h"

#include "services/directory/import_file.h"
#include "services/store/import_bulk.h"
#include "services/store/import_connection.h"
#include "services/store/store_lock.h"
#include "services/store/transaction.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace latchkey {

namespace {

constexpr int rowsInBulkOfOneCommit = 65'536;
constexpr qsizetype refusalsKept = 10'000;
constexpr std::chrono::milliseconds breath{10};

class Import {
public:
    Import(ImportConnection &store, const ImportOrder &order) : m_store(store), m_db(store.db()), m_order(order), m_now(order.clock.now()) {}

    ImportOutcome run(std::vector<std::unique_ptr<ImportFile>> &files) {
        for (const auto &file : files) m_step.bytesTotal += file->size();
        auto done = loadAll(files);
        // Whatever happened, the lists need their indexes again.
        m_store.rollback();
        auto mended = mend();
        if (done) done = mended;
        if (!done) {
            const qint64 refused = m_report.refusedCount;
            static_cast<ImportCounts &>(m_report) = m_committed;
            m_report.refusedCount = refused;
        }
        if (done || m_committed.written() > 0) {
            auto recorded = record();
            if (recorded) recorded = m_store.settle();
            if (done) done = recorded;
        }
        return {std::move(m_report), done ? std::nullopt : std::optional(done.error())};
    }

private:
    Result<void> loadAll(std::vector<std::unique_ptr<ImportFile>> &files) {
        for (const ImportKind kind : {ImportKind::Customers, ImportKind::Subscriptions}) {
            const bool customers = kind == ImportKind::Customers;
            m_step.step = customers ? ImportStep::Customers : ImportStep::Subscriptions;
            m_step.rows = 0;
            for (const auto &file : files) {
                if (file->kind() != kind) continue;
                auto empty = tableIsEmpty(m_db, customers);
                if (!empty) return tl::unexpected(empty.error());
                m_besideOthers = !*empty;
                auto done = customers ? (*empty ? bulkCustomers(*file) : putCustomers(*file)) : (*empty ? bulkSubscriptions(*file) : putSubscriptions(*file));
                if (!done) return done;
                m_bytesBefore += file->size();
            }
        }
        return {};
    }

    Result<void> bulkCustomers(ImportFile &file);
    Result<void> putCustomers(ImportFile &file);
    Result<void> bulkSubscriptions(ImportFile &file);
    Result<void> putSubscriptions(ImportFile &file);

    // After every batch: what was refused, how far we are, and whether to stop.
    template <class Record>
    Result<void> account(const ImportFile::Batch<Record> &batch) {
        for (const auto &refused : batch.refused) refuse(refused);
        m_step.rows += static_cast<qint64>(batch.rows.size() + batch.refused.size());
        m_step.bytesDone = m_bytesBefore + batch.position;
        tell();
        return m_order.cancelled ? Result<void>(fail(ErrorCode::Cancelled)) : Result<void>();
    }
    // What an agent imports ends with their right to it, as all that they write.
    Result<void> begin() {
        const bool goesOn = m_db.inTransaction();
        if (auto done = m_store.begin(); !done) return done;
        return goesOn || !m_order.stillMay ? Result<void>() : m_order.stillMay(m_db);
    }
    void tell() {
        m_step.counts = m_report;
        if (m_order.progress) m_order.progress(m_step);
    }
    Result<void> commit() {
        if (auto done = m_store.commit(); !done) return done;
        m_committed = m_report;
        letOthersIn();
        return {};
    }
    // The store's lock goes to whoever asks at the right moment; without a pause that would nearly always be the import.
    void letOthersIn() const {
        if (m_order.othersFirst) m_order.othersFirst();
        // Other processes look for the lock from time to time only.
        if (m_besideOthers) std::this_thread::sleep_for(breath);
    }
    void refuse(const RefusedRow &row) {
        ++m_report.refusedCount;
        if (m_report.refused.size() < refusalsKept) m_report.refused.append(row);
    }
    void countCustomer(Written how, const ImportFile &file, qint64 line, Instant erasedAt = {}) {
        switch (how) {
        case Written::Added: ++m_report.customersAdded; break;
        case Written::Changed: ++m_report.customersChanged; break;
        case Written::Unchanged: ++m_report.customersUnchanged; break;
        case Written::UnknownCustomer: refuse({file.name(), line, RowRefusal::UnknownCustomer, toText(ImportField::Owner)}); break;
        case Written::Twice: refuse({file.name(), line, RowRefusal::IdentityTwice, toText(ImportField::Id)}); break;
        case Written::Erased: refuse({file.name(), line, RowRefusal::ErasedHere, toText(ImportField::Id), erasedAt}); break;
        }
    }
    void countSubscription(Written how, const ImportFile &file, qint64 line) {
        switch (how) {
        case Written::Added: ++m_report.subscriptionsAdded; break;
        case Written::Changed: ++m_report.subscriptionsChanged; break;
        case Written::Unchanged: ++m_report.subscriptionsUnchanged; break;
        case Written::UnknownCustomer: refuse({file.name(), line, RowRefusal::UnknownCustomer, toText(ImportField::Owner)}); break;
        case Written::Twice: refuse({file.name(), line, RowRefusal::IdentityTwice, toText(ImportField::Id)}); break;
        case Written::Erased: break;  // said of customers alone
        }
    }

    Result<void> mend() {
        m_step.step = ImportStep::Indexes;
        tell();
        return m_store.createIndexes();
    }

    Result<void> record() {
        if (auto done = m_store.begin(); !done) return done;
        Transaction transaction(m_db, m_now);
        transaction.desk = m_order.agent.isValid() ? m_order.desk : commandDesk;
        Activity entry;
        entry.kind = ActivityKind::Imported;
        entry.agent = m_order.agent;
        entry.note = QStringLiteral("customers=%1 subscriptions=%2 refused=%3")
                         .arg(m_report.customersAdded + m_report.customersChanged)
                         .arg(m_report.subscriptionsAdded + m_report.subscriptionsChanged)
                         .arg(m_report.refusedCount);
        if (auto done = transaction.record(entry); !done) return done;
        return m_store.commit();
    }

    ImportConnection &m_store;
    Connection &m_db;
    const ImportOrder &m_order;
    Instant m_now;
    ImportProgress m_step;
    ImportReport m_report;
    bool m_besideOthers = false;  // what was there before the import is in use
    ImportCounts m_committed;  // what stays, should it end now
    qint64 m_bytesBefore = 0;
    std::unique_ptr<RefIds> m_customerRefs;
};

Result<void> Import::bulkCustomers(ImportFile &file) {
    if (auto done = begin(); !done) return done;
    if (auto done = dropDirectoryIndexes(m_db, true); !done) return done;
    if (auto done = commit(); !done) return done;
    BulkCustomers bulk(m_db, m_now);
    auto done = file.customers([&](ImportFile::Batch<ImportedCustomer> &batch) -> Result<void> {
        for (auto &row : batch.rows) {
            if (auto begun = begin(); !begun) return begun;
            const qint64 line = row.line;
            auto how = bulk.add(std::move(row));
            if (!how) return tl::unexpected(how.error());
            countCustomer(*how, file, line);
            if (*how != Written::Added || !bulk.chunkIsComplete()) continue;
            if (auto finished = bulk.finishChunk(); !finished) return finished;
            if (auto committed = commit(); !committed) return committed;
        }
        return account(batch);
    });
    // A cancelled import keeps its complete chunks only: the rows of the one under way go back.
    if (!done) return done;
    if (auto begun = begin(); !begun) return begun;
    if (auto finished = bulk.finishChunk(); !finished) return finished;
    m_customerRefs = std::make_unique<RefIds>(std::move(bulk.ids()));
    return commit();
}

Result<void> Import::putCustomers(ImportFile &file) {
    CustomerUpserts upserts(m_db, m_now);
    m_customerRefs.reset();
    return file.customers([&](ImportFile::Batch<ImportedCustomer> &batch) -> Result<void> {
        if (auto begun = begin(); !begun) return begun;
        for (const auto &row : batch.rows) {
            auto how = upserts.put(row);
            if (!how) return tl::unexpected(how.error());
            countCustomer(*how, file, row.line, upserts.erasedAt());
        }
        if (auto finished = upserts.finish(); !finished) return finished;
        if (auto committed = commit(); !committed) return committed;
        return account(batch);
    });
}

Result<void> Import::bulkSubscriptions(ImportFile &file) {
    if (!m_customerRefs) {
        auto refs = readCustomerRefs(m_db);
        if (!refs) return tl::unexpected(refs.error());
        m_customerRefs = std::make_unique<RefIds>(std::move(*refs));
    }
    if (auto done = begin(); !done) return done;
    if (auto done = dropDirectoryIndexes(m_db, false); !done) return done;
    BulkSubscriptions bulk(m_db, m_now, *m_customerRefs);
    int rows = 0;
    auto done = file.subscriptions([&](ImportFile::Batch<ImportedSubscription> &batch) -> Result<void> {
        if (auto begun = begin(); !begun) return begun;
        for (const auto &row : batch.rows) {
            auto how = bulk.add(row);
            if (!how) return tl::unexpected(how.error());
            countSubscription(*how, file, row.line);
        }
        rows += static_cast<int>(batch.rows.size());
        if (rows >= rowsInBulkOfOneCommit) {
            rows = 0;
            if (auto finished = bulk.finish(); !finished) return finished;
            if (auto committed = commit(); !committed) return committed;
        }
        return account(batch);
    });
    if (!done) return done;
    if (auto begun = begin(); !begun) return begun;
    if (auto finished = bulk.finish(); !finished) return finished;
    return commit();
}

Result<void> Import::putSubscriptions(ImportFile &file) {
    SubscriptionUpserts upserts(m_db, m_now);
    auto done = file.subscriptions([&](ImportFile::Batch<ImportedSubscription> &batch) -> Result<void> {
        if (auto begun = begin(); !begun) return begun;
        for (const auto &row : batch.rows) {
            auto how = upserts.put(row);
            if (!how) return tl::unexpected(how.error());
            countSubscription(*how, file, row.line);
        }
        if (auto finished = upserts.finish(); !finished) return finished;
        if (auto committed = commit(); !committed) return committed;
        return account(batch);
    });
    if (!done) return done;
    if (auto begun = begin(); !begun) return begun;
    if (auto dropped = upserts.dropOldLines(); !dropped) return dropped;
    return commit();
}

}  // namespace

ImportOutcome importInto(const ImportOrder &order, const StoreLock &, std::vector<std::unique_ptr<ImportFile>> &files) {
    auto store = ImportConnection::open(order.storePath);
    if (!store) return {{}, store.error()};
    return Import(**store, order).run(files);
}

Result<ImportReport> importFiles(const QString &storePath, const QStringList &files, const Clock &clock,
                                 const std::function<void(const ImportProgress &)> &progress, const std::atomic<bool> &cancelled) {
    std::vector<std::unique_ptr<ImportFile>> opened;
    for (const QString &path : files) {
        auto file = ImportFile::open(path);
        if (!file) return tl::unexpected(file.error());
        opened.push_back(std::move(*file));
    }
    const auto alone = StoreLock::take(storePath, StoreUse::Import);
    if (!alone) return tl::unexpected(alone.error());
    auto outcome = importInto({storePath, clock, {}, {}, progress, cancelled}, **alone, opened);
    if (outcome.stopped) return tl::unexpected(*outcome.stopped);
    return std::move(outcome.report);
}

}  // namespace latchkey
