// Reads a pasted link, tells damaged from unknown, and asks the store what became of a whole one.
#include "services/diagnosis/link_inspector.h"

#include "models/domain/public_id.h"
#include "models/domain/text_folding.h"
#include "services/diagnosis/timeline.h"
#include "services/runtime/digest.h"

#include <QStringList>

#include <algorithm>

namespace latchkey {

namespace {

constexpr QStringView aroundLinks = u"<>()[]{}\"'`.,;:!?*_|\u00AB\u00BB\u201C\u201D\u2018\u2019\u3002";
constexpr qsizetype longestText = 64 * 1024;

QStringView stripped(QStringView word) {
    while (!word.isEmpty() && aroundLinks.contains(word.front())) word = word.sliced(1);
    while (!word.isEmpty() && aroundLinks.contains(word.back())) word.chop(1);
    return word;
}

bool isTokenCharacter(QChar c) { return c.unicode() < 128 && c.isLetterOrNumber(); }

PastedLink readToken(QStringView text) {
    qsizetype end = 0;
    while (end < text.size() && isTokenCharacter(text[end])) ++end;
    const QByteArray folded = text.first(end).toString().toLower().toLatin1();
    PastedLink pasted;
    pasted.code = VerdictCode::Damaged;
    if (folded.size() == linkTokenLength && linkTokenIsWhole(folded)) {
        pasted.code = VerdictCode::Live;
        pasted.token = LinkToken(folded);
    } else if (folded.size() == linkTokenLength) {
        pasted.wrongCharacter = locateWrongCharacter(folded).value_or(-1);
    }
    return pasted;
}

PastedLink readPath(QStringView path) {
    if (path.startsWith(u"/l/", Qt::CaseInsensitive)) return readToken(path.sliced(3));
    PastedLink pasted;
    const QStringView bare =
        path.first(std::min(path.indexOf(u'?') < 0 ? path.size() : path.indexOf(u'?'), path.indexOf(u'#') < 0 ? path.size() : path.indexOf(u'#')));
    if (bare.isEmpty() || bare == u"/" || bare == u"/login" || bare == u"/login/") pasted.code = VerdictCode::PortalLink;
    return pasted;
}

// Bare tokens have a token's length, give or take what a careless selection drops, and digits among their letters.
bool looksLikeToken(QStringView word) {
    if (word.size() < linkTokenLength - 4 || word.size() > linkTokenLength + 4) return false;
    const bool clean = std::all_of(word.begin(), word.end(), isTokenCharacter);
    return clean && std::any_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); });
}

QStringView authorityOf(QStringView url) {
    const qsizetype scheme = url.indexOf(u"://");
    QStringView rest = scheme < 0 ? url : url.sliced(scheme + 3);
    const auto end = std::find_if(rest.begin(), rest.end(), [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; });
    return rest.first(end - rest.begin());
}

QStringView withoutDefaultPort(QStringView authority) {
    if (authority.endsWith(u":443")) return authority.chopped(4);
    if (authority.endsWith(u":80")) return authority.chopped(3);
    return authority;
}

bool sameShop(QStringView authority, QStringView ours) {
    return withoutDefaultPort(authority).compare(withoutDefaultPort(ours), Qt::CaseInsensitive) == 0;
}

PastedLink readWord(QStringView word, QStringView baseUrl) {
    word = stripped(word);
    const QStringView ours = authorityOf(baseUrl);
    const qsizetype scheme = word.indexOf(u"://");
    if (scheme > 0) {
        const QStringView authority = authorityOf(word);
        PastedLink pasted;
        if (!sameShop(authority, ours)) {
            pasted.code = authority.isEmpty() ? VerdictCode::NoLink : VerdictCode::OtherShop;
            return pasted;
        }
        return readPath(word.sliced(scheme + 3 + authority.size()));
    }
    if (word.startsWith(u"/l/", Qt::CaseInsensitive)) return readPath(word);
    if (word.contains(u'/') && sameShop(authorityOf(word), ours)) return readPath(word.sliced(authorityOf(word).size()));
    return looksLikeToken(word) ? readToken(word) : PastedLink{};
}

