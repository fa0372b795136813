// Finds where addresses begin and tries where they may end: a mail program may have broken them, or a sentence may go on behind them.
#include "services/diagnosis/link_search.h"

#include "services/diagnosis/follow.h"

#include <algorithm>
#include <array>

namespace latchkey {

namespace {

constexpr qsizetype longestAddress = 4096;
constexpr qsizetype mostBreaks = 8;
constexpr qsizetype mostAddresses = 400;
constexpr qsizetype wordsOfAShortPaste = 5;
constexpr qsizetype wordsOfASentence = 12;

constexpr QStringView stops =
    u"<>\"`|\\^{}"
    u"\u00ab\u00bb\u201c\u201d\u201e\u3001\u3002\uff0c\uff01\uff1f\uff1b\uff1a\uff08\uff09\u3010\u3011\u300c\u300d\u300e\u300f\u300a\u300b";
constexpr QStringView openers = u"<([{\"'`*_~|\u00ab\u201c\u2018\u201e\uff08\u3010\u300c\u300e\u300a";
constexpr QStringView closers = u">)]}\"'`*_~|\u00bb\u201d\u2019\u201d\uff09\u3011\u300d\u300f\u300b";
static_assert(openers.size() == closers.size());
constexpr QStringView trailing =
    u">)]}\"'`*_~|\u00bb\u201d\u2019\uff09\u3011\u300d\u300f\u300b.,;:!?\u2026\u3002\uff0c\u3001\uff01\uff1f\uff1b\uff1a\uff0e";
// What an address cannot sensibly end with, though it may hold it.
constexpr QStringView endless = u".,;:!?)]'";

bool isAlnum(QChar c) { return c.unicode() < 128 && c.isLetterOrNumber(); }
bool hasDigit(QStringView text) {
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
}
bool isAlnum(QStringView text) {
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return isAlnum(c); });
}

QStringView stripped(QStringView word) {
    while (!word.isEmpty() && (openers.contains(word.front()) || trailing.contains(word.front()))) word = word.sliced(1);
    while (!word.isEmpty() && (openers.contains(word.back()) || trailing.contains(word.back()))) word.chop(1);
    return word;
}

// How much a reading tells; of several the one that tells most speaks.
int weightOf(const Followed &followed) {
    switch (followed.code) {
        case VerdictCode::Live:
            return 6;
        case VerdictCode::Damaged:
            return 5;
        case VerdictCode::PortalLink:
            return 4;
        case VerdictCode::Wrapped:
            return 3;
        case VerdictCode::OtherShop:
            return followed.likeOurs ? 2 : 1;
        case VerdictCode::Used:
        case VerdictCode::Expired:
        case VerdictCode::Revoked:
        case VerdictCode::VoidByEmailChange:
        case VerdictCode::Unknown:
        case VerdictCode::NoLink:
        case VerdictCode::AtShop:
            return 0;
    }
    return 0;
}

struct Span {
    qsizetype begin = 0;
    qsizetype end = 0;
};

// Where an address begins, and what it lacks to be one.
struct Start {
    qsizetype at = 0;
    QString prefix;
    bool schemeAdded = false;
};

class Search {
public:
    Search(const MarkedText &marked, QStringView ours) : m_marked(marked), m_text(marked.text), m_ours(withoutDefaultPort(ours)) {}

    LinksInText run() {
        qsizetype addresses = 0;
        for (qsizetype i = 0; i < m_text.size() && addresses < mostAddresses;) {
            const std::optional<Start> start = startAt(i);
            i = start ? std::max(readAddress(*start), i + 1) : i + 1;
            addresses += start ? 1 : 0;
        }
        readWords();
        return std::move(m_found);
    }

private:
    [[nodiscard]] bool gapBefore(qsizetype at) const { return std::binary_search(m_marked.gaps.cbegin(), m_marked.gaps.cend(), at); }
    [[nodiscard]] qsizetype gapsWithin(Span span) const {
        const auto first = std::upper_bound(m_marked.gaps.cbegin(), m_marked.gaps.cend(), span.begin);
        return std::max<qsizetype>(0, std::lower_bound(first, m_marked.gaps.cend(), span.end) - first);
    }

