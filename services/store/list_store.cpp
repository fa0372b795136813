// Builds the statements that walk a list in an index's order; their number is bounded by the enums they are made of.
#include "services/store/list_store.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace latchkey {

namespace {

// A statement that is limited to so many rows may bring them all at once.
constexpr qint64 fewRows = 2'000;

enum class KeyKind { None, Text, Number };

// One stretch of a list that one index gives in order.
struct Segment {
    std::string table;
    std::string key;    // the column that sorts before the id; empty: the id alone
    std::string where;  // without bindings
    KeyKind kind = KeyKind::None;
    bool followsDirection = true;
};

// Says the index's own condition too: SQLite does not conclude "<> 0" from "= 1" and would read the whole table.
std::string stateCondition(int state) {
    return "email_state <> 0 AND email_state = " + std::to_string(state);
}

std::vector<Segment> segmentsOf(const ListSpec &spec) {
    const std::string parameter = std::to_string(spec.parameter);
    const Segment withoutEmail{"customers", "name_key", stateCondition(1), KeyKind::Text, false};
    switch (spec.order) {
    case ListOrder::CustomersByName: return {{"customers", "name_key", "", KeyKind::Text}};
    case ListOrder::CustomersByEmail: return {{"customers", "email_key", "email_key IS NOT NULL", KeyKind::Text}, withoutEmail};
    case ListOrder::CustomersByCreated: return {{"customers", "created_at", "", KeyKind::Number}};
    case ListOrder::CustomersById: return {{"customers", "", "", KeyKind::None}};
    case ListOrder::CustomersByState: return {{"customers", "name_key", stateCondition(spec.parameter), KeyKind::Text}};
    case ListOrder::SubscriptionsById: return {{"subscriptions", "", "", KeyKind::None}};
    case ListOrder::SubscriptionsByNext:
        return {{"subscriptions", "next_order", "next_order IS NOT NULL", KeyKind::Number}, {"subscriptions", "", "next_order IS NULL", KeyKind::None, false}};
    case ListOrder::SubscriptionsOfStatus: return {{"subscriptions", "", "status = " + parameter, KeyKind::None}};
    case ListOrder::SubscriptionsOfStatusByNext:
        return {{"subscriptions", "next_order", "status = " + parameter + " AND next_order IS NOT NULL", KeyKind::Number},
                {"subscriptions", "", "status = " + parameter + " AND next_order IS NULL", KeyKind::None, false}};
    case ListOrder::SubscriptionsByCustomer:
    case ListOrder::SubscriptionsOfStatusByCustomer: break;
    }
    return {};
}

std::string statementFor(const Segment &segment, bool descending, bool bounded, From how) {
    const bool down = descending && segment.followsDirection;
    const std::string compare = std::string(down ? "<" : ">") + (how == From::At ? "=" : "");
    const std::string direction = down ? " DESC" : "";
    const std::string key = segment.key.empty() ? "id" : segment.key;
    std::string sql = "SELECT id, " + key + " FROM " + segment.table;
    std::string conditions = segment.where;
    if (bounded) {
        if (!conditions.empty()) conditions += " AND ";
        conditions += segment.key.empty() ? "id " + compare + " ?" : "(" + key + ", id) " + compare + " (?, ?)";
    }
    if (!conditions.empty()) sql += " WHERE " + conditions;
    sql += " ORDER BY " + (segment.key.empty() ? std::string() : key + direction + ", ") + "id" + direction + " LIMIT ?";
    return sql;
}

ListKey keyAt(const Statement &rows, KeyKind kind, int segment) {
    ListKey key;
    key.segment = segment;
    key.id = rows.integer(0);
    if (kind == KeyKind::Text) key.text = std::string(rows.utf8(1));
    if (kind == KeyKind::Number) key.number = rows.integer(1);
    return key;
}

// The subscriptions in the order of their customers' names; the statement that reads them, ready to step.
Statement byCustomer(Connection &db, const ListSpec &spec, const ListKey *from, From how, qint64 count) {
    const std::string down = spec.descending ? " DESC" : "";
    std::string sql = "SELECT s.id, c.name_key, c.id FROM customers c CROSS JOIN subscriptions s ON s.customer = c.id";
    if (spec.order == ListOrder::SubscriptionsOfStatusByCustomer) sql += " AND s.status = " + std::to_string(spec.parameter);
    if (from) sql += spec.descending ? " WHERE (c.name_key, c.id) <= (?, ?) AND NOT (c.id = ? AND s.id > ?)" : " WHERE (c.name_key, c.id) >= (?, ?) AND NOT (c.id = ? AND s.id < ?)";
    sql += " ORDER BY c.name_key" + down + ", c.id" + down + ", s.id" + down + " LIMIT ?";
    auto rows = db.walk(sql);
    const qint64 behind = how == From::Behind ? (spec.descending ? -1 : 1) : 0;
    if (from) rows.bindText(from->text).bind(from->number).bind(from->number).bind(from->id + behind);
    rows.bind(count);
    return rows;
}

bool isByCustomer(ListOrder order) {
    return order == ListOrder::SubscriptionsByCustomer || order == ListOrder::SubscriptionsOfStatusByCustomer;
}

ListKey customerKeyAt(const Statement &rows) {
    return {0, std::string(rows.utf8(1)), rows.integer(2), rows.integer(0)};
}

// Hands every row from `from` on to `take` until that answers false; true when the list went to its end.
template <class Take>
Result<void> walk(Connection &db, const ListSpec &spec, const ListKey *from, From how, qint64 count, Take take) {
    if (isByCustomer(spec.order)) {
        auto rows = byCustomer(db, spec, from, how, count);
        while (rows.step()) take(rows, KeyKind::Text, 0);
        if (rows.error()) return tl::unexpected(*rows.error());
        return {};
    }
    const auto segments = segmentsOf(spec);
    for (std::size_t i = from ? static_cast<std::size_t>(from->segment) : 0; i < segments.size() && count > 0; ++i) {
        const bool bounded = from && static_cast<std::size_t>(from->segment) == i;
        auto rows = count > fewRows ? db.walk(statementFor(segments[i], spec.descending, bounded, how))
                                    : db.prepare(statementFor(segments[i], spec.descending, bounded, how));
        if (bounded) {
            if (segments[i].kind == KeyKind::Text) rows.bindText(from->text);
            if (segments[i].kind == KeyKind::Number) rows.bind(from->number);
            rows.bind(from->id);
        }
        rows.bind(count);
        while (rows.step()) {
            take(rows, segments[i].kind, static_cast<int>(i));
            --count;
        }
        if (rows.error()) return tl::unexpected(*rows.error());
    }
    return {};
}

// How many subscriptions each customer has, by the customer's id.
Result<std::vector<std::uint32_t>> subscriptionsPerCustomer(Connection &db, const ListSpec &spec) {
    std::vector<std::uint32_t> counts;
    // The plus keeps SQLite in the index that has both columns.
    auto rows = db.walk(spec.order == ListOrder::SubscriptionsOfStatusByCustomer
                               ? "SELECT customer, count(*) FROM subscriptions WHERE +status = " + std::to_string(spec.parameter) + " GROUP BY customer"
                               : "SELECT customer, count(*) FROM subscriptions GROUP BY customer");
    while (rows.step()) {
        const auto customer = static_cast<std::size_t>(rows.integer(0));
        if (counts.size() <= customer) counts.resize(std::max(customer + 1, counts.size() * 2));
        counts[customer] = static_cast<std::uint32_t>(rows.integer(1));
    }
    if (rows.error()) return tl::unexpected(*rows.error());
    return counts;
}

// Adds up counts along the customers' names, since a join of all rows takes seconds; only the sampled rows are read.
Result<std::vector<ListKey>> sampleByCustomer(Connection &db, const ListSpec &spec, int step, qint64 &rows) {
    auto counts = subscriptionsPerCustomer(db, spec);
    if (!counts) return tl::unexpected(counts.error());
    const std::string down = spec.descending ? " DESC" : "";
    const std::string status = spec.order == ListOrder::SubscriptionsOfStatusByCustomer ? " AND status = " + std::to_string(spec.parameter) : std::string();
    auto customers = db.walk("SELECT id FROM customers ORDER BY name_key" + down + ", id" + down);
    auto one = db.prepare("SELECT s.id, c.name_key FROM subscriptions s JOIN customers c ON c.id = s.customer WHERE s.customer = ?" + status + " ORDER BY s.id" + down + " LIMIT 1 OFFSET ?");
    std::vector<ListKey> keys;
    rows = 0;
    while (customers.step()) {
        const qint64 customer = customers.integer(0);
        const qint64 here = static_cast<std::size_t>(customer) < counts->size() ? (*counts)[static_cast<std::size_t>(customer)] : 0;
        for (qint64 at = static_cast<qint64>(keys.size()) * step; at < rows + here; at += step) {
            one.reset();
            one.bind(customer).bind(at - rows);
            if (!one.step()) return one.error() ? tl::unexpected(*one.error()) : fail(ErrorCode::StoreFailed);
            keys.push_back({0, std::string(one.utf8(1)), customer, one.integer(0)});
        }
        rows += here;
    }
    if (customers.error()) return tl::unexpected(*customers.error());
    return keys;
}

}  // namespace

