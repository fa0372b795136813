// Reads percent-encoding, base 64 and HTML entities.
#include "services/diagnosis/escapes.h"

#include <QByteArray>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <utility>

namespace latchkey {

namespace {

int hexDigit(QChar c) {
    const char16_t u = c.unicode();
    if (u >= u'0' && u <= u'9') return u - u'0';
    if (u >= u'a' && u <= u'f') return u - u'a' + 10;
    if (u >= u'A' && u <= u'F') return u - u'A' + 10;
    return -1;
}

bool isBase64(QChar c) {
    const char16_t u = c.unicode();
    return u < 128 && (c.isLetterOrNumber() || u == u'+' || u == u'/' || u == u'-' || u == u'_');
}

struct NamedEntity {
    QStringView name;
    char16_t character;
};
// Those that editors write for what stands in or around an address.
constexpr std::array<NamedEntity, 27> namedEntities = {{
    {u"amp", u'&'},          {u"lt", u'<'},
    {u"gt", u'>'},           {u"quot", u'"'},
    {u"apos", u'\''},        {u"sol", u'/'},
    {u"colon", u':'},        {u"period", u'.'},
    {u"equals", u'='},       {u"quest", u'?'},
    {u"num", u'#'},          {u"percnt", u'%'},
    {u"lowbar", u'_'},       {u"dash", u'-'},
    {u"hyphen", u'-'},       {u"commat", u'@'},
    {u"nbsp", u'\u00a0'},    {u"shy", u'\u00ad'},
    {u"zwnj", u'\u200c'},    {u"zwj", u'\u200d'},
    {u"NewLine", u'\n'},     {u"Tab", u'\t'},
    {u"lpar", u'('},         {u"rpar", u')'},
    {u"AMP", u'&'},          {u"ZeroWidthSpace", u'\u200b'},
    {u"NoBreak", u'\u2060'},
}};
constexpr qsizetype longestEntity = 16;

std::optional<QString> numericEntity(QStringView digits) {
    const bool hex = digits.startsWith(u'x') || digits.startsWith(u'X');
    bool isNumber = false;
    const uint code = digits.sliced(hex ? 1 : 0).toUInt(&isNumber, hex ? 16 : 10);
    if (!isNumber || code == 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return {};
    const char32_t character = code;
    return QString::fromUcs4(&character, 1);
}

}  // namespace

QString textOfBytes(const QByteArray &bytes) {
    QStringDecoder utf8(QStringDecoder::Utf8);
    QString text = utf8(bytes);
    return utf8.hasError() ? QString::fromLatin1(bytes) : text;
}

std::optional<unsigned char> hexByteAt(QStringView text, qsizetype at) {
    if (at < 0 || at + 2 > text.size()) return {};
    const int high = hexDigit(text[at]);
    const int low = hexDigit(text[at + 1]);
    if (high < 0 || low < 0) return {};
    return static_cast<unsigned char>(high * 16 + low);
}

QString percentDecoded(QStringView text) {
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size();) {
        QByteArray bytes;
        while (i < text.size() && text[i] == u'%') {
            const std::optional<unsigned char> byte = hexByteAt(text, i + 1);
            if (!byte) break;
            bytes.append(static_cast<char>(*byte));
            i += 3;
        }
        if (!bytes.isEmpty())
            out += textOfBytes(bytes);
        else
            out += text[i++];
    }
    return out;
}

QString percentDecodedWholly(QStringView text, int most, int &times) {
    QString current = text.toString();
    for (int i = 0; i < most && current.contains(u'%'); ++i) {
        QString next = percentDecoded(current);
        if (next == current) break;
        current = std::move(next);
        ++times;
    }
    return current;
}

QByteArray base64Decoded(QStringView text) {
    const auto end = std::find_if_not(text.begin(), text.end(), isBase64);
    QByteArray letters = text.first(end - text.begin()).toLatin1();
    letters.replace('+', '-').replace('/', '_');
    // One letter left over holds no whole byte.
    if (letters.size() % 4 == 1) letters.chop(1);
    return QByteArray::fromBase64(letters, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<Entity> entityAt(QStringView text, qsizetype at) {
    const QStringView rest = text.sliced(at + 1).first(std::min(longestEntity, text.size() - at - 1));
    const qsizetype end = rest.indexOf(u';');
    if (end < 2) return {};
    const QStringView name = rest.first(end);
    if (name.startsWith(u'#')) {
        if (std::optional<QString> character = numericEntity(name.sliced(1))) return Entity{end + 2, std::move(*character)};
        return {};
    }
    for (const NamedEntity &known : namedEntities)
        if (known.name == name) return Entity{end + 2, QString(QChar(known.character))};
    return {};
}

}  // namespace latchkey
