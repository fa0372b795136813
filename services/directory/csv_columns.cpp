// Reads header rows.
#include "services/directory/csv_columns.h"

#include <algorithm>
#include <string>

namespace latchkey {

namespace {

struct Spelling {
    std::string_view name;
    Column column;
};

constexpr Spelling spellings[] = {
    {"id", Column::Id}, {"email", Column::Email}, {"e_mail", Column::Email}, {"email_address", Column::Email},
    {"first_name", Column::FirstName}, {"last_name", Column::LastName}, {"name", Column::Name}, {"phone", Column::Phone},
    {"phone_number", Column::Phone}, {"default_address_phone", Column::OtherPhone}, {"created_at", Column::CreatedAt},
    {"removed_at", Column::RemovedAt}, {"customer_id", Column::CustomerId}, {"status", Column::Status}, {"product", Column::Product},
    {"product_title", Column::Product}, {"variant", Column::Variant}, {"variant_title", Column::Variant}, {"quantity", Column::Quantity},
    {"price", Column::Price}, {"currency", Column::Currency}, {"interval", Column::IntervalUnit}, {"interval_count", Column::IntervalCount},
    {"next_billing_date", Column::NextOrder}, {"next_order_date", Column::NextOrder},
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

}  // namespace

std::string_view Columns::field(const std::vector<std::string_view> &fields, Column column) const {
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

QString nameOf(Column column) {
    for (const auto &spelling : spellings) {
        if (spelling.column == column) return QString::fromLatin1(spelling.name.data(), static_cast<qsizetype>(spelling.name.size()));
    }
    return {};
}

Result<Columns> columnsOf(const std::vector<std::string_view> &header) {
    Columns columns;
    columns.width = header.size();
    columns.at.fill(-1);
    for (std::size_t i = 0; i < header.size(); ++i) {
        const std::string name = plainName(header[i]);
        for (const auto &spelling : spellings) {
            int &place = columns.at[static_cast<std::size_t>(spelling.column)];
            if (spelling.name == name && place < 0) place = static_cast<int>(i);
        }
    }
    const auto missing = [&columns](std::initializer_list<Column> needed) -> std::optional<Column> {
        for (const Column column : needed) {
            if (!columns.has(column)) return column;
        }
        return std::nullopt;
    };
    if (columns.has(Column::Product) || (columns.has(Column::Status) && !columns.has(Column::Email))) {
        columns.kind = FileKind::Subscriptions;
        if (const auto lacking = missing({Column::Id, Column::CustomerId, Column::Status, Column::Product})) return fail(ErrorCode::InvalidRequest, nameOf(*lacking));
        return columns;
    }
    if (const auto lacking = missing({Column::Email})) return fail(ErrorCode::InvalidRequest, nameOf(*lacking));
    // Shopify calls the customer's own id so.
    if (!columns.has(Column::Id)) columns.at[static_cast<std::size_t>(Column::Id)] = columns.at[static_cast<std::size_t>(Column::CustomerId)];
    return columns;
}

}  // namespace latchkey
