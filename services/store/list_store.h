// Reads the order of a long list: pages of row ids by key, never by offset.
#pragma once

#include "models/domain/subscription.h"
#include "services/store/connection.h"

#include <string>
#include <vector>

namespace latchkey {

// A place in a list: the sort key of one row. A list is a sequence of segments (with an e-mail, without), each in an index's order.
struct ListKey {
    int segment = 0;
    std::string text;   // the key of a list by name or e-mail
    qint64 number = 0;  // the key of a list by time
    qint64 id = 0;
    friend bool operator==(const ListKey &, const ListKey &) = default;
};

enum class ListOrder {
    CustomersByName,
    CustomersByEmail,
    CustomersByCreated,
    CustomersById,          // while an import has not yet built the indexes
    CustomersByState,       // of one e-mail state, by name
    SubscriptionsById,
    SubscriptionsByNext,
    SubscriptionsOfStatus,  // by id
    SubscriptionsOfStatusByNext,
    SubscriptionsByCustomer,  // by the customer's name
    SubscriptionsOfStatusByCustomer
};

struct ListSpec {
    ListOrder order = ListOrder::CustomersByName;
    int parameter = 0;  // the e-mail state or the status
    bool descending = false;
    friend bool operator==(const ListSpec &, const ListSpec &) = default;
};

enum class From { At, Behind };

// Up to `count` keys from `from` on (or from the start when it is null); fewer only at the list's end.
Result<std::vector<ListKey>> readKeys(Connection &db, const ListSpec &spec, const ListKey *from, From how, int count);
// Passes over the whole list and keeps every `step`th key, the first included; `rows` is set to the list's length.
Result<std::vector<ListKey>> sampleKeys(Connection &db, const ListSpec &spec, int step, qint64 &rows);

// Whether one direction of the list is the other one backwards.
bool isOneStretch(ListOrder order);

// Whether the customers' indexes are there: not so during a first import.
Result<bool> listsAreIndexed(Connection &db);
// The lowest id of a table in which no row is missing up to the highest; nothing otherwise.
Result<std::optional<qint64>> firstOfDenseIds(Connection &db, const ListSpec &spec, qint64 count);

// Ids of a filtered list that has no index of its own order, in memory and at most `limit` of them.
// Where that is quicker, only the first `wanted`.
Result<std::vector<qint64>> customersOfState(Connection &db, EmailState state, CustomerSort sort, bool descending, std::size_t limit, std::size_t wanted);
Result<std::vector<qint64>> subscriptionsOfStatusByCustomer(Connection &db, SubscriptionStatus status, bool descending, int limit);
// Puts ids in the order of a sort; for search results.
Result<void> sortCustomers(Connection &db, std::vector<qint64> &ids, CustomerSort sort, bool descending);
Result<void> sortSubscriptions(Connection &db, std::vector<qint64> &ids, SubscriptionSort sort, bool descending);

}  // namespace latchkey
