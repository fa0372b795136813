// Splits CSV into rows over bytes in memory: RFC 4180, with the separators, line ends and slips that real exports have.
#pragma once

#include "models/domain/import_report.h"
#include "models/domain/result.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey {

struct CsvRow {
    qint64 line = 0;  // where the row begins
    std::vector<std::string_view> fields;  // until the next row is read
    std::optional<RowRefusal> damage;      // NotUtf8 or UnclosedQuote; the fields are then not to be used
};

class CsvReader {
public:
    // Skips a byte order mark and chooses `,`, `;` or a tab by the first line. FileUnreadable for UTF-16.
    static Result<CsvReader> over(std::string_view bytes);

    // False at the end. Empty lines are passed over.
    bool next(CsvRow &row);
    [[nodiscard]] qint64 position() const { return static_cast<qint64>(m_at); }
    // To where a row begins, as position() told before it was read; lines count on from there.
    void goTo(qint64 position) { m_at = static_cast<std::size_t>(position); }
    [[nodiscard]] char separator() const { return m_separator; }

private:
    CsvReader(std::string_view bytes, std::size_t at, char separator) : m_bytes(bytes), m_at(at), m_separator(separator) {}
    bool readQuoted(CsvRow &row);
    void skipLine();

    std::string_view m_bytes;
    std::size_t m_at;
    char m_separator;
    qint64 m_line = 1;
    std::deque<std::string> m_unescaped;
};

bool isUtf8(std::string_view text);

}  // namespace latchkey
