// What an import's file looks like before anything is done with it: its columns, our guess at each, and its first rows.
#pragma once

#include "models/domain/import_field.h"

#include <QStringList>

namespace latchkey {

// Why nothing of a file can be taken as it is.
enum class ImportFault { Empty, NotText, Workbook, Utf16, NotUtf8, NoHeader, NoRows, TooManyColumns };

struct ImportColumn {
    QString name;
    std::optional<ImportField> guess = {};
};

struct ImportPreview {
    ImportKind kind = ImportKind::Customers;
    QString file;
    qint64 size = 0;  // bytes
    std::optional<ImportFault> fault = {};
    QString separator = {};    // ",", ";" or a tab
    bool isUtf8 = true;        // as far as was looked; rows that are not are refused
    bool looksOther = false;   // its header is that of the other file
    QList<ImportColumn> columns = {};
    QList<QStringList> rows = {};  // the first ones as they are read; long fields are cut

    [[nodiscard]] ImportMap guesses() const {
        ImportMap map;
        for (const ImportColumn &column : columns) map.append(column.guess);
        return map;
    }
};

QString toText(ImportFault fault);
std::optional<ImportFault> importFaultFromText(QStringView text);

}  // namespace latchkey
