// Finds and reads customers and subscriptions, and edits a customer's contact.
#pragma once

#include "models/domain/details.h"
#include "models/domain/page.h"
#include "services/store/transaction.h"

#include <memory>

namespace latchkey {

// Read verbs run on any read connection; one Directory is shared by all threads (its samples and recent searches are guarded).
class Directory {
public:
    Directory();
    ~Directory();

    Result<Page<CustomerRow>> customers(Connection &db, const CustomerQuery &query, Instant now);
    Result<Page<SubscriptionRow>> subscriptions(Connection &db, const SubscriptionQuery &query);
    Result<Customer> customer(Connection &db, CustomerId id) const;
    Result<Subscription> subscription(Connection &db, SubscriptionId id) const;
    Result<QList<Subscription>> subscriptionsOf(Connection &db, CustomerId id, int limit) const;
    // Customers whose folded address is the same, without the one itself; at most `limit`.
    Result<QList<CustomerRow>> sharing(Connection &db, CustomerId id, int limit) const;
    // The exact e-mail, phone, customer id or subscription id that somebody typed or pasted.
    struct Located { CustomerId customer; SubscriptionId subscription; };
    Result<QList<Located>> locate(Connection &db, const QString &text, int limit) const;
    // Sizes of the lists, from the counts table.
    Result<qint64> count(Connection &db, const QString &list, const QString &part) const;

    // Reads the list's order once in the background so that the first jump in a long list finds its samples.
    void warmUp(Connection &db);
    // After an import or an edit: samples and recent searches are made anew.
    void forgetOrder();

private:
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

// Writes e-mail and phone where `change.version` is still the newest, else VersionConflict. Refuses a malformed address
// (EmailInvalid) or phone (PhoneInvalid) in a field that the change touches; both may be empty. Keeps search and counts true. Answers the customer as it then stands;
// `emailChanged` tells the caller to void the links in the same transaction.
struct ContactChanged { Customer customer; bool emailChanged = false; QString formerEmail; };
Result<ContactChanged> changeContact(Transaction &t, CustomerId id, const ContactChange &change, AgentId by);

}  // namespace latchkey
