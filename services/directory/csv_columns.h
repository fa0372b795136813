// Knows which column of a file is which, by its header row: ours, or Shopify's customer export.
#pragma once

#include "models/domain/result.h"

#include <QString>

#include <array>
#include <string_view>
#include <vector>

namespace latchkey {

enum class FileKind { Customers, Subscriptions };

enum class Column {
    Id, Email, FirstName, LastName, Name, Phone, OtherPhone, CreatedAt, RemovedAt,
    CustomerId, Status, Product, Variant, Quantity, Price, Currency, IntervalUnit, IntervalCount, NextOrder,
    Count
};

struct Columns {
    FileKind kind = FileKind::Customers;
    std::size_t width = 0;  // fields in the header
    std::array<int, static_cast<std::size_t>(Column::Count)> at{};  // -1 where there is no such column

    [[nodiscard]] bool has(Column column) const { return at[static_cast<std::size_t>(column)] >= 0; }
    // Without white space at its ends; empty where the column is missing.
    [[nodiscard]] std::string_view field(const std::vector<std::string_view> &fields, Column column) const;
    // How many fields a row needs for every known column to be there.
    [[nodiscard]] std::size_t needed() const;
};

// InvalidRequest with the missing column's name as detail.
Result<Columns> columnsOf(const std::vector<std::string_view> &header);
QString nameOf(Column column);

}  // namespace latchkey
