// Judges fields: short ways for the usual spelling, the models' own functions for the rest.
#include "services/directory/import_rows.h"

#include "models/domain/text_folding.h"
#include "services/store/folded.h"

#include <algorithm>
#include <charconv>

namespace latchkey {

namespace {

constexpr std::size_t fieldAtMost = 4'096;

QString qstring(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// Spreadsheets and Shopify put an apostrophe before digits so that they stay text.
std::string_view withoutApostrophe(std::string_view text) {
    const bool digitsFollow = text.size() > 1 && text[0] == '\'' && ((text[1] >= '0' && text[1] <= '9') || text[1] == '+');
    return digitsFollow ? text.substr(1) : text;
}

bool isPlainLocalPart(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '+' || c == '-' || c == '_';
    });
}

std::optional<int> number(std::string_view text, int least, int most) {
    int value = 0;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end || value < least || value > most) return std::nullopt;
    return value;
}

int twoDigits(std::string_view text, std::size_t at) {
    const char a = text[at], b = text[at + 1];
    return a >= '0' && a <= '9' && b >= '0' && b <= '9' ? (a - '0') * 10 + (b - '0') : -1;
}

// Days since 1970 of a proleptic Gregorian date (Howard Hinnant's civil calendar arithmetic).
qint64 daysOf(int year, int month, int day) {
    year -= month <= 2;
    const int era = year / 400;
    const int ofEra = year - era * 400;
    const int ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return static_cast<qint64>(era) * 146'097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719'468;
}

bool isDate(int year, int month, int day) {
    constexpr int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1970 || month < 1 || month > 12 || day < 1 || day > days[month - 1]) return false;
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month != 2 || day < 29 || leap;
}

}  // namespace

std::optional<qint64> timeFromText(std::string_view text) {
    constexpr qint64 dayMs = 86'400'000;
    if (text.size() >= 10 && text[4] == '-' && text[7] == '-') {
        const int century = twoDigits(text, 0), rest = twoDigits(text, 2), month = twoDigits(text, 5), day = twoDigits(text, 8);
        if (century >= 0 && rest >= 0 && isDate(century * 100 + rest, month, day)) {
            const qint64 midnight = daysOf(century * 100 + rest, month, day) * dayMs;
            if (text.size() == 10) return midnight;
            if (text.size() == 20 && text[10] == 'T' && text[13] == ':' && text[16] == ':' && text[19] == 'Z') {
                const int h = twoDigits(text, 11), m = twoDigits(text, 14), s = twoDigits(text, 17);
                if (h >= 0 && h < 24 && m >= 0 && m < 60 && s >= 0 && s < 60) return midnight + ((h * 60 + m) * 60 + s) * qint64(1'000);
            }
        }
    }
    if (auto instant = instantFromText(qstring(text))) return instant->milliseconds();
    // "2023-01-01 10:00:00 -0500", as Shopify's exports write it.
    if (text.size() == 25 && text[10] == ' ' && text[19] == ' ') {
        std::string rfc(text.substr(0, 10));
        rfc += "T" + std::string(text.substr(11, 8)) + std::string(text.substr(20, 3)) + ":" + std::string(text.substr(23, 2));
        if (auto instant = instantFromText(qstring(rfc))) return instant->milliseconds();
    }
    return std::nullopt;
}

std::optional<Refusal> RowReader::damageOf(const CsvRow &row) const {
    if (row.damage) return Refusal{*row.damage};
    if (row.fields.size() < m_columns.needed()) return Refusal{RowRefusal::TooFewColumns};
    for (std::size_t i = 0; i < m_columns.at.size(); ++i) {
        const auto column = static_cast<ImportField>(i);
        if (m_columns.field(row.fields, column).size() > fieldAtMost) return Refusal{RowRefusal::FieldTooLong, toText(column)};
    }
    return std::nullopt;
}

EmailState RowReader::stateOf(std::string_view email) {
    if (email.empty()) return EmailState::Missing;
    const std::size_t at = email.find('@');
    // With a plain local part only the domain decides, and domains repeat.
    if (at == std::string_view::npos || at > 60 || email.size() > 120 || !isPlainLocalPart(email.substr(0, at))) return checkEmail(qstring(email)).state;
    std::string domain(email.substr(at + 1));
    const auto known = m_domains.find(domain);
    if (known != m_domains.end()) return known->second;
    const EmailState state = checkEmail(QStringLiteral("someone@") + qstring(domain)).state;
    if (m_domains.size() < 100'000) m_domains.emplace(std::move(domain), state);
    return state;
}

std::variant<ImportedCustomer, Refusal> RowReader::customer(const CsvRow &row) {
    if (const auto damage = damageOf(row)) return *damage;
    const auto field = [&](ImportField column) { return m_columns.field(row.fields, column); };
    ImportedCustomer c;
    c.line = row.line;
    c.email = field(ImportField::Email);
    if (!isPlainAscii(c.email)) c.email = trimInvisible(qstring(c.email)).toStdString();
    c.emailKey = emailKeyUtf8(c.email);
    c.emailState = stateOf(c.email);
    c.foldedEmail = foldUtf8(c.email);
    c.ref = withoutApostrophe(field(ImportField::Id));
    if (c.ref.empty()) {
        if (c.emailKey.empty()) return Refusal{RowRefusal::NoIdentity};
        c.ref = c.emailKey;
        c.refIsEmail = true;
    }
    c.firstName = field(ImportField::FirstName);
    c.lastName = field(ImportField::LastName);
    if (c.firstName.empty() && c.lastName.empty()) c.firstName = field(ImportField::Name);
    c.nameKey = foldUtf8(c.firstName + " " + c.lastName);
    c.phone = withoutApostrophe(field(ImportField::Phone));
    if (c.phone.empty()) c.phone = withoutApostrophe(field(ImportField::OtherPhone));
    c.phoneKey = phoneKeyUtf8(c.phone);
    c.foldedRef = foldUtf8(c.ref);
    for (const auto &[column, time] : {std::pair{ImportField::CreatedAt, &c.createdAt}, std::pair{ImportField::RemovedAt, &c.removedAt}}) {
        const auto text = field(column);
        if (text.empty()) continue;
        const auto read = timeFromText(text);
        if (!read) return Refusal{RowRefusal::BadDate, toText(column)};
        *time = *read;
    }
    return c;
}

std::optional<qint64> RowReader::minorUnits(std::string_view amount, const std::string &currency) {
    auto known = m_decimals.find(currency);
    if (known == m_decimals.end()) known = m_decimals.emplace(currency, decimalsOf(qstring(currency))).first;
    const std::size_t point = amount.find('.');
    const std::string_view whole = amount.substr(0, point);
    const std::string_view part = point == std::string_view::npos ? std::string_view() : amount.substr(point + 1);
    const auto allDigits = [](std::string_view text) { return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }); };
    const auto decimals = static_cast<std::size_t>(known->second);
    if (!whole.empty() && whole.size() <= 12 && allDigits(whole) && allDigits(part) && (part.size() == decimals || part.empty()) && decimals <= 4) {
        qint64 value = 0;
        for (const char c : whole) value = value * 10 + (c - '0');
        for (std::size_t i = 0; i < decimals; ++i) value = value * 10 + (i < part.size() ? part[i] - '0' : 0);
        return value;
    }
    return minorUnitsFromText(qstring(amount), qstring(currency));
}

