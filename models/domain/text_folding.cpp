// Folds text for comparing and searching, with a short way for ASCII, which most of a million rows is.
#include "models/domain/text_folding.h"

#include <algorithm>

namespace latchkey {

namespace {

bool isAsciiSpace(char16_t c) { return c == u' ' || (c >= 0x09 && c <= 0x0d); }
bool isAsciiControl(char16_t c) { return (c < 0x20 && !isAsciiSpace(c)) || c == 0x7f; }

// Accents and points that people leave out when they type; vowel signs of other scripts are letters and stay.
bool isAccent(char32_t c) {
    return (c >= 0x0300 && c <= 0x036f) || (c >= 0x0591 && c <= 0x05bd) || (c >= 0x064b && c <= 0x065f) || c == 0x0670 ||
           (c >= 0x1ab0 && c <= 0x1aff) || (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff) || (c >= 0xfe20 && c <= 0xfe2f);
}

// Letters that Unicode does not take apart but that people type without their stroke, and typographic marks.
QStringView plainLetters(char32_t c) {
    switch (c) {
        case U'ß':
            return u"ss";
        case U'ø':
            return u"o";
        case U'æ':
            return u"ae";
        case U'œ':
            return u"oe";
        case U'ł':
            return u"l";
        case U'đ':
        case U'ð':
            return u"d";
        case U'þ':
            return u"th";
        case U'ı':
            return u"i";
        case U'\u2018':
        case U'\u2019':
        case U'\u02bc':
            return u"'";
        case U'\u2010':
        case U'\u2013':
            return u"-";
        default:
            return {};
    }
}

char32_t codePointAt(QStringView text, qsizetype i) {
    const QChar c = text[i];
    if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) return QChar::surrogateToUcs4(c, text[i + 1]);
    return c.unicode();
}

QString foldAny(QStringView text) {
    const QString apart = text.toString().normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString folded;
    folded.reserve(apart.size());
    bool gap = false;
    for (qsizetype i = 0; i < apart.size();) {
        const char32_t c = codePointAt(apart, i);
        const qsizetype width = c > 0xffff ? 2 : 1;
        if (QChar::isSpace(c)) {
            gap = !folded.isEmpty();
        } else if (!isAccent(c) && !isInvisible(c)) {
            if (gap) folded += u' ';
            gap = false;
            const QStringView plain = plainLetters(c);
            folded += plain.isEmpty() ? QStringView(apart).sliced(i, width) : plain;
        }
        i += width;
    }
    // Put together again: Hangul and kana are one character to those who type them.
    return folded.normalized(QString::NormalizationForm_C);
}

}  // namespace

bool isInvisible(char32_t c) {
    if (c < 0x80) return isAsciiControl(static_cast<char16_t>(c));
    if (QChar::isSpace(c)) return false;
    const QChar::Category category = QChar::category(c);
    if (category == QChar::Other_Format || category == QChar::Other_Control) return true;
    return c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || (c >= 0x180b && c <= 0x180d) || (c >= 0xfe00 && c <= 0xfe0f) ||
           (c >= 0xe0100 && c <= 0xe01ef);
}

QString foldForSearch(QStringView text) {
    QString folded(text.size(), Qt::Uninitialized);
    QChar *out = folded.data();
    bool gap = false;
    for (const QChar letter : text) {
        char16_t c = letter.unicode();
        if (c >= 0x80) return foldAny(text);
        if (isAsciiSpace(c)) {
            gap = out != folded.constData();
            continue;
        }
        if (isAsciiControl(c)) continue;
        if (gap) *out++ = u' ';
        gap = false;
        if (c >= u'A' && c <= u'Z') c = static_cast<char16_t>(c + 32);
        *out++ = QChar(c);
    }
    folded.resize(out - folded.constData());
    return folded;
}

QString trimInvisible(QStringView text) {
    const auto needsCare = [](QChar c) { return c.unicode() >= 0x80 || isAsciiControl(c.unicode()); };
    if (std::none_of(text.begin(), text.end(), needsCare)) return text.trimmed().toString();
    QString kept;
    kept.reserve(text.size());
    for (qsizetype i = 0; i < text.size();) {
        const char32_t c = codePointAt(text, i);
        const qsizetype width = c > 0xffff ? 2 : 1;
        if (!isInvisible(c) && !(kept.isEmpty() && QChar::isSpace(c))) kept += text.sliced(i, width);
        i += width;
    }
    qsizetype end = kept.size();
    while (end > 0 && kept[end - 1].isSpace()) --end;
    kept.truncate(end);
    return kept;
}

}  // namespace latchkey
