// Reads customers by id and by what people know of them, and writes their contact.
#pragma once

#include "models/domain/subscription.h"
#include "services/store/connection.h"

#include <vector>

namespace latchkey {

Result<Customer> readCustomer(Connection &db, CustomerId id);
// In the order of `ids`; an id that is gone is left out. Subscriptions and status are filled in.
Result<QList<CustomerRow>> readCustomerRows(Connection &db, const std::vector<qint64> &ids);

// At most `limit` ids; the keys are emailKey() and phoneKey().
Result<std::vector<qint64>> customersWithEmail(Connection &db, const QString &key, int limit);
Result<std::vector<qint64>> customersWithPhone(Connection &db, const QString &key, int limit);
Result<std::vector<qint64>> customersWithRef(Connection &db, const QString &ref);
// Who has an unspent link at this moment. Links are in time order by id, so only those of the last hour are walked.
Result<std::vector<qint64>> customersWithLiveLinks(Connection &db, Instant now);

// Writes the contact and its keys where the version is still `seen`; false when somebody was faster.
Result<bool> writeContact(Connection &db, const Customer &customer, qint64 seen);

}  // namespace latchkey