Result<std::vector<ListKey>> readKeys(Connection &db, const ListSpec &spec, const ListKey *from, From how, int count) {
    std::vector<ListKey> keys;
    keys.reserve(static_cast<std::size_t>(count));
    auto done = walk(db, spec, from, how, count, [&](const Statement &rows, KeyKind kind, int segment) {
        keys.push_back(isByCustomer(spec.order) ? customerKeyAt(rows) : keyAt(rows, kind, segment));
    });
    if (!done) return tl::unexpected(done.error());
    return keys;
}

bool isOneStretch(ListOrder order) {
    return segmentsOf({order}).size() < 2;
}

Result<std::vector<ListKey>> sampleKeys(Connection &db, const ListSpec &spec, int step, qint64 &rows) {
    if (isByCustomer(spec.order)) return sampleByCustomer(db, spec, step, rows);
    std::vector<ListKey> keys;
    rows = 0;
    auto done = walk(db, spec, nullptr, From::At, std::numeric_limits<qint64>::max(), [&](const Statement &row, KeyKind kind, int segment) {
        if (rows++ % step == 0) keys.push_back(keyAt(row, kind, segment));
    });
    if (!done) return tl::unexpected(done.error());
    return keys;
}

Result<bool> listsAreIndexed(Connection &db) {
    auto row = db.prepare(db.engine() == Engine::Postgres
                              ? "SELECT count(*) FROM pg_indexes WHERE schemaname = current_schema() AND indexname IN ('customers_name', 'subscriptions_status_next')"
                              : "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND name IN ('customers_name', 'subscriptions_status_next')");
    const bool there = row.step() && row.integer(0) == 2;
    if (row.error()) return tl::unexpected(*row.error());
    return there;
}

