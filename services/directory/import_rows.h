// Turns a CSV row into a customer or a subscription ready for the store, or says why it cannot be one.
#pragma once

#include "services/directory/csv_columns.h"
#include "services/directory/csv_reader.h"
#include "services/store/import_store.h"

#include <unordered_map>
#include <variant>

namespace latchkey {

struct Refusal {
    RowRefusal why = RowRefusal::NoIdentity;
    QString column = {};  // where it is about one column
};

// Each file has a reader of its own, used by one thread: it remembers what domains, currencies and statuses it has judged.
class RowReader {
public:
    explicit RowReader(const Columns &columns) : m_columns(columns) {}
    std::variant<ImportedCustomer, Refusal> customer(const CsvRow &row);
    std::variant<ImportedSubscription, Refusal> subscription(const CsvRow &row);

private:
    [[nodiscard]] std::optional<Refusal> damageOf(const CsvRow &row) const;
    EmailState stateOf(std::string_view email);
    std::optional<qint64> minorUnits(std::string_view amount, const std::string &currency);

    const Columns &m_columns;
    std::unordered_map<std::string, EmailState> m_domains;
    std::unordered_map<std::string, int> m_decimals;
    std::unordered_map<std::string, SubscriptionStatus> m_statuses;
};

// Milliseconds of "2026-03-01", "2026-03-01T14:02:10Z" and what else instantFromText() reads; "2023-01-01 10:00:00 -0500" too.
std::optional<qint64> timeFromText(std::string_view text);

}  // namespace latchkey
