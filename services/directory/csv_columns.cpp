// Reads header rows, and holds what was chosen for them to the fields that a file can have.
#include "services/directory/csv_columns.h"

#include <algorithm>
#include <string>

namespace latchkey {

namespace {

struct Spelling {
    std::string_view name;
    ImportField column;
};

constexpr Spelling spellings[] = {
    {"id", ImportField::Id}, {"email", ImportField::Email}, {"e_mail", ImportField::Email}, {"email_address", ImportField::Email},
    {"first_name", ImportField::FirstName}, {"last_name", ImportField::LastName}, {"name", ImportField::Name}, {"phone", ImportField::Phone},
    {"phone_number", ImportField::Phone}, {"default_address_phone", ImportField::OtherPhone}, {"created_at", ImportField::CreatedAt},
    {"removed_at", ImportField::RemovedAt}, {"customer_id", ImportField::Owner}, {"status", ImportField::Status}, {"product", ImportField::Product},
    {"product_title", ImportField::Product}, {"variant", ImportField::Variant}, {"variant_title", ImportField::Variant}, {"quantity", ImportField::Quantity},
    {"price", ImportField::Price}, {"currency", ImportField::Currency}, {"interval", ImportField::IntervalUnit}, {"interval_count", ImportField::IntervalCount},
    {"next_billing_date", ImportField::NextOrder}, {"next_order_date", ImportField::NextOrder},
};

// "Default Address Phone" -> "default_address_phone"
std::string plainName(std::string_view text) {
    std::string name;
    for (const char c : text) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool word = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (word) name.push_back(upper ? static_cast<char>(c + 32) : c);
        else if (!name.empty() && name.back() != '_') name.push_back('_');
    }
    while (!name.empty() && name.back() == '_') name.pop_back();
    return name;
}

// Whatever file it is; of two columns by one field's names the first is meant.
ImportMap fieldsNamed(const CsvHeader &header) {
    ImportMap map;
    for (const std::string_view column : header) {
        const std::string name = plainName(column);
        const auto *spelling = std::find_if(std::begin(spellings), std::end(spellings), [&name](const Spelling &known) { return known.name == name; });
        const bool isKnown = spelling != std::end(spellings) && !map.contains(spelling->column);
        map.append(isKnown ? std::optional(spelling->column) : std::nullopt);
    }
    return map;
}

}  // namespace

std::string_view Columns::field(const std::vector<std::string_view> &fields, ImportField column) const {
    const int place = at[static_cast<std::size_t>(column)];
    if (place < 0 || static_cast<std::size_t>(place) >= fields.size()) return {};
    std::string_view text = fields[static_cast<std::size_t>(place)];
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
    return text;
}

std::size_t Columns::needed() const {
    return static_cast<std::size_t>(*std::max_element(at.begin(), at.end()) + 1);
}

ImportKind kindOf(const CsvHeader &header) {
    const ImportMap known = fieldsNamed(header);
    const bool subscriptions = known.contains(ImportField::Product) || (known.contains(ImportField::Status) && !known.contains(ImportField::Email));
    return subscriptions ? ImportKind::Subscriptions : ImportKind::Customers;
}

ImportMap guessColumns(const CsvHeader &header, ImportKind kind) {
    ImportMap map = fieldsNamed(header);
    const auto own = std::find_if(header.begin(), header.end(), [](std::string_view name) { return plainName(name) == "subscription_id"; });
    if (kind == ImportKind::Subscriptions && !map.contains(ImportField::Id) && own != header.end()) map[own - header.begin()] = ImportField::Id;
    // Shopify calls the customer's own id so.
    if (kind == ImportKind::Customers && !map.contains(ImportField::Id))
        std::replace(map.begin(), map.end(), std::optional(ImportField::Owner), std::optional(ImportField::Id));
    const QList<ImportField> possible = fieldsOf(kind);
    for (std::optional<ImportField> &field : map)
        if (field && !possible.contains(*field)) field.reset();
    return map;
}

Result<Columns> columnsOf(const ImportMap &map, ImportKind kind) {
    Columns columns;
    columns.kind = kind;
    columns.at.fill(-1);
    const QList<ImportField> possible = fieldsOf(kind);
    for (qsizetype i = 0; i < map.size(); ++i) {
        if (!map.at(i)) continue;
        int &place = columns.at[static_cast<std::size_t>(*map.at(i))];
        if (place >= 0 || !possible.contains(*map.at(i))) return fail(ErrorCode::InvalidRequest, toText(*map.at(i)));
        place = static_cast<int>(i);
    }
    if (const QList<ImportField> missing = missingIn(map, kind); !missing.isEmpty()) return fail(ErrorCode::ColumnMissing, toText(missing.first()));
    return columns;
}

}  // namespace latchkey
