// One pass over the bytes; a field is copied only where quotes were doubled in it.
#include "services/directory/csv_reader.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace latchkey {

namespace {

// A quote that is not closed within this many bytes was never meant to be one.
constexpr std::size_t quotedAtMost = 100'000;

}  // namespace

bool isUtf8(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size()) {
        if (i + 8 <= text.size()) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, text.data() + i, 8);
            if ((eight & 0x8080808080808080ULL) == 0) {
                i += 8;
                continue;
            }
        }
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || i + length > text.size()) return false;
        char32_t c = lead & (0xFFU >> (length + 1));
        for (std::size_t k = 1; k < length; ++k) {
            const auto byte = static_cast<unsigned char>(text[i + k]);
            if ((byte & 0xC0U) != 0x80U) return false;
            c = (c << 6) | (byte & 0x3FU);
        }
        const char32_t least = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
        if (c < least || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return false;
        i += length;
    }
    return true;
}

Result<CsvReader> CsvReader::over(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return fail(ErrorCode::FileUnreadable, QStringLiteral("UTF-16"));
    const std::string_view head = bytes.substr(0, 4'000);
    if (head.find('\0') != std::string_view::npos) return fail(ErrorCode::FileUnreadable, QStringLiteral("UTF-16"));
    const std::size_t at = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const std::string_view first = head.substr(std::min(at, head.size()), head.find('\n') == std::string_view::npos ? head.size() : head.find('\n') - std::min(at, head.find('\n')));
    char separator = ',';
    std::ptrdiff_t most = std::count(first.begin(), first.end(), ',');
    for (const char other : {';', '\t'}) {
        const std::ptrdiff_t here = std::count(first.begin(), first.end(), other);
        if (here > most) {
            most = here;
            separator = other;
        }
    }
    return CsvReader(bytes, at, separator);
}

void CsvReader::skipLine() {
    const std::size_t end = m_bytes.find('\n', m_at);
    m_at = end == std::string_view::npos ? m_bytes.size() : end + 1;
    ++m_line;
}

// Reads from behind the opening quote to behind the closing one; false when it is never closed.
bool CsvReader::readQuoted(CsvRow &row) {
    const std::size_t from = ++m_at;
    std::string *copy = nullptr;
    std::size_t piece = from;
    while (true) {
        const std::size_t quote = m_bytes.find('"', m_at);
        if (quote == std::string_view::npos || quote - from > quotedAtMost) return false;
        if (quote + 1 < m_bytes.size() && m_bytes[quote + 1] == '"') {
            if (!copy) copy = &m_unescaped.emplace_back();
            copy->append(m_bytes.substr(piece, quote + 1 - piece));
            piece = m_at = quote + 2;
            continue;
        }
        m_at = quote + 1;
        // Text behind the closing quote belongs to the field: exports that forget to double their quotes do this.
        std::size_t rest = m_at;
        while (rest < m_bytes.size() && m_bytes[rest] != m_separator && m_bytes[rest] != '\n' && m_bytes[rest] != '\r') ++rest;
        if (copy || rest > m_at) {
            if (!copy) copy = &m_unescaped.emplace_back();
            copy->append(m_bytes.substr(piece, quote - piece));
            copy->append(m_bytes.substr(m_at, rest - m_at));
            row.fields.emplace_back(*copy);
        } else {
            row.fields.push_back(m_bytes.substr(from, quote - from));
        }
        m_line += std::count(m_bytes.begin() + static_cast<std::ptrdiff_t>(from), m_bytes.begin() + static_cast<std::ptrdiff_t>(quote), '\n');
        m_at = rest;
        return true;
    }
}

bool CsvReader::next(CsvRow &row) {
    row.fields.clear();
    row.damage.reset();
    m_unescaped.clear();
    while (m_at < m_bytes.size() && (m_bytes[m_at] == '\n' || m_bytes[m_at] == '\r')) m_line += m_bytes[m_at++] == '\n';
    if (m_at >= m_bytes.size()) return false;
    const std::size_t begin = m_at;
    const qint64 line = m_line;
    row.line = line;
    while (true) {
        if (m_at < m_bytes.size() && m_bytes[m_at] == '"') {
            if (!readQuoted(row)) {
                row.damage = RowRefusal::UnclosedQuote;
                m_at = begin;
                m_line = line;
                skipLine();
                return true;
            }
        } else {
            const std::size_t from = m_at;
            while (m_at < m_bytes.size() && m_bytes[m_at] != m_separator && m_bytes[m_at] != '\n') ++m_at;
            std::size_t end = m_at;
            if ((m_at >= m_bytes.size() || m_bytes[m_at] == '\n') && end > from && m_bytes[end - 1] == '\r') --end;
            row.fields.push_back(m_bytes.substr(from, end - from));
        }
        if (m_at < m_bytes.size() && m_bytes[m_at] == m_separator) {
            ++m_at;
            continue;
        }
        while (m_at < m_bytes.size() && m_bytes[m_at] == '\r') ++m_at;
        if (m_at < m_bytes.size() && m_bytes[m_at] == '\n') {
            ++m_at;
            ++m_line;
        }
        break;
    }
    const std::string_view whole = m_bytes.substr(begin, m_at - begin);
    if (!isUtf8(whole) || std::memchr(whole.data(), 0, whole.size())) row.damage = RowRefusal::NotUtf8;
    return true;
}

}  // namespace latchkey
