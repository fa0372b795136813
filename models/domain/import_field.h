// What the columns of an import's files can be: fields of a customer, or of one line of a subscription.
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace latchkey {

enum class ImportKind { Customers, Subscriptions };

enum class ImportField {
    Id, Email, FirstName, LastName, Name, Phone, OtherPhone, CreatedAt, RemovedAt,
    Owner, Status, Product, Variant, Quantity, Price, Currency, IntervalUnit, IntervalCount, NextOrder
};
inline constexpr std::size_t importFieldCount = 19;

// By column of the file; nothing where the column is left out. It may be shorter than the header.
using ImportMap = QList<std::optional<ImportField>>;

QString toText(ImportKind kind);
std::optional<ImportKind> importKindFromText(QStringView text);
QString toText(ImportField field);  // "first_name": the heading that our own files have
std::optional<ImportField> importFieldFromText(QStringView text);

// In the order in which they are offered.
QList<ImportField> fieldsOf(ImportKind kind);
// The fields without which no row of the file can be taken, and which the map does not have.
QList<ImportField> missingIn(const ImportMap &map, ImportKind kind);

}  // namespace latchkey
