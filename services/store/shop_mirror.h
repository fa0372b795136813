// Keeps customers, subscriptions and what hangs on them as a shop elsewhere shows them, with counts, search and ways in kept true.
#pragma once

#include "models/domain/login_link.h"
#include "models/domain/shop_columns.h"
#include "models/domain/subscription.h"
#include "services/store/count_store.h"
#include "services/store/import_store.h"
#include "services/store/search_store.h"
#include "services/store/transaction.h"

#include <QTimeZone>

#include <set>
#include <unordered_map>
#include <vector>

namespace latchkey {

// Rows as the shop shows them. `ref` is its id; `updatedAt` the text that it sent, empty where it sent none; unset times are its nulls. What
// `notAsked` names stays as it is here.
struct MirroredCustomer {
    QString ref = {};
    QString platformId = {};
    QString firstName = {};
    QString lastName = {};
    QString email = {};
    QString phone = {};
    Instant createdAt = {};
    Instant removedAt = {};
    Instant redactedAt = {};  // set: everything personal of them is emptied here for good
    QString updatedAt = {};
    ShopColumns notAsked = {};
};

struct MirroredSubscription {
    QString ref = {};
    QString customer = {};   // ref
    QString status = {};     // as it comes
    QString currency = {};
    QString policy = {};     // ref of the billing policy
    std::optional<Interval> interval = {};  // where the same answer tells it
    Instant nextOrder = {};  // the moment, of which the store's time zone makes a day
    Instant createdAt = {};
    QString updatedAt = {};
    ShopColumns notAsked = {};
};

struct MirroredLine {
    QString ref = {};
    QString subscription = {};  // ref
    QString variant = {};       // ref
    QString title = {};         // in place of the product's
    int quantity = 1;
    QString price = {};         // of one, decimal text
    Instant createdAt = {};
    Instant removedAt = {};
    QString updatedAt = {};
    ShopColumns notAsked = {};
};

struct MirroredVariant {
    QString ref = {};
    QString product = {};  // ref
    QString title = {};
    QString updatedAt = {};
    ShopColumns notAsked = {};
};

struct MirroredProduct {
    QString ref = {};
    QString title = {};
    QString updatedAt = {};
    ShopColumns notAsked = {};
};

struct MirroredPolicy {
    QString ref = {};
    std::optional<Interval> interval = {};
    QString updatedAt = {};
    ShopColumns notAsked = {};
};

// Older: what is here is newer, so that an answer that was long under way changes nothing. NoOwner: its customer is not here yet; nothing was
// written. Erased: nothing personal of this customer is taken in again. Damaged: it has no id.
enum class Mirrored { Added, Changed, Unchanged, Older, NoOwner, Erased, Damaged };

// Lives for one transaction of the write room: put rows, then finish().
class MirrorWriter {
public:
    explicit MirrorWriter(Transaction &transaction) : m_t(transaction), m_db(transaction.db) {}

    // New customers are found by indexUnsearched() only: a first load brings so many that the index is written for thousands at once.
    void searchLater() { m_searchLater = true; }

    Result<Mirrored> put(const MirroredCustomer &customer);
    Result<Mirrored> put(const MirroredSubscription &subscription);
    Result<Mirrored> put(const MirroredLine &line);
    Result<Mirrored> put(const MirroredVariant &variant);
    Result<Mirrored> put(const MirroredProduct &product);
    Result<Mirrored> put(const MirroredPolicy &policy);
    // The name of a variant that a line was read with, until the variant itself comes; one that is here stays.
    Result<void> putName(const MirroredVariant &variant, const QString &product);
    // In place of an owner whom the shop does not show: a removed customer without a name, whom a later reading fills in.
    Result<void> putStranger(const QString &ref);

    // Of rows that the shop no longer has. Customers keep what they are and are marked removed, lines leave their subscriptions.
    Result<void> removeCustomer(const QString &ref);
    Result<void> removeSubscription(const QString &ref);
    Result<void> removeLine(const QString &ref);

