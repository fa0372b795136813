// Finds the likely correction of a wrong e-mail address: stray marks and spaces, spoken "at", slips in common mail domains.
#include "models/domain/email_correction.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace latchkey {

namespace {

constexpr std::array<QStringView, 19> commonDomains = {u"gmail.com",   u"yahoo.com",     u"hotmail.com",    u"outlook.com",    u"icloud.com",
                                                       u"aol.com",     u"proton.me",     u"gmx.de",         u"web.de",         u"live.com",
                                                       u"msn.com",     u"me.com",        u"example.com",    u"googlemail.com", u"comcast.net",
                                                       u"yahoo.co.uk", u"hotmail.co.uk", u"protonmail.com", u"t-online.de"};

// Real mail domains that happen to be one slip away from a common one.
constexpr std::array<QStringView, 10> realNeighbours = {u"gmx.net",   u"gmx.com", u"gmx.at",    u"ymail.com", u"mail.com",
                                                        u"email.com", u"live.nl", u"imail.com", u"zmail.com", u"cloud.com"};

constexpr std::array<QStringView, 4> reservedEndings = {u".example", u".test", u".invalid", u".localhost"};

enum class Slip { Insert, Delete, Replace, Swap };

struct OneSlip {
    Slip kind = Slip::Replace;
    qsizetype at = 0;
};

// The one edit that turns `wrong` into `meant`, where there is one.
std::optional<OneSlip> slipBetween(QStringView wrong, QStringView meant) {
    const qsizetype longer = wrong.size() - meant.size();
    if (longer < -1 || longer > 1) return {};
    const qsizetype shortest = qMin(wrong.size(), meant.size());
    qsizetype i = 0;
    while (i < shortest && wrong[i] == meant[i]) ++i;
    if (longer == 1) return wrong.sliced(i + 1) == meant.sliced(i) ? std::optional(OneSlip{Slip::Insert, i}) : std::nullopt;
    if (longer == -1) return wrong.sliced(i) == meant.sliced(i + 1) ? std::optional(OneSlip{Slip::Delete, i}) : std::nullopt;
    if (i == wrong.size()) return {};
    if (wrong.sliced(i + 1) == meant.sliced(i + 1)) return OneSlip{Slip::Replace, i};
    if (i + 1 < wrong.size() && wrong[i] == meant[i + 1] && wrong[i + 1] == meant[i] && wrong.sliced(i + 2) == meant.sliced(i + 2))
        return OneSlip{Slip::Swap, i};
    return {};
}

// Short names have real neighbours at every letter ("five.com"), and so have endings of two letters ("web.be"):
// only what no such neighbour explains counts there.
bool isLikely(OneSlip slip, QStringView meant) {
    if (slip.kind == Slip::Swap) return true;
    const qsizetype dot = meant.indexOf(u'.');
    if (slip.at < dot) return dot > 4;
    const bool shortEnding = meant.size() - meant.lastIndexOf(u'.') == 3;
    return !shortEnding || slip.kind == Slip::Delete;
}

template <std::size_t N>
bool has(const std::array<QStringView, N> &list, QStringView text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

const QRegularExpression &spokenAt() {
    static const QRegularExpression pattern(QStringLiteral(R"(\s*[\[\(\{]\s*at\s*[\]\)\}]\s*|\s+at\s+)"), QRegularExpression::CaseInsensitiveOption);
    return pattern;
}
const QRegularExpression &spokenDot() {
    static const QRegularExpression pattern(QStringLiteral(R"(\s*[\[\(\{]\s*dot\s*[\]\)\}]\s*|\s+dot\s+)"),
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern;
}

// Takes off what stands around an address in prose: "Ann <ann@x.com>", quotes, brackets, a full stop.
QString withoutWrapping(QString text) {
    const qsizetype open = text.lastIndexOf(u'<');
    const qsizetype close = text.indexOf(u'>', open + 1);
    if (open >= 0 && close > open + 1) text = text.mid(open + 1, close - open - 1);
    if (text.startsWith(QLatin1String("mailto:"), Qt::CaseInsensitive)) text.remove(0, 7);
    const QStringView around = u"@<>()[]{}\"'`,;:/\\| \u00ab\u00bb\u201c\u201d\u2018\u2019";
    while (!text.isEmpty() && (around.contains(text.back()) || text.back() == u'.')) text.chop(1);
    while (!text.isEmpty() && around.contains(text.front())) text.remove(0, 1);
    return text;
}

// Sets the '@' that was left out before a long common domain: "ann.gmail.com".
QString withAt(const QString &text) {
    for (QStringView domain : commonDomains) {
        if (domain.size() < 9 || text.size() <= domain.size() || !text.endsWith(domain, Qt::CaseInsensitive)) continue;
        QString before = text.left(text.size() - domain.size());
        if (before.endsWith(u'.')) before.chop(1);
        return before + u'@' + text.right(domain.size());
    }
    return text;
}

QString tidy(const QString &wrapped) {
    QString text = withoutWrapping(wrapped);
    if (!text.contains(u'@')) text.replace(spokenAt(), QStringLiteral("@"));
    text.replace(spokenDot(), QStringLiteral("."));
    text.removeIf([](QChar c) { return c.isSpace(); });
    while (text.contains(QLatin1String("@@"))) text.replace(QLatin1String("@@"), QLatin1String("@"));
    if (!text.contains(u'@')) text = withAt(text);
    const qsizetype at = text.indexOf(u'@');
    if (at < 0) return text;
    QString domain = text.mid(at + 1);
    domain.replace(u',', u'.').replace(u';', u'.').replace(u':', u'.');
    while (domain.contains(QLatin1String(".."))) domain.replace(QLatin1String(".."), QLatin1String("."));
    while (domain.startsWith(u'.') || domain.startsWith(u'-')) domain.remove(0, 1);
    while (domain.endsWith(u'.') || domain.endsWith(u'-')) domain.chop(1);
    return text.left(at + 1) + domain;
}

// What the text may stand for, the likeliest first.
QStringList readingsOf(const QString &whole) {
    static const QRegularExpression space(QStringLiteral("\\s+"));
    static const QRegularExpression between(QStringLiteral(R"([\s,;/|]+)"));
    QStringList readings;
    // An address with something behind it is the address; one with a gap in it is put together below.
    const QString first = tidy(whole.section(space, 0, 0));
    if (first.contains(u'@') && first.indexOf(u'.', first.indexOf(u'@')) > 0) readings.append(first);
    readings.append(tidy(whole));
    // Several addresses in one field: the first one is meant most.
    for (const QString &part : whole.split(between, Qt::SkipEmptyParts))
        if (part.contains(u'@')) readings.append(tidy(part));
    return readings;
}

}  // namespace

QString commonDomainMeantBy(QStringView domain) {
    const QString lower = domain.toString().toLower();
    if (has(commonDomains, lower) || has(realNeighbours, lower)) return {};
    for (QStringView ending : reservedEndings)
        if (lower.endsWith(ending)) return {};
    for (QStringView meant : commonDomains) {
        const std::optional<OneSlip> slip = slipBetween(lower, meant);
        if (slip && isLikely(*slip, meant)) return meant.toString();
    }
    return {};
}

QString likelyCorrection(QStringView malformed) {
    const QString whole = malformed.toString().normalized(QString::NormalizationForm_KC);
    for (const QString &candidate : readingsOf(whole)) {
        if (candidate.isEmpty() || flawOfEmail(candidate)) continue;
        const qsizetype at = candidate.indexOf(u'@');
        const QString meant = commonDomainMeantBy(QStringView(candidate).sliced(at + 1));
        return meant.isEmpty() ? candidate : candidate.left(at + 1) + meant;
    }
    return {};
}

}  // namespace latchkey
