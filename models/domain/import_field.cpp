// The fields' names, which file has which, and what a map lacks.
#include "models/domain/import_field.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<ImportKind, 2> kindNames = {{
    {ImportKind::Customers, QLatin1String("customers")},
    {ImportKind::Subscriptions, QLatin1String("subscriptions")},
}};
static_assert(namesAll(kindNames, ImportKind::Subscriptions));

constexpr EnumNames<ImportField, importFieldCount> fieldNames = {{
    {ImportField::Id, QLatin1String("id")},
    {ImportField::Email, QLatin1String("email")},
    {ImportField::FirstName, QLatin1String("first_name")},
    {ImportField::LastName, QLatin1String("last_name")},
    {ImportField::Name, QLatin1String("name")},
    {ImportField::Phone, QLatin1String("phone")},
    {ImportField::OtherPhone, QLatin1String("default_address_phone")},
    {ImportField::CreatedAt, QLatin1String("created_at")},
    {ImportField::RemovedAt, QLatin1String("removed_at")},
    {ImportField::Owner, QLatin1String("customer_id")},
    {ImportField::Status, QLatin1String("status")},
    {ImportField::Product, QLatin1String("product")},
    {ImportField::Variant, QLatin1String("variant")},
    {ImportField::Quantity, QLatin1String("quantity")},
    {ImportField::Price, QLatin1String("price")},
    {ImportField::Currency, QLatin1String("currency")},
    {ImportField::IntervalUnit, QLatin1String("interval")},
    {ImportField::IntervalCount, QLatin1String("interval_count")},
    {ImportField::NextOrder, QLatin1String("next_billing_date")},
}};
static_assert(namesAll(fieldNames, ImportField::NextOrder));

}  // namespace

QString toText(ImportKind kind) { return nameOf(kindNames, kind); }
std::optional<ImportKind> importKindFromText(QStringView text) { return valueNamed(kindNames, text); }
QString toText(ImportField field) { return nameOf(fieldNames, field); }
std::optional<ImportField> importFieldFromText(QStringView text) { return valueNamed(fieldNames, text); }

QList<ImportField> fieldsOf(ImportKind kind) {
    using enum ImportField;
    switch (kind) {
        case ImportKind::Customers:
            return {Id, Email, FirstName, LastName, Name, Phone, OtherPhone, CreatedAt, RemovedAt};
        case ImportKind::Subscriptions:
            return {Id, Owner, Status, Product, Variant, Quantity, Price, Currency, IntervalUnit, IntervalCount, NextOrder, CreatedAt};
    }
    return {};
}

QList<ImportField> missingIn(const ImportMap &map, ImportKind kind) {
    using enum ImportField;
    const QList<ImportField> needed = kind == ImportKind::Customers ? QList<ImportField>{Email} : QList<ImportField>{Id, Owner, Status, Product};
    QList<ImportField> missing;
    for (const ImportField field : needed)
        if (!map.contains(field)) missing.append(field);
    return missing;
}

}  // namespace latchkey
