// Knows which column of a file is which, by its header row: ours, or Shopify's customer export.
#pragma once

#include "models/domain/import_field.h"
#include "models/domain/result.h"

#include <QString>

#include <array>
#include <string_view>
#include <vector>

namespace latchkey {

struct Columns {
    ImportKind kind = ImportKind::Customers;
    std::array<int, importFieldCount> at{};  // -1 where there is no such column

    [[nodiscard]] bool has(ImportField column) const { return at[static_cast<std::size_t>(column)] >= 0; }
    // Without white space at its ends; empty where the column is missing.
    [[nodiscard]] std::string_view field(const std::vector<std::string_view> &fields, ImportField column) const;
    // How many fields a row needs for every known column to be there.
    [[nodiscard]] std::size_t needed() const;
};

using CsvHeader = std::vector<std::string_view>;

// Which file has such a header, and which field each of its columns most likely is.
ImportKind kindOf(const CsvHeader &header);
ImportMap guessColumns(const CsvHeader &header, ImportKind kind);
// ColumnMissing with the missing column's name as detail; InvalidRequest where two columns claim a field, or one that the file cannot have.
Result<Columns> columnsOf(const ImportMap &map, ImportKind kind);

}  // namespace latchkey