std::variant<ImportedSubscription, Refusal> RowReader::subscription(const CsvRow &row) {
    if (const auto damage = damageOf(row)) return *damage;
    const auto field = [&](ImportField column) { return m_columns.field(row.fields, column); };
    ImportedSubscription s;
    s.line = row.line;
    s.ref = withoutApostrophe(field(ImportField::Id));
    s.customerRef = withoutApostrophe(field(ImportField::Owner));
    if (s.ref.empty()) return Refusal{RowRefusal::NoIdentity, toText(ImportField::Id)};
    if (s.customerRef.empty()) return Refusal{RowRefusal::UnknownCustomer, toText(ImportField::Owner)};
    std::string status(field(ImportField::Status));
    auto known = m_statuses.find(status);
    if (known == m_statuses.end()) known = m_statuses.emplace(status, subscriptionStatusFromText(qstring(status))).first;
    s.status = known->second;
    if (s.status == SubscriptionStatus::Other) s.statusText = status;
    s.product = field(ImportField::Product);
    s.variant = field(ImportField::Variant);
    if (s.variant == "Default" || s.variant == "Default Title") s.variant.clear();
    s.currency = field(ImportField::Currency);
    if (s.currency.empty()) s.currency = "USD";
    if (const auto text = field(ImportField::Quantity); !text.empty()) {
        const auto quantity = number(text, 0, 1'000'000);
        if (!quantity) return Refusal{RowRefusal::BadNumber, toText(ImportField::Quantity)};
        s.quantity = *quantity;
    }
    if (const auto text = field(ImportField::Price); !text.empty()) {
        const auto price = minorUnits(text, s.currency);
        if (!price) return Refusal{RowRefusal::BadNumber, toText(ImportField::Price)};
        s.price = *price;
    }
    if (const auto text = field(ImportField::IntervalUnit); !text.empty()) {
        const auto unit = text == "month" ? std::optional(IntervalUnit::Month) : intervalUnitFromText(qstring(text).toLower());
        if (!unit) return Refusal{RowRefusal::BadNumber, toText(ImportField::IntervalUnit)};
        s.unit = *unit;
    }
    if (const auto text = field(ImportField::IntervalCount); !text.empty()) {
        const auto count = number(text, 1, 10'000);
        if (!count) return Refusal{RowRefusal::BadNumber, toText(ImportField::IntervalCount)};
        s.intervalCount = *count;
    }
    for (const auto &[column, time] : {std::pair{ImportField::NextOrder, &s.nextOrder}, std::pair{ImportField::CreatedAt, &s.createdAt}}) {
        const auto text = field(column);
        if (text.empty()) continue;
        const auto read = timeFromText(text);
        if (!read) return Refusal{RowRefusal::BadDate, toText(column)};
        *time = *read;
    }
    return s;
}

}  // namespace latchkey
