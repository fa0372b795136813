// Imports in words: fields, files and their faults, counts, and why rows were refused.
#pragma once

#include "models/domain/import_preview.h"
#include "models/domain/import_status.h"

namespace latchkey {

QString textOf(ImportField field);                      // "First name"
QString nameOf(ImportKind kind);                        // "Customers"
QString titleOf(ImportFault fault);                     // "An Excel workbook"
QString textOf(ImportFault fault, const QString &file); // what is wrong and what to do
QString detailsOf(const ImportPreview &preview);        // "1.2 MB, 8 columns, separated by semicolons"
QString textOf(const RefusedRow &row);                  // "Line 4: …"
QString reasonOf(const RefusedRow &row);                // without its place
// What is still missing before a file can be imported; empty when nothing is.
QString missingText(const ImportMap &map, ImportKind kind);
// How a row will be read, by what was chosen for its columns.
QString readingOf(const QStringList &row, const ImportMap &map);
QString stepText(const ImportStatus &status);           // "Importing customers…"
QString speedText(const ImportStatus &status);          // "12,000 rows read, 3,400 a second"
QString countsText(const ImportCounts &counts, ImportKind kind);  // "3 added, 1 changed, 12 unchanged"

}  // namespace latchkey
