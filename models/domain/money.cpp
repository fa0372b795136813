// Writes and reads amounts of money by the decimals and the symbol of their currency.
#include "models/domain/subscription.h"

#include <array>
#include <limits>

namespace latchkey {

namespace {

struct Symbol {
    QStringView currency;
    QStringView text;
};

constexpr std::array<Symbol, 8> symbols = {{
    {u"EUR", u"€"},
    {u"USD", u"$"},
    {u"GBP", u"£"},
    {u"JPY", u"¥"},
    {u"INR", u"₹"},
    {u"CAD", u"C$"},
    {u"AUD", u"A$"},
    {u"SGD", u"S$"},
}};

// ISO 4217's exceptions from two decimals.
constexpr std::array<QStringView, 17> withoutDecimals = {u"BIF", u"CLP", u"DJF", u"GNF", u"ISK", u"JPY", u"KMF", u"KRW", u"PYG",
                                                         u"RWF", u"UGX", u"UYI", u"VND", u"VUV", u"XAF", u"XOF", u"XPF"};
constexpr std::array<QStringView, 7> withThreeDecimals = {u"BHD", u"IQD", u"JOD", u"KWD", u"LYD", u"OMR", u"TND"};
constexpr std::array<QStringView, 2> withFourDecimals = {u"CLF", u"UYW"};

template <std::size_t N>
bool has(const std::array<QStringView, N> &codes, QStringView code) {
    for (QStringView one : codes)
        if (code.compare(one, Qt::CaseInsensitive) == 0) return true;
    return false;
}

QString amountText(qint64 minor, int decimals) {
    // Negated as unsigned, since the smallest number has no positive twin.
    const quint64 size = minor < 0 ? 0 - static_cast<quint64>(minor) : static_cast<quint64>(minor);
    QString digits = QString::number(size).rightJustified(decimals + 1, u'0');
    const qsizetype whole = digits.size() - decimals;
    if (decimals > 0) digits.insert(whole, u'.');
    for (qsizetype place = whole - 3; place > 0; place -= 3) digits.insert(place, u',');
    return digits;
}

}  // namespace

int decimalsOf(QStringView currency) {
    if (has(withoutDecimals, currency)) return 0;
    if (has(withThreeDecimals, currency)) return 3;
    if (has(withFourDecimals, currency)) return 4;
    return 2;
}

QString toText(const Money &money) {
    const QString amount = amountText(money.minor, decimalsOf(money.currency));
    const QString sign = money.minor < 0 ? QStringLiteral("-") : QString();
    for (const Symbol &symbol : symbols)
        if (symbol.currency == money.currency) return sign + symbol.text.toString() + amount;
    return money.currency.isEmpty() ? sign + amount : sign + amount + u' ' + money.currency;
}

std::optional<qint64> minorUnitsFromText(QStringView amount, QStringView currency) {
    amount = amount.trimmed();
    const bool negative = amount.startsWith(u'-');
    if (negative || amount.startsWith(u'+')) amount = amount.sliced(1);
    const qsizetype point = amount.indexOf(u'.');
    const qsizetype given = point < 0 ? 0 : amount.size() - point - 1;
    const int decimals = decimalsOf(currency);
    if (amount.isEmpty() || point == 0 || (point > 0 && given == 0) || given > decimals) return {};
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    qint64 minor = 0;
    const auto append = [&minor](int digit) {
        if (minor > (most - digit) / 10) return false;
        minor = minor * 10 + digit;
        return true;
    };
    for (qsizetype i = 0; i < amount.size(); ++i) {
        if (i == point) continue;
        const int digit = amount[i].unicode() - u'0';
        if (digit < 0 || digit > 9 || !append(digit)) return {};
    }
    for (qsizetype i = given; i < decimals; ++i)
        if (!append(0)) return {};
    return negative ? -minor : minor;
}

}  // namespace latchkey