    [[nodiscard]] bool schemeAt(qsizetype at) const {
        if (m_text[at] != u'h' && m_text[at] != u'H') return false;
        const QStringView rest = m_text.sliced(at);
        if (!rest.startsWith(u"http", Qt::CaseInsensitive)) return false;
        qsizetype next = 4;
        if (next < rest.size() && (rest[next] == u's' || rest[next] == u'S')) ++next;
        if (next >= rest.size()) return false;
        if (rest[next] == u':') return rest.sliced(next + 1).startsWith(u'/') || rest.sliced(next + 1).startsWith(u'%');
        if (rest[next] != u'%') return false;
        ++next;
        while (rest.sliced(next).startsWith(u"25")) next += 2;
        return rest.sliced(next).startsWith(u"3a", Qt::CaseInsensitive);
    }
    [[nodiscard]] bool oursAt(qsizetype at) const {
        if (m_ours.isEmpty() || !m_text.sliced(at).startsWith(m_ours, Qt::CaseInsensitive)) return false;
        const qsizetype end = at + m_ours.size();
        if (end >= m_text.size() || (m_text[end] != u'/' && m_text[end] != u'%' && m_text[end] != u':')) return false;
        if (at == 0 || gapBefore(at)) return true;
        const QChar before = m_text[at - 1];
        return !isAlnum(before) && before != u'.' && before != u'-' && before != u'@' && before != u'%';
    }
    [[nodiscard]] bool pathAt(qsizetype at) const {
        if (m_text[at] != u'/' || !m_text.sliced(at).startsWith(u"/l/", Qt::CaseInsensitive)) return false;
        return at == 0 || gapBefore(at) || openers.contains(m_text[at - 1]) || m_text[at - 1] == u':';
    }
    [[nodiscard]] std::optional<Start> startAt(qsizetype at) const {
        if (schemeAt(at)) return Start{at, {}, false};
        if (oursAt(at)) return Start{at, QStringLiteral("https://"), true};
        if (pathAt(at)) return Start{at, QStringLiteral("https://") + m_ours.toString(), false};
        return {};
    }

    // Behind the last character that can belong to an address that begins at `from`, white space left aside.
    [[nodiscard]] qsizetype stopBehind(qsizetype from) const {
        const qsizetype last = std::min(m_text.size(), from + longestAddress);
        for (qsizetype i = from; i < last; ++i) {
            if (stops.contains(m_text[i])) return i;
            const QStringView rest = m_text.sliced(i);
            if (rest.startsWith(u"](")) return i;
            if ((m_text[i] == u',' || m_text[i] == u';') && i + 1 < m_text.size() && schemeAt(i + 1)) return i;
        }
        return last;
    }
    // Behind a gap: the next address, and not the one inside a wrapper that was broken just in front of it.
    [[nodiscard]] bool anotherBeginsAt(qsizetype gap) const {
        if (!schemeAt(gap) && !oursAt(gap)) return false;
        const QStringView before = m_text.first(gap);
        if (before.endsWith(u"://") || before.endsWith(u'=') || before.endsWith(u'_')) return false;
        // Inside an encoded address the next one is encoded as well.
        const QStringView rest = m_text.sliced(gap);
        const qsizetype percent = rest.indexOf(u'%');
        const qsizetype slash = rest.indexOf(u'/');
        return percent < 0 || (slash >= 0 && slash < percent);
    }
    // The places at which the address may end: where white space was, up to where the next address begins.
    [[nodiscard]] QList<qsizetype> endsOf(qsizetype from) const {
        QList<qsizetype> ends;
        const qsizetype stop = stopBehind(from);
        auto gap = std::upper_bound(m_marked.gaps.cbegin(), m_marked.gaps.cend(), from);
        for (; gap != m_marked.gaps.cend() && *gap < stop; ++gap) {
            ends.append(*gap);
            if (ends.size() > mostBreaks || anotherBeginsAt(*gap)) return ends;
        }
        ends.append(stop);
        return ends;
    }

    // Answers where the search goes on.
    qsizetype readAddress(const Start &start) {
        const QList<qsizetype> ends = endsOf(start.at);
        Followed best;
        Span span{start.at, ends.first()};
        QList<LinkToken> readings;
        for (const qsizetype end : ends) {
            const QString address = start.prefix + m_text.sliced(start.at, end - start.at).toString();
            Followed followed = followAddress(address, m_ours);
            if (followed.code == VerdictCode::Damaged && (readings.isEmpty() || !(readings.last() == followed.token)))
                readings.append(followed.token);
            if (weightOf(followed) > weightOf(best) || end == ends.first()) {
                const qsizetype read = start.at + followed.end - start.prefix.size();
                span.end = std::clamp(read, start.at + 1, end);
                best = std::move(followed);
            }
            if (best.code == VerdictCode::Live) break;
        }
        m_spans.append(span);
        if (best.code != VerdictCode::NoLink) note(best, readings, span, start.schemeAdded);
        return span.end;
    }

    void note(const Followed &followed, const QList<LinkToken> &readings, Span span, bool schemeAdded) {
        FoundLink link;
        link.code = followed.code;
        link.host = followed.host;
        link.page = followed.page;
        if (link.code == VerdictCode::Live) link.token = followed.token;
        if (link.code == VerdictCode::Damaged) link.readings = readings;
        link.undone = undoneAround(span) + followed.undone;
        if (schemeAdded) link.undone.append({UndoneKind::SchemeAdded, {}, 1});
        if (link.code == VerdictCode::Live) link.undone.append({UndoneKind::CheckAgrees, {}, 1});
        const bool aside = link.code == VerdictCode::OtherShop && !followed.likeOurs;
        (aside ? m_found.elsewhere : m_found.links).append(std::move(link));
    }

