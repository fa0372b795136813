// Imports in words.
#include "ui/texts_import.h"

#include "ui/pages/numbers.h"
#include "ui/texts_context.h"

#include <QDateTime>
#include <QLocale>
#include <QStringList>

namespace latchkey {

QString textOf(ImportField field) {
    switch (field) {
        case ImportField::Id:
            return Desktop::tr("Id");
        case ImportField::Email:
            return Desktop::tr("E-mail");
        case ImportField::FirstName:
            return Desktop::tr("First name");
        case ImportField::LastName:
            return Desktop::tr("Last name");
        case ImportField::Name:
            return Desktop::tr("Whole name");
        case ImportField::Phone:
            return Desktop::tr("Phone");
        case ImportField::OtherPhone:
            return Desktop::tr("Second phone");
        case ImportField::CreatedAt:
            return Desktop::tr("Created");
        case ImportField::RemovedAt:
            return Desktop::tr("Removed");
        case ImportField::Owner:
            return Desktop::tr("Customer's id");
        case ImportField::Status:
            return Desktop::tr("Status");
        case ImportField::Product:
            return Desktop::tr("Product");
        case ImportField::Variant:
            return Desktop::tr("Variant");
        case ImportField::Quantity:
            return Desktop::tr("Quantity");
        case ImportField::Price:
            return Desktop::tr("Price");
        case ImportField::Currency:
            return Desktop::tr("Currency");
        case ImportField::IntervalUnit:
            return Desktop::tr("Interval");
        case ImportField::IntervalCount:
            return Desktop::tr("Intervals");
        case ImportField::NextOrder:
            return Desktop::tr("Next order");
    }
    return {};
}

QString nameOf(ImportKind kind) {
    switch (kind) {
        case ImportKind::Customers:
            return Desktop::tr("Customers");
        case ImportKind::Subscriptions:
            return Desktop::tr("Subscriptions");
    }
    return {};
}

QString titleOf(ImportFault fault) {
    switch (fault) {
        case ImportFault::Empty:
            return Desktop::tr("The file is empty");
        case ImportFault::NotText:
            return Desktop::tr("This is no table");
        case ImportFault::Workbook:
            return Desktop::tr("This is a workbook, not a CSV file");
        case ImportFault::Utf16:
        case ImportFault::NotUtf8:
            return Desktop::tr("The file is not in UTF-8");
        case ImportFault::NoHeader:
            return Desktop::tr("The columns have no names");
        case ImportFault::NoRows:
            return Desktop::tr("The file has no rows");
        case ImportFault::TooManyColumns:
            return Desktop::tr("The file has too many columns");
    }
    return {};
}

QString textOf(ImportFault fault, const QString &file) {
    switch (fault) {
        case ImportFault::Empty:
            return Desktop::tr("There is nothing in %1; export it again.").arg(file);
        case ImportFault::NotText:
            return Desktop::tr("%1 holds no text: perhaps it is a picture or a document. Choose a CSV file.").arg(file);
        case ImportFault::Workbook:
            return Desktop::tr("%1 was saved by a spreadsheet program in its own format; save it there as “CSV UTF-8”, and choose that file.").arg(file);
        case ImportFault::Utf16:
            return Desktop::tr("%1 is in UTF-16; save it as “CSV UTF-8”, and choose it again.").arg(file);
        case ImportFault::NotUtf8:
            return Desktop::tr("The first line of %1 is not in UTF-8, and letters with accents would be lost; save it as “CSV UTF-8”, and choose it again.").arg(file);
        case ImportFault::NoHeader:
            return Desktop::tr("The first line of %1 has to name its columns: id, email and so on. Write it above the first row, and choose the file again.").arg(file);
        case ImportFault::NoRows:
            return Desktop::tr("%1 names its columns, but no row follows.").arg(file);
        case ImportFault::TooManyColumns:
            return Desktop::tr("%1 has more than 200 columns; take away those that are not needed.").arg(file);
    }
    return {};
}

QString detailsOf(const ImportPreview &preview) {
    const QString size = QLocale().formattedDataSize(preview.size, 1, QLocale::DataSizeSIFormat);
    if (preview.columns.isEmpty()) return size;
    const QString columns = preview.columns.size() == 1 ? Desktop::tr("1 column") : Desktop::tr("%1 columns").arg(preview.columns.size());
    if (preview.separator == QLatin1String(";")) return Desktop::tr("%1, %2, separated by semicolons").arg(size, columns);
    if (preview.separator == QLatin1String("\t")) return Desktop::tr("%1, %2, separated by tabs").arg(size, columns);
    return Desktop::tr("%1, %2, separated by commas").arg(size, columns);
}

QString reasonOf(const RefusedRow &row) {
    const std::optional<ImportField> field = importFieldFromText(row.column);
    const QString column = field ? textOf(*field) : row.column;
    switch (row.why) {
        case RowRefusal::NoIdentity:
            return Desktop::tr("It has neither an id nor an e-mail address.");
        case RowRefusal::NotUtf8:
            return Desktop::tr("It is not in UTF-8.");
        case RowRefusal::UnclosedQuote:
            return Desktop::tr("A quotation mark is never closed.");
        case RowRefusal::TooFewColumns:
            return Desktop::tr("It has fewer columns than the first line.");
        case RowRefusal::UnknownCustomer:
            return Desktop::tr("No customer has the id in “%1”.").arg(column);
        case RowRefusal::BadNumber:
            return Desktop::tr("“%1” cannot be read.").arg(column);
        case RowRefusal::BadDate:
            return Desktop::tr("“%1” is no date.").arg(column);
        case RowRefusal::FieldTooLong:
            return Desktop::tr("“%1” is too long.").arg(column);
        case RowRefusal::IdentityTwice:
            return Desktop::tr("Its id stands in an earlier row already.");
        case RowRefusal::ErasedHere:
            return Desktop::tr("This customer was erased here on %1, and is not taken in again.")
                .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(row.at.milliseconds()).date(), QLocale::ShortFormat));
    }
    return {};
}

