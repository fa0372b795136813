// Rewrites a text step by step and carries its marks along.
#include "services/diagnosis/marked_text.h"

#include "models/domain/text_folding.h"
#include "services/diagnosis/escapes.h"

#include <algorithm>

namespace latchkey {

namespace {

// Copies from one text to the next, in order; marks keep their characters.
class Rewriter {
public:
    explicit Rewriter(const MarkedText &in) : m_in(in) { m_out.text.reserve(in.text.size()); }

    [[nodiscard]] qsizetype at() const { return m_at; }
    [[nodiscard]] bool atEnd() const { return m_at >= m_in.text.size(); }
    void keep(qsizetype count) {
        const qsizetype end = m_at + count;
        for (; m_mark < m_in.marks.size() && m_in.marks[m_mark].at < end; ++m_mark)
            m_out.marks.append({m_out.text.size() + std::max<qsizetype>(0, m_in.marks[m_mark].at - m_at), m_in.marks[m_mark].kind});
        m_out.text += QStringView(m_in.text).sliced(m_at, count);
        m_at = end;
    }
    void skip(qsizetype count) {
        m_at += count;
        for (; m_mark < m_in.marks.size() && m_in.marks[m_mark].at < m_at; ++m_mark) m_out.marks.append({m_out.text.size(), m_in.marks[m_mark].kind});
    }
    void mark(UndoneKind kind) { m_out.marks.append({m_out.text.size(), kind}); }
    void gap() { m_out.gaps.append(m_out.text.size()); }
    void replace(qsizetype count, QStringView with, UndoneKind kind) {
        skip(count);
        mark(kind);
        m_out.text += with;
    }
    MarkedText take() {
        for (; m_mark < m_in.marks.size(); ++m_mark) m_out.marks.append({m_out.text.size(), m_in.marks[m_mark].kind});
        return std::move(m_out);
    }

private:
    const MarkedText &m_in;
    MarkedText m_out;
    qsizetype m_at = 0;
    qsizetype m_mark = 0;
};

bool isLineEnd(QChar c) { return c == u'\n' || c == u'\r' || c.unicode() == 0x2028 || c.unicode() == 0x2029; }

// Behind a line's end: the marks by which it is quoted, each with blanks around it.
qsizetype quotingAt(QStringView text, qsizetype at) {
    qsizetype end = at;
    while (end < text.size() && (text[end] == u'>' || text[end] == u' ' || text[end] == u'\t')) ++end;
    return text.sliced(at, end - at).contains(u'>') ? end - at : 0;
}

// How long the soft break is that stands at `at`, which holds '='; 0 when there is none.
qsizetype softBreakAt(QStringView text, qsizetype at) {
    qsizetype end = at + 1;
    while (end < text.size() && (text[end] == u' ' || text[end] == u'\t')) ++end;
    if (end >= text.size() || !isLineEnd(text[end])) return 0;
    end += text[end] == u'\r' && end + 1 < text.size() && text[end + 1] == u'\n' ? 2 : 1;
    return end + quotingAt(text, end) - at;
}

// RFC 2045 has capitals only; "=ab" is rather the value of a parameter. A control character was never meant.
std::optional<unsigned char> quotedByteAt(QStringView text, qsizetype at) {
    if (at + 3 > text.size() || text[at] != u'=') return {};
    const QStringView digits = text.sliced(at + 1, 2);
    const bool small = std::any_of(digits.begin(), digits.end(), [](QChar c) { return c.isLower(); });
    if (small && digits != u"3d") return {};
    const std::optional<unsigned char> byte = hexByteAt(text, at + 1);
    if (!byte || *byte == 0x7f || (*byte < 0x20 && *byte != '\t' && *byte != '\n' && *byte != '\r')) return {};
    return byte;
}

// "<br>" and "<wbr>" in their spellings; 0 for every other tag.
qsizetype breakingTagAt(QStringView text, qsizetype at) {
    const QStringView rest = text.sliced(at);
    for (const QStringView name : {QStringView(u"<br"), QStringView(u"<wbr")}) {
        if (!rest.startsWith(name, Qt::CaseInsensitive)) continue;
        qsizetype end = name.size();
        while (end < rest.size() && (rest[end] == u' ' || rest[end] == u'/')) ++end;
        if (end < rest.size() && rest[end] == u'>') return end + 1;
    }
    return 0;
}

MarkedText entitiesOnce(const MarkedText &in) {
    Rewriter out(in);
    while (!out.atEnd()) {
        const QChar c = in.text[out.at()];
        const qsizetype tag = c == u'<' ? breakingTagAt(in.text, out.at()) : 0;
        const std::optional<Entity> entity = c == u'&' ? entityAt(in.text, out.at()) : std::nullopt;
        if (tag > 0) {
            // Kept as white space or as nothing; joined() says the rest.
            const bool mayBreak = in.text[out.at() + 1] == u'w' || in.text[out.at() + 1] == u'W';
            out.replace(tag, mayBreak ? QStringView() : QStringView(u"\n"), mayBreak ? UndoneKind::Invisible : UndoneKind::HtmlEntities);
        } else if (entity) {
            out.replace(entity->length, entity->text, UndoneKind::HtmlEntities);
        } else {
            out.keep(1);
        }
    }
    return out.take();
}

}  // namespace

bool looksQuotedPrintable(QStringView text) {
    for (qsizetype at = text.indexOf(u'='); at >= 0; at = text.indexOf(u'=', at + 1)) {
        if (softBreakAt(text, at) > 0) return true;
        if (at + 3 <= text.size() && text.sliced(at, 3).compare(u"=3d", Qt::CaseInsensitive) == 0) return true;
    }
    return false;
}

MarkedText withoutQuotedPrintable(const MarkedText &in) {
    Rewriter out(in);
    while (!out.atEnd()) {
        if (in.text[out.at()] != u'=') {
            out.keep(1);
        } else if (const qsizetype length = softBreakAt(in.text, out.at()); length > 0) {
            out.replace(length, {}, UndoneKind::QuotedPrintable);
        } else {
            QByteArray bytes;
            qsizetype end = out.at();
            while (const std::optional<unsigned char> byte = quotedByteAt(in.text, end)) {
                bytes.append(static_cast<char>(*byte));
                end += 3;
            }
            if (bytes.isEmpty())
                out.keep(1);
            else
                out.replace(end - out.at(), textOfBytes(bytes), UndoneKind::QuotedPrintable);
        }
    }
    return out.take();
}

MarkedText withoutEntities(const MarkedText &in) {
    constexpr int timesOver = 3;
    MarkedText current = in;
    for (int i = 0; i < timesOver; ++i) {
        MarkedText next = entitiesOnce(current);
        const bool done = next.text.size() == current.text.size();
        current = std::move(next);
        if (done) break;
    }
    return current;
}

MarkedText withoutInvisible(const MarkedText &in) {
    Rewriter out(in);
    while (!out.atEnd()) {
        const QChar c = in.text[out.at()];
        const bool pair = c.isHighSurrogate() && out.at() + 1 < in.text.size() && in.text[out.at() + 1].isLowSurrogate();
        const char32_t point = pair ? QChar::surrogateToUcs4(c, in.text[out.at() + 1]) : c.unicode();
        if (isInvisible(point))
            out.replace(pair ? 2 : 1, {}, UndoneKind::Invisible);
        else
            out.keep(pair ? 2 : 1);
    }
    return out.take();
}

MarkedText joined(const MarkedText &in) {
    Rewriter out(in);
    while (!out.atEnd()) {
        qsizetype end = out.at();
        bool newLine = false;
        while (end < in.text.size() && in.text[end].isSpace()) {
            newLine = newLine || isLineEnd(in.text[end]);
            ++end;
            if (newLine) end += quotingAt(in.text, end);
        }
        if (end == out.at()) {
            out.keep(1);
            continue;
        }
        out.skip(end - out.at());
        out.gap();
    }
    return out.take();
}

}  // namespace latchkey