Result<std::optional<qint64>> firstOfDenseIds(Connection &db, const ListSpec &spec, qint64 count) {
    if (spec.order != ListOrder::SubscriptionsById && spec.order != ListOrder::CustomersById) return std::optional<qint64>();
    // Two statements: SQLite jumps to an end of the table for min() or max() alone, not for both in one.
    const bool customers = spec.order == ListOrder::CustomersById;
    auto low = db.prepare(customers ? "SELECT min(id) FROM customers" : "SELECT min(id) FROM subscriptions");
    auto high = db.prepare(customers ? "SELECT max(id) FROM customers" : "SELECT max(id) FROM subscriptions");
    const bool both = low.step() && high.step();
    if (low.error() || high.error()) return tl::unexpected(low.error() ? *low.error() : *high.error());
    if (!both || low.isNull(0) || high.integer(0) - low.integer(0) + 1 != count) return std::optional<qint64>();
    return std::optional(low.integer(0));
}

Result<std::vector<qint64>> subscriptionsOfStatusByCustomer(Connection &db, SubscriptionStatus status, bool descending, int limit) {
    std::vector<qint64> ids;
    auto rows = db.prepare("SELECT id FROM subscriptions WHERE status = ? ORDER BY id LIMIT ?");
    rows.bind(static_cast<int>(status)).bind(limit);
    while (rows.step()) ids.push_back(rows.integer(0));
    if (rows.error()) return tl::unexpected(*rows.error());
    auto sorted = sortSubscriptions(db, ids, SubscriptionSort::Customer, descending);
    if (!sorted) return tl::unexpected(sorted.error());
    return ids;
}

