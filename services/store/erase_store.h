// Empties what the store holds of one customer, table by table, and knows erased customers again when an import brings them back.
#pragma once

#include "models/domain/customer.h"
#include "services/store/connection.h"

#include <QList>

#include <optional>
#include <string_view>

namespace latchkey {

// While it lives, every page that its connection gives back is overwritten, where otherwise the bytes would stay until the page is used anew.
class OverwriteFreedPages {
public:
    explicit OverwriteFreedPages(Connection &db);
    ~OverwriteFreedPages();
    OverwriteFreedPages(const OverwriteFreedPages &) = delete;
    OverwriteFreedPages &operator=(const OverwriteFreedPages &) = delete;

private:
    Connection &m_db;
};

// Everything below writes inside a transaction of the write room.

// The row itself, its counts and its place in the search index; the id, the shop's own id and the times stay. An e-mail address that
// served as the shop's id goes too.
Result<void> emptyCustomer(Connection &db, const Customer &before, Instant now);
// Recipients, words and the server's words; what still waited is not sent any more. Answers whose: all of the customer's.
Result<QList<MessageId>> emptyMessages(Connection &db, CustomerId customer, Instant now);
// Where they led, and which browser came.
Result<void> emptyLinks(Connection &db, CustomerId customer);
// A mail domain that nobody else writes from may be their name; `domain` as mailDomainOf() folds it. Before the row is emptied.
Result<void> forgetDomain(Connection &db, CustomerId customer, const QString &domain);
Result<void> removeSessions(Connection &db, CustomerId customer, Instant now);
// The customer's codes and wrong guesses, and those that nobody answered to but that were asked for by one of these typed values.
struct TypedMark {
    QByteArray hash;    // in codes
    qint64 number = 0;  // in code_tries
};
Result<void> removeCodes(Connection &db, CustomerId customer, const QList<TypedMark> &typed, Instant now);
// What agents wrote in their own words about the customer; the chain keeps its hashes.
Result<void> removeWords(Connection &db, CustomerId customer);

struct ErasedCustomer {
    CustomerId id;
    Instant at;
};
// Who was erased by this e-mail address (an emailKey(), or the shop's id where that was one); nothing when nobody was.
Result<std::optional<ErasedCustomer>> erasedByAddress(Connection &db, std::string_view address);

}  // namespace latchkey
