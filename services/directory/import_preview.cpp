// Judges the beginning of a file: what kind of file, which columns, and its first rows.
#include "services/directory/import_preview.h"

#include "services/directory/csv_columns.h"
#include "services/directory/csv_reader.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr qint64 lookedAt = 4 * 1024 * 1024;
constexpr std::size_t headLookedAt = 4'000;
constexpr std::size_t mostColumns = 200;
constexpr qsizetype rowsShown = 20;
constexpr qsizetype longestCell = 120;

QString cellOf(std::string_view text) {
    const QString cell = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).simplified();
    return cell.size() <= longestCell ? cell : cell.left(longestCell - 1) + QChar(0x2026);
}

std::optional<ImportFault> faultOfBytes(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return ImportFault::Utf16;
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0")) return ImportFault::Workbook;
    const std::string_view head = bytes.substr(0, headLookedAt);
    const auto zeros = std::count(head.begin(), head.end(), '\0');
    // Every second byte of Latin letters is a zero there.
    if (zeros * 3 > static_cast<std::ptrdiff_t>(head.size())) return ImportFault::Utf16;
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r' && c != '\n'; };
    if (std::any_of(head.begin(), head.end(), isControl)) return ImportFault::NotText;
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    return std::all_of(head.begin(), head.end(), isSpace) && head.size() == bytes.size() ? std::optional(ImportFault::Empty) : std::nullopt;
}

// Names of columns have no @ sign and are no numbers.
bool isData(const CsvHeader &header) {
    return std::any_of(header.begin(), header.end(), [](std::string_view cell) {
        const bool digits = !cell.empty() && std::all_of(cell.begin(), cell.end(), [](char c) { return c >= '0' && c <= '9'; });
        return digits || cell.find('@') != std::string_view::npos;
    });
}

void readColumns(const CsvHeader &header, ImportPreview &preview) {
    const ImportMap guesses = guessColumns(header, preview.kind);
    for (std::size_t i = 0; i < header.size(); ++i) preview.columns.append({cellOf(header[i]), guesses.at(static_cast<qsizetype>(i))});
    const auto knowsAny = [&header](ImportKind kind) {
        const ImportMap map = guessColumns(header, kind);
        return std::any_of(map.begin(), map.end(), [](const std::optional<ImportField> &field) { return field.has_value(); });
    };
    const bool known = knowsAny(ImportKind::Customers) || knowsAny(ImportKind::Subscriptions);
    if (!known && isData(header)) preview.fault = ImportFault::NoHeader;
    preview.looksOther = known && kindOf(header) != preview.kind && !missingIn(guesses, preview.kind).isEmpty();
}

void readRows(CsvReader &reader, ImportPreview &preview) {
    CsvRow row;
    while (preview.rows.size() < rowsShown && reader.next(row)) {
        QStringList cells;
        for (const std::string_view field : row.fields) cells.append(cellOf(field));
        preview.rows.append(cells.mid(0, static_cast<qsizetype>(mostColumns)));
    }
    if (preview.rows.isEmpty() && !preview.fault) preview.fault = ImportFault::NoRows;
}

void judge(std::string_view bytes, ImportPreview &preview) {
    preview.fault = faultOfBytes(bytes);
    if (preview.fault) return;
    auto reader = CsvReader::over(bytes);
    CsvRow header;
    if (!reader || !reader->next(header)) {
        preview.fault = ImportFault::NotText;
        return;
    }
    preview.separator = QLatin1Char(reader->separator());
    if (header.damage) preview.fault = *header.damage == RowRefusal::NotUtf8 ? ImportFault::NotUtf8 : ImportFault::NoHeader;
    else if (header.fields.size() > mostColumns) preview.fault = ImportFault::TooManyColumns;
    if (preview.fault) return;
    readColumns(header.fields, preview);
    readRows(*reader, preview);
}

}  // namespace

Result<ImportPreview> previewOf(QFile &file, ImportKind kind, const QString &name) {
    ImportPreview preview;
    preview.kind = kind;
    preview.file = name;
    preview.size = file.size();
    if (!file.seek(0)) return fail(ErrorCode::FileUnreadable, name);
    const QByteArray bytes = file.read(lookedAt);
    if (bytes.size() < std::min(preview.size, lookedAt)) return fail(ErrorCode::FileUnreadable, name);
    std::string_view text(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    judge(text, preview);
    // The last line may be cut in the middle of a letter.
    if (preview.size > lookedAt) text = text.substr(0, text.rfind('\n') + 1);
    preview.isUtf8 = isUtf8(text);
    return preview;
}

}  // namespace latchkey