namespace {

// Sorts by one key per id, read by `sql`; rows without a key stay last in either direction.
Result<void> sortBy(Connection &db, std::vector<qint64> &ids, std::string_view sql, bool descending) {
    struct Keyed {
        qint64 id;
        bool missing;
        qint64 number;
        std::string text;
    };
    std::vector<Keyed> keyed;
    keyed.reserve(ids.size());
    auto one = db.prepare(sql);
    for (const qint64 id : ids) {
        one.reset();
        one.bind(id);
        if (one.step()) keyed.push_back({id, one.isNull(0) && one.isNull(1), one.integer(0), std::string(one.utf8(1))});
        if (one.error()) return tl::unexpected(*one.error());
    }
    std::sort(keyed.begin(), keyed.end(), [descending](const Keyed &a, const Keyed &b) {
        if (a.missing != b.missing) return b.missing;
        const auto left = std::tie(a.number, a.text, a.id);
        const auto right = std::tie(b.number, b.text, b.id);
        return descending ? right < left : left < right;
    });
    ids.clear();
    for (const auto &one_ : keyed) ids.push_back(one_.id);
    return {};
}

}  // namespace

Result<void> sortCustomers(Connection &db, std::vector<qint64> &ids, CustomerSort sort, bool descending) {
    switch (sort) {
    case CustomerSort::Name: return sortBy(db, ids, "SELECT 0, name_key FROM customers WHERE id = ?", descending);
    case CustomerSort::Email: return sortBy(db, ids, "SELECT NULL, email_key FROM customers WHERE id = ?", descending);
    case CustomerSort::Created: return sortBy(db, ids, "SELECT created_at, '' FROM customers WHERE id = ?", descending);
    }
    return {};
}

Result<void> sortSubscriptions(Connection &db, std::vector<qint64> &ids, SubscriptionSort sort, bool descending) {
    switch (sort) {
    case SubscriptionSort::Created: return sortBy(db, ids, "SELECT id, '' FROM subscriptions WHERE id = ?", descending);
    case SubscriptionSort::NextOrder: return sortBy(db, ids, "SELECT next_order, NULL FROM subscriptions WHERE id = ?", descending);
    case SubscriptionSort::Customer:
        return sortBy(db, ids, "SELECT c.id * 0, c.name_key FROM subscriptions s JOIN customers c ON c.id = s.customer WHERE s.id = ?", descending);
    }
    return {};
}

namespace {

// Walks an order of all customers until `wanted` of `ids` have come by.
Result<std::vector<qint64>> firstInOrder(Connection &db, const std::vector<qint64> &ids, const ListSpec &order, std::size_t wanted) {
    std::vector<bool> member(static_cast<std::size_t>(*std::max_element(ids.begin(), ids.end())) + 1, false);
    for (const qint64 id : ids) member[static_cast<std::size_t>(id)] = true;
    std::vector<qint64> first;
    auto rows = db.walk(statementFor(segmentsOf(order).front(), order.descending, false, From::At));
    rows.bind(std::numeric_limits<qint64>::max());
    while (first.size() < wanted && rows.step()) {
        const auto id = static_cast<std::size_t>(rows.integer(0));
        if (id < member.size() && member[id]) first.push_back(rows.integer(0));
    }
    if (rows.error()) return tl::unexpected(*rows.error());
    return first;
}

}  // namespace

Result<std::vector<qint64>> customersOfState(Connection &db, EmailState state, CustomerSort sort, bool descending, std::size_t limit, std::size_t wanted) {
    // Fewer are looked up faster than they are met on a walk through everybody.
    constexpr std::size_t fewEnoughToLookUp = 2'000;
    std::vector<qint64> ids;
    {
        auto rows = db.prepare("SELECT id FROM customers WHERE " + stateCondition(static_cast<int>(state)) + " LIMIT ?");
        rows.bind(static_cast<qint64>(limit));
        while (rows.step()) ids.push_back(rows.integer(0));
        if (rows.error()) return tl::unexpected(*rows.error());
    }
    // In the order of the table, so that its pages are read one after the other.
    std::sort(ids.begin(), ids.end());
    if (sort == CustomerSort::Email && state == EmailState::Missing) {
        if (descending) std::reverse(ids.begin(), ids.end());
        return ids;
    }
    if (wanted < ids.size() && ids.size() > fewEnoughToLookUp && sort != CustomerSort::Name) {
        const ListSpec order{sort == CustomerSort::Email ? ListOrder::CustomersByEmail : ListOrder::CustomersByCreated, 0, descending};
        return firstInOrder(db, ids, order, wanted);
    }
    if (auto sorted = sortCustomers(db, ids, sort, descending); !sorted) return tl::unexpected(sorted.error());
    return ids;
}

}  // namespace latchkey
