// Checks an e-mail address by WHATWG's definition and tells where it goes wrong; folds and masks it.
#include "models/domain/email_address.h"

#include "models/domain/email_correction.h"
#include "models/domain/enum_text.h"
#include "models/domain/text_folding.h"

#include <QUrl>

namespace latchkey {

namespace {

constexpr EnumNames<EmailFlaw, 12> emailFlawNames = {{
    {EmailFlaw::NoAt, QLatin1String("no_at")},
    {EmailFlaw::SeveralAts, QLatin1String("several_ats")},
    {EmailFlaw::NothingBeforeAt, QLatin1String("nothing_before_at")},
    {EmailFlaw::NothingAfterAt, QLatin1String("nothing_after_at")},
    {EmailFlaw::Space, QLatin1String("space")},
    {EmailFlaw::ForbiddenCharacter, QLatin1String("forbidden_character")},
    {EmailFlaw::DomainDot, QLatin1String("domain_dot")},
    {EmailFlaw::DomainHyphen, QLatin1String("domain_hyphen")},
    {EmailFlaw::DomainLabelTooLong, QLatin1String("domain_label_too_long")},
    {EmailFlaw::DomainCharacter, QLatin1String("domain_character")},
    {EmailFlaw::TooLong, QLatin1String("too_long")},
    {EmailFlaw::NotAnAddress, QLatin1String("not_an_address")},
}};
static_assert(namesAll(emailFlawNames, EmailFlaw::NotAnAddress));

constexpr qsizetype longestAddress = 254;  // RFC 5321's path of 256 without its angle brackets
constexpr qsizetype longestLabel = 63;

bool isAsciiAlnum(QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9'); }
bool isAscii(QStringView text) {
    for (const QChar c : text)
        if (c.unicode() >= 0x80) return false;
    return true;
}
bool belongsBeforeAt(QChar c) { return isAsciiAlnum(c) || QStringView(u".!#$%&'*+/=?^_`{|}~-").contains(c); }

EmailFlawAt domainShapeFlaw(QStringView domain, qsizetype offset) {
    EmailFlawAt hyphen;
    EmailFlawAt tooLong;
    for (qsizetype begin = 0; begin <= domain.size();) {
        qsizetype end = domain.indexOf(u'.', begin);
        if (end < 0) end = domain.size();
        // A dot at the end is wrong itself; elsewhere the dot that follows another one is.
        if (begin == end) return {EmailFlaw::DomainDot, static_cast<int>(offset + qMin(end, domain.size() - 1))};
        if (hyphen.at < 0 && domain[begin] == u'-') hyphen = {EmailFlaw::DomainHyphen, static_cast<int>(offset + begin)};
        if (hyphen.at < 0 && domain[end - 1] == u'-') hyphen = {EmailFlaw::DomainHyphen, static_cast<int>(offset + end - 1)};
        if (tooLong.at < 0 && end - begin > longestLabel) tooLong = {EmailFlaw::DomainLabelTooLong, static_cast<int>(offset + begin + longestLabel)};
        begin = end + 1;
    }
    return hyphen.at >= 0 ? hyphen : tooLong;
}

EmailFlawAt domainCharacterFlaw(QStringView domain, qsizetype offset) {
    for (qsizetype i = 0; i < domain.size(); ++i) {
        const QChar c = domain[i];
        const bool fits = c.unicode() < 0x80 ? isAsciiAlnum(c) || c == u'-' || c == u'.' : c.isLetterOrNumber() || c.isMark() || c.isSurrogate();
        if (!fits) return {EmailFlaw::DomainCharacter, static_cast<int>(offset + i)};
    }
    if (!isAscii(domain) && QUrl::toAce(domain.toString()).isEmpty()) return {EmailFlaw::NotAnAddress, static_cast<int>(offset)};
    return {};
}

}  // namespace

std::optional<EmailFlawAt> flawOfEmail(QStringView text) {
    const qsizetype at = text.indexOf(u'@');
    if (at < 0) return EmailFlawAt{EmailFlaw::NoAt, -1};
    if (const qsizetype second = text.indexOf(u'@', at + 1); second >= 0) return EmailFlawAt{EmailFlaw::SeveralAts, static_cast<int>(second)};
    if (at == 0) return EmailFlawAt{EmailFlaw::NothingBeforeAt, 0};
    if (at == text.size() - 1) return EmailFlawAt{EmailFlaw::NothingAfterAt, static_cast<int>(at)};
    for (qsizetype i = 0; i < text.size(); ++i)
        if (text[i].isSpace()) return EmailFlawAt{EmailFlaw::Space, static_cast<int>(i)};
    for (qsizetype i = 0; i < at; ++i)
        if (!belongsBeforeAt(text[i])) return EmailFlawAt{EmailFlaw::ForbiddenCharacter, static_cast<int>(i)};
    const QStringView domain = text.sliced(at + 1);
    if (const EmailFlawAt flaw = domainShapeFlaw(domain, at + 1); flaw.at >= 0) return flaw;
    if (const EmailFlawAt flaw = domainCharacterFlaw(domain, at + 1); flaw.at >= 0) return flaw;
    if (text.size() > longestAddress) return EmailFlawAt{EmailFlaw::TooLong, static_cast<int>(longestAddress)};
    return {};
}

EmailCheck checkEmail(QStringView onFile) {
    const QString text = trimInvisible(onFile);
    if (text.isEmpty()) return {};
    if (const std::optional<EmailFlawAt> flaw = flawOfEmail(text)) return {EmailState::Malformed, flaw->flaw, flaw->at, likelyCorrection(text)};
    EmailCheck check;
    check.state = EmailState::Valid;
    const qsizetype at = text.indexOf(u'@');
    const QString meant = commonDomainMeantBy(QStringView(text).sliced(at + 1));
    if (!meant.isEmpty()) {
        check.state = EmailState::DomainTypo;
        check.at = static_cast<int>(at + 1);
        check.suggestion = text.left(at + 1) + meant;
    }
    return check;
}

QString emailKey(QStringView onFile) {
    const QStringView outer = onFile.trimmed();
    QString key(outer.size(), Qt::Uninitialized);
    QChar *out = key.data();
    bool plain = true;
    for (const QChar letter : outer) {
        char16_t c = letter.unicode();
        if (c >= 0x7f || c < 0x20) {
            plain = false;
            break;
        }
        if (c >= u'A' && c <= u'Z') c = static_cast<char16_t>(c + 32);
        *out++ = QChar(c);
    }
    if (plain) return key;

    const QString folded = trimInvisible(onFile).normalized(QString::NormalizationForm_KC).toLower().trimmed();
    const qsizetype at = folded.lastIndexOf(u'@');
    const QString domain = folded.mid(at + 1);
    if (at < 0 || isAscii(domain)) return folded;
    const QString ascii = QString::fromLatin1(QUrl::toAce(domain));
    return ascii.isEmpty() ? folded : folded.left(at + 1) + ascii;
}

QString mailDomainOf(QStringView onFile) {
    const QString key = emailKey(onFile);
    const qsizetype at = key.lastIndexOf(u'@');
    return at < 0 ? QString() : key.sliced(at + 1);
}

QString maskEmail(QStringView address) {
    const QString text = trimInvisible(address);
    if (text.isEmpty()) return {};
    const qsizetype at = text.lastIndexOf(u'@');
    const qsizetype first = text.front().isHighSurrogate() ? 2 : 1;
    // Always four dots, so that nothing is told by their number.
    const QString dots(4, QChar(0x2022));
    return text.left(at < 0 ? first : qMin(at, first)) + dots + (at < 0 ? QString() : text.mid(at));
}

QString toText(EmailFlaw flaw) { return nameOf(emailFlawNames, flaw); }
std::optional<EmailFlaw> emailFlawFromText(QStringView text) { return valueNamed(emailFlawNames, text); }

}  // namespace latchkey