QString textOf(const RefusedRow &row) { return Desktop::tr("Line %1: %2").arg(countText(row.line), reasonOf(row)); }

QString missingText(const ImportMap &map, ImportKind kind) {
    QStringList names;
    for (const ImportField field : missingIn(map, kind)) names.append(QStringLiteral("“%1”").arg(textOf(field)));
    if (names.isEmpty()) return {};
    const bool customers = kind == ImportKind::Customers;
    if (names.size() == 1)
        return customers ? Desktop::tr("Every customer needs %1: choose it above the column that has it.").arg(names.first())
                         : Desktop::tr("Every subscription needs %1: choose it above the column that has it.").arg(names.first());
    const QString last = names.takeLast();
    return Desktop::tr("Every subscription needs %1 and %2: choose them above the columns that have them.").arg(names.join(QStringLiteral(", ")), last);
}

QString readingOf(const QStringList &row, const ImportMap &map) {
    QStringList parts;
    for (qsizetype i = 0; i < map.size() && i < row.size(); ++i)
        if (map.at(i) && !row.at(i).isEmpty()) parts.append(Desktop::tr("%1: %2").arg(textOf(*map.at(i)), row.at(i)));
    return parts.isEmpty() ? Desktop::tr("Nothing of the first row is read.") : Desktop::tr("The first row is read as %1.").arg(parts.join(QStringLiteral(" · ")));
}

QString stepText(const ImportStatus &status) {
    switch (status.step) {
        case ImportStep::Customers:
            return Desktop::tr("Importing customers…");
        case ImportStep::Subscriptions:
            return Desktop::tr("Importing subscriptions…");
        case ImportStep::Indexes:
            return Desktop::tr("Making the lists quick again…");
    }
    return {};
}

QString speedText(const ImportStatus &status) {
    const QString rows = Desktop::tr("%1 rows read").arg(countText(status.counts.rows()));
    if (status.took < std::chrono::seconds(1)) return rows;
    return Desktop::tr("%1, %2 a second").arg(rows, countText(status.counts.rows() * 1'000 / status.took.count()));
}

QString countsText(const ImportCounts &counts, ImportKind kind) {
    const bool customers = kind == ImportKind::Customers;
    return Desktop::tr("%1 added, %2 changed, %3 unchanged")
        .arg(countText(customers ? counts.customersAdded : counts.subscriptionsAdded), countText(customers ? counts.customersChanged : counts.subscriptionsChanged),
             countText(customers ? counts.customersUnchanged : counts.subscriptionsUnchanged));
}

}  // namespace latchkey