    // At most about `limit` subscriptions whose lines or interval stand under a former name; answers whether there is more of it.
    Result<bool> settle(int limit);

    // Shows the lines of the subscriptions that were touched, writes search and counts, and tells the desks of changed customers where they
    // are few.
    Result<void> finish();
    // Rows that lists show came, went or changed.
    [[nodiscard]] bool listsChanged() const { return m_listsChanged; }

private:
    struct Stored;
    struct ShownLine {
        qint64 id = 0;  // in shop_lines
        qint64 product = 0;
        qint64 shownProduct = 0;
        qint64 quantity = 0;
        qint64 price = 0;
    };
    Result<Stored> find(const QString &ref);
    Result<void> insertCustomer(const MirroredCustomer &customer, bool emptied);
    Result<void> changeCustomer(const Stored &before, const MirroredCustomer &customer);
    Result<void> endWaysIn(CustomerId customer, LinkEnd how);
    Result<void> redact(const Stored &before, const MirroredCustomer &customer);
    Result<void> noteSeen(const Stored &before, const MirroredCustomer &customer);
    Result<void> endWait(CustomerId customer, const QString &shown);

    Result<qint64> ownerOf(const QString &ref);
    Result<std::optional<Interval>> intervalOf(const MirroredSubscription &subscription);
    Result<Instant> dayOf(Instant at);
    Result<void> insertSubscription(const MirroredSubscription &s, qint64 owner, const Interval &interval, Instant nextOrder);
    Result<std::vector<ShownLine>> linesOf(const QString &subscription, const QString &currency);
    Result<ShownLine> firstOf(const std::vector<ShownLine> &lines);
    Result<void> showLines(const QString &subscription);
    Result<void> writeFurtherLines(qint64 id, const std::vector<ShownLine> &lines);
    Result<qint64> productOf(const QString &title, const QString &variant);
    Result<void> renameVariants(const MirroredProduct &product);
    Result<bool> settleNames(int &room);
    Result<bool> settleIntervals(int &room);

    Transaction &m_t;
    Connection &m_db;
    SearchEditor m_search;
    CountChanges m_counts;
    ProductIds m_products;
    std::set<QString> m_touched;       // subscriptions whose lines are to be shown anew
    std::set<qint64> m_changed;        // customers
    std::optional<QTimeZone> m_zone;   // the store's
    std::optional<bool> m_anyWaits;    // whether any customer's new address is not shown yet
    bool m_listsChanged = false;
    bool m_searchLater = false;
};

// Of the customers whom searchLater() left to it, at most `limit`, the oldest first: up to which id they are; unset where there is nobody.
Result<std::optional<qint64>> unsearchedUpTo(Connection &db, int limit);
// Writes one of `slices` parts of the index for those up to that id; the last part takes them off the list, so that whoever is stopped in
// between begins again with the first.
Result<void> indexUnsearched(Connection &db, qint64 upTo, int slice, int slices);

// What lists and panels say of a mirrored row beside the row itself.
struct MirrorFacts {
    QString ref = {};
    QString platformId = {};
    Instant seenAt = {};      // unset: not of a mirrored shop
    Instant redactedAt = {};  // of customers
};
Result<MirrorFacts> mirrorFactsOf(Connection &db, CustomerId customer);          // NotFound
Result<MirrorFacts> mirrorFactsOf(Connection &db, SubscriptionId subscription);  // NotFound

// What a sweep compares with the shop's ids: refs behind `after` up to `upTo` (both empty: no bound), in their order, of rows that were not
// seen since `before` and are not gone already.
enum class SweptTable { Customers, Subscriptions, Lines };
Result<QStringList> unseenRefs(Connection &db, SweptTable table, const QString &after, const QString &upTo, Instant before, int limit);
Result<bool> hasRefs(Connection &db, SweptTable table);
Result<QString> subscriptionOfLine(Connection &db, const QString &line);  // refs; empty when the line is not here

}  // namespace latchkey
