// The fast way into empty tables.
#pragma once

#include "services/store/bulk_rows.h"
#include "services/store/search_thread.h"

namespace latchkey {

// Into an empty table without indexes; ids go up from 1.
class BulkCustomers {
public:
    BulkCustomers(Connection &db, Instant now);
    Result<Written> add(ImportedCustomer &&customer);
    // True when a chunk of the search index is complete: commit() then, and only then or at the end.
    [[nodiscard]] bool chunkIsComplete() const { return m_next % static_cast<qint64>(chunkSize) == 0; }
    Result<void> finishChunk();
    RefIds &ids() { return m_ids; }

private:
    void handOver();
    Connection &m_db;
    Instant m_now;
    BulkRows m_insert;
    qint64 m_next = 1;
    RefIds m_ids;
    std::vector<SearchThread::Row> m_rows;
    SearchThread m_search;
    CountChanges m_counts;
};

class BulkSubscriptions {
public:
    BulkSubscriptions(Connection &db, Instant now, const RefIds &customers);
    Result<Written> add(const ImportedSubscription &subscription);
    Result<void> finish();  // before each commit

private:
    Result<Written> addLine(qint64 id, const ImportedSubscription &subscription, qint64 product);
    Connection &m_db;
    Instant m_now;
    BulkRows m_insert;
    const RefIds &m_customers;
    qint64 m_next = 1;
    RefIds m_ids;
    ProductIds m_products;
    CountChanges m_counts;
};

}  // namespace latchkey