    [[nodiscard]] QList<Undone> undoneAround(Span span) const {
        std::array<int, 3> counts{};
        constexpr std::array kinds = {UndoneKind::QuotedPrintable, UndoneKind::Invisible, UndoneKind::HtmlEntities};
        const auto before = [](const Mark &mark, qsizetype at) { return mark.at < at; };
        auto mark = std::lower_bound(m_marked.marks.cbegin(), m_marked.marks.cend(), span.begin - 1, before);
        for (; mark != m_marked.marks.cend() && mark->at <= span.end; ++mark) {
            const bool inside = mark->at > span.begin && mark->at < span.end;
            const bool beside = mark->kind == UndoneKind::HtmlEntities || (mark->kind == UndoneKind::Invisible && mark->at >= span.begin);
            const auto *kind = std::find(kinds.begin(), kinds.end(), mark->kind);
            if ((inside || beside) && kind != kinds.end()) ++counts[static_cast<std::size_t>(kind - kinds.begin())];
        }
        QList<Undone> undone;
        for (std::size_t i = 0; i < kinds.size(); ++i)
            if (counts[i] > 0) undone.append({kinds[i], {}, counts[i]});
        if (const qsizetype breaks = gapsWithin(span); breaks > 0) undone.append({UndoneKind::LineBreak, {}, static_cast<int>(breaks)});
        addSurroundings(span, undone);
        return undone;
    }

    void addSurroundings(Span span, QList<Undone> &undone) const {
        constexpr qsizetype most = 8;
        qsizetype end = span.end;
        while (end > span.begin + 1 && endless.contains(m_text[end - 1])) --end;
        QString tail;
        for (qsizetype i = end; i < m_text.size() && tail.size() < most && !(i >= span.end && gapBefore(i)) && trailing.contains(m_text[i]); ++i)
            tail += m_text[i];
        QString opening;
        QString closing;
        for (qsizetype i = span.begin; i > 0 && opening.size() < most && !gapBefore(i); --i) {
            const qsizetype kind = openers.indexOf(m_text[i - 1]);
            const bool quote = m_text[i - 1] == u'"' || m_text[i - 1] == u'\'';
            // A page's own markup is not worth a word.
            if (quote && i > 1 && m_text[i - 2] == u'=') return;
            if (kind < 0 || !tail.startsWith(closers[kind])) break;
            opening.prepend(m_text[i - 1]);
            closing += tail.front();
            tail.remove(0, 1);
        }
        if (!opening.isEmpty()) undone.append({UndoneKind::Brackets, opening + closing, 1});
        if (!tail.isEmpty()) undone.append({UndoneKind::TrailingCharacters, tail, 1});
    }

    void readWords() {
        QList<Span> words;
        qsizetype begin = 0;
        for (const qsizetype gap : m_marked.gaps + QList<qsizetype>{m_text.size()}) {
            if (gap > begin) words.append({begin, gap});
            begin = gap;
        }
        qsizetype span = 0;
        bool free = true;
        for (const Span &word : std::as_const(words)) {
            while (span < m_spans.size() && m_spans[span].end <= word.begin) ++span;
            const bool taken = span < m_spans.size() && m_spans[span].begin < word.end;
            free = free && !taken;
            if (!taken) readWord(word, words.size());
        }
        if (free && m_found.links.isEmpty() && words.size() > 1 && words.size() <= wordsOfAShortPaste) readWordsTogether(words);
    }

    // A token by itself; in prose only a whole one is believed, in a paste of a few words a damaged one too.
    void readWord(Span span, qsizetype wordCount) {
        const QStringView word = stripped(m_text.sliced(span.begin, span.end - span.begin));
        if (!isAlnum(word)) return;
        constexpr qsizetype tolerance = 4;
        const qsizetype off = std::abs(word.size() - linkTokenLength);
        const qsizetype begin = word.begin() - m_text.begin();
        if (off <= tolerance && hasDigit(word)) {
            const Followed token = readToken(word);
            if (token.code == VerdictCode::Live || wordCount <= wordsOfAShortPaste) note(token, {token.token}, {begin, begin + word.size()}, false);
        }
        constexpr std::array<qsizetype, 2> idSizes = {6, 8};
        const bool sized = std::find(idSizes.begin(), idSizes.end(), word.size()) != idSizes.end();
        const bool spoken = hasDigit(word) || word.toString() == word.toString().toUpper();
        if (sized && (wordCount == 1 || (wordCount <= wordsOfASentence && spoken))) m_found.publicIds.append(word.toString());
    }

    void readWordsTogether(const QList<Span> &words) {
        QString together;
        for (const Span &word : words) together += stripped(m_text.sliced(word.begin, word.end - word.begin));
        if (together.size() != linkTokenLength || !isAlnum(QStringView(together)) || !hasDigit(together)) return;
        const Followed token = readToken(together);
        if (token.code == VerdictCode::Live) note(token, {}, {words.first().begin, words.last().end}, false);
    }

    const MarkedText &m_marked;
    QStringView m_text;
    QStringView m_ours;
    LinksInText m_found;
    QList<Span> m_spans;
};

}  // namespace

LinksInText linksInText(const MarkedText &text, QStringView ourAuthority) { return Search(text, ourAuthority).run(); }

}  // namespace latchkey
