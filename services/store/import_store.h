// Writes imported customers and subscriptions: straight into empty tables, or row by row beside what is there.
#pragma once

#include "models/domain/subscription.h"
#include "services/store/count_store.h"
#include "services/store/search_store.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace latchkey {

// A customer as a file tells it, already folded.
struct ImportedCustomer {
    qint64 line = 0;
    std::string ref;
    bool refIsEmail = false;  // the file gives no id: who has this address is meant
    std::string firstName, lastName, nameKey;
    std::string email, emailKey, foldedEmail;
    std::string phone, phoneKey, foldedRef;
    EmailState emailState = EmailState::Missing;
    qint64 createdAt = 0;  // 0: not told
    qint64 removedAt = 0;

    [[nodiscard]] SearchText searchText() const;
};

// One line of a subscription as a file tells it.
struct ImportedSubscription {
    qint64 line = 0;
    std::string ref, customerRef;
    SubscriptionStatus status = SubscriptionStatus::Active;
    std::string statusText, product, variant, currency;
    int quantity = 1;
    qint64 price = 0;
    IntervalUnit unit = IntervalUnit::Month;
    int intervalCount = 1;
    qint64 nextOrder = 0;
    qint64 createdAt = 0;
};

// Refs to row ids in little memory: most refs are plain numbers.
class RefIds {
public:
    [[nodiscard]] qint64 find(std::string_view ref) const;  // 0: unknown
    // Keeps and answers the id that is known already; 0 when `id` has gone in.
    qint64 insert(std::string_view ref, qint64 id);

private:
    struct Slot {
        std::uint64_t key = 0;  // number + 1
        qint64 id = 0;
    };
    void grow();
    std::vector<Slot> m_slots;
    std::size_t m_used = 0;
    std::unordered_map<std::string, qint64> m_others;
};

// The products' ids, made when they are first seen.
class ProductIds {
public:
    Result<qint64> idOf(Connection &db, const std::string &title, const std::string &variant);

private:
    std::unordered_map<std::string, qint64> m_ids;
};

enum class Written { Added, Changed, Unchanged, UnknownCustomer, Twice, Erased };

// Beside what is there, with all indexes: adds, changes, leaves alone.
class CustomerUpserts {
public:
    CustomerUpserts(Connection &db, Instant now) : m_db(db), m_now(now) {}
    Result<Written> put(const ImportedCustomer &customer);
    Result<void> finish();  // before each commit: search and counts
    // When the customer of the last row was erased; of use where put() says so.
    [[nodiscard]] Instant erasedAt() const { return m_erasedAt; }

private:
    Result<Written> insert(const ImportedCustomer &customer);
    Result<Written> change(qint64 id, const ImportedCustomer &customer);
    bool seen(qint64 id);
    Connection &m_db;
    Instant m_now;
    Instant m_erasedAt;
    std::vector<bool> m_seen;
    SearchEditor m_search;
    CountChanges m_counts;
};

class SubscriptionUpserts {
public:
    SubscriptionUpserts(Connection &db, Instant now) : m_db(db), m_now(now) {}
    Result<Written> put(const ImportedSubscription &subscription);
    Result<void> finish() { return m_counts.write(m_db); }
    // After the last row: lines that the file no longer has are taken away.
    Result<void> dropOldLines();

private:
    Result<qint64> insert(const ImportedSubscription &subscription, qint64 customer, qint64 product);
    Result<Written> change(qint64 id, const ImportedSubscription &subscription, qint64 customer, qint64 product);
    Result<Written> putLine(qint64 id, int line, const ImportedSubscription &subscription, qint64 product);
    Connection &m_db;
    Instant m_now;
    ProductIds m_products;
    std::vector<std::uint16_t> m_lines;  // by subscription, seen in this file
    CountChanges m_counts;
};

// The customer whom an erased one's former id meant, where that was an e-mail address; 0 when nobody was.
Result<qint64> erasedOwner(Connection &db, std::string_view customerRef);
Result<bool> tableIsEmpty(Connection &db, bool customers);
Result<RefIds> readCustomerRefs(Connection &db);
Result<void> dropDirectoryIndexes(Connection &db, bool customers);

}  // namespace latchkey
