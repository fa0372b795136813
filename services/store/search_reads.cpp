// The plain look-ups that a search makes beside its index: by name, by product, by ref.
#include "services/store/search_store.h"

namespace latchkey {

namespace {

Result<std::vector<qint64>> idsOf(Statement &rows) {
    std::vector<qint64> ids;
    while (rows.step()) ids.push_back(rows.integer(0));
    if (rows.error()) return tl::unexpected(*rows.error());
    return ids;
}

// Above every text that begins with `prefix`, in SQLite's order of bytes.
std::string above(std::string_view prefix) {
    return std::string(prefix) + "\xF4\x8F\xBF\xBF";
}

}  // namespace

Result<std::vector<qint64>> customersNamed(Connection &db, std::string_view prefix, int limit) {
    auto rows = db.prepare("SELECT id FROM customers WHERE name_key >= ? AND name_key < ? ORDER BY name_key, id LIMIT ?");
    rows.bindText(prefix).bindText(above(prefix)).bind(limit);
    return idsOf(rows);
}

Result<std::vector<qint64>> productsWith(Connection &db, std::string_view word) {
    auto rows = db.prepare("SELECT id FROM products WHERE instr(search_key, ?) > 0");
    rows.bindText(word);
    return idsOf(rows);
}

Result<void> subscriptionsOfProduct(Connection &db, qint64 product, const std::function<bool(const SearchedSubscription &)> &take) {
    auto rows = db.walk("SELECT id, customer FROM subscriptions WHERE product = ?");
    rows.bind(product);
    while (rows.step()) {
        if (!take({rows.integer(0), rows.integer(1)})) return {};
    }
    if (rows.error()) return tl::unexpected(*rows.error());
    return {};
}

Result<void> subscriptionsOfCustomer(Connection &db, qint64 customer, const std::function<bool(const SearchedSubscription &)> &take) {
    auto rows = db.prepare("SELECT id, status FROM subscriptions WHERE customer = ?");
    rows.bind(customer);
    while (rows.step()) {
        if (!take({rows.integer(0), customer, static_cast<int>(rows.integer(1))})) return {};
    }
    if (rows.error()) return tl::unexpected(*rows.error());
    return {};
}

Result<std::vector<qint64>> subscriptionsWithFurtherLine(Connection &db, qint64 product, int limit) {
    auto rows = db.prepare("SELECT subscription FROM subscription_lines WHERE product = ? ORDER BY subscription LIMIT ?");
    rows.bind(product).bind(limit);
    return idsOf(rows);
}

Result<std::vector<qint64>> subscriptionsWithRefPrefix(Connection &db, std::string_view prefix, int limit) {
    auto rows = db.prepare("SELECT id FROM subscriptions WHERE ref >= ? AND ref < ? ORDER BY ref LIMIT ?");
    rows.bindText(prefix).bindText(above(prefix)).bind(limit);
    return idsOf(rows);
}

Result<qint64> countOfProduct(Connection &db, qint64 product, qint64 limit) {
    auto row = db.prepare("SELECT count(*) FROM (SELECT 1 FROM subscriptions WHERE product = ? LIMIT ?) AS few");
    row.bind(product).bind(limit);
    if (row.step()) return row.integer(0);
    return row.error() ? Result<qint64>(tl::unexpected(*row.error())) : 0;
}

Result<std::optional<SubscriptionFacts>> readSubscriptionFacts(Connection &db, qint64 id) {
    auto row = db.prepare("SELECT customer, status, ref, product, more_lines FROM subscriptions WHERE id = ?");
    row.bind(id);
    if (!row.step()) return row.error() ? Result<std::optional<SubscriptionFacts>>(tl::unexpected(*row.error())) : std::optional<SubscriptionFacts>();
    SubscriptionFacts facts{row.integer(0), static_cast<int>(row.integer(1)), std::string(row.utf8(2)), {row.integer(3)}};
    if (row.integer(4) > 0) {
        auto lines = db.prepare("SELECT product FROM subscription_lines WHERE subscription = ?");
        lines.bind(id);
        while (lines.step()) facts.products.push_back(lines.integer(0));
        if (lines.error()) return tl::unexpected(*lines.error());
    }
    return facts;
}

}  // namespace latchkey
