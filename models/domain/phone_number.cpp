// Reads phone numbers: by libphonenumber where a number is checked, by its digits alone where it is looked up.
#include "models/domain/phone_number.h"

#include "models/domain/enum_text.h"
#include "models/domain/text_folding.h"

#include <phonenumbers/phonenumberutil.h>

#include <string>

namespace latchkey {

namespace {

int digitOf(QChar c) {
    if (c >= u'0' && c <= u'9') return c.unicode() - u'0';
    return c.unicode() < 0x80 ? -1 : c.digitValue();
}

bool isPlus(QChar c) { return c == u'+' || c == u'\uff0b'; }

bool dialsAbroad(const QChar *begin, const QChar *end) { return end - begin > 2 && begin[0] == u'0' && begin[1] == u'0'; }

// "x12", "ext. 12", "extension 12", ";ext=12", "#12": what is dialled after the number does not belong to it.
bool extensionBegins(QStringView rest) {
    const QChar c = rest.front();
    if (c == u';' || c == u'#') return true;
    if (c == u'e' || c == u'E') return rest.startsWith(u"ext", Qt::CaseInsensitive);
    if (c != u'x' && c != u'X') return false;
    for (const QChar next : rest.sliced(1)) {
        if (digitOf(next) >= 0) return true;
        if (next != u'.' && next != u':' && !next.isSpace()) return false;
    }
    return false;
}

constexpr EnumNames<PhoneState, 4> phoneStateNames = {{
    {PhoneState::Missing, QLatin1String("missing")},
    {PhoneState::Valid, QLatin1String("valid")},
    {PhoneState::Doubtful, QLatin1String("doubtful")},
    {PhoneState::Malformed, QLatin1String("malformed")},
}};
static_assert(namesAll(phoneStateNames, PhoneState::Malformed));

}  // namespace

PhoneCheck checkPhone(QStringView onFile, QStringView region) {
    using namespace i18n::phonenumbers;
    const QString text = trimInvisible(onFile);
    if (text.isEmpty()) return {};
    const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
    const std::string country = region.isEmpty() ? std::string("ZZ") : region.toString().toUpper().toStdString();
    PhoneNumber number;
    if (util.Parse(text.toStdString(), country, &number) != PhoneNumberUtil::NO_PARSING_ERROR || !util.IsPossibleNumber(number))
        return {PhoneState::Malformed, {}, {}};
    std::string e164;
    util.Format(number, PhoneNumberUtil::E164, &e164);
    std::string home;
    util.GetRegionCodeForNumber(number, &home);
    const bool told = home.size() == 2 && home != "ZZ";
    return {util.IsValidNumber(number) ? PhoneState::Valid : PhoneState::Doubtful, QString::fromStdString(e164), told ? QString::fromStdString(home) : QString()};
}

QString phoneKey(QStringView onFile) {
    QString key(onFile.size(), Qt::Uninitialized);
    QChar *const begin = key.data();
    QChar *out = begin;
    bool international = false;
    for (qsizetype i = 0; i < onFile.size(); ++i) {
        const QChar c = onFile[i];
        const int digit = digitOf(c);
        if (digit >= 0) {
            *out++ = QChar(static_cast<char16_t>(u'0' + digit));
        } else if (out == begin) {
            international = international || isPlus(c);
        } else if (c == u'(' && (international || dialsAbroad(begin, out)) && onFile.sliced(i).startsWith(u"(0)")) {
            i += 2;  // the trunk zero is not dialled from abroad
        } else if (!c.isSpace() && extensionBegins(onFile.sliced(i))) {
            break;
        }
    }
    key.resize(out - begin);
    if (!international && dialsAbroad(key.cbegin(), key.cend())) key.remove(0, 2);
    return key;
}

QString phoneEnding(QStringView onFile) { return phoneKey(onFile).right(2); }

QString toText(PhoneState state) { return nameOf(phoneStateNames, state); }
std::optional<PhoneState> phoneStateFromText(QStringView text) { return valueNamed(phoneStateNames, text); }

}  // namespace latchkey