// How much a reading tells; of several words the one that tells most speaks.
int weight(VerdictCode code) {
    switch (code) {
        case VerdictCode::Live:
        case VerdictCode::Used:
        case VerdictCode::Expired:
        case VerdictCode::Revoked:
        case VerdictCode::VoidByEmailChange:
        case VerdictCode::Unknown:
            return 4;
        case VerdictCode::Damaged:
            return 3;
        case VerdictCode::PortalLink:
            return 2;
        case VerdictCode::OtherShop:
        case VerdictCode::Wrapped:
            return 1;
        case VerdictCode::NoLink:
            return 0;
    }
    return 0;
}

VerdictCode verdictOf(LinkState state) {
    switch (state) {
        case LinkState::Live:
            return VerdictCode::Live;
        case LinkState::Used:
            return VerdictCode::Used;
        case LinkState::Expired:
            return VerdictCode::Expired;
        case LinkState::Revoked:
            return VerdictCode::Revoked;
        case LinkState::VoidByEmailChange:
            return VerdictCode::VoidByEmailChange;
    }
    return VerdictCode::Unknown;
}

Result<LinkVerdict> describe(TimelineStore &store, const LinkHistory &history, Instant now) {
    LinkVerdict verdict;
    verdict.code = verdictOf(history.link.stateAt(now));
    verdict.link = history.link;
    Result<QString> name = store.customerName(history.link.customer);
    if (!name) return tl::unexpected<Error>(name.error());
    verdict.customerName = *name;
    verdict.timeline = assembleTimeline({history}, {}, now, 50);
    return verdict;
}

}  // namespace

PastedLink readPastedLink(const QString &text, const QString &baseUrl) {
    const QString clean = trimInvisible(QStringView(text).first(std::min(text.size(), longestText)));
    PastedLink best;
    const QStringList words = clean.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : words) {
        PastedLink pasted = readWord(word, baseUrl);
        if (weight(pasted.code) > weight(best.code)) best = std::move(pasted);
    }
    // A link that was broken over lines is whole again without the white space; mere prose never is.
    if (words.size() > 1 && words.size() <= 4 && best.code != VerdictCode::Live) {
        PastedLink joined = readWord(words.join(QString()), baseUrl);
        if (joined.code == VerdictCode::Live) best = std::move(joined);
    }
    return best;
}

Result<LinkVerdict> inspectLink(Connection &db, const QString &text, const QString &baseUrl, quint64 publicIdKey, Instant now) {
    const PastedLink pasted = readPastedLink(text, baseUrl);
    TimelineStore store(db, publicIdKey);
    LinkVerdict verdict;
    verdict.code = pasted.code;
    if (pasted.code == VerdictCode::Damaged) verdict.damage = pasted.wrongCharacter < 0 ? LinkDamage::Unclear : LinkDamage::WrongCharacter;
    verdict.damageAt = pasted.wrongCharacter;
    if (pasted.code == VerdictCode::Live) {
        Result<std::optional<LinkHistory>> history = store.byTokenHash(sha256(pasted.token.reveal()));
        if (!history) return tl::unexpected<Error>(history.error());
        if (*history) return describe(store, **history, now);
        verdict.code = VerdictCode::Unknown;
    } else if (pasted.code == VerdictCode::NoLink) {
        // People talk about a link by its six characters; only one that exists is taken for it.
        const QString word = stripped(trimInvisible(text)).toString();
        if (const std::optional<LinkId> id = linkOfPublicId(word, publicIdKey)) {
            Result<std::optional<LinkHistory>> history = store.byId(*id);
            if (!history) return tl::unexpected<Error>(history.error());
            if (*history) return describe(store, **history, now);
        }
    }
    return verdict;
}

}  // namespace latchkey
