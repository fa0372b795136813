// Takes one wrapper after the other off an address and reads what is left.
#include "services/diagnosis/follow.h"

#include "models/domain/link_token_repair.h"
#include "services/diagnosis/escapes.h"
#include "services/diagnosis/wrappers.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr qsizetype longestAddress = 8192;
constexpr int mostWrappers = 8;
constexpr int mostDecodings = 4;
constexpr qsizetype longestRun = 200;

bool isTokenCharacter(QChar c) { return c.unicode() < 128 && c.isLetterOrNumber(); }

void addDecodings(Followed &followed, int times) {
    if (times > 0) followed.undone.append({UndoneKind::PercentEncoding, {}, times});
}

// "https%3A%2F%2F…", and "https://portal.example.com%2Fl%2F…".
QString readable(QStringView address, Followed &followed) {
    QString text = address.first(std::min(address.size(), longestAddress)).toString();
    int times = 0;
    for (int i = 0; i < mostDecodings; ++i) {
        const qsizetype colon = text.indexOf(QLatin1Char(':'));
        const qsizetype percent = text.indexOf(QLatin1Char('%'));
        const bool hidden = percent >= 0 && (colon < 0 || percent < colon || partsOfAddress(text).authority.contains(u'%'));
        if (!hidden) break;
        QString next = percentDecoded(text);
        if (next == text) break;
        text = std::move(next);
        ++times;
    }
    addDecodings(followed, times);
    return text;
}

// `rest` is what stands behind our own host; `before` how much of the address is in front of it.
void readOurs(QStringView rest, qsizetype before, bool direct, Followed &followed) {
    QString decoded;
    // A token's worth of characters, and what stands in front of it.
    constexpr qsizetype nearTheToken = 64;
    if (rest.first(std::min(rest.size(), nearTheToken)).contains(u'%')) {
        int times = 0;
        decoded = percentDecodedWholly(rest, mostDecodings, times);
        addDecodings(followed, times);
        rest = decoded;
        direct = false;
    }
    qsizetype slashes = 0;
    while (slashes < rest.size() && rest[slashes] == u'/') ++slashes;
    const QStringView path = rest.sliced(slashes);
    if (slashes > 0 && path.startsWith(u"l/", Qt::CaseInsensitive)) {
        const QStringView run = tokenRun(path.sliced(2));
        Followed read = readToken(run);
        followed.code = read.code;
        followed.token = std::move(read.token);
        followed.undone += read.undone;
        if (direct) followed.end = before + slashes + 2 + run.size();
        return;
    }
    const auto end = std::find_if(path.begin(), path.end(), [](QChar c) { return c == u'?' || c == u'#'; });
    QStringView page = path.first(end - path.begin());
    while (!page.isEmpty() && !isTokenCharacter(page.back())) page.chop(1);
    if (page.isEmpty() || page == u"login") followed.code = VerdictCode::PortalLink;
}

// "/a/account/login" of that and what a sentence puts behind it; nothing of an address that carries more than its page.
QString pageOf(QStringView rest) {
    constexpr qsizetype longestPage = 200;
    if (rest.contains(u'?') || rest.contains(u'#') || rest.size() > longestPage) return {};
    while (!rest.isEmpty() && !isTokenCharacter(rest.back())) rest.chop(1);
    return rest.toString();
}

void readForeign(const AddressParts &parts, Followed &followed) {
    followed.host = hostOf(parts.authority);
    if (followed.host.isEmpty()) return;
    followed.code = VerdictCode::OtherShop;
    constexpr qsizetype shortestToken = 20;
    followed.page = pageOf(parts.rest);
    followed.likeOurs = parts.rest.startsWith(u"/l/", Qt::CaseInsensitive) && tokenRun(parts.rest.sliced(3)).size() >= shortestToken;
}

}  // namespace

QStringView tokenRun(QStringView text) {
    qsizetype end = 0;
    while (end < text.size() && end < longestRun && isTokenCharacter(text[end])) ++end;
    return text.first(end);
}

Followed readToken(QStringView run) {
    FoldedToken folded = foldToken(run.toLatin1());
    Followed followed;
    const bool whole = linkTokenIsWhole(folded.token.reveal());
    followed.code = whole ? VerdictCode::Live : VerdictCode::Damaged;
    followed.token = std::move(folded.token);
    if (folded.upperCase) followed.undone.append({UndoneKind::UpperCase, {}, 1});
    if (folded.lookAlikes > 0) followed.undone.append({UndoneKind::LookAlike, {}, folded.lookAlikes});
    return followed;
}

QStringView withoutDefaultPort(QStringView authority) {
    if (authority.endsWith(u":443")) return authority.chopped(4);
    if (authority.endsWith(u":80")) return authority.chopped(3);
    return authority;
}

Followed followAddress(QStringView address, QStringView ourAuthority) {
    const QStringView ours = withoutDefaultPort(ourAuthority);
    Followed followed;
    followed.end = address.size();
    QString current = readable(address, followed);
    for (int depth = 0; depth <= mostWrappers; ++depth) {
        const AddressParts parts = partsOfAddress(current);
        if (withoutDefaultPort(parts.authority).compare(ours, Qt::CaseInsensitive) == 0) {
            const bool direct = depth == 0 && followed.undone.isEmpty();
            readOurs(parts.rest, parts.rest.isNull() ? 0 : parts.rest.begin() - QStringView(current).begin(), direct, followed);
            return followed;
        }
        const std::optional<Unwrapped> next = depth < mostWrappers ? unwrapped(parts, ours) : std::nullopt;
        if (!next) {
            readForeign(parts, followed);
            return followed;
        }
        const QString host = hostOf(parts.authority);
        if (next->target.isEmpty()) {
            followed.code = VerdictCode::Wrapped;
            followed.host = host;
            return followed;
        }
        const bool named = next->kind == UndoneKind::ClickTracker || next->kind == UndoneKind::Redirect;
        followed.undone.append({next->kind, named ? host : QString(), 1});
        addDecodings(followed, next->percentDecodings);
        current = readable(next->target, followed);
    }
    return followed;
}

}  // namespace latchkey
