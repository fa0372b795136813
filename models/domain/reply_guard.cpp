// Takes the address out of what was pasted, folds both and compares.
#include "models/domain/reply_guard.h"

#include "models/domain/email_address.h"
#include "models/domain/enum_text.h"
#include "models/domain/text_folding.h"

namespace latchkey {

namespace {

constexpr EnumNames<ReplyGuard, 3> replyGuardNames = {{
    {ReplyGuard::Off, QLatin1String("off")},
    {ReplyGuard::Ask, QLatin1String("ask")},
    {ReplyGuard::Require, QLatin1String("require")},
}};
static_assert(namesAll(replyGuardNames, ReplyGuard::Require));

constexpr EnumNames<ReplyMatch, 5> replyMatchNames = {{
    {ReplyMatch::NotGiven, QLatin1String("not_given")},
    {ReplyMatch::Same, QLatin1String("same")},
    {ReplyMatch::PlusAddress, QLatin1String("plus_address")},
    {ReplyMatch::Elsewhere, QLatin1String("elsewhere")},
    {ReplyMatch::NotAnAddress, QLatin1String("not_an_address")},
}};
static_assert(namesAll(replyMatchNames, ReplyMatch::NotAnAddress));

QString withoutPlus(const QString &key) {
    const qsizetype at = key.lastIndexOf(u'@');
    const qsizetype plus = key.indexOf(u'+');
    return plus <= 0 || plus > at ? key : key.first(plus) + key.sliced(at);
}

// "Eve <…> Ada <…>", whatever stands between them.
bool hasSeveralBrackets(const QString &text) {
    int addresses = 0;
    for (qsizetype open = text.indexOf(u'<'); open >= 0; open = text.indexOf(u'<', open + 1)) {
        const qsizetype close = text.indexOf(u'>', open);
        if (text.mid(open, close < 0 ? -1 : close - open).contains(u'@')) ++addresses;
    }
    return addresses > 1;
}

// "eve@elsewhere.example, Ada <…>": a comma or semicolon inside quotes or brackets parts nothing.
bool listsSeveral(const QString &text) {
    int addresses = 0;
    bool quoted = false;
    bool bracketed = false;
    bool counted = false;
    for (const QChar c : text) {
        if (c == u'"' && !bracketed) quoted = !quoted;
        else if (quoted) continue;
        else if (c == u'<') bracketed = true;
        else if (c == u'>') bracketed = false;
        else if ((c == u',' || c == u';') && !bracketed) counted = false;
        if (c != u'@' || counted) continue;
        counted = true;
        ++addresses;
    }
    return addresses > 1;
}

// A reply to several people goes to somebody else as well, whoever stands last.
bool holdsSeveralAddresses(const QString &text) { return hasSeveralBrackets(text) || listsSeveral(text); }

}  // namespace

QString replyAddressIn(QStringView typed) {
    QString text = trimInvisible(typed);
    if (holdsSeveralAddresses(text)) return text;
    const qsizetype open = text.lastIndexOf(u'<');
    const qsizetype close = text.indexOf(u'>', open + 1);
    if (open >= 0) text = text.mid(open + 1, close < 0 ? -1 : close - open - 1);
    if (text.startsWith(QLatin1String("mailto:"), Qt::CaseInsensitive)) text = text.mid(7).section(u'?', 0, 0);
    while (!text.isEmpty() && QStringView(u",;<>()\"'").contains(text.back())) text.chop(1);
    while (!text.isEmpty() && QStringView(u"<>(\"'").contains(text.front())) text.remove(0, 1);
    return trimInvisible(text);
}

ReplyMatch matchReply(QStringView onFile, QStringView typed) {
    const QString address = replyAddressIn(typed);
    if (address.isEmpty()) return ReplyMatch::NotGiven;
    const EmailState state = checkEmail(address).state;
    if (state == EmailState::Malformed || state == EmailState::Missing) return ReplyMatch::NotAnAddress;
    const QString ours = emailKey(onFile);
    const QString theirs = emailKey(address);
    if (ours == theirs) return ReplyMatch::Same;
    return withoutPlus(ours) == withoutPlus(theirs) ? ReplyMatch::PlusAddress : ReplyMatch::Elsewhere;
}

bool replyPasses(ReplyGuard guard, ReplyMatch match) {
    switch (guard) {
        case ReplyGuard::Off:
            return true;
        case ReplyGuard::Ask:
            return match == ReplyMatch::Same || match == ReplyMatch::NotGiven;
        case ReplyGuard::Require:
            return match == ReplyMatch::Same;
    }
    return false;
}

bool mayOverrideReply(ReplyGuard guard, ReplyMatch match, Role role) {
    if (match == ReplyMatch::NotGiven || match == ReplyMatch::NotAnAddress) return false;
    return may(role, Permission::IssueMagicLink) && (guard != ReplyGuard::Require || role >= Role::Lead);
}

QString toText(ReplyGuard guard) { return nameOf(replyGuardNames, guard); }
std::optional<ReplyGuard> replyGuardFromText(QStringView text) { return valueNamed(replyGuardNames, text); }

QString toText(ReplyMatch match) { return nameOf(replyMatchNames, match); }
std::optional<ReplyMatch> replyMatchFromText(QStringView text) { return valueNamed(replyMatchNames, text); }

}  // namespace latchkey
