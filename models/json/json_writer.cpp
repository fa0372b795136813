// Appends JSON text with escaping; what is no valid text becomes the replacement character, so the answer always parses.
#include "models/json/json_writer.h"

#include <QString>
#include <QUtf8StringView>

#include <array>
#include <charconv>

namespace latchkey {

namespace {

void appendEscaped(std::string &out, unsigned char c) {
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            break;
    }
    if (c >= 0x20) {
        out += static_cast<char>(c);
        return;
    }
    constexpr char hex[] = "0123456789abcdef";
    out += "\\u00";
    out += hex[c >> 4];
    out += hex[c & 15];
}

void appendUtf8(std::string &out, char32_t c) {
    const auto tail = [c](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
    if (c < 0x800) {
        out += {static_cast<char>(0xc0 | (c >> 6)), tail(0)};
    } else if (c < 0x10000) {
        out += {static_cast<char>(0xe0 | (c >> 12)), tail(6), tail(0)};
    } else {
        out += {static_cast<char>(0xf0 | (c >> 18)), tail(12), tail(6), tail(0)};
    }
}

}  // namespace

void JsonWriter::separate() {
    if (m_needsComma) m_text += ',';
    m_needsComma = true;
}

JsonWriter &JsonWriter::beginObject() {
    separate();
    m_text += '{';
    m_needsComma = false;
    return *this;
}

JsonWriter &JsonWriter::endObject() {
    m_text += '}';
    m_needsComma = true;
    return *this;
}

JsonWriter &JsonWriter::beginArray() {
    separate();
    m_text += '[';
    m_needsComma = false;
    return *this;
}

JsonWriter &JsonWriter::endArray() {
    m_text += ']';
    m_needsComma = true;
    return *this;
}

JsonWriter &JsonWriter::key(std::string_view name) {
    separate();
    m_text += '"';
    m_text += name;
    m_text += "\":";
    m_needsComma = false;
    return *this;
}

JsonWriter &JsonWriter::value(QStringView text) {
    separate();
    m_text += '"';
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.unicode() < 0x80) {
            appendEscaped(m_text, static_cast<unsigned char>(c.unicode()));
        } else if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            appendUtf8(m_text, QChar::surrogateToUcs4(c, text[++i]));
        } else {
            appendUtf8(m_text, c.isSurrogate() ? char32_t(QChar::ReplacementCharacter) : char32_t(c.unicode()));
        }
    }
    m_text += '"';
    return *this;
}

JsonWriter &JsonWriter::utf8(std::string_view text) {
    const auto size = static_cast<qsizetype>(text.size());
    if (!QByteArrayView(text.data(), size).isValidUtf8()) return value(QString::fromUtf8(text.data(), size));
    separate();
    m_text += '"';
    for (char c : text) appendEscaped(m_text, static_cast<unsigned char>(c));
    m_text += '"';
    return *this;
}

JsonWriter &JsonWriter::value(qint64 number) {
    separate();
    std::array<char, 24> digits{};
    const std::to_chars_result end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    m_text.append(digits.data(), end.ptr);
    return *this;
}

JsonWriter &JsonWriter::value(bool truth) {
    separate();
    m_text += truth ? "true" : "false";
    return *this;
}

JsonWriter &JsonWriter::value(Instant at) { return at.isSet() ? value(at.milliseconds()) : null(); }

JsonWriter &JsonWriter::null() {
    separate();
    m_text += "null";
    return *this;
}

}  // namespace latchkey
