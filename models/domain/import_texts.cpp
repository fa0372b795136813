// The names of an import's states, steps, faults and refusals.
#include "models/domain/enum_text.h"
#include "models/domain/import_preview.h"
#include "models/domain/import_status.h"

namespace latchkey {

namespace {

constexpr EnumNames<ImportState, 5> stateNames = {{
    {ImportState::Uploading, QLatin1String("uploading")},
    {ImportState::Running, QLatin1String("running")},
    {ImportState::Done, QLatin1String("done")},
    {ImportState::Cancelled, QLatin1String("cancelled")},
    {ImportState::Failed, QLatin1String("failed")},
}};
static_assert(namesAll(stateNames, ImportState::Failed));

constexpr EnumNames<ImportStep, 3> stepNames = {{
    {ImportStep::Customers, QLatin1String("customers")},
    {ImportStep::Subscriptions, QLatin1String("subscriptions")},
    {ImportStep::Indexes, QLatin1String("indexes")},
}};
static_assert(namesAll(stepNames, ImportStep::Indexes));

constexpr EnumNames<ImportFault, 8> faultNames = {{
    {ImportFault::Empty, QLatin1String("empty")},
    {ImportFault::NotText, QLatin1String("not_text")},
    {ImportFault::Workbook, QLatin1String("workbook")},
    {ImportFault::Utf16, QLatin1String("utf16")},
    {ImportFault::NotUtf8, QLatin1String("not_utf8")},
    {ImportFault::NoHeader, QLatin1String("no_header")},
    {ImportFault::NoRows, QLatin1String("no_rows")},
    {ImportFault::TooManyColumns, QLatin1String("too_many_columns")},
}};
static_assert(namesAll(faultNames, ImportFault::TooManyColumns));

constexpr EnumNames<RowRefusal, 10> refusalNames = {{
    {RowRefusal::NoIdentity, QLatin1String("no_identity")},
    {RowRefusal::NotUtf8, QLatin1String("not_utf8")},
    {RowRefusal::UnclosedQuote, QLatin1String("unclosed_quote")},
    {RowRefusal::TooFewColumns, QLatin1String("too_few_columns")},
    {RowRefusal::UnknownCustomer, QLatin1String("unknown_customer")},
    {RowRefusal::BadNumber, QLatin1String("bad_number")},
    {RowRefusal::BadDate, QLatin1String("bad_date")},
    {RowRefusal::FieldTooLong, QLatin1String("field_too_long")},
    {RowRefusal::IdentityTwice, QLatin1String("identity_twice")},
    {RowRefusal::ErasedHere, QLatin1String("erased_here")},
}};
static_assert(namesAll(refusalNames, RowRefusal::ErasedHere));

}  // namespace

QString toText(ImportState state) { return nameOf(stateNames, state); }
std::optional<ImportState> importStateFromText(QStringView text) { return valueNamed(stateNames, text); }
QString toText(ImportStep step) { return nameOf(stepNames, step); }
std::optional<ImportStep> importStepFromText(QStringView text) { return valueNamed(stepNames, text); }
QString toText(ImportFault fault) { return nameOf(faultNames, fault); }
std::optional<ImportFault> importFaultFromText(QStringView text) { return valueNamed(faultNames, text); }
QString toText(RowRefusal why) { return nameOf(refusalNames, why); }
std::optional<RowRefusal> rowRefusalFromText(QStringView text) { return valueNamed(refusalNames, text); }

}  // namespace latchkey
